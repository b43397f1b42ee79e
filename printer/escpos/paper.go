package escpos

import "fmt"

// LF prints the line and goes to the next.
func (e *Encoder) LF() {
	if e.lfEaten {
		e.append('\n')
	}
	e.append('\n')
	e.lineOpen = false
}

// Feed is ESC d n: it ends an open line and moves the paper on by whole lines. ESC J, which feeds by
// dots, is ignored by some 58 mm printers.
func (e *Encoder) Feed(lines int) {
	e.startOfLine()
	for ; lines > 0; lines -= 255 {
		e.append(0x1B, 'd', byte(min(lines, 255)))
	}
}

// Cut cuts the paper as the profile says. GS V 65 n and 66 n feed up to the
// cutter by themselves, which GS V 0 and 1 do not. Without a cutter the paper
// is fed to where it can be torn off.
func (e *Encoder) Cut() {
	e.Feed(e.profile.FeedBeforeCut)
	switch e.profile.Cutter {
	case FullCut:
		e.append(0x1D, 'V', 65, 0)
	case PartialCut:
		e.append(0x1D, 'V', 66, 0)
	case NoCutter:
	}
}

// A Pin is the contact of the printer's drawer socket that opens a drawer.
type Pin byte

// Pins, as ESC p numbers them.
const (
	Pin2 Pin = iota
	Pin5
)

// Drawer is ESC p m t1 t2: a pulse of 50 ms on the pin, then 500 ms of rest. It
// is a job of its own and never part of a receipt, or a reprint would open the
// drawer.
func (e *Encoder) Drawer(pin Pin) {
	if pin > Pin5 {
		e.fail(fmt.Errorf("escpos: drawer: no pin %d", pin))
		return
	}
	e.append(0x1B, 'p', byte(pin), 25, 250)
}
