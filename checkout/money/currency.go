package money

import "fmt"

// A Currency is a kind of money: its ISO 4217 code and how many decimals its
// amounts have at a till. The zero Currency is none.
type Currency struct {
	Code     string
	Decimals int
}

var currencies = []Currency{
	{"AED", 2},
	{"AUD", 2},
	{"BHD", 3},
	{"EUR", 2},
	{"GBP", 2},
	{"IDR", 0},
	{"KWD", 3},
	{"MYR", 2},
	{"OMR", 3},
	{"QAR", 2},
	{"SAR", 2},
	{"SGD", 2},
	{"USD", 2},
}

// CurrencyOf finds a currency by its code, which must be in upper case.
func CurrencyOf(code string) (Currency, error) {
	for _, c := range currencies {
		if c.Code == code {
			return c, nil
		}
	}
	return Currency{}, fmt.Errorf("money: unknown currency %q", code)
}

// MustCurrency is CurrencyOf for codes that stand in the source.
func MustCurrency(code string) Currency {
	c, err := CurrencyOf(code)
	if err != nil {
		panic(err)
	}
	return c
}

// Codes lists the currencies that a till can be set to.
func Codes() []string {
	codes := make([]string, 0, len(currencies))
	for _, c := range currencies {
		codes = append(codes, c.Code)
	}
	return codes
}

// unit is how many minor units make one unit: 1, 100 or 1000.
func (c Currency) unit() int64 {
	u := int64(1)
	for range c.Decimals {
		u *= 10
	}
	return u
}

// String gives the code.
func (c Currency) String() string { return c.Code }
