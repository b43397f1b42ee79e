package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// form is a few fields to fill in, beside what is known.
type form struct {
	facts  *widget.Facts
	known  *widget.Panel // around the facts
	fields *fyne.Container
	box    *fyne.Container
	tap    func(int)
}

func newForm(tap func(int)) *form {
	f := &form{facts: widget.NewFacts(), fields: container.New(rows{-1}), tap: tap}
	f.known = widget.NewPanel(container.New(rows{0}, f.facts), 2*gap)
	f.box = container.New(known{}, f.known, widget.NewPanel(f.fields, 2*gap))
	return f
}

func (f *form) render(b presenter.Form) fyne.CanvasObject {
	f.facts.Set(facts(b.Facts))
	showKnown(f.box, f.known, len(b.Facts) > 0)
	for len(f.fields.Objects) < len(b.Fields) {
		place, line := len(f.fields.Objects), widget.NewLine(widget.Writing{})
		line.OnTapped = func() { f.tap(place) }
		f.fields.Objects = append(f.fields.Objects, line)
	}
	f.fields.Objects = f.fields.Objects[:len(b.Fields)]
	for i, field := range b.Fields {
		f.fields.Objects[i].(*widget.Line).Set(writing(field))
	}
	f.fields.Refresh() // a field that is wrong is higher
	return f.box
}
