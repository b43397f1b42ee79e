package qris_test

import (
	"testing"

	"kasir/checkout/internal/qris"
	"kasir/checkout/money"
)

func TestMerchantID(t *testing.T) {
	for name, c := range map[string]struct {
		change func(c *qris.Code)
		want   string
	}{
		"as it comes": {func(*qris.Code) {}, "ID0000000000000"},
		"no register": {func(c *qris.Code) { c.Accounts = c.Accounts[:1] }, ""},
		"no id":       {func(c *qris.Code) { c.Accounts[1].ID = "" }, ""},
	} {
		code := qris.New(money.Of(50000, money.MustCurrency("IDR")), "Shop", "Bandung", "1")
		c.change(&code)
		text, err := qris.Build(code)
		if err != nil {
			t.Fatal(err)
		}
		if got := qris.MerchantID(text); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if got := qris.MerchantID("https://example.com"); got != "" {
		t.Errorf("no code: got %q", got)
	}
}
