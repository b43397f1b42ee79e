package theme_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

var variants = map[string]*theme.Theme{"light": theme.Light(), "dark": theme.Dark()}

func TestEveryColorNameIsDefined(t *testing.T) {
	for name, th := range variants {
		test.AssertAllColorNamesDefined(t, th, name)
	}
}

func TestVariantIsFixed(t *testing.T) {
	for name, th := range variants {
		for _, asked := range test.KnownThemeVariants() {
			got := th.Color(fynetheme.ColorNameBackground, asked)
			if want := th.Color(fynetheme.ColorNameBackground, th.Variant()); got != want {
				t.Errorf("%s asked as %d: got %v, want %v", name, asked, got, want)
			}
		}
	}
}

func TestTextIsReadable(t *testing.T) {
	surfaces := []fyne.ThemeColorName{
		fynetheme.ColorNameBackground, fynetheme.ColorNameButton, fynetheme.ColorNameHeaderBackground,
		fynetheme.ColorNameInputBackground, fynetheme.ColorNameMenuBackground, fynetheme.ColorNameOverlayBackground,
	}
	texts := []fyne.ThemeColorName{fynetheme.ColorNameForeground, fynetheme.ColorNamePlaceHolder}
	for name, th := range variants {
		for _, surface := range surfaces {
			for _, text := range texts {
				check(t, name, th, text, surface, 4.5)
			}
		}
		check(t, name, th, fynetheme.ColorNameHyperlink, fynetheme.ColorNameBackground, 4.5)
		check(t, name, th, fynetheme.ColorNameInputBorder, fynetheme.ColorNameInputBackground, 3)
		check(t, name, th, fynetheme.ColorNameDisabled, fynetheme.ColorNameDisabledButton, 3)
	}
}

func TestStateColorsAreReadable(t *testing.T) {
	states := []fyne.ThemeColorName{
		theme.ColorNameIdle, theme.ColorNameWaiting, theme.ColorNameDoubt, theme.ColorNamePaid, theme.ColorNameRefused,
	}
	for name, th := range variants {
		for _, state := range states {
			check(t, name, th, theme.On(state), state, 4.5)
		}
	}
}

func TestSizes(t *testing.T) {
	th := theme.Light()
	if got := th.Size(fynetheme.SizeNameModalBlurRadius); got != 0 {
		t.Errorf("blur: got %v, want none", got)
	}
	for _, name := range []fyne.ThemeSizeName{
		fynetheme.SizeNameText, fynetheme.SizeNameCaptionText,
		fynetheme.SizeNameSubHeadingText, fynetheme.SizeNameHeadingText,
	} {
		if got := th.Size(name); got < theme.LeastText {
			t.Errorf("%s: got %v, want %v or more", name, got, theme.LeastText)
		}
	}
	if got, want := th.Size(fynetheme.SizeNameWindowButtonIcon), fynetheme.DefaultTheme().Size(fynetheme.SizeNameWindowButtonIcon); got != want {
		t.Errorf("a size of Fyne's own: got %v, want %v", got, want)
	}
}

func check(t *testing.T, variant string, th fyne.Theme, text, surface fyne.ThemeColorName, least float64) {
	t.Helper()
	if got := widget.Contrast(th.Color(text, 0), th.Color(surface, 0)); got < least {
		t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", variant, text, surface, got, least)
	}
}
