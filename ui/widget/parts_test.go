package widget_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"kasir/ui/widget"
)

func hints(count int) []widget.Hint {
	hints := make([]widget.Hint, count)
	for i := range hints {
		hints[i] = widget.Hint{Key: fmt.Sprintf("F%d", i+1), Label: "what it does"}
	}
	return hints
}

func TestLegendGoldens(t *testing.T) {
	goldens(t, "legend", 800, 480, map[string]func() fyne.CanvasObject{
		"none":  func() fyne.CanvasObject { return widget.NewLegend() },
		"short": func() fyne.CanvasObject { return widget.NewLegend(hints(3)...) },
		"long":  func() fyne.CanvasObject { return widget.NewLegend(hints(13)...) },
		"changed": func() fyne.CanvasObject {
			l := widget.NewLegend(hints(9)...)
			l.SetHints(widget.Hint{Key: "Backspace", Label: "adds the amount to the sale, and then starts the next one of them"})
			return l
		},
	})
}

func TestPartGoldens(t *testing.T) {
	goldens(t, "parts", 320, 90, map[string]func() fyne.CanvasObject{
		"panel": func() fyne.CanvasObject { return widget.NewPanel(widget.NewText("content"), 16) },
		"veil":  func() fyne.CanvasObject { return widget.NewVeil() },
		"meter": func() fyne.CanvasObject { return widget.NewMeter() },
		"meter_some": func() fyne.CanvasObject {
			m := widget.NewMeter()
			m.Set(0.25, widget.Doubt)
			return m
		},
		"meter_none": func() fyne.CanvasObject {
			m := widget.NewMeter()
			m.Set(-1, widget.Doubt)
			return m
		},
	})
}
