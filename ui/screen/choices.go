package screen

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// choices are a few things of which one is chosen, beside what is known.
type choices struct {
	facts   *widget.Facts
	list    *fyne.Container
	other   *widget.Line
	known   *fyne.Container
	box     *fyne.Container
	tap     func(int)
	choices []presenter.Choice
}

func newChoices(tap func(int)) *choices {
	c := &choices{facts: widget.NewFacts(), list: container.New(grid{}), other: widget.NewLine(widget.Writing{}), tap: tap}
	c.other.OnTapped = func() { tap(len(c.choices) - 1) } // it belongs to the last one
	c.known = container.New(rows{0}, widget.NewPanel(container.New(rows{0}, c.facts), 2*gap), c.other)
	c.box = container.New(known{}, c.known, c.list)
	return c
}

func (c *choices) render(b presenter.Choices) fyne.CanvasObject {
	c.facts.Set(facts(b.Facts))
	show(c.other, b.Other != nil)
	showKnown(c.box, c.known, len(b.Facts) > 0 || b.Other != nil)
	if b.Other != nil {
		c.other.Set(writing(*b.Other))
	}
	c.known.Refresh() // the line comes and goes, and is higher where it is wrong
	if slices.Equal(b.Choices, c.choices) {
		return c.box
	}
	c.choices = slices.Clone(b.Choices)
	c.list.Objects = nil
	for i, choice := range b.Choices {
		c.list.Add(choiceButton(choice, func() { c.tap(i) }))
	}
	c.list.Refresh()
	return c.box
}

// grid puts buttons below one another, in two columns where there are many.
type grid struct{}

const (
	gridLong   = 3  // more than that need two columns
	gridButton = 68 // height of a button
)

func (grid) shape(objects []fyne.CanvasObject) (columns, lines int) {
	if len(objects) <= gridLong {
		return 1, len(objects)
	}
	return 2, (len(objects) + 1) / 2
}

// Layout places the objects, column after column.
func (g grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	columns, lines := g.shape(objects)
	width := (size.Width - gap*float32(columns-1)) / float32(columns)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i/lines)*(width+gap), float32(i%lines)*(gridButton+gap)))
		o.Resize(fyne.NewSize(width, gridButton))
	}
}

// MinSize is the height of the lines, and no width in particular.
func (g grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	_, lines := g.shape(objects)
	return fyne.NewSize(320, max(0, float32(lines)*(gridButton+gap)-gap))
}
