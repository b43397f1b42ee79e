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
	c := &choices{facts: widget.NewFacts(), list: container.New(grid{long: 3}), other: widget.NewLine(widget.Writing{}), tap: tap}
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

// grid puts buttons below one another, in columns where there are more of them
// than long.
type grid struct{ long int }

// The measures of buttons in a grid.
const (
	gridButton = 68  // height, where there is room
	gridLeast  = 50  // height, where many stand below one another
	gridLines  = 6   // as many have room below one another
	gridWidth  = 148 // the least width in one of many columns
)

func (g grid) shape(objects []fyne.CanvasObject) (columns, lines int) {
	n := len(objects)
	if n <= g.long {
		return 1, n
	}
	columns = max(2, (n+gridLines-1)/gridLines)
	return columns, (n + columns - 1) / columns
}

// Layout places the objects, column after column.
func (g grid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	columns, lines := g.shape(objects)
	if lines == 0 {
		return
	}
	width := (size.Width - gap*float32(columns-1)) / float32(columns)
	height := min(gridButton, (size.Height+gap)/float32(lines)-gap)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i/lines)*(width+gap), float32(i%lines)*(height+gap)))
		o.Resize(fyne.NewSize(width, height))
	}
}

// MinSize is the least height of the lines, and a width that many columns need.
func (g grid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	columns, lines := g.shape(objects)
	width := float32(columns)*(gridWidth+gap) - gap
	return fyne.NewSize(max(320, width), max(0, float32(lines)*(gridLeast+gap)-gap))
}
