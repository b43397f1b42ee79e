package keys_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kasir/ui/keys"
)

// window is a canvas that tells of keys as a desktop's does.
type window struct {
	fyne.Canvas
	down, up func(*fyne.KeyEvent)
}

var _ desktop.Canvas = (*window)(nil)

func (w *window) OnKeyDown() func(*fyne.KeyEvent)        { return w.down }
func (w *window) SetOnKeyDown(down func(*fyne.KeyEvent)) { w.down = down }
func (w *window) OnKeyUp() func(*fyne.KeyEvent)          { return w.up }
func (w *window) SetOnKeyUp(up func(*fyne.KeyEvent))     { w.up = up }

func (w *window) press(key fyne.KeyName, char rune) {
	event := &fyne.KeyEvent{Name: key}
	w.down(event)
	w.OnTypedKey()(event)
	w.OnTypedRune()(char)
	w.up(event)
}

func TestAttach(t *testing.T) {
	test.NewTempApp(t)
	w, router, screen := &window{Canvas: test.NewCanvas()}, new(keys.Router), newLog(fyne.KeyReturn)
	router.Attach(w)
	router.Show(screen.Layer)
	w.press(fyne.Key5, '5')
	w.press(fyne.KeyEnter, '\r')
	screen.want(t, "5", "Return")
}

func TestOverlayOfOthersTakesTheKeys(t *testing.T) {
	test.NewTempApp(t)
	w, router, screen := &window{Canvas: test.NewCanvas()}, new(keys.Router), newLog(fyne.KeyReturn)
	router.Attach(w)
	router.Show(screen.Layer)

	chooser := canvas.NewRectangle(nil)
	w.Overlays().Add(chooser)
	w.press(fyne.KeyReturn, 0)
	screen.want(t)

	own := newLog(fyne.KeyReturn)
	own.Overlay = chooser
	router.Push(own.Layer)
	w.press(fyne.KeyReturn, 0)
	own.want(t, "Return")

	router.Remove(own.Layer)
	w.press(fyne.KeyTab, 0) // goes to the chooser, and moves the focus in it
	w.Overlays().Remove(chooser)
	w.OnTypedRune()(' ') // the space that closed it
	screen.want(t)
	w.press(fyne.Key5, '5')
	screen.want(t, "5")
}

func TestTestCanvasGivesWholePresses(t *testing.T) {
	test.NewTempApp(t)
	c, router, screen := test.NewCanvas(), new(keys.Router), newLog(fyne.KeyReturn)
	router.Attach(c)
	router.Show(screen.Layer)
	test.TypeOnCanvas(c, "50")
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	screen.want(t, "5", "0", "Return")
}

func TestTapsAreWholePresses(t *testing.T) {
	router, screen := new(keys.Router), newLog(fyne.KeyF5)
	screen.bind(fyne.KeyBackspace, true, func() {})
	router.Show(screen.Layer)
	router.Press(fyne.KeyF5)
	router.Press(fyne.KeyBackspace)
	router.Type("000")
	screen.want(t, "F5", "BackSpace", "0", "0", "0")
}

func TestSystemKeysAreNotOurs(t *testing.T) {
	app := test.NewTempApp(t)
	fyne.SetCurrentApp(desk{App: app, modifiers: fyne.KeyModifierAlt})
	w, router, screen := &window{Canvas: test.NewCanvas()}, new(keys.Router), newLog(fyne.KeyF4)
	router.Attach(w)
	router.Show(screen.Layer)
	w.press(fyne.KeyF4, '\x00')
	screen.want(t)
	w.press(fyne.Key2, '@') // AltGr
	screen.want(t, "@")
}

// desk is an app at a desk, with some modifiers held.
type desk struct {
	fyne.App
	modifiers fyne.KeyModifier
}

func (d desk) Driver() fyne.Driver { return deskDriver{d.App.Driver(), d.modifiers} }

type deskDriver struct {
	fyne.Driver
	modifiers fyne.KeyModifier
}

func (d deskDriver) CreateSplashWindow() fyne.Window       { return nil }
func (d deskDriver) CurrentKeyModifiers() fyne.KeyModifier { return d.modifiers }
func (d deskDriver) HasSecondaryDisplay() bool             { return false }
