package escpos

import "fmt"

// Printers with little memory print garbage from taller pictures, so tall ones
// are sent in bands that join without a gap.
const bandRows = 256

// Raster prints a picture by GS v 0. A picture wider than the paper is an
// error, because the printer would cut it off.
func (e *Encoder) Raster(b *Bitmap) {
	stride := rowBytes(b.Width)
	switch {
	case b.Width > e.profile.Dots:
		e.fail(fmt.Errorf("escpos: raster: %d dots wide, the paper has %d", b.Width, e.profile.Dots))
	case b.Width < 1 || b.Height < 1 || len(b.Bits) != stride*b.Height:
		e.fail(fmt.Errorf("escpos: raster: %d bytes are no picture of %d x %d dots", len(b.Bits), b.Width, b.Height))
	}
	if e.err != nil {
		return
	}
	e.startOfLine()
	for top := 0; top < b.Height; {
		rows := min(b.Height-top, bandRows)
		if rows%48 == 0 {
			// POS-5890K prints garbage when the height is a multiple of 48
			// (python-escpos issues 367 and 424).
			rows -= 8
		}
		e.append(0x1D, 'v', '0', 0, byte(stride), byte(stride>>8), byte(rows), byte(rows>>8))
		start := len(e.buf)
		e.append(b.Bits[top*stride : (top+rows)*stride]...)
		breakRealTime(e.buf[start:])
		top += rows
	}
}
