package widget

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// mark is a small drawing in one colour. Each tone's has a shape of its own,
// so that it is known without its colour.
type mark string

const (
	markIdle    mark = "idle"
	markWaiting mark = "waiting"
	markDoubt   mark = "doubt"
	markPaid    mark = "paid"
	markRefused mark = "refused"
	markBack    mark = "back"
)

// shape is what a mark consists of, on a square of 24: strokes from point to
// point, with or without a ring around them.
type shape struct {
	ring    bool
	strokes [][4]float64
}

var shapes = map[mark]shape{
	markIdle:    {true, [][4]float64{{8, 12, 16, 12}}},
	markWaiting: {true, [][4]float64{{12, 6.8, 12, 12}, {12, 12, 15.4, 14}}},
	markDoubt: {false, [][4]float64{
		{12, 3.2, 22, 20.6}, {22, 20.6, 2, 20.6}, {2, 20.6, 12, 3.2}, {12, 9.6, 12, 13.8}, {12, 17, 12, 17},
	}},
	markPaid:    {true, [][4]float64{{7.6, 12.4, 10.8, 15.6}, {10.8, 15.6, 16.6, 9}}},
	markRefused: {true, [][4]float64{{8.7, 8.7, 15.3, 15.3}, {15.3, 8.7, 8.7, 15.3}}},
	markBack: {false, [][4]float64{
		{8.5, 5, 21.5, 5},
		{21.5, 5, 21.5, 19},
		{21.5, 19, 8.5, 19},
		{8.5, 19, 2.5, 12},
		{2.5, 12, 8.5, 5},
		{11.8, 9.2, 17.4, 14.8},
		{17.4, 9.2, 11.8, 14.8},
	}},
}

// in is the mark drawn in a colour. Its name tells both apart, because Fyne
// keeps drawings by their names.
func (m mark) in(c color.Color) fyne.Resource {
	solid := opaque(c)
	hex := fmt.Sprintf("%02x%02x%02x", solid.R, solid.G, solid.B)
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">`+
		`<path fill="#%s" d="%s"/></svg>`, hex, shapes[m].path())
	return fyne.NewStaticResource(string(m)+"-"+hex+".svg", []byte(svg))
}

func newMark() *canvas.Image {
	return &canvas.Image{FillMode: canvas.ImageFillContain}
}

// paintMark draws a mark anew, if it is another one.
func paintMark(image *canvas.Image, m mark, c color.Color) {
	drawing := m.in(c)
	if image.Resource != nil && image.Resource.Name() == drawing.Name() {
		return
	}
	image.Resource = drawing
	image.Refresh()
}
