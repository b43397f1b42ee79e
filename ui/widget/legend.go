package widget

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Hint is a line of a [Legend]: a key and what it does.
type Hint struct {
	Key   string
	Label string
	Idle  bool // just now the key does nothing
}

var _ fyne.Widget = (*Legend)(nil)

// Legend is the table of keys, in columns where it is long.
type Legend struct {
	widget.BaseWidget

	hints []Hint
}

// NewLegend returns the table of those keys.
func NewLegend(hints ...Hint) *Legend {
	l := &Legend{hints: hints}
	l.ExtendBaseWidget(l)
	return l
}

// SetHints shows other keys.
func (l *Legend) SetHints(hints ...Hint) {
	if slices.Equal(hints, l.hints) {
		return
	}
	l.hints = slices.Clone(hints)
	l.Refresh()
}

// The measures of a line.
const (
	hintHeight float32 = 42
	hintKey    float32 = 96
	hintGap    float32 = 12
	hintColumn float32 = 24 // between the columns
	hintsLong          = 8  // more than that need another column
)

// CreateRenderer draws a cap and a label for each key.
func (l *Legend) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{least: l.least}
	fill := func() {
		r.objects = r.objects[:0]
		for _, hint := range l.hints {
			box, key, label := canvas.NewRectangle(color.Transparent), NewText(hint.Key), NewText(hint.Label)
			box.FillColor = theme.ColorForWidget(theme.ColorNameHeaderBackground, l)
			box.CornerRadius = theme.SizeForWidget(theme.SizeNameSelectionRadius, l)
			key.TextSize, key.Style.Bold, key.Align = 18, true, fyne.TextAlignCenter
			label.LeastSize = 16
			if len(l.hints) > 2*hintsLong { // all of one size, rather than as each line has room
				label.TextSize = 17
			}
			if hint.Idle {
				box.FillColor = theme.ColorForWidget(theme.ColorNameDisabledButton, l)
				key.Color, label.Color = theme.ColorNamePlaceHolder, theme.ColorNamePlaceHolder
				key.Style.Bold = false
			}
			r.objects = append(r.objects, box, key, label)
		}
	}
	fill()
	r.layout = func(size fyne.Size) { l.layout(size, r.objects) }
	r.refresh = func() {
		fill()
		r.layout(l.Size())
		canvas.Refresh(l)
	}
	return r
}

func (l *Legend) least() fyne.Size {
	columns, lines := l.shape()
	column := hintKey + hintGap + 200
	return fyne.NewSize(
		float32(columns)*(column+hintColumn)-hintColumn,
		float32(lines)*hintHeight,
	)
}

// shape is in how many columns and lines the keys stand.
func (l *Legend) shape() (columns, lines int) {
	columns = max(1, (len(l.hints)+hintsLong-1)/hintsLong)
	return columns, (len(l.hints) + columns - 1) / columns
}

func (l *Legend) layout(size fyne.Size, objects []fyne.CanvasObject) {
	columns, lines := l.shape()
	if lines == 0 {
		return
	}
	width := (size.Width - hintColumn*float32(columns-1)) / float32(columns)
	for i := range l.hints {
		left := float32(i/lines) * (width + hintColumn)
		top := float32(i%lines) * hintHeight
		place(objects[3*i], left, top+4, hintKey, hintHeight-8)
		place(objects[3*i+1], left+6, top+4, hintKey-12, hintHeight-8)
		place(objects[3*i+2], left+hintKey+hintGap, top, width-hintKey-hintGap, hintHeight)
	}
}
