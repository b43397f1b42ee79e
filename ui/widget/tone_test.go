package widget_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

var tones = map[string]widget.Tone{
	"idle": widget.Idle, "waiting": widget.Waiting, "doubt": widget.Doubt, "paid": widget.Paid, "refused": widget.Refused,
}

func TestContrast(t *testing.T) {
	for _, test := range []struct {
		a, b color.Color
		want float64
	}{
		{color.Black, color.White, 21},
		{color.White, color.Black, 21},
		{color.White, color.White, 1},
		{color.Gray{Y: 0x77}, color.White, 4.48}, // WCAG's example of what is just not enough
	} {
		if got := widget.Contrast(test.a, test.b); got < test.want-0.01 || got > test.want+0.01 {
			t.Errorf("%v on %v: got %.2f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

// TestEveryWordIsReadable draws all that has a colour of its own and compares
// each text with the surface that is drawn beneath it.
func TestEveryWordIsReadable(t *testing.T) {
	for name, th := range map[string]fyne.Theme{"light": theme.Light(), "dark": theme.Dark()} {
		app(t, th)
		background := th.Color(fynetheme.ColorNameBackground, 0)
		for tone, object := range coloured() {
			show(t, object, 600, 300)
			beneath(t, name+" "+tone, object, background)
		}
		panel := th.Color(fynetheme.ColorNameOverlayBackground, 0)
		for what, object := range onPanels() {
			show(t, object, 600, 300)
			beneath(t, name+" "+what, object, panel)
		}
		for tone, value := range tones {
			for _, selected := range []bool{true, false} {
				row := widget.NewRow(widget.Item{})
				row.Set(widget.Item{Amount: "Rp 1", Time: "14:05", State: "state", Number: "POS-1", Tone: value}, selected)
				show(t, row, 400, 64)
				beneath(t, name+" row "+tone, row, panel)
			}
		}
	}
}

func coloured() map[string]fyne.CanvasObject {
	objects := map[string]fyne.CanvasObject{}
	for name, tone := range tones {
		notice := widget.Notice{Tone: tone, Word: "word", Figure: "Rp 1", Detail: "detail"}
		objects["banner "+name] = widget.NewBanner(notice)
		objects["status "+name] = container.NewCenter(widget.NewStatus(tone, "word"))
	}
	kinds := map[string]widget.Kind{
		"plain": widget.Plain, "quiet": widget.Quiet, "primary": widget.Primary, "danger": widget.Danger,
	}
	for name, kind := range kinds {
		objects["action "+name] = widget.NewAction("F5", "Check", kind, nil)
		down := widget.NewAction("F5", "Check", kind, nil)
		down.MouseDown(mouse(desktop.MouseButtonPrimary))
		objects["pressed "+name] = down
		objects["key "+name] = widget.NewKey("7", kind, nil)
	}
	return objects
}

// onPanels are those that lie on a panel. What was wrong with a field stood in a
// red that nobody could read in the dark.
func onPanels() map[string]fyne.CanvasObject {
	line := widget.NewLine(widget.Writing{Label: "label", Hint: "hint", Wrong: "wrong", Active: true})
	var facts []widget.Fact
	var lines []widget.Happening
	for name, tone := range tones {
		facts = append(facts, widget.Fact{Label: "label", Value: name, Tone: tone})
		lines = append(lines, widget.Happening{Time: "14:05", Text: name, Tone: tone})
	}
	story := widget.NewStory()
	story.Set(lines, 0)
	return map[string]fyne.CanvasObject{
		"line": line, "facts": widget.NewFacts(facts...), "story": story,
		"legend": widget.NewLegend(widget.Hint{Key: "F1", Label: "works"}, widget.Hint{Key: "F5", Label: "idle", Idle: true}),
	}
}

// beneath checks the texts of an object against the surface that they lie on.
func beneath(t *testing.T, name string, object fyne.CanvasObject, surface color.Color) {
	t.Helper()
	for _, part := range test.LaidOutObjects(object) {
		switch part := part.(type) {
		case *canvas.Rectangle:
			_, _, _, alpha := part.FillColor.RGBA()
			if alpha == 0xFFFF && part.Size().Width > 60 { // no disc, no bar
				surface = part.FillColor
			}
		case *canvas.Text:
			if got := widget.Contrast(part.Color, surface); got < 4.5 {
				t.Errorf("%s: %q has contrast %.2f, want 4.5", name, part.Text, got)
			}
		}
	}
}

// TestThemeChanges proves that nothing keeps a colour of the theme before.
func TestThemeChanges(t *testing.T) {
	app(t, theme.Dark())
	want := map[string]string{}
	for name, object := range coloured() {
		want[name] = test.RenderToMarkup(show(t, object, 600, 300).Canvas())
	}
	for name, object := range coloured() {
		fyne.CurrentApp().Settings().SetTheme(theme.Light())
		w := show(t, object, 600, 300)
		test.ApplyTheme(t, theme.Dark())
		if got := test.RenderToMarkup(w.Canvas()); got != want[name] {
			t.Errorf("%s: got after the change\n%s\nwant\n%s", name, got, want[name])
		}
	}
}
