package widget

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fact is something known: what it is, and its value.
type Fact struct {
	Label string
	Value string
	Tone  Tone // of the value
}

var _ fyne.Widget = (*Facts)(nil)

// Facts is a short table of what is known. A value that is long takes two lines.
type Facts struct {
	widget.BaseWidget

	facts []Fact
}

// NewFacts returns a table of those facts.
func NewFacts(facts ...Fact) *Facts {
	f := &Facts{facts: facts}
	f.ExtendBaseWidget(f)
	return f
}

// Set shows other facts.
func (f *Facts) Set(facts []Fact) {
	if slices.Equal(facts, f.facts) {
		return
	}
	f.facts = slices.Clone(facts)
	f.Refresh()
}

// The measures of a fact.
const (
	factLabel float32 = 0.36 // of the width
	factGap   float32 = 12
	factLine  float32 = 30
	factLeast float32 = 24 // where more than four stand below one another
)

// CreateRenderer draws a label and a value for each fact.
func (f *Facts) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{least: func() fyne.Size {
		line := factLine
		if len(f.facts) > 4 {
			line = factLeast
		}
		return fyne.NewSize(240, line*float32(len(f.facts)))
	}}
	fill := func() {
		r.objects = r.objects[:0]
		for _, fact := range f.facts {
			label, value := NewText(fact.Label), NewText(fact.Value)
			label.TextSize, label.Color = 16, theme.ColorNamePlaceHolder
			value.TextSize, value.Style.Bold = 18, true
			if fact.Tone != Idle {
				value.ink = f.ink(fact.Tone)
			}
			r.objects = append(r.objects, label, value)
		}
	}
	fill()
	r.layout = func(size fyne.Size) { f.layout(size, r.objects) }
	r.refresh = func() {
		fill()
		r.layout(f.Size())
		canvas.Refresh(f)
	}
	return r
}

// layout gives each fact the lines that its longer side needs, and less where
// there is no room for that.
func (f *Facts) layout(size fyne.Size, objects []fyne.CanvasObject) {
	if len(f.facts) == 0 {
		return
	}
	labels := floor(size.Width * factLabel)
	values := size.Width - labels - factGap
	heights, sum := make([]float32, len(f.facts)), float32(0)
	for i := range f.facts {
		label, value := objects[2*i].(*Text), objects[2*i+1].(*Text)
		heights[i] = factLine
		if natural(label) > labels || natural(value) > values {
			heights[i] = max(label.heightFor(labels, 3*factLine), value.heightFor(values, 3*factLine)) + 4
		}
		sum += heights[i]
	}
	top := float32(0)
	for i := range f.facts {
		height := heights[i] * min(1, size.Height/sum)
		place(objects[2*i], 0, top, labels, height)
		place(objects[2*i+1], labels+factGap, top, values, height)
		top += height
	}
}

// ink is a tone upon the panel that facts lie on.
func (f *Facts) ink(tone Tone) func() color.Color {
	return func() color.Color { return tone.ink(f, theme.ColorForWidget(theme.ColorNameOverlayBackground, f)) }
}
