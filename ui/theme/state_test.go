package theme_test

import (
	"image/color"
	"testing"

	fynetheme "fyne.io/fyne/v2/theme"

	"kasir/ui/theme"
)

func TestStatesHaveColorsOfTheirOwn(t *testing.T) {
	for name, th := range variants {
		seen := map[color.Color]string{}
		for state, got := range map[string]color.Color{
			"idle": th.Idle(), "waiting": th.Waiting(), "doubt": th.Doubt(), "paid": th.Paid(), "refused": th.Refused(),
		} {
			if other, twice := seen[got]; twice {
				t.Errorf("%s: %s has the colour of %s", name, state, other)
			}
			seen[got] = state
		}
	}
	if got := theme.Dark().Color(theme.ColorNamePaid, fynetheme.VariantLight); got != theme.Dark().Paid() {
		t.Errorf("paid by its name: got %v, want %v", got, theme.Dark().Paid())
	}
}
