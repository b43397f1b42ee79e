package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// The five colours of a state. Colour is never alone: a word, an icon and a
// place say the same.
const (
	// ColorNameIdle is grey: nothing is under way.
	ColorNameIdle = fynetheme.ColorNameHeaderBackground
	// ColorNameWaiting is blue: the customer's turn.
	ColorNameWaiting = fynetheme.ColorNamePrimary
	// ColorNameDoubt is amber: not known yet, or late, or for a person to decide.
	ColorNameDoubt = fynetheme.ColorNameWarning
	// ColorNamePaid is green and means nothing but paid.
	ColorNamePaid = fynetheme.ColorNameSuccess
	// ColorNameRefused is red: it ended without money.
	ColorNameRefused = fynetheme.ColorNameError
)

// On returns the name of the colour for text upon a state's colour.
func On(state fyne.ThemeColorName) fyne.ThemeColorName {
	switch state {
	case ColorNameWaiting:
		return fynetheme.ColorNameForegroundOnPrimary
	case ColorNameDoubt:
		return fynetheme.ColorNameForegroundOnWarning
	case ColorNamePaid:
		return fynetheme.ColorNameForegroundOnSuccess
	case ColorNameRefused:
		return fynetheme.ColorNameForegroundOnError
	}
	return fynetheme.ColorNameForeground
}

// Idle is the theme's grey.
func (t *Theme) Idle() color.Color { return t.Color(ColorNameIdle, t.variant) }

// Waiting is the theme's blue.
func (t *Theme) Waiting() color.Color { return t.Color(ColorNameWaiting, t.variant) }

// Doubt is the theme's amber.
func (t *Theme) Doubt() color.Color { return t.Color(ColorNameDoubt, t.variant) }

// Paid is the theme's green.
func (t *Theme) Paid() color.Color { return t.Color(ColorNamePaid, t.variant) }

// Refused is the theme's red.
func (t *Theme) Refused() color.Color { return t.Color(ColorNameRefused, t.variant) }
