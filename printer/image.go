package printer

import (
	"image"
	"image/color"

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
	for y := range height {
		for x := range width {
			out.SetGray(x, y, color.GrayModel.Convert(flat.RGBAAt(x, y)).(color.Gray))
		}
	}
	return out
}

// lineArt makes black what is darker than middle grey.
func lineArt(picture image.Image) *escpos.Bitmap {
	grey := greys(picture, picture.Bounds().Dx(), picture.Bounds().Dy())
	out := escpos.NewBitmap(grey.Rect.Dx(), grey.Rect.Dy())
	for y := range out.Height {
		for x := range out.Width {
			if grey.GrayAt(x, y).Y < 0x80 {
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
	grey := greys(picture, fit(picture.Bounds().Size(), dots).X, fit(picture.Bounds().Size(), dots).Y)
	out := escpos.NewBitmap(grey.Rect.Dx(), grey.Rect.Dy())
	here, below := make([]int, out.Width+2), make([]int, out.Width+2) // errors, in sixteenths; one more on each side
	for y := range out.Height {
		for x := range out.Width {
			want := int(grey.GrayAt(x, y).Y) + here[x+1]/16
			rest := want - 255
			if want < 0x80 {
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

// fit is the largest size of the same shape within the paper's width.
func fit(size image.Point, dots int) image.Point {
	if size.X <= dots && size.Y <= dots {
		return size
	}
	longest := max(size.X, size.Y)
	return image.Pt(max(size.X*dots/longest, 1), max(size.Y*dots/longest, 1))
}
