package widget_test

import (
	"flag"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
)

var update = flag.Bool("update", false, "rewrite the goldens of this package")

// app starts a test's app in one of our themes.
func app(t *testing.T, th fyne.Theme) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(th)
}

// show puts an object of that size into a window.
func show(t *testing.T, object fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, object)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// golden compares how an object of that size is drawn, in the light theme.
func golden(t *testing.T, name string, object fyne.CanvasObject, width, height float32) {
	t.Helper()
	w := show(t, object, width, height)
	if *update {
		file := filepath.Join("testdata", name+".xml")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(test.RenderToMarkup(w.Canvas())), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
}

// goldens draws each named object anew in an app of its own.
func goldens(t *testing.T, folder string, width, height float32, objects map[string]func() fyne.CanvasObject) {
	t.Helper()
	for name, object := range objects {
		t.Run(name, func(t *testing.T) {
			app(t, theme.Light())
			golden(t, filepath.Join(folder, name), object(), width, height)
		})
	}
}

func mouse(button desktop.MouseButton) *desktop.MouseEvent {
	return &desktop.MouseEvent{Button: button}
}

// painted counts how often a theme's colours are asked for, which a widget
// does when it is painted anew and at no other time.
type painted struct {
	fyne.Theme
	times int
}

func (p *painted) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	p.times++
	return p.Theme.Color(name, variant)
}

// paints tells whether doing something paints the object anew.
func paints(t *testing.T, object fyne.CanvasObject, do func()) bool {
	t.Helper()
	counting := &painted{Theme: theme.Light()}
	fyne.CurrentApp().Settings().SetTheme(counting)
	show(t, object, 400, 300)
	before := counting.times
	do()
	return counting.times > before
}
