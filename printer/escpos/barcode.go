package escpos

import (
	"errors"
	"fmt"
	"strings"
)

// ErrBarcodeTooWide means that the bars of a barcode would be too fine for the
// paper, or that its text has letters that CODE128 lacks.
var ErrBarcodeTooWide = errors.New("escpos: barcode too wide for the paper")

const (
	maxBarDots    = 3  // a wider bar is read no better
	minBarDots    = 2  // a thin bar of one dot runs dry or runs together
	quietBars     = 10 // white beside a barcode, on each side (ISO/IEC 15417)
	barcodeHeight = 80 // dots, a centimetre
)

// barDots gives the width of the thinnest bar in dots.
func barDots(modules, paper int) (int, error) {
	dots := min(maxBarDots, paper/(modules+2*quietBars))
	if dots < minBarDots {
		return 0, fmt.Errorf("%w: %d modules on %d dots", ErrBarcodeTooWide, modules, paper)
	}
	return dots, nil
}

// DrawsCode128 says whether the printer may be given the text to draw as CODE128
// by itself: it can, all letters can be seen, and the paper is wide enough.
func (p Profile) DrawsCode128(text string) bool {
	_, err := barDots(code128Modules(text), p.Dots)
	return p.NativeCode128 && err == nil && text != "" && isPlain(text) && !strings.Contains(text, "\n")
}

// code128Modules is the width of code set B: a start, a check and a stop of two
// modules more stand around the letters.
func code128Modules(text string) int { return 11*len(text) + 35 }

// Code128 lets the printer draw a barcode: GS h, GS w, GS H 0 (no text, we print
// our own), and GS k 73 in code set B, where "{" is written twice.
func (e *Encoder) Code128(text string) {
	if !e.profile.DrawsCode128(text) {
		e.fail(fmt.Errorf("escpos: code128: %s cannot draw this text", e.profile.Name))
		return
	}
	dots, err := barDots(code128Modules(text), e.profile.Dots)
	if err != nil {
		e.fail(err)
		return
	}
	data := "{B" + strings.ReplaceAll(text, "{", "{{")
	e.startOfLine()
	e.append(0x1D, 'h', barcodeHeight)
	e.append(0x1D, 'w', byte(dots))
	e.append(0x1D, 'H', 0)
	e.append(0x1D, 'k', 73, byte(len(data)))
	e.append([]byte(data)...)
}

// FitsBars says whether the paper is wide enough for a barcode of so many
// modules.
func (p Profile) FitsBars(modules int) bool {
	_, err := barDots(modules, p.Dots)
	return modules > 0 && err == nil
}

// Bars prints a barcode that we drew: bars[x] is true where it is black, without
// the white beside it, which is added.
func (e *Encoder) Bars(bars []bool) {
	picture, err := e.profile.DrawBars(bars)
	if err != nil {
		e.fail(err)
		return
	}
	e.Raster(picture)
}

// DrawBars draws a barcode for this paper. The error is ErrBarcodeTooWide.
func (p Profile) DrawBars(bars []bool) (*Bitmap, error) {
	dots, err := barDots(len(bars), p.Dots)
	if err != nil {
		return nil, err
	}
	picture := NewBitmap((len(bars)+2*quietBars)*dots, barcodeHeight)
	for x, black := range bars {
		if black {
			picture.Fill((x+quietBars)*dots, 0, dots, barcodeHeight)
		}
	}
	return picture, nil
}
