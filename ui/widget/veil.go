package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget   = (*Veil)(nil)
	_ fyne.Tappable = (*Veil)(nil)
)

// Veil lies between a dialog and the screen behind it: it dims the screen and
// keeps every tap from it.
type Veil struct{ widget.BaseWidget }

// NewVeil returns a veil.
func NewVeil() *Veil {
	v := &Veil{}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped takes the tap and does nothing.
func (*Veil) Tapped(*fyne.PointEvent) {}

// CreateRenderer draws the veil.
func (v *Veil) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.NRGBA{A: 150}))
}
