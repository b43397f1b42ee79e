package keys_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"kasir/ui/keys"
)

func TestScan(t *testing.T) {
	tests := map[string]struct {
		text string
		gap  time.Duration
		scan bool
	}{
		"scanner":      {"POS-000042", 8 * time.Millisecond, true},
		"fast typing":  {"25000000", 80 * time.Millisecond, false},
		"short":        {"50000", 8 * time.Millisecond, false},
		"nothing":      {"", time.Millisecond, false},
		"slow scanner": {"8990001234567", 30 * time.Millisecond, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			now := time.Unix(0, 0)
			k, screen := keyboard{&keys.Router{Now: func() time.Time { return now }}}, newLog(fyne.KeyReturn)
			screen.OnScan = func(text string) { screen.got = append(screen.got, "scan "+text) }
			k.Show(screen.Layer)
			k.press(fyne.Key9, '9') // a digit typed by hand before
			now = now.Add(time.Second)
			for _, char := range test.text {
				k.press(fyne.KeyUnknown, char)
				now = now.Add(test.gap)
			}
			k.press(fyne.KeyReturn, 0)

			end := "Return"
			if test.scan {
				end = "scan " + test.text
			}
			screen.want(t, append(append([]string{"9"}, strings.Split(test.text, "")...), end)...)
		})
	}
}

func TestScanIsTypingWhereNobodyAsks(t *testing.T) {
	k, screen := keyboard{new(keys.Router)}, newLog(fyne.KeyReturn)
	k.Show(screen.Layer)
	for _, char := range "12345678" {
		k.press(fyne.KeyUnknown, char)
	}
	k.press(fyne.KeyReturn, 0)
	if last := screen.got[len(screen.got)-1]; last != "Return" {
		t.Errorf("got %q, want Return", last)
	}
}
