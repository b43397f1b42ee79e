package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

var _ fyne.Theme = (*Theme)(nil)

// Theme is the look of the till in one fixed variant.
type Theme struct {
	fyne.Theme // fonts and icons, and whatever we do not set ourselves

	variant fyne.ThemeVariant
	colors  map[fyne.ThemeColorName]color.Color
}

// New returns the theme in the given variant; the system's own is not asked.
func New(variant fyne.ThemeVariant) *Theme {
	colors := light
	if variant == fynetheme.VariantDark {
		colors = dark
	}
	return &Theme{Theme: fynetheme.DefaultTheme(), variant: variant, colors: colors}
}

// Light returns the theme for a bright shop.
func Light() *Theme { return New(fynetheme.VariantLight) }

// Dark returns the theme for a dim one.
func Dark() *Theme { return New(fynetheme.VariantDark) }

// Variant is the variant that every colour is given in.
func (t *Theme) Variant() fyne.ThemeVariant { return t.variant }

// Color returns our colour of that name, or else the default theme's.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.colors[name]; ok {
		return c
	}
	return t.Theme.Color(name, t.variant)
}

// Size returns our size of that name, or else the default theme's.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := sizes[name]; ok {
		return size
	}
	return t.Theme.Size(name)
}
