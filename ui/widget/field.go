package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Keys are where a [Field] sends the keys that are not for writing; a key
// router is one.
type Keys interface {
	KeyDown(event *fyne.KeyEvent)
	KeyUp(event *fyne.KeyEvent)
	TypedKey(event *fyne.KeyEvent)
}

var (
	_ fyne.Focusable  = (*Field)(nil)
	_ desktop.Keyable = (*Field)(nil)
)

// Field is one line to write in, the only widget here that takes the focus. It
// keeps the keys that write, and lets the others through, so that F5 and Esc
// mean the same while somebody writes.
type Field struct {
	widget.Entry

	keys Keys
}

// NewField returns a field that lets keys through; nil lets none.
func NewField(keys Keys) *Field {
	f := &Field{keys: keys}
	f.ExtendBaseWidget(f)
	return f
}

// KeyDown is called by Fyne when a key goes down.
func (f *Field) KeyDown(event *fyne.KeyEvent) {
	if f.passes(event) {
		f.keys.KeyDown(event)
		return
	}
	f.Entry.KeyDown(event)
}

// KeyUp is called by Fyne when a key is let go.
func (f *Field) KeyUp(event *fyne.KeyEvent) {
	if f.passes(event) {
		f.keys.KeyUp(event)
		return
	}
	f.Entry.KeyUp(event)
}

// TypedKey is called by Fyne once a press and then while a key is held.
func (f *Field) TypedKey(event *fyne.KeyEvent) {
	if f.passes(event) {
		f.keys.TypedKey(event)
		return
	}
	f.Entry.TypedKey(event)
}

// passes tells whether a key is not for writing.
func (f *Field) passes(event *fyne.KeyEvent) bool {
	if f.keys == nil {
		return false
	}
	switch event.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter,
		fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown,
		fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	}
	return false
}
