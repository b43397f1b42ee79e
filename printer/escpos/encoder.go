package escpos

import (
	"fmt"
	"io"
)

// An Encoder appends printer commands to a buffer and writes them out on Flush.
// Its methods return nothing: the first error stays, makes every later call do
// nothing, and comes back from Flush, so that a document can be written as a
// plain sequence of calls.
//
// A mode that is already set is not sent again. Commands that a printer obeys
// only at the start of a line end an open line first.
type Encoder struct {
	w        io.Writer
	profile  Profile
	buf      []byte
	err      error
	lineOpen bool
	lfEaten  bool // the printer will swallow a LF that comes now
	page     int  // index in profile.Pages, or unset
	align    int
	bold     int
	inverse  int
	size     int
	replaced []Replacement
}

// unset is a mode that the printer may have in any state.
const unset = -1

// NewEncoder returns an encoder for one printer model that writes to w.
func NewEncoder(w io.Writer, profile Profile) *Encoder {
	const usualReceipt = 2048
	e := &Encoder{w: w, profile: profile, buf: make([]byte, 0, usualReceipt)}
	e.setModes(unset)
	return e
}

// Initialize brings the printer into a known state: ESC @ resets the modes,
// FS . leaves Kanji mode, in which many clones start, ESC R 0 makes ASCII mean
// ASCII, and ESC t selects the first code page.
func (e *Encoder) Initialize() {
	e.append(0x1B, '@')
	e.setModes(0)
	e.lineOpen = false
	e.append(0x1C, '.')
	e.append(0x1B, 'R', 0)
	e.page = unset
	if len(e.profile.Pages) > 0 {
		e.selectPage(0)
	}
}

// Flush writes what was encoded since the last Flush and returns the first error.
func (e *Encoder) Flush() error {
	if e.err != nil {
		return e.err
	}
	_, err := e.w.Write(e.buf)
	e.buf = e.buf[:0]
	if err != nil {
		e.fail(fmt.Errorf("escpos: write: %w", err))
	}
	return e.err
}

func (e *Encoder) setModes(value int) {
	e.page, e.align, e.bold, e.inverse, e.size = value, value, value, value, value
}

func (e *Encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *Encoder) append(b ...byte) {
	if e.err == nil {
		e.buf = append(e.buf, b...)
		e.lfEaten = false
	}
}

// startOfLine ends an open line.
func (e *Encoder) startOfLine() {
	if e.lineOpen {
		e.LF()
	}
}
