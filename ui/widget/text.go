package widget

import (
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Text is some words that are never cut. Without Lines it asks for the width of
// all its words. With them it takes the width that it gets, asks for the height
// of so many lines, and wraps and then shrinks to stay within. The words stand
// in the middle of the height. Set the fields before it is shown.
type Text struct {
	widget.BaseWidget

	TextSize  float32             // preferred; 0: the theme's
	LeastSize float32             // not shrunk below it while there is another way; 0: 16
	Lines     int                 // how many lines it asks room for; 0: one that is as wide as its words
	Style     fyne.TextStyle      // bold, monospaced
	Align     fyne.TextAlign      // within the width
	Color     fyne.ThemeColorName // "": foreground

	text string
	ink  func() color.Color // in place of Color
}

// NewText returns a text in the theme's size.
func NewText(text string) *Text {
	t := &Text{text: text}
	t.ExtendBaseWidget(t)
	return t
}

// NewHeading returns a bold text in the theme's heading size.
func NewHeading(text string) *Text {
	t := NewText(text)
	t.TextSize = theme.SizeForWidget(theme.SizeNameHeadingText, t)
	t.Style.Bold = true
	return t
}

// Text is what it says.
func (t *Text) Text() string { return t.text }

// SetText says something else.
func (t *Text) SetText(text string) {
	if text == t.text {
		return
	}
	t.text = text
	t.Refresh()
}

// CreateRenderer draws a line of text for each line that the words need.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{least: t.least}
	r.layout = func(size fyne.Size) {
		lines, points := fit(t.text, size, t.size(), t.smallest(), t.Style)
		if t.Align == fyne.TextAlignCenter {
			lines = balance(lines, t.text, size.Width, points, t.Style)
		}
		height := lineHeight(points, t.Style)
		top := (size.Height - height*float32(len(lines))) / 2
		ink := t.color()
		for len(r.objects) < len(lines) {
			r.objects = append(r.objects, &canvas.Text{})
		}
		r.objects = r.objects[:len(lines)]
		for i, object := range r.objects {
			text := object.(*canvas.Text)
			text.Text, text.TextSize, text.TextStyle = lines[i], points, t.Style
			text.Alignment, text.Color = t.Align, ink
			place(text, 0, top+height*float32(i), size.Width, height)
		}
	}
	r.refresh = func() {
		r.layout(t.Size())
		for _, line := range r.objects {
			line.Refresh()
		}
		canvas.Refresh(t)
	}
	return r.ready(t.Size())
}

func (t *Text) least() fyne.Size {
	if t.Lines == 0 {
		return fyne.NewSize(natural(t), lineHeight(t.size(), t.Style))
	}
	words := strings.FieldsFunc(t.text, breaks)
	return fyne.NewSize(widest(words, t.smallest(), t.Style), float32(t.Lines)*lineHeight(t.size(), t.Style))
}

// natural is how wide a text is that neither wraps nor shrinks.
func natural(t *Text) float32 {
	if t.text == "" {
		return 0
	}
	return float32(math.Ceil(float64(fyne.MeasureText(t.text, t.size(), t.Style).Width)))
}

// heightFor is how high the words are at that width, and no higher than that.
func (t *Text) heightFor(width, most float32) float32 {
	if t.text == "" {
		return 0
	}
	lines, points := fit(t.text, fyne.NewSize(width, most), t.size(), t.smallest(), t.Style)
	return float32(len(lines)) * lineHeight(points, t.Style)
}

func (t *Text) size() float32 {
	if t.TextSize > 0 {
		return t.TextSize
	}
	return theme.SizeForWidget(theme.SizeNameText, t)
}

func (t *Text) smallest() float32 {
	if t.LeastSize > 0 {
		return min(t.LeastSize, t.size())
	}
	return min(16, t.size())
}

func (t *Text) color() color.Color {
	switch {
	case t.ink != nil:
		return t.ink()
	case t.Color != "":
		return theme.ColorForWidget(t.Color, t)
	}
	return theme.ColorForWidget(theme.ColorNameForeground, t)
}
