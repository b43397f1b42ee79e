package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Tone is how something stands: a colour and a mark, never without a word.
type Tone int

// The tones of a till.
const (
	Idle    Tone = iota // grey: nothing is under way
	Waiting             // blue: somebody's turn
	Doubt               // amber: not known yet, late, or for a person to decide
	Paid                // green: the money is there
	Refused             // red: it ended without money
)

// colors are the names of a tone's colour and of the text upon it. They are
// Fyne's own, so that a tone shows in any theme.
func (t Tone) colors() (fill, on fyne.ThemeColorName) {
	switch t {
	case Waiting:
		return theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	case Doubt:
		return theme.ColorNameWarning, theme.ColorNameForegroundOnWarning
	case Paid:
		return theme.ColorNameSuccess, theme.ColorNameForegroundOnSuccess
	case Refused:
		return theme.ColorNameError, theme.ColorNameForegroundOnError
	case Idle:
	}
	return theme.ColorNameHeaderBackground, theme.ColorNameForeground
}

func (t Tone) mark() mark {
	switch t {
	case Waiting:
		return markWaiting
	case Doubt:
		return markDoubt
	case Paid:
		return markPaid
	case Refused:
		return markRefused
	case Idle:
	}
	return markIdle
}

// fill is the tone as a surface, and on what is written upon it.
func (t Tone) fill(w fyne.Widget) (fill, on color.Color) {
	fillName, onName := t.colors()
	return theme.ColorForWidget(fillName, w), theme.ColorForWidget(onName, w)
}

// soft is a surface with a breath of the tone, and ink the tone as text on it.
func (t Tone) soft(w fyne.Widget, surface color.Color) (soft, ink color.Color) {
	fill, _ := t.fill(w)
	soft = fill
	if t != Idle {
		soft = mix(surface, fill, 0.16)
	}
	return soft, t.ink(w, soft)
}

// ink is the tone as text on a surface, readable whatever the surface; a word
// in colour needs more contrast than one in black.
func (t Tone) ink(w fyne.Widget, surface color.Color) color.Color {
	if t == Idle {
		return readable(theme.ColorForWidget(theme.ColorNamePlaceHolder, w), surface)
	}
	fill, _ := t.fill(w)
	return towards(fill, surface, 5)
}
