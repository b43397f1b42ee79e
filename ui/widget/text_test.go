package widget_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

func TestTextIsNeverCut(t *testing.T) {
	words := []string{
		"Paid",
		"Payment result not known yet. Do not ask the customer to pay again.",
		"Pembayaran dipertanggungjawabkan",
		"Charge Rp\u00a01.250.000",
		"two\nparagraphs of which the second is long enough to wrap",
		"",
	}
	for _, size := range []fyne.Size{{Width: 300, Height: 90}, {Width: 120, Height: 60}, {Width: 70, Height: 140}} {
		for _, said := range words {
			app(t, theme.Light())
			text := widget.NewText(said)
			text.Lines, text.TextSize, text.Align = 2, 28, fyne.TextAlignCenter
			show(t, text, size.Width, size.Height)

			var lines []string
			bottom := float32(0)
			for _, part := range test.WidgetRenderer(text).Objects() {
				line := part.(*canvas.Text)
				lines = append(lines, line.Text)
				bottom = line.Position().Y + line.MinSize().Height
				if line.MinSize().Width > text.Size().Width {
					t.Errorf("%v: %q is wider than its place", size, line.Text)
				}
			}
			if got, want := letters(strings.Join(lines, "")), letters(said); got != want {
				t.Errorf("%v: got %q, want %q", size, got, want)
			}
			if bottom > text.Size().Height+1 {
				t.Errorf("%v: %q is higher than its place", size, said)
			}
		}
	}
}

// letters are what may not be lost, while spaces may become ends of lines.
func letters(text string) string { return strings.Join(strings.Fields(text), "") }

func TestTextKeepsACurrencyWithItsAmount(t *testing.T) {
	app(t, theme.Light())
	text := widget.NewText("Charge Rp\u00a01.250.000")
	text.Lines, text.TextSize = 2, 32
	show(t, text, 220, 100)
	last := test.WidgetRenderer(text).Objects()[1].(*canvas.Text)
	if got, want := last.Text, "Rp\u00a01.250.000"; got != want {
		t.Errorf("got %q in the second line, want %q", got, want)
	}
}

func TestTextGoldens(t *testing.T) {
	goldens(t, "text", 320, 120, map[string]func() fyne.CanvasObject{
		"one": func() fyne.CanvasObject { return widget.NewText("A word") },
		"heading": func() fyne.CanvasObject {
			return widget.NewHeading("Heading")
		},
		"wrapped": func() fyne.CanvasObject {
			text := widget.NewText("The customer scans with any QRIS app. This screen turns green by itself.")
			text.Lines = 3
			return text
		},
		"balanced": func() fyne.CanvasObject {
			text := widget.NewText("One word would stand in the last line alone")
			text.Lines, text.Align = 2, fyne.TextAlignCenter
			return text
		},
		"fewer": func() fyne.CanvasObject {
			text := widget.NewText("three\nlines\nlong")
			text.SetText("now one")
			return text
		},
	})
}

func TestTextAsksForItsRoom(t *testing.T) {
	app(t, theme.Light())
	text := widget.NewText("Waiting for the customer")
	alone := text.MinSize()
	text.Lines = 2
	if two := text.MinSize(); two.Width >= alone.Width || two.Height <= alone.Height {
		t.Errorf("in two lines: got %v, in one %v", two, alone)
	}
	if got := text.Text(); got != "Waiting for the customer" {
		t.Errorf("got %q", got)
	}
}
