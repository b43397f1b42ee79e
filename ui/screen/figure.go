package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// figure is where an amount is typed on a page.
type figure struct {
	title  *widget.Text
	figure *widget.Amount
	facts  *widget.Facts
	keypad *widget.Keypad
	box    *fyne.Container
}

func newFigure(press func(string)) *figure {
	f := &figure{
		title: widget.NewText(""), figure: widget.NewAmount(""),
		facts: widget.NewFacts(), keypad: newKeypad(press),
	}
	f.title.Lines = 1
	f.keypad.Key("+").SetEnabled(false) // it is one amount
	entry := widget.NewPanel(container.New(rows{1}, f.title, f.figure), 2*gap)
	known := widget.NewPanel(container.New(rows{0}, f.facts), 2*gap)
	f.box = container.New(columns{0.56, 0.44}, container.New(rows{1}, known, entry), f.keypad)
	return f
}

func (f *figure) render(b presenter.Figure, actions []presenter.Action) fyne.CanvasObject {
	f.title.SetText(b.Amount.Title)
	f.figure.SetText(b.Amount.Entry, b.Amount.Empty)
	f.facts.Set(facts(b.Facts))
	setPoint(f.keypad, b.Amount.Decimals)
	f.keypad.SetCharge(charge(actions), true)
	f.box.Refresh()
	return f.box
}
