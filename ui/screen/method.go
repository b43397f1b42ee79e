package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// method is where the customer says how to pay.
type method struct {
	title   *widget.Text
	figure  *widget.Amount
	list    *fyne.Container
	box     *fyne.Container
	press   func(string)
	choices []presenter.Choice
}

func newMethod(press func(string)) *method {
	m := &method{title: widget.NewHeading(""), figure: widget.NewAmount(""), list: container.New(grid{long: 5}), press: press}
	m.title.Lines = 2
	left := widget.NewPanel(container.New(rows{1}, m.title, m.figure), 2*gap)
	m.box = container.New(columns{0.44, 0.56}, left, m.list)
	return m
}

func (m *method) content() fyne.CanvasObject { return m.box }

func (m *method) render(s presenter.State) {
	m.title.SetText(s.MethodTitle)
	m.figure.SetText(s.Total, false)
	if slices.Equal(s.Methods, m.choices) {
		return
	}
	m.choices = s.Methods
	m.list.Objects = nil
	for _, c := range s.Methods {
		m.list.Add(choiceButton(c, func() { m.press(c.Key) }))
	}
	m.list.Refresh()
}

// choiceButton is one thing that can be chosen. One that cannot says why, and
// does nothing.
func choiceButton(c presenter.Choice, tapped func()) fyne.CanvasObject {
	kind := widget.Plain
	if c.Selected {
		kind = widget.Chosen
	}
	if c.Why == "" {
		return widget.NewAction(c.Key, c.Label, kind, tapped)
	}
	b := widget.NewAction(c.Key, c.Label, widget.Quiet, nil)
	b.SetEnabled(false)
	why := widget.NewText(c.Why)
	why.Lines = 2
	return container.New(columns{0.4, 0.6}, b, why)
}
