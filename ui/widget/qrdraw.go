package widget

import (
	"image"
	"image/draw"
)

// draw draws the code for a raster of that many pixels.
func (q *QR) draw(width, height int) image.Image {
	canvas := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(canvas, canvas.Bounds(), image.White, image.Point{}, draw.Src)
	switch {
	case q.code != nil:
		q.code.draw(canvas)
	case q.picture != nil:
		drawPicture(canvas, q.picture)
	}
	return canvas
}

// draw draws each module as the same whole number of pixels, in the middle.
func (m modules) draw(canvas *image.RGBA) {
	size := canvas.Bounds().Size()
	module := min(size.X, size.Y) / m.across()
	left, top := (size.X-module*len(m))/2, (size.Y-module*len(m))/2
	for y, row := range m {
		for x, black := range row {
			if black {
				corner := image.Pt(left+x*module, top+y*module)
				square := image.Rectangle{Min: corner, Max: corner.Add(image.Pt(module, module))}
				draw.Draw(canvas, square, image.Black, image.Point{}, draw.Src)
			}
		}
	}
}
