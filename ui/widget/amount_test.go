package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

func TestAmountGoldens(t *testing.T) {
	amount := func(text string, dim bool) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			a := widget.NewAmount("")
			a.Align = fyne.TextAlignTrailing
			a.SetText(text, dim)
			return a
		}
	}
	goldens(t, "amount", 560, 130, map[string]func() fyne.CanvasObject{
		"usual": amount("Rp 50.000", false),
		"zero":  amount("Rp 0", true),
		"long":  amount("Rp 999.999.999.999", false),
		"none":  amount("", false),
	})
}

// TestAmountStandsStill proves that the letters stay on one line while they shrink.
func TestAmountStandsStill(t *testing.T) {
	app(t, theme.Light())
	amount := widget.NewAmount("Rp 1")
	show(t, amount, 420, 130)
	var line, size float32
	for _, text := range []string{"Rp 1", "Rp 1.000", "Rp 1.000.000", "Rp 1.000.000.000", "Rp 1.000.000.000.000"} {
		amount.SetText(text, false)
		drawn := test.WidgetRenderer(amount).Objects()[0].(*canvas.Text)
		if drawn.MinSize().Width > 420 {
			t.Errorf("%s is wider than its place", text)
		}
		_, baseline := fyne.CurrentApp().Driver().RenderedTextSize(drawn.Text, drawn.TextSize, drawn.TextStyle, nil)
		stands := drawn.Position().Y + baseline
		if line != 0 && (stands < line-0.5 || stands > line+0.5) {
			t.Errorf("%s stands at %v, want %v", text, stands, line)
		}
		line, size = stands, drawn.TextSize
	}
	if size < 16 || size > 60 {
		t.Errorf("the longest is in size %v", size)
	}
	if got := amount.Text(); got != "Rp 1.000.000.000.000" {
		t.Errorf("got %q", got)
	}
}

func TestAmountIsBig(t *testing.T) {
	app(t, theme.Light())
	amount := widget.NewAmount("Rp 50.000")
	show(t, amount, 900, 200)
	if got := test.WidgetRenderer(amount).Objects()[0].(*canvas.Text).TextSize; got < 72 || got > 96 {
		t.Errorf("got %v, want 72 to 96", got)
	}
}
