package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

var _ fyne.Widget = (*Status)(nil)

// Status is how one thing stands, in a small label: a mark and a word.
type Status struct {
	press

	tone Tone
	word string
}

// NewStatus returns a label with that tone and word.
func NewStatus(tone Tone, word string) *Status {
	s := &Status{tone: tone, word: word}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows another tone and word.
func (s *Status) Set(tone Tone, word string) {
	if tone == s.tone && word == s.word {
		return
	}
	s.tone, s.word = tone, word
	s.Refresh()
}

// CreateRenderer draws the label.
func (s *Status) CreateRenderer() fyne.WidgetRenderer {
	const height, side, margin, gap = 36, 20, 12, 6
	var ink color.Color
	box, image, word := canvas.NewRectangle(color.Transparent), newMark(), NewText(s.word)
	box.CornerRadius = height / 2
	word.TextSize, word.Style.Bold = 16, true
	word.ink = func() color.Color { return ink }
	paint := func() {
		box.FillColor, ink = s.tone.soft(s, theme.ColorForWidget(theme.ColorNameBackground, s))
		paintMark(image, s.tone.mark(), ink)
	}
	paint()
	return &renderer{
		objects: []fyne.CanvasObject{box, image, word},
		layout: func(size fyne.Size) {
			top := floor((size.Height - height) / 2)
			place(box, 0, top, size.Width, height)
			place(image, margin, top+(height-side)/2, side, side)
			place(word, margin+side+gap, top-1, size.Width-2*margin-side-gap, height)
		},
		least: func() fyne.Size {
			return fyne.NewSize(2*margin+side+gap+natural(word), height)
		},
		refresh: func() {
			paint()
			word.text = s.word
			word.Refresh()
			box.Refresh()
		},
	}
}
