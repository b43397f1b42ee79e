package widget_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

func TestKeyGoldens(t *testing.T) {
	key := func(kind widget.Kind, change func(*widget.Key)) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			k := widget.NewKey("7", kind, nil)
			change(k)
			return k
		}
	}
	none := func(*widget.Key) {}
	goldens(t, "key", 96, 88, map[string]func() fyne.CanvasObject{
		"plain":    key(widget.Plain, none),
		"quiet":    key(widget.Quiet, none),
		"primary":  key(widget.Primary, none),
		"danger":   key(widget.Danger, none),
		"down":     key(widget.Plain, func(k *widget.Key) { k.MouseDown(mouse(desktop.MouseButtonPrimary)) }),
		"disabled": key(widget.Primary, (*widget.Key).Disable),
		"long":     key(widget.Primary, func(k *widget.Key) { k.SetText("Charge Rp 50.000") }),
	})
}

func TestKeypadGoldens(t *testing.T) {
	pad := func(point, charge string, enabled bool) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			k := widget.NewKeypad()
			k.SetPoint(point)
			k.SetCharge(charge, enabled)
			return k
		}
	}
	goldens(t, "keypad", 400, 440, map[string]func() fyne.CanvasObject{
		"whole":    pad("", "Charge Rp 50.000", true),
		"decimals": pad(".", "Charge AED 12.50", true),
		"nothing":  pad("", "Charge", false),
	})
}

func TestKeypadSaysWhatWasMeant(t *testing.T) {
	app(t, theme.Light())
	var got []string
	note := func(what string) func() { return func() { got = append(got, what) } }
	k := widget.NewKeypad()
	test.Tap(k.Key("5")) // nobody listens yet
	test.Tap(k.Key("C"))
	k.OnType = func(text string) { got = append(got, text) }
	k.OnBack, k.OnClear, k.OnCharge = note("back"), note("clear"), note("charge")
	for _, text := range []string{"5", "000", "point", "+", "back", "C"} {
		test.Tap(k.Key(text))
	}
	k.SetPoint(",")
	test.Tap(k.Key("point"))
	k.SetCharge("Charge", false)
	test.Tap(k.Key("charge"))
	k.SetCharge("Charge", true)
	test.Tap(k.Key("charge"))

	want := []string{"5", "000", "00", "+", "back", "clear", ",", "charge"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestKeysAreBigEnough(t *testing.T) {
	app(t, theme.Light())
	k := widget.NewKeypad()
	least := k.MinSize()
	show(t, k, least.Width, least.Height)
	for _, text := range []string{"1", "2", "3", "C", "4", "5", "6", "back", "7", "8", "9", "+", "point", "0", "000"} {
		if size := k.Key(text).Size(); size.Width < 72 || size.Height < 72 {
			t.Errorf("%s: got %v, want 72 or more", text, size)
		}
	}
	if size := k.Key("charge").Size(); size.Height < 88 {
		t.Errorf("charge: got %v, want 88 or more", size)
	}
	if least.Height > 600-150 {
		t.Errorf("%v is too high for a screen of 600", least)
	}
}
