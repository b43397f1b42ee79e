package widget

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	// A code without its white is at least 3 cm: 142 units where a unit is an
	// inch's 120th, and more than that where units are bigger.
	leastCode = 142
	// It takes at least that share of the window's shorter side.
	leastShare = 0.45
	// A module is at least that many pixels.
	leastModule = 4

	qrMargin = 8 // the white card around the white
)

var _ fyne.Widget = (*QR)(nil)

// QR is a code for the customer's phone, black on white in every theme. Each
// module is the same whole number of pixels, without which some cameras fail.
type QR struct {
	widget.BaseWidget

	payload string
	code    modules
	picture image.Image
}

// NewQR returns a widget without a code.
func NewQR() *QR {
	q := &QR{}
	q.ExtendBaseWidget(q)
	return q
}

// Payload is what the code says, "" if it is a picture or nothing.
func (q *QR) Payload() string { return q.payload }

// SetPayload shows the code of a payload, "" shows none. After an error, a
// payload too long for any code, none is shown either, least of all an old one.
func (q *QR) SetPayload(payload string) error {
	if payload == "" {
		q.Clear()
		return nil
	}
	if payload == q.payload {
		return nil
	}
	code, err := encode(payload)
	if err != nil {
		q.Clear()
		return err
	}
	q.payload, q.code, q.picture = payload, code, nil
	q.Refresh()
	return nil
}

// SetPicture shows a code that came as a picture, enlarged by a whole number.
func (q *QR) SetPicture(picture image.Image) {
	if picture == q.picture {
		return
	}
	q.payload, q.code, q.picture = "", nil, picture
	q.Refresh()
}

// Clear shows no code.
func (q *QR) Clear() {
	if q.code == nil && q.picture == nil {
		return
	}
	q.payload, q.code, q.picture = "", nil, nil
	q.Refresh()
}

// CreateRenderer draws the code in one raster that stays, and changes with it.
func (q *QR) CreateRenderer() fyne.WidgetRenderer {
	card := canvas.NewRectangle(image.White.C)
	raster := canvas.NewRaster(q.draw)
	raster.ScaleMode = canvas.ImageScalePixels
	paint := func() {
		card.CornerRadius = theme.SizeForWidget(theme.SizeNameCardRadius, q)
		card.StrokeWidth, card.StrokeColor = 1, theme.ColorForWidget(theme.ColorNameSeparator, q)
		card.Hidden = q.code == nil && q.picture == nil
		raster.Hidden = card.Hidden
	}
	layout := func(size fyne.Size) {
		side := q.side(min(size.Width, size.Height) - 2*qrMargin)
		edge := side + 2*qrMargin
		left, top := floor((size.Width-edge)/2), floor((size.Height-edge)/2)
		place(card, left, top, edge, edge)
		place(raster, left+qrMargin, top+qrMargin, side, side)
	}
	paint()
	return &renderer{
		objects: []fyne.CanvasObject{card, raster},
		layout:  layout,
		least: func() fyne.Size {
			side := q.leastSide() + 2*qrMargin
			return fyne.NewSize(side, side)
		},
		refresh: func() {
			paint()
			layout(q.Size())
			card.Refresh()
			raster.Refresh()
		},
	}
}

// side is how much of the room the raster takes: whole pixels, so that it is as
// big wherever it stands, and as many as its modules make.
func (q *QR) side(room float32) float32 {
	scale := q.scale()
	pixels := int(max(0, room*scale))
	if q.code != nil && pixels > q.code.across() {
		pixels -= pixels % q.code.across()
	}
	return float32(pixels) / scale
}

// leastSide is the side of the smallest raster that can be scanned.
func (q *QR) leastSide() float32 {
	scale, share := float64(q.scale()), leastShare*float64(q.shorterSide())
	if q.code == nil {
		return float32(math.Ceil(math.Max(leastCode, share)))
	}
	across := float64(q.code.across())
	module := math.Max(leastModule, math.Ceil(leastCode*scale/float64(len(q.code))))
	module = math.Max(module, math.Ceil(share*scale/across))
	return float32(math.Ceil(module * across / scale))
}

func (q *QR) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(q); c != nil && c.Scale() > 0 {
		return c.Scale()
	}
	return 1
}

// shorterSide is the window's; 0 while it has none.
func (q *QR) shorterSide() float32 {
	c := fyne.CurrentApp().Driver().CanvasForObject(q)
	if c == nil {
		return 0
	}
	return min(c.Size().Width, c.Size().Height)
}
