package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// figure is where an amount is typed on a page. Its keypad needs the whole
// height, so the page's heading stands beside it.
type figure struct {
	head   *heading
	title  *widget.Text
	figure *widget.Amount
	known  *widget.Panel // around the facts
	facts  *widget.Facts
	keypad *widget.Keypad
	left   *fyne.Container
	box    *fyne.Container
}

func newFigure(press func(string)) *figure {
	f := &figure{
		head: newHeading(columns{0.4, 0.6}, 1.5*newsHeight), title: widget.NewText(""), figure: widget.NewAmount(""),
		facts: widget.NewFacts(), keypad: newKeypad(press),
	}
	f.title.Lines, f.figure.Most = 1, 56
	f.keypad.Key("+").SetEnabled(false) // it is one amount
	f.known = widget.NewPanel(container.New(rows{0}, f.facts), gap)
	entry := widget.NewPanel(container.New(rows{1}, f.title, f.figure), gap)
	f.left = container.New(rows{3}, f.head.box, f.head.note.box, f.known, entry)
	f.box = container.New(columns{0.56, 0.44}, f.left, f.keypad)
	return f
}

func (f *figure) render(p presenter.PageState, b presenter.Figure, actions []presenter.Action) fyne.CanvasObject {
	f.head.render(p)
	f.title.SetText(b.Amount.Title)
	f.figure.SetText(b.Amount.Entry, b.Amount.Empty)
	f.facts.Set(facts(b.Facts))
	show(f.known, len(b.Facts) > 0)
	setPoint(f.keypad, b.Amount.Decimals)
	f.keypad.SetCharge(b.Next, charge(actions) != "")
	f.left.Refresh() // facts and news come and go
	return f.box
}
