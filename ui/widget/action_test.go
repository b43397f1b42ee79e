package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

func TestActionGoldens(t *testing.T) {
	action := func(key, label string, kind widget.Kind, change func(*widget.Action)) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			a := widget.NewAction(key, label, kind, nil)
			change(a)
			return a
		}
	}
	none := func(*widget.Action) {}
	goldens(t, "action", 220, 88, map[string]func() fyne.CanvasObject{
		"plain":    action("F5", "Check now", widget.Plain, none),
		"primary":  action("Enter", "Next", widget.Primary, none),
		"danger":   action("Esc", "Cancel", widget.Danger, none),
		"above":    action("F9", "Serve the next customer", widget.Plain, none),
		"keyless":  action("", "More", widget.Plain, none),
		"disabled": action("F6", "Reprint", widget.Plain, (*widget.Action).Disable),
		"down":     action("F6", "Reprint", widget.Primary, func(a *widget.Action) { a.MouseDown(mouse(desktop.MouseButtonPrimary)) }),
		"renamed":  action("F6", "Reprint", widget.Plain, func(a *widget.Action) { a.SetLabel("Print again") }),
	})
}

func TestActionBarGoldens(t *testing.T) {
	bar := func(actions ...*widget.Action) func() fyne.CanvasObject {
		return func() fyne.CanvasObject { return widget.NewActionBar(actions...) }
	}
	goldens(t, "actionbar", 640, 88, map[string]func() fyne.CanvasObject{
		"beside": bar(
			widget.NewAction("Esc", "Cancel", widget.Danger, nil),
			widget.NewAction("F5", "Check", widget.Primary, nil)),
		"above": bar(
			widget.NewAction("F1", "Keys", widget.Plain, nil),
			widget.NewAction("F3", "History and search", widget.Plain, nil),
			widget.NewAction("F4", "Refund", widget.Plain, nil),
			widget.NewAction("F9", "Next customer", widget.Plain, nil)),
		"empty": bar(),
	})
}

func TestActionBarChangesItsButtons(t *testing.T) {
	app(t, theme.Light())
	check, cancel := widget.NewAction("F5", "Check", widget.Plain, nil), widget.NewAction("Esc", "Cancel", widget.Plain, nil)
	bar := widget.NewActionBar(check)
	w := show(t, bar, 400, 64)
	if got := check.Size().Width; got != 400 {
		t.Errorf("alone: got %v, want the whole width", got)
	}
	bar.SetActions(check, cancel)
	if got := cancel.Position().X + cancel.Size().Width; got != 400 {
		t.Errorf("the last one ends at %v, want 400", got)
	}
	if got := len(bar.Actions()); got != 2 {
		t.Errorf("got %d buttons, want 2", got)
	}
	_ = test.RenderToMarkup(w.Canvas())
}

func TestActionsAreBigEnough(t *testing.T) {
	app(t, theme.Light())
	if got := widget.NewAction("F5", "X", widget.Plain, nil).MinSize(); got.Height < 56 || got.Width < 56 {
		t.Errorf("got %v, want 56 or more", got)
	}
	if got := widget.NewAction("F5", "X", widget.Primary, nil).MinSize(); got.Height < 88 {
		t.Errorf("primary: got %v, want 88 or more", got)
	}
}
