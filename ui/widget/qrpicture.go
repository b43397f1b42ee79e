package widget

import (
	"image"
	"image/draw"
)

// drawPicture draws the picture of a code so that each of its modules is the
// same whole number of pixels again. A picture without modules of one size, or
// with more of them than there are pixels, it draws as sharp as it can.
func drawPicture(canvas *image.RGBA, picture image.Image) {
	size, source := canvas.Bounds().Size(), picture.Bounds()
	if source.Empty() || size.X == 0 || size.Y == 0 {
		return
	}
	flat := image.NewRGBA(image.Rectangle{Max: source.Size()}) // what is transparent becomes white
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), picture, source.Min, draw.Over)

	module, first := grid(flat)
	cells := source.Size().Sub(first).Div(module)
	times := min(size.X/cells.X, size.Y/cells.Y)
	if times == 0 {
		every := max(divideUp(cells.X, size.X), divideUp(cells.Y, size.Y))
		cells, module, times = cells.Div(every), module*every, 1
	}
	left, top := (size.X-cells.X*times)/2, (size.Y-cells.Y*times)/2
	for y := range cells.Y * times {
		for x := range cells.X * times {
			cell := image.Pt(x/times, y/times).Mul(module).Add(first).Add(image.Pt(module/2, module/2))
			canvas.SetRGBA(left+x, top+y, flat.RGBAAt(cell.X, cell.Y))
		}
	}
}

// grid finds how many pixels a module has, which every run of black or white
// is a multiple of, and where the first module begins. A picture that has no
// such grid has modules of one pixel.
func grid(picture *image.RGBA) (module int, first image.Point) {
	black := image.Rectangle{}
	size := picture.Bounds().Size()
	for y := range size.Y {
		run, began := 0, false // the white before the first black is no run
		for x := range size.X {
			dark := isDark(picture, x, y)
			if dark {
				black = black.Union(image.Rect(x, y, x+1, y+1))
			}
			if x > 0 && dark != isDark(picture, x-1, y) {
				if began {
					module = divisor(module, run)
				}
				run, began = 0, true
			}
			run++
		}
	}
	if module < 2 {
		return 1, image.Point{}
	}
	return module, image.Pt(black.Min.X%module, black.Min.Y%module)
}

func isDark(picture *image.RGBA, x, y int) bool {
	c := picture.RGBAAt(x, y)
	return int(c.R)+int(c.G)+int(c.B) < 3*128
}

// divisor is the greatest number that divides both.
func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func divideUp(a, b int) int { return (a + b - 1) / b }
