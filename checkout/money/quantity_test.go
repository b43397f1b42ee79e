package money_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout/money"
)

func quantity(t interface{ Fatal(args ...any) }, text string) money.Quantity {
	q, err := money.ParseQuantity(text, "BTC", "bitcoin")
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestQuantityIsWrittenExactly(t *testing.T) {
	for text, want := range map[string]string{
		"0.00039304": "0.00039304 BTC", "12.50": "12.5 BTC", "3": "3 BTC", "3.000": "3 BTC", "007": "7 BTC", "0.0": "0 BTC",
		"-0.10": "-0.1 BTC", "-0": "0 BTC", "1049.59": "1049.59 BTC", "0.1000000000000000001": "0.1000000000000000001 BTC",
		"115792089237316195423570985008687907853269984665640564039457584007913129639935": "115792089237316195423570985008687907853269984665640564039457584007913129639935 BTC",
	} {
		if got := quantity(t, text).String(); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	if got := (money.Quantity{}).String(); got != "0" {
		t.Errorf("nothing: got %q", got)
	}
}

func TestQuantityOfUnits(t *testing.T) {
	for _, c := range []struct {
		units     string
		precision int
		want      string
	}{
		{"39304", 8, "0.00039304"},
		{"1029871", 6, "1.029871"},
		{"1030000", 6, "1.03"},
		{"5", 0, "5"},
		{"-1", 2, "-0.01"},
		{"0", 18, "0"},
		{"1000000000000000001", 18, "1.000000000000000001"},
	} {
		q, err := money.QuantityOf(c.units, c.precision, "USDT", "tron")
		if err != nil || q.Decimal() != c.want {
			t.Errorf("%s at %d: got %s, %v; want %s", c.units, c.precision, q.Decimal(), err, c.want)
		}
	}
}

func TestQuantityRefusesWhatIsNoPlainNumber(t *testing.T) {
	for _, text := range []string{
		"", "-", ".", "1.", ".5", "1,5", "1e3", "+1", " 1", "1 ", "0x1", "NaN", "1.2.3", "--1", "१", "1_0", strings.Repeat("9", 97),
	} {
		if got, err := money.ParseQuantity(text, "BTC", "bitcoin"); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
		if got, err := money.QuantityOf(text, 8, "BTC", "bitcoin"); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	for _, precision := range []int{-1, 37, 1 << 30} {
		if got, err := money.QuantityOf("1", precision, "BTC", "bitcoin"); err == nil {
			t.Errorf("precision %d was read as %v", precision, got)
		}
	}
	if got, err := money.ParseQuantity("0."+strings.Repeat("1", 37), "BTC", "bitcoin"); err == nil {
		t.Errorf("37 decimals were read as %v", got)
	}
}

func TestQuantitiesCompareAcrossPrecisions(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
		rest string
	}{
		{"1", "1.000", 0, "0"},
		{"1.029871", "1.03", -1, "-0.000129"},
		{"73878", "63840", 1, "10038"},
		{"0.3", "0.1", 1, "0.2"},
		{"-1", "1", -1, "-2"},
	} {
		a, b := quantity(t, c.a), quantity(t, c.b)
		if got := a.Cmp(b); got != c.want {
			t.Errorf("%s against %s: got %d, want %d", a, b, got, c.want)
		}
		rest := a.Minus(b)
		if got := rest.Decimal(); got != c.rest || rest.Asset != "BTC" || rest.Network != "bitcoin" {
			t.Errorf("%s less %s: got %s on %s, want %s", a, b, rest, rest.Network, c.rest)
		}
		if back := rest.Plus(b); back.Cmp(a) != 0 {
			t.Errorf("%s and back: got %s", a, back)
		}
	}
	var none money.Quantity
	if q := quantity(t, "2"); none.Cmp(q) != -1 || q.Minus(none).Cmp(q) != 0 || none.Plus(q) != q.Plus(none) && none.Plus(q).String() != "2 BTC" {
		t.Error("nothing is something")
	}
}

func TestQuantityKnowsItsSign(t *testing.T) {
	for text, sign := range map[string]int{"0": 0, "-0.00": 0, "0.00000001": 1, "-0.1": -1} {
		q := quantity(t, text)
		if q.IsZero() != (sign == 0) || q.IsPositive() != (sign > 0) {
			t.Errorf("%s: zero %v, positive %v", text, q.IsZero(), q.IsPositive())
		}
	}
	if none := (money.Quantity{}); !none.IsZero() || none.IsPositive() {
		t.Error("nothing is something")
	}
}

func TestUnitsAreNeverRounded(t *testing.T) {
	for _, c := range []struct {
		text      string
		precision int
		want      string
	}{
		{"12.34", 6, "12340000"},
		{"0.01", 6, "10000"},
		{"10000", 6, "10000000000"},
		{"0.00039304", 8, "39304"},
		{"1.0000000", 6, "1000000"},
		{"0.0000001", 6, ""},
		{"1", -1, ""},
		{"1", 37, ""},
		{"-0.5", 1, "-5"},
		{"0", 18, "0"},
	} {
		got, err := quantity(t, c.text).Units(c.precision)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s at %d: got %q, %v; want %q", c.text, c.precision, got, err, c.want)
		}
	}
	q, err := money.QuantityOf("12340000", 6, "USDC", "base")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := q.Units(2); got != "1234" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestMixedAssetsPanic(t *testing.T) {
	for name, other := range map[string][2]string{"asset": {"ETH", "bitcoin"}, "network": {"BTC", "lightning"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("another %s was compared", name)
				}
			}()
			o, err := money.ParseQuantity("1", other[0], other[1])
			if err != nil {
				t.Fatal(err)
			}
			quantity(t, "1").Cmp(o)
		}()
	}
}

func TestQuantityRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.StringMatching(`-?[0-9]{1,40}`).Draw(t, "units")
		precision := rapid.IntRange(0, 36).Draw(t, "precision")
		q, err := money.QuantityOf(units, precision, "X", "y")
		if err != nil {
			t.Fatal(err)
		}
		back, err := money.ParseQuantity(q.Decimal(), "X", "y")
		if err != nil || back.Cmp(q) != 0 || back.Decimal() != q.Decimal() {
			t.Fatalf("%s at %d came back as %v, %v", units, precision, back, err)
		}
		want, _ := new(big.Int).SetString(units, 10)
		if again, err := back.Units(precision); err != nil || again != want.String() {
			t.Fatalf("%s at %d counts %s, %v", units, precision, again, err)
		}
	})
}

func TestPriceOfOneUnit(t *testing.T) {
	for _, c := range []struct {
		quantity string
		minor    int64
		want     string
	}{
		{"0.00078125", 5000, "64000.00"},
		{"3", 1000, "3.33"},
		{"1500000.5", 1, ""},
		{"0", 1000, ""},
		{"0.000000000000000001", 1000, ""}, // more than any amount
		{"12.5", 1250, "1.00"},
	} {
		q, err := money.ParseQuantity(c.quantity, "BTC", "")
		if err != nil {
			t.Fatal(err)
		}
		got, ok := q.Price(money.Of(c.minor, cur("USD")))
		if ok != (c.want != "") || ok && got.Decimal() != c.want {
			t.Errorf("%s for %d: got %s, %v; want %s", c.quantity, c.minor, got, ok, c.want)
		}
	}
}
