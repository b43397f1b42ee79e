package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*Amount)(nil)

// Amount is money in the biggest letters of the screen. A long one shrinks, and
// stands on the same line as before.
type Amount struct {
	widget.BaseWidget

	Most  float32        // the size it has while there is the width; 0: 88
	Align fyne.TextAlign // within the width

	text string
	dim  bool
}

// NewAmount returns an amount.
func NewAmount(text string) *Amount {
	a := &Amount{text: text}
	a.ExtendBaseWidget(a)
	return a
}

// Text is the amount that it shows.
func (a *Amount) Text() string { return a.text }

// SetText shows another amount; dim says that it does not count yet, as a zero does not.
func (a *Amount) SetText(text string, dim bool) {
	if text == a.text && dim == a.dim {
		return
	}
	a.text, a.dim = text, dim
	a.Refresh()
}

// CreateRenderer draws the amount.
func (a *Amount) CreateRenderer() fyne.WidgetRenderer {
	text := &canvas.Text{TextStyle: fyne.TextStyle{Bold: true}}
	paint := func(size fyne.Size) {
		text.Text, text.Alignment = a.text, a.Align
		text.Color = theme.ColorForWidget(theme.ColorNameForeground, a)
		if a.dim {
			text.Color = theme.ColorForWidget(theme.ColorNameDisabled, a)
		}
		a.stand(text, size)
	}
	r := &renderer{
		objects: []fyne.CanvasObject{text},
		layout:  paint,
		least: func() fyne.Size {
			const usual = "8.888.888" // what it asks room for; longer ones shrink
			least := fyne.MeasureText(usual, 32, text.TextStyle)
			return fyne.NewSize(least.Width, lineHeight(a.most(), text.TextStyle))
		},
		refresh: func() {
			paint(a.Size())
			text.Refresh()
		},
	}
	return r.ready(a.Size())
}

// stand sizes the text to the width and puts it on the line where the biggest stands.
func (a *Amount) stand(text *canvas.Text, size fyne.Size) {
	full := a.most() * min(1, size.Height/lineHeight(a.most(), text.TextStyle))
	full = max(smallest, floor(full))
	box, line := baseline("0", full, text.TextStyle)
	top := (size.Height - box.Height) / 2

	text.TextSize = full
	if width := fyne.MeasureText(text.Text, full, text.TextStyle).Width; width > size.Width {
		text.TextSize = max(smallest, floor(full*size.Width/width))
	}
	own, ownLine := baseline(text.Text, text.TextSize, text.TextStyle)
	place(text, 0, top+line-ownLine, size.Width, own.Height)
}

// baseline is how big a text is, and how far below its top its letters stand.
func baseline(text string, size float32, style fyne.TextStyle) (fyne.Size, float32) {
	return fyne.CurrentApp().Driver().RenderedTextSize(text, size, style, nil)
}

func (a *Amount) most() float32 {
	if a.Most > 0 {
		return a.Most
	}
	return 88
}
