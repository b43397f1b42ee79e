package widget_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

func TestKeysTakeNoFocus(t *testing.T) {
	app(t, theme.Light())
	for name, object := range map[string]fyne.CanvasObject{
		"key":    widget.NewKey("7", widget.Plain, nil),
		"action": widget.NewAction("F5", "Check now", widget.Plain, nil),
		"row":    widget.NewRow(widget.Item{}),
	} {
		if _, focusable := object.(fyne.Focusable); focusable {
			t.Errorf("%s can have the focus, and would swallow the digits", name)
		}
		if _, double := object.(fyne.DoubleTappable); double {
			t.Errorf("%s waits for a second tap", name)
		}
	}
}

func TestTap(t *testing.T) {
	app(t, theme.Light())
	taps := 0
	key := widget.NewKey("7", widget.Plain, func() { taps++ })
	test.Tap(key)
	test.Tap(key)
	key.Disable()
	test.Tap(key)
	key.SetEnabled(true)
	test.Tap(key)
	if taps != 3 {
		t.Errorf("got %d taps, want 3", taps)
	}
	key.OnTapped = nil
	test.Tap(key)
}

func TestOnlyTheFirstButtonPresses(t *testing.T) {
	app(t, theme.Light())
	key := widget.NewKey("7", widget.Plain, nil)
	if paints(t, key, func() { key.MouseDown(mouse(desktop.MouseButtonSecondary)) }) {
		t.Error("the second button presses the key")
	}
	key.Disable()
	if paints(t, key, func() { key.MouseDown(mouse(desktop.MouseButtonPrimary)) }) {
		t.Error("a disabled key can be pressed")
	}
}

func TestLeavingAPressedKeyLetsGo(t *testing.T) {
	app(t, theme.Light())
	key := widget.NewKey("7", widget.Plain, nil)
	w := show(t, key, 72, 72)
	before := test.RenderToMarkup(w.Canvas())
	key.MouseDown(mouse(desktop.MouseButtonPrimary))
	if test.RenderToMarkup(w.Canvas()) == before {
		t.Error("a pressed key looks like any other")
	}
	key.MouseOut()
	if test.RenderToMarkup(w.Canvas()) != before {
		t.Error("a key that the pointer left stays pressed")
	}
}

func TestEqualSettersPaintNothing(t *testing.T) {
	app(t, theme.Light())
	notice, item := widget.Notice{Word: "PAID"}, widget.Item{Amount: "Rp 1"}
	key, action, pad := widget.NewKey("7", 0, nil), widget.NewAction("F5", "Check", 0, nil), widget.NewKeypad()
	amount, text, meter := widget.NewAmount("Rp 1"), widget.NewText("word"), widget.NewMeter()
	status, banner, qr := widget.NewStatus(widget.Paid, "Paid"), widget.NewBanner(notice), widget.NewQR()
	row, strip, legend := widget.NewRow(item), widget.NewStrip("none"), widget.NewLegend(widget.Hint{Key: "F1"})
	bar := widget.NewActionBar(action)
	strip.SetItems([]widget.Item{item}, 0)
	if err := qr.SetPayload("payload"); err != nil {
		t.Fatal(err)
	}

	for name, test := range map[string]struct {
		object fyne.CanvasObject
		set    func()
	}{
		"key":        {key, func() { key.SetText("7"); key.SetEnabled(true) }},
		"action":     {action, func() { action.SetLabel("Check"); action.Enable() }},
		"action bar": {bar, func() { bar.SetActions(action) }},
		"keypad":     {pad, func() { pad.SetPoint(""); pad.SetCharge("", true) }},
		"amount":     {amount, func() { amount.SetText("Rp 1", false) }},
		"text":       {text, func() { text.SetText("word") }},
		"meter":      {meter, func() { meter.Set(0.9999, widget.Waiting) }},
		"status":     {status, func() { status.Set(widget.Paid, "Paid") }},
		"banner":     {banner, func() { banner.SetNotice(notice) }},
		"row":        {row, func() { row.Set(item, false) }},
		"strip":      {strip, func() { strip.SetItems([]widget.Item{item}, 0); strip.SetEmpty("none"); strip.Scroll(1) }},
		"legend":     {legend, func() { legend.SetHints(widget.Hint{Key: "F1"}) }},
		"qr":         {qr, func() { _ = qr.SetPayload("payload") }},
	} {
		if paints(t, test.object, test.set) {
			t.Errorf("%s: setting what is set already paints it anew", name)
		}
		if !paints(t, test.object, test.object.Refresh) {
			t.Errorf("%s: Refresh does not read the theme", name)
		}
	}
}
