package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// LeastText is the smallest text on the screen.
const LeastText float32 = 16

// sizes follow a grid of 8. Padding is the gap between two keys; with the inner
// padding an entry or a button is 59 high, above the 56 that a finger needs.
var sizes = map[fyne.ThemeSizeName]float32{
	fynetheme.SizeNameText:           20,
	fynetheme.SizeNameCaptionText:    LeastText,
	fynetheme.SizeNameSubHeadingText: 24,
	fynetheme.SizeNameHeadingText:    32,

	fynetheme.SizeNamePadding:            8,
	fynetheme.SizeNameInnerPadding:       16,
	fynetheme.SizeNameLineSpacing:        6,
	fynetheme.SizeNameInlineIcon:         24,
	fynetheme.SizeNameSeparatorThickness: 1,
	fynetheme.SizeNameInputBorder:        2,

	// Fyne does not scroll by finger, so the bar must be one that a finger can drag.
	fynetheme.SizeNameScrollBar:       28,
	fynetheme.SizeNameScrollBarSmall:  14,
	fynetheme.SizeNameScrollBarRadius: 7,

	fynetheme.SizeNameInputRadius:     10,
	fynetheme.SizeNameButtonRadius:    12,
	fynetheme.SizeNameSelectionRadius: 8,
	fynetheme.SizeNameMenuRadius:      10,
	fynetheme.SizeNamePopupRadius:     12,
	fynetheme.SizeNameCardRadius:      14,
	fynetheme.SizeNameDialogRadius:    18,

	// Blur behind a dialog costs most of a core where there is no graphics card.
	fynetheme.SizeNameModalBlurRadius: 0,
}
