package printer

import (
	"image"

	"golang.org/x/image/draw"

	"kasir/printer/escpos"
)

// greys is a picture in shades of grey on white paper: what is transparent shows
// the paper.
func greys(picture image.Image, width, height int) *image.Gray {
	flat := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	if bounds := picture.Bounds(); bounds.Dx() == width && bounds.Dy() == height {
		draw.Draw(flat, flat.Bounds(), picture, bounds.Min, draw.Over)
	} else {
		draw.CatmullRom.Scale(flat, flat.Bounds(), picture, bounds, draw.Over, nil)
	}
	out := image.NewGray(flat.Bounds())
	for i := range out.Pix {
		r, g, b := int(flat.Pix[4*i]), int(flat.Pix[4*i+1]), int(flat.Pix[4*i+2])
		out.Pix[i] = uint8((299*r + 587*g + 114*b) / 1000) // as bright as the eye sees them
	}
	return out
}

// lineArt makes black what is darker than middle grey.
func lineArt(picture image.Image) *escpos.Bitmap {
	grey := greys(picture, picture.Bounds().Dx(), picture.Bounds().Dy())
	out := escpos.NewBitmap(grey.Rect.Dx(), grey.Rect.Dy())
	for y := range out.Height {
		for x := range out.Width {
			if grey.GrayAt(x, y).Y < white/2+1 {
				out.Fill(x, y, 1, 1)
			}
		}
	}
	return out
}

// logo makes a picture small enough for the paper, and no higher than wide, and
// its greys patterns of dots, as Floyd and Steinberg do: what a dot is too dark
// or too light goes to its neighbours.
func logo(picture image.Image, dots int) *escpos.Bitmap {
	size := fit(picture.Bounds().Size(), dots)
	grey := greys(picture, size.X, size.Y)
	out := escpos.NewBitmap(size.X, size.Y)
	here, below := make([]int, size.X+2), make([]int, size.X+2) // errors, in sixteenths; one more on each side
	for y := range size.Y {
		for x, level := range grey.Pix[y*grey.Stride : y*grey.Stride+size.X] {
			want := int(level) + here[x+1]/16
			rest := want - white
			if want < white/2+1 {
				out.Fill(x, y, 1, 1)
				rest = want
			}
			here[x+2] += 7 * rest
			below[x] += 3 * rest
			below[x+1] += 5 * rest
			below[x+2] += rest
		}
		here, below = below, here
		clear(below)
	}
	return out
}

const white = 255

// fit is the largest size of the same shape within the paper's width.
func fit(size image.Point, dots int) image.Point {
	if size.X <= dots && size.Y <= dots {
		return size
	}
	longest := max(size.X, size.Y)
	return image.Pt(max(size.X*dots/longest, 1), max(size.Y*dots/longest, 1))
}
