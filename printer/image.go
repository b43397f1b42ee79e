package printer

import (
	"image"

	"kasir/printer/escpos"
)

// bitmap makes black what is darker than middle grey. What is transparent shows
// the white of the paper.
func bitmap(picture image.Image) *escpos.Bitmap {
	bounds := picture.Bounds()
	out := escpos.NewBitmap(bounds.Dx(), bounds.Dy())
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			r, g, b, a := picture.At(bounds.Min.X+x, bounds.Min.Y+y).RGBA()
			const white = 0xFFFF
			light := (299*r+587*g+114*b)/1000 + white - a
			if light < white/2 {
				out.Fill(x, y, 1, 1)
			}
		}
	}
	return out
}
