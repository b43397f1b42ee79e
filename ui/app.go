package ui

import (
	"log/slog"
	"slices"

	"fyne.io/fyne/v2"

	"kasir/ui/keys"
	"kasir/ui/presenter"
	"kasir/ui/screen"
)

// Dispatch runs a function on the UI goroutine, soon. It never waits.
func Dispatch(f func()) { fyne.Do(f) }

// An App is the till's window.
type App struct {
	Window fyne.Window

	counter *presenter.Counter
	screen  *screen.Till
	router  keys.Router
	layer   *keys.Layer
	asked   *keys.Layer // the dialog's
	state   presenter.State
	log     *slog.Logger

	app      fyne.App
	customer *customerWindow // nil while it is closed
	place    Place
	keep     func(Place)
}

// New makes the window, in which nobody serves yet. It is shown by whoever runs
// the app.
func New(app fyne.App, log *slog.Logger) *App {
	a := &App{Window: app.NewWindow("Kasir"), screen: screen.NewTill(), log: log, app: app}
	a.Window.SetPadded(false)
	a.Window.SetContent(a.screen.Content())
	a.Window.SetMaster()
	a.router.Attach(a.Window.Canvas())
	a.Window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { a.counter.Paste(app.Clipboard().Content()) })
	a.Window.SetCloseIntercept(func() { a.counter.Quit(a.Window.Close) })
	return a
}

// Serve gives the window to a counter, in place of the one before. It is called
// before the window is shown, or on the UI goroutine.
func (a *App) Serve(counter *presenter.Counter) {
	if a.counter != nil {
		a.counter.OnChange = nil
	}
	a.counter, a.layer = counter, nil // the next state gets keys of its own
	a.screen.OnPress = counter.Push
	a.screen.OnChoose = counter.Choose
	a.screen.OnTap = counter.Tap
	counter.OnChange = a.render
}

// render draws a state and gives its keys to whom they belong.
func (a *App) render(s presenter.State) {
	before := a.state
	a.state = s
	a.screen.Render(s)
	repaint(a.Window)
	if a.customer != nil {
		a.customer.render(s.Customer)
	}
	if a.layer == nil || name(s) != name(before) {
		a.layer = a.keysOf()
		a.router.Show(a.layer)
		a.log.Info("screen", "name", name(s))
	}
	if s.Pay.Code != "" && s.Pay.Code != before.Pay.Code {
		a.log.Info("code") // in front of the customer with the next frame
	}
	switch {
	case s.Dialog == nil && a.asked != nil:
		a.router.Remove(a.asked)
		a.asked = nil
	case s.Dialog != nil && (a.asked == nil || before.Dialog == nil || s.Dialog.Title != before.Dialog.Title):
		if a.asked != nil {
			a.router.Remove(a.asked)
		}
		a.asked = a.keysOf()
		a.router.Push(a.asked)
	}
}

// name is what the log calls what is shown.
func name(s presenter.State) string {
	if s.Page != nil {
		return s.Page.Name
	}
	return string(s.Screen)
}

// named are the keys that are no characters, with the presenter's names.
var named = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyEscape: "Esc", fyne.KeyBackspace: "Backspace",
	fyne.KeyUp: "Up", fyne.KeyDown: "Down", fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn", fyne.KeyTab: "Tab",
	fyne.KeyF1: "F1", fyne.KeyF2: "F2", fyne.KeyF3: "F3", fyne.KeyF4: "F4", fyne.KeyF5: "F5", fyne.KeyF6: "F6",
	fyne.KeyF7: "F7", fyne.KeyF8: "F8", fyne.KeyF9: "F9", fyne.KeyF10: "F10",
}

// repeated are the keys that do it again and again while they are held.
var repeated = []string{"Backspace", "Up", "Down", "PgUp", "PgDn"}

// keysOf makes a layer that hands every key to the presenter. A screen has one
// of its own, so that a press that began on another screen ends there.
func (a *App) keysOf() *keys.Layer {
	layer := &keys.Layer{OnRune: a.counter.Type, OnScan: a.counter.Scan}
	for key, name := range named {
		layer.Bindings = append(layer.Bindings, keys.Binding{
			Key: key, Repeat: slices.Contains(repeated, name),
			Do: func() { a.counter.Press(name) },
		})
	}
	layer.Bindings = append(layer.Bindings,
		keys.Binding{Key: fyne.KeyF11, Do: func() { a.Window.SetFullScreen(!a.Window.FullScreen()) }},
		keys.Binding{Key: fyne.KeyF12, Do: a.toggleCustomer},
	)
	return layer
}
