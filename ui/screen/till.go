package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// A view is one screen.
type view interface {
	content() fyne.CanvasObject
	render(presenter.State)
}

// Till draws all of the till's window.
type Till struct {
	OnPress  func(key string)  // a key, or a button that stands for it
	OnChoose func(sale string) // a sale in the strip
	OnTap    func(place int)   // a row, a choice or a field of a page

	header *header
	body   *fyne.Container
	bar    *widget.ActionBar
	dialog *dialog
	turned *Customer // upon all of it while the screen is turned to the customer
	root   fyne.CanvasObject

	views   map[presenter.Screen]view
	page    *page
	shown   view
	actions []presenter.Action // in the row of buttons
	answers []presenter.Action // in the dialog
}

// NewTill makes the window's content.
func NewTill() *Till {
	t := &Till{body: container.NewStack(), bar: widget.NewActionBar()}
	press := func(key string) { t.OnPress(key) }
	t.header = newHeader(press)
	end := newEnd()
	t.views = map[presenter.Screen]view{
		presenter.Amount:  newAmount(press, func(sale string) { t.OnChoose(sale) }),
		presenter.Method:  newMethod(press),
		presenter.Cash:    newCash(press),
		presenter.Waiting: newWaiting(),
		presenter.Paid:    end, presenter.Unpaid: end, presenter.Doubt: end, presenter.Stopped: end,
	}
	t.page = newPage(press, func(place int) { t.OnTap(place) })
	t.dialog = newDialog()
	page := container.New(rows{1}, t.header.content(), t.body, t.bar)
	t.turned = NewCustomer()
	t.turned.root.OnTapped = func() { press("Esc") }
	t.turned.root.Hide()
	t.root = container.NewStack(container.New(layout.NewCustomPaddedLayout(gap, gap, 2*gap, 2*gap), page), t.dialog.content(), t.turned.root)
	return t
}

// Content is the object to put into a window.
func (t *Till) Content() fyne.CanvasObject { return t.root }

// Render draws a state.
func (t *Till) Render(s presenter.State) {
	t.header.render(s)
	v := t.views[s.Screen]
	if s.Page != nil {
		v = t.page
	} else {
		t.page.left()
	}
	v.render(s)
	if t.shown != v {
		t.shown = v
		t.body.Objects = []fyne.CanvasObject{v.content()}
		t.body.Refresh()
	}
	t.renderActions(s)
	t.dialog.render(s)
	if s.Turned {
		t.turned.Render(s.Customer)
	}
	show(t.turned.root, s.Turned)
}

// renderActions makes the row of buttons, anew only where it is another one.
// Where there is a keypad, Enter is on it.
func (t *Till) renderActions(s presenter.State) {
	actions := slices.DeleteFunc(slices.Clone(s.Actions), func(a presenter.Action) bool {
		return a.Label == "" || a.Key == "Enter" && hasKeypad(s)
	})
	t.fill(t.bar, &t.actions, actions)
	if s.Dialog != nil {
		t.fill(t.dialog.bar, &t.answers, s.Dialog.Actions)
	}
}

// hasKeypad tells whether an amount is typed.
func hasKeypad(s presenter.State) bool {
	if s.Page != nil {
		_, ok := s.Page.Body.(presenter.Figure)
		return ok
	}
	return s.Screen == presenter.Amount || s.Screen == presenter.Cash
}

func (t *Till) fill(bar *widget.ActionBar, shown *[]presenter.Action, actions []presenter.Action) {
	if slices.Equal(actions, *shown) {
		return
	}
	*shown = slices.Clone(actions)
	bar.SetActions(t.buttons(actions)...)
}

func (t *Till) buttons(actions []presenter.Action) []*widget.Action {
	buttons := make([]*widget.Action, len(actions))
	for i, a := range actions {
		kind := widget.Plain
		switch {
		case a.Primary:
			kind = widget.Primary
		case a.Danger:
			kind = widget.Danger
		}
		buttons[i] = widget.NewAction(keyCap(a.Key), a.Label, kind, func() { t.OnPress(a.Key) })
	}
	return buttons
}

// keyCap is what is printed on a key.
func keyCap(key string) string {
	if len(key) == 1 {
		return strings.ToUpper(key)
	}
	return key
}

// tone is the colour and mark of a message.
func tone(t presenter.Tone) widget.Tone {
	switch t {
	case presenter.Busy:
		return widget.Waiting
	case presenter.Good:
		return widget.Paid
	case presenter.Warn:
		return widget.Doubt
	case presenter.Bad:
		return widget.Refused
	case presenter.Calm:
	}
	return widget.Idle
}
