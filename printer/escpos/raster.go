package escpos

import "fmt"

// Raster prints a picture in the first way that the printer has. A picture wider
// than the paper is an error, because the printer would cut it off. Tall ones are
// sent in bands that join without a gap: printers with little memory print
// garbage from what they cannot hold.
func (e *Encoder) Raster(b *Bitmap) {
	stride := rowBytes(b.Width)
	switch {
	case b.Width > e.profile.Dots:
		e.fail(fmt.Errorf("escpos: raster: %d dots wide, the paper has %d", b.Width, e.profile.Dots))
	case b.Width < 1 || b.Height < 1 || len(b.Bits) != stride*b.Height:
		e.fail(fmt.Errorf("escpos: raster: %d bytes are no picture of %d x %d dots", len(b.Bits), b.Width, b.Height))
	case len(e.profile.Graphics) == 0:
		e.fail(fmt.Errorf("escpos: raster: %s prints no pictures", e.profile.Name))
	}
	if e.err != nil {
		return
	}
	e.startOfLine()
	switch e.profile.Graphics[0] {
	case ESCStar:
		e.columns(b)
	case GSL:
		e.bands(b, e.stored)
	case GSv0:
		e.bands(b, e.rows)
		e.lfEaten = e.profile.EatsLF
	}
}

// bands hands a picture on in pieces: how many rows, and their dots.
func (e *Encoder) bands(b *Bitmap, print func(width, rows int, dots []byte)) {
	stride := rowBytes(b.Width)
	for top := 0; top < b.Height; {
		rows := min(b.Height-top, max(e.profile.BandRows, 1))
		if e.profile.NoRowsOf48 && rows%48 == 0 {
			// POS-5890K prints garbage when the height is a multiple of 48
			// (python-escpos issues 367 and 424).
			rows -= 8
		}
		if realTime(storedLength(rows*stride)) >= 0 {
			rows--
		}
		print(b.Width, rows, b.Bits[top*stride:(top+rows)*stride])
		top += rows
	}
}

// rows is GS v 0: its width is in bytes.
func (e *Encoder) rows(width, rows int, dots []byte) {
	stride := rowBytes(width)
	e.append(0x1D, 'v', '0', 0, byte(stride), byte(stride>>8), byte(rows), byte(rows>>8))
	e.dots(dots...)
}

// stored is GS ( L, functions 112 and 50: store a picture, print it. Its width is
// in dots.
func (e *Encoder) stored(width, rows int, dots []byte) {
	e.append(0x1D, '(', 'L')
	e.append(storedLength(len(dots))...)
	e.append(48, 112, 48, 1, 1, 49, byte(width), byte(width>>8), byte(rows), byte(rows>>8))
	e.dots(dots...)
	e.append(0x1D, '(', 'L', 2, 0, 48, 50)
}

// storedLength is the length that GS ( L says of so many bytes of dots.
func storedLength(dots int) []byte { return []byte{byte(dots + 10), byte((dots + 10) >> 8)} }

// dots appends bytes of a picture, in which a printer must find no command.
func (e *Encoder) dots(data ...byte) {
	start := len(e.buf)
	e.append(data...)
	breakRealTime(e.buf[start:])
}

// stripe is how many rows ESC * prints at once.
const stripe = 24

// columns is ESC * 33: stripes of 24 rows, each column in three bytes. Lines are
// fed by as many dots meanwhile (ESC 3), and as usual behind it (ESC 2).
func (e *Encoder) columns(b *Bitmap) {
	e.append(0x1B, '3', stripe)
	for top := 0; top < b.Height; top += stripe {
		e.append(0x1B, '*', 33, byte(b.Width), byte(b.Width>>8))
		dots := make([]byte, 0, 3*b.Width)
		for x := range b.Width {
			dots = append(dots, b.column(x, top), b.column(x, top+8), b.column(x, top+16))
		}
		e.dots(dots...)
		e.append('\n')
	}
	e.append(0x1B, '2')
}

// column is eight dots below one another, the upper in the highest bit.
func (b *Bitmap) column(x, top int) byte {
	var dots byte
	for y := top; y < min(top+8, b.Height); y++ {
		if b.Black(x, y) {
			dots |= 0x80 >> (y - top)
		}
	}
	return dots
}
