package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

var light = map[fyne.ThemeColorName]color.Color{
	fynetheme.ColorNameBackground:          rgb(0xF1F4F8),
	fynetheme.ColorNameButton:              rgb(0xFFFFFF),
	fynetheme.ColorNameDisabled:            rgb(0x78839A),
	fynetheme.ColorNameDisabledButton:      rgb(0xE8ECF2),
	fynetheme.ColorNameError:               rgb(0xC1272D),
	fynetheme.ColorNameFocus:               rgba(0x1D5BD6, 0x59),
	fynetheme.ColorNameForeground:          rgb(0x151D29),
	fynetheme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	fynetheme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	fynetheme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	fynetheme.ColorNameForegroundOnWarning: rgb(0x2B1B00),
	fynetheme.ColorNameHeaderBackground:    rgb(0xDFE5EE),
	fynetheme.ColorNameHover:               rgba(0x151D29, 0x0D),
	fynetheme.ColorNameHyperlink:           rgb(0x1D5BD6),
	fynetheme.ColorNameInputBackground:     rgb(0xFFFFFF),
	fynetheme.ColorNameInputBorder:         rgb(0x818CA0),
	fynetheme.ColorNameMenuBackground:      rgb(0xFFFFFF),
	fynetheme.ColorNameOverlayBackground:   rgb(0xFFFFFF),
	fynetheme.ColorNamePlaceHolder:         rgb(0x566174),
	fynetheme.ColorNamePressed:             rgba(0x151D29, 0x26),
	fynetheme.ColorNamePrimary:             rgb(0x1D5BD6),
	fynetheme.ColorNameScrollBar:           rgba(0x566174, 0xB0),
	fynetheme.ColorNameScrollBarBackground: rgb(0xE3E8F0),
	fynetheme.ColorNameSelection:           rgba(0x1D5BD6, 0x24),
	fynetheme.ColorNameSeparator:           rgb(0xD8DFE9),
	fynetheme.ColorNameShadow:              rgba(0x0B1220, 0x33),
	fynetheme.ColorNameSuccess:             rgb(0x0C7A42),
	fynetheme.ColorNameWarning:             rgb(0xF8A90D),
}

var dark = map[fyne.ThemeColorName]color.Color{
	fynetheme.ColorNameBackground:          rgb(0x0E131A),
	fynetheme.ColorNameButton:              rgb(0x212A37),
	fynetheme.ColorNameDisabled:            rgb(0x6F7B8D),
	fynetheme.ColorNameDisabledButton:      rgb(0x171E28),
	fynetheme.ColorNameError:               rgb(0xCF3238),
	fynetheme.ColorNameFocus:               rgba(0x7FB0FF, 0x59),
	fynetheme.ColorNameForeground:          rgb(0xEEF2F7),
	fynetheme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	fynetheme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	fynetheme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	fynetheme.ColorNameForegroundOnWarning: rgb(0x2B1B00),
	fynetheme.ColorNameHeaderBackground:    rgb(0x2B3646),
	fynetheme.ColorNameHover:               rgba(0xEEF2F7, 0x0F),
	fynetheme.ColorNameHyperlink:           rgb(0x85B4FF),
	fynetheme.ColorNameInputBackground:     rgb(0x161D27),
	fynetheme.ColorNameInputBorder:         rgb(0x6F7C90),
	fynetheme.ColorNameMenuBackground:      rgb(0x1A222D),
	fynetheme.ColorNameOverlayBackground:   rgb(0x1A222D),
	fynetheme.ColorNamePlaceHolder:         rgb(0xA5B1C2),
	fynetheme.ColorNamePressed:             rgba(0xEEF2F7, 0x2E),
	fynetheme.ColorNamePrimary:             rgb(0x2F6BE0),
	fynetheme.ColorNameScrollBar:           rgba(0xA5B1C2, 0xB0),
	fynetheme.ColorNameScrollBarBackground: rgb(0x1A222D),
	fynetheme.ColorNameSelection:           rgba(0x2F6BE0, 0x52),
	fynetheme.ColorNameSeparator:           rgb(0x2E3948),
	fynetheme.ColorNameShadow:              rgba(0x000000, 0x80),
	fynetheme.ColorNameSuccess:             rgb(0x12804A),
	fynetheme.ColorNameWarning:             rgb(0xF8A90D),
}

func rgb(hex uint32) color.Color { return rgba(hex, 0xFF) }

func rgba(hex uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
