package money_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout/money"
)

func TestParseRate(t *testing.T) {
	for text, want := range map[string]string{
		"11%": "11%", "11 %": "11%", " 5%": "5%", "7.50%": "7.5%", "0%": "0%", "0.25%": "0.25%", "8.1000%": "8.1%", "100%": "100%",
	} {
		r, err := money.ParseRate(text)
		if err != nil || r.String() != want || r.IsZero() {
			t.Errorf("%q: got %q, %v", text, r, err)
		}
	}
	for _, text := range []string{"", "%", "11", "-5%", "101%", "1e1%", "5,5%", ".5%", "5.%", "5.00001%", "NaN%", "٥%", "1000%"} {
		if r, err := money.ParseRate(text); err == nil {
			t.Errorf("%q was read as %s", text, r)
		}
	}
}

func TestTaxInAnAmount(t *testing.T) {
	for _, c := range []struct {
		minor int64
		code  string
		rate  string
		want  int64
	}{
		{10500, "AED", "5%", 500},
		{9999, "AED", "5%", 476}, // 476.14 fils
		{21, "AED", "5%", 1},     // exactly one
		{115000, "SAR", "15%", 15000},
		{50000, "IDR", "11%", 4955}, // 4954.95 rupiah
		{1, "IDR", "100%", 1},       // a half goes up
		{-10500, "AED", "5%", -500},
		{-1, "IDR", "100%", -1},
		{50000, "IDR", "0%", 0},
	} {
		rate, err := money.ParseRate(c.rate)
		if err != nil {
			t.Fatal(err)
		}
		if got := rate.In(money.Of(c.minor, cur(c.code))); got != money.Of(c.want, cur(c.code)) {
			t.Errorf("%s in %d %s: got %s", c.rate, c.minor, c.code, got)
		}
	}
}

// The tax is the one whole number of minor units that is nearest.
func TestTaxIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.Int64Range(0, 1_000_000).Draw(t, "steps")
		text := big.NewRat(steps, 10_000).FloatString(4) + "%"
		rate, err := money.ParseRate(text)
		if err != nil {
			t.Fatal(err)
		}
		minor := rapid.Int64Range(-money.Max, money.Max).Draw(t, "minor")
		exact := big.NewRat(steps, 1_000_000+steps)
		exact.Mul(exact, big.NewRat(minor, 1))
		off := exact.Sub(exact, big.NewRat(rate.In(money.Of(minor, cur("AED"))).Minor, 1))
		if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("%s in %d is off by %s", text, minor, off)
		}
	})
}

func TestRateInJSON(t *testing.T) {
	type shop struct {
		Rate money.Rate `json:"rate,omitzero"`
	}
	five, _ := money.ParseRate("5%")
	for _, c := range []struct {
		in   shop
		want string
	}{{shop{five}, `{"rate":"5%"}`}, {shop{}, `{}`}} {
		data, err := json.Marshal(c.in)
		if err != nil || string(data) != c.want {
			t.Errorf("got %s, %v", data, err)
		}
		var back shop
		if err := json.Unmarshal(data, &back); err != nil || back != c.in {
			t.Errorf("%s was read as %v, %v", data, back, err)
		}
	}
}
