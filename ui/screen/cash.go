package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// cash is where banknotes are counted.
type cash struct {
	title  *widget.Text
	due    *widget.Text
	figure *widget.Amount
	rest   *widget.Banner
	keypad *widget.Keypad
	box    *fyne.Container
}

func newCash(press func(string)) *cash {
	c := &cash{
		title: widget.NewText(""), due: widget.NewHeading(""), figure: widget.NewAmount(""),
		rest: widget.NewBanner(widget.Notice{}), keypad: newKeypad(press),
	}
	c.title.Lines, c.due.Lines = 1, 1
	c.keypad.Key("+").SetEnabled(false) // one tender at a time
	entry := widget.NewPanel(container.New(rows{2}, c.due, c.title, c.figure), 2*gap)
	left := container.New(rows{0}, entry, container.New(height(110), c.rest))
	c.box = container.New(columns{0.56, 0.44}, left, c.keypad)
	return c
}

func (c *cash) content() fyne.CanvasObject { return c.box }

func (c *cash) render(s presenter.State) {
	p := s.Cash
	c.title.SetText(p.Title)
	c.due.SetText(p.Due)
	c.figure.SetText(p.Entry, p.Exact)
	c.rest.SetNotice(widget.Notice{Tone: tone(p.Rest.Tone), Word: p.Rest.Text})
	setPoint(c.keypad, p.Decimals)
	c.keypad.SetCharge(charge(s.Actions), true)
}
