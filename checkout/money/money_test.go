package money_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"kasir/checkout/money"
)

func cur(code string) money.Currency { return money.MustCurrency(code) }

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		minor int64
		code  string
		want  string
	}{
		{50000, "IDR", "50000"},
		{0, "IDR", "0"},
		{1250, "AED", "12.50"},
		{5, "SAR", "0.05"},
		{1250, "KWD", "1.250"},
		{-7, "USD", "-0.07"},
	} {
		if got := money.Of(c.minor, cur(c.code)).Decimal(); got != c.want {
			t.Errorf("%d %s: got %s, want %s", c.minor, c.code, got, c.want)
		}
	}
}

func TestParseDecimal(t *testing.T) {
	for _, c := range []struct {
		text, code string
		want       int64
	}{
		{"789000.00", "IDR", 789000},
		{"12.5", "AED", 1250},
		{"12.500", "AED", 1250},
		{"1.25", "KWD", 1250},
		{"-3", "USD", -300},
		{"007", "IDR", 7},
	} {
		got, err := money.ParseDecimal(c.text, cur(c.code))
		if err != nil || got.Minor != c.want {
			t.Errorf("%s %s: got %d, %v, want %d", c.text, c.code, got.Minor, err, c.want)
		}
	}
	for _, text := range []string{
		"", "-", ".", "1.", ".5", "1,5", "1e3", "+1", " 1", "1 ", "0x1", "NaN", "1.2.3",
		"--1", "१", "50000.5", "1000000000000", "99999999999999999999",
	} {
		if got, err := money.ParseDecimal(text, cur("IDR")); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestFormatSpeaksTheLanguage(t *testing.T) {
	for _, c := range []struct {
		minor    int64
		code     string
		language string
		want     string
	}{
		{50000, "IDR", "en", "Rp 50,000"},
		{50000, "IDR", "id", "Rp 50.000"},
		{1250000, "IDR", "id", "Rp 1.250.000"},
		{125000, "AED", "en", "AED 1,250.00"},
		{125000, "AED", "id", "AED 1.250,00"},
		{1250, "KWD", "en", "KWD 1.250"},
		{1250, "USD", "en", "$12.50"},
		{50000, "IDR", "xx", "Rp 50,000"},
		{-50000, "IDR", "en", "-Rp 50,000"},
		{1250, "SAR", "ar", "12.50 ر.س."},
	} {
		if got := money.Of(c.minor, cur(c.code)).Format(c.language); got != c.want {
			t.Errorf("%d %s in %s: got %q, want %q", c.minor, c.code, c.language, got, c.want)
		}
	}
}

func TestDecimalRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom(money.Codes()).Draw(t, "code")
		a := money.Of(rapid.Int64Range(-money.Max, money.Max).Draw(t, "minor"), cur(code))
		back, err := money.ParseDecimal(a.Decimal(), a.Currency)
		if err != nil || back != a {
			t.Fatalf("%v came back as %v, %v", a, back, err)
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var stored money.Amount
		if err := json.Unmarshal(data, &stored); err != nil || stored != a {
			t.Fatalf("%s came back as %v, %v", data, stored, err)
		}
	})
}

func TestMixedCurrenciesPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("rupiah and dirham were added")
		}
	}()
	money.Of(1, cur("IDR")).Plus(money.Of(1, cur("AED")))
}

func TestZeroAmountAddsToAny(t *testing.T) {
	sum := money.Amount{}.Plus(money.Of(5, cur("KWD")))
	if sum != money.Of(5, cur("KWD")) {
		t.Fatalf("got %v", sum)
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"0", "12.50", "-3.000", "789000.00", "1e9", "..", "999999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, code := range []string{"IDR", "AED", "KWD"} {
			a, err := money.ParseDecimal(text, cur(code))
			if err != nil {
				continue
			}
			back, err := money.ParseDecimal(a.Decimal(), a.Currency)
			if err != nil || back != a {
				t.Fatalf("%q: %v came back as %v, %v", text, a, back, err)
			}
		}
	})
}
