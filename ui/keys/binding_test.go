package keys_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"kasir/ui/keys"
)

func TestName(t *testing.T) {
	for key, want := range map[fyne.KeyName]string{
		fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter", fyne.KeyEscape: "Esc", fyne.KeyF5: "F5", fyne.KeyUp: "Up",
	} {
		if got := (keys.Binding{Key: key}).Name(); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	if got := (keys.Binding{Cap: "0-9"}).Name(); got != "0-9" {
		t.Errorf("a cap: got %q", got)
	}
}

func TestTwice(t *testing.T) {
	table := []keys.Binding{{Key: fyne.KeyF5}, {Cap: "0-9"}, {Cap: "."}, {Key: fyne.KeyReturn}}
	if key, twice := keys.Twice(table); twice {
		t.Errorf("%q is there once", key)
	}
	if key, twice := keys.Twice(append(table, keys.Binding{Key: fyne.KeyEnter})); !twice || key != fyne.KeyReturn {
		t.Errorf("both Enter keys: got %q, %v", key, twice)
	}
}
