package money_test

import (
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout/money"
)

// press types keys as a cashier does: digits, '.' and '<' for backspace.
func press(e *money.Entry, keys string) {
	for _, k := range keys {
		switch k {
		case '.', ',':
			e.Mark()
		case '<':
			e.Back()
		default:
			e.Digit(int(k - '0'))
		}
	}
}

func TestEntry(t *testing.T) {
	for _, c := range []struct {
		code, keys, want string
	}{
		{"IDR", "50000", "50000"},
		{"IDR", "50.000", "50000"},
		{"IDR", "5<", "0"},
		{"AED", "1000", "10.00"},
		{"AED", "12.5", "12.50"},
		{"AED", "12,5", "12.50"},
		{"AED", "12.345", "12.34"},
		{"AED", "12.5<", "12.00"},
		{"AED", "12.5<<", "0.12"},
		{"AED", ".5", "0.50"},
		{"AED", "1..5", "1.50"},
		{"KWD", "1.25", "1.250"},
		{"KWD", "1.255<<", "1.200"},
		{"IDR", "<<<", "0"},
	} {
		e := money.Entry{Currency: cur(c.code)}
		press(&e, c.keys)
		if got := e.Amount().Decimal(); got != c.want {
			t.Errorf("%s %q: got %s, want %s", c.code, c.keys, got, c.want)
		}
	}
}

func TestEntryStaysInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom(money.Codes()).Draw(t, "code")
		e := money.Entry{Currency: cur(code)}
		keys := rapid.StringMatching(`[0-9.<]{0,40}`).Draw(t, "keys")
		press(&e, keys)
		if m := e.Amount().Minor; m < 0 || m > money.Max {
			t.Fatalf("%q typed %d", keys, m)
		}
	})
}

func TestBackUndoesADigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := money.Entry{Currency: cur("KWD")}
		press(&e, rapid.StringMatching(`[0-9]{0,6}(\.[0-9]{0,2})?`).Draw(t, "keys"))
		before := e
		if e.Digit(rapid.IntRange(0, 9).Draw(t, "digit")) {
			e.Back()
		}
		if e != before {
			t.Fatalf("got %v, want %v", e.Amount(), before.Amount())
		}
	})
}
