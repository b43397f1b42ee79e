package escpos

import (
	"image"
	"image/color"
)

// A Bitmap is a picture of black and white dots, packed as printers take it:
// eight dots a byte, the leftmost in the highest bit, 1 is black, and each row
// starts a new byte.
type Bitmap struct {
	Width, Height int
	Bits          []byte
}

// NewBitmap returns a white picture.
func NewBitmap(width, height int) *Bitmap {
	return &Bitmap{Width: width, Height: height, Bits: make([]byte, rowBytes(width)*height)}
}

// Black says whether a dot is black.
func (b *Bitmap) Black(x, y int) bool {
	return b.Bits[y*rowBytes(b.Width)+x/8]&(0x80>>(x%8)) != 0
}

// Fill makes a rectangle of dots black.
func (b *Bitmap) Fill(left, top, width, height int) {
	for y := top; y < top+height; y++ {
		row := b.Bits[y*rowBytes(b.Width):]
		for x := left; x < left+width; x++ {
			row[x/8] |= 0x80 >> (x % 8)
		}
	}
}

// Invert makes black white and white black.
func (b *Bitmap) Invert() {
	for y := range b.Height {
		row := b.Bits[y*rowBytes(b.Width) : (y+1)*rowBytes(b.Width)]
		for x := range b.Width {
			row[x/8] ^= 0x80 >> (x % 8)
		}
	}
}

// ColorModel makes a Bitmap an image.Image.
func (b *Bitmap) ColorModel() color.Model { return color.GrayModel }

// Bounds is the size in dots, from (0, 0).
func (b *Bitmap) Bounds() image.Rectangle { return image.Rect(0, 0, b.Width, b.Height) }

// At is black or white, and white outside of the picture.
func (b *Bitmap) At(x, y int) color.Color {
	if image.Pt(x, y).In(b.Bounds()) && b.Black(x, y) {
		return color.Gray{}
	}
	return color.Gray{Y: 255}
}

func rowBytes(width int) int { return (width + 7) / 8 }
