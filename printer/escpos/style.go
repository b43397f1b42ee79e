package escpos

import "fmt"

// An Alignment is where on the paper a line stands.
type Alignment byte

// Alignments, as ESC a numbers them.
const (
	Left Alignment = iota
	Center
	Right
)

// Align is ESC a n. It also places QR codes and pictures.
func (e *Encoder) Align(a Alignment) {
	if a > Right {
		e.fail(fmt.Errorf("escpos: align: no alignment %d", a))
		return
	}
	if e.align == int(a) {
		return
	}
	e.startOfLine()
	e.mode(&e.align, int(a), 0x1B, 'a')
}

// Bold is ESC E n.
func (e *Encoder) Bold(on bool) { e.mode(&e.bold, bit(on), 0x1B, 'E') }

// Inverse is GS B n: white letters on black.
func (e *Encoder) Inverse(on bool) { e.mode(&e.inverse, bit(on), 0x1D, 'B') }

// Size is GS ! n: letters of 1 to 8 times the normal width and height.
func (e *Encoder) Size(width, height int) {
	if width < 1 || width > 8 || height < 1 || height > 8 {
		e.fail(fmt.Errorf("escpos: size: %d x %d is not within 1 to 8", width, height))
		return
	}
	e.mode(&e.size, (width-1)<<4|(height-1), 0x1D, '!')
}

// mode sends a one-byte setting, unless the printer has it already.
func (e *Encoder) mode(now *int, want int, a, b byte) {
	if *now == want || e.err != nil {
		return
	}
	*now = want
	e.append(a, b, byte(want))
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}
