package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

// After a code that was shown for more than a minute the amount screen came back
// without its title and its figure: Fyne had dropped their renderers, and lays the
// new ones out only where they hold something that wants room.
func TestWordsAreThereAfterTheirRendererWasDropped(t *testing.T) {
	app(t, theme.Light())
	for name, shown := range map[string]fyne.Widget{"text": widget.NewText("Rp 1"), "amount": widget.NewAmount("Rp 1")} {
		show(t, shown, 420, 130)
		drawn := shown.CreateRenderer().Objects()
		if len(drawn) != 1 {
			t.Fatalf("%s: %d lines", name, len(drawn))
		}
		if line := drawn[0].(*canvas.Text); line.Text != "Rp 1" || line.Size().Width != 420 {
			t.Errorf("%s: %q, %v wide", name, line.Text, line.Size().Width)
		}
	}
}
