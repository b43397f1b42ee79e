package money

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Max is the largest number of minor units that an amount may hold. Twelve
// digits are more than any sale needs and leave sums far from overflow.
const Max = 999_999_999_999

// An Amount is an exact sum of money in minor units. The zero Amount has no
// currency and adds to any.
type Amount struct {
	Minor    int64
	Currency Currency
}

// Of makes an amount of minor units.
func Of(minor int64, c Currency) Amount { return Amount{minor, c} }

// Plus adds two amounts of one currency. Mixing currencies is a bug and panics.
func (a Amount) Plus(b Amount) Amount {
	return Amount{a.Minor + b.Minor, a.common(b)}
}

// Minus takes b away. Mixing currencies is a bug and panics.
func (a Amount) Minus(b Amount) Amount {
	return Amount{a.Minor - b.Minor, a.common(b)}
}

// Cmp compares two amounts of one currency: -1, 0 or 1.
func (a Amount) Cmp(b Amount) int {
	a.common(b)
	switch {
	case a.Minor < b.Minor:
		return -1
	case a.Minor > b.Minor:
		return 1
	}
	return 0
}

func (a Amount) common(b Amount) Currency {
	switch {
	case a.Currency == b.Currency, b.Currency == Currency{}:
		return a.Currency
	case a.Currency == Currency{}:
		return b.Currency
	}
	panic(fmt.Sprintf("money: %s meets %s", a.Currency, b.Currency))
}

// IsZero tells whether no money is meant.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// IsPositive tells whether there is something to pay.
func (a Amount) IsPositive() bool { return a.Minor > 0 }

// Decimal writes the amount as wires and files spell it: "50000", "12.50",
// "-1.250". It has exactly the currency's decimals and no code.
func (a Amount) Decimal() string {
	sign, minor := "", a.Minor
	if minor < 0 {
		sign, minor = "-", -minor
	}
	whole, rest := minor/a.Currency.unit(), minor%a.Currency.unit()
	if a.Currency.Decimals == 0 {
		return sign + strconv.FormatInt(whole, 10)
	}
	return fmt.Sprintf("%s%d.%0*d", sign, whole, a.Currency.Decimals, rest)
}

// ParseDecimal reads a plain decimal exactly. More decimals than the currency
// has are accepted when they are zeros ("789000.00" rupiah) and refused when
// they are not: nothing is ever rounded.
func ParseDecimal(text string, c Currency) (Amount, error) {
	fail := func(why string) (Amount, error) {
		return Amount{}, fmt.Errorf("money: %q is no amount of %s: %s", shorten(text), c, why)
	}
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if !isDigits(whole) || point && !isDigits(fraction) {
		return fail("not a plain decimal")
	}
	for len(fraction) < c.Decimals {
		fraction += "0"
	}
	if strings.Trim(fraction[c.Decimals:], "0") != "" {
		return fail("finer than its smallest unit")
	}
	minor, err := strconv.ParseInt(whole+fraction[:c.Decimals], 10, 64)
	if err != nil || minor > Max {
		return fail("too large")
	}
	if negative {
		minor = -minor
	}
	return Amount{minor, c}, nil
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func shorten(s string) string {
	if len(s) > 24 {
		return s[:24] + "…"
	}
	return s
}

// String gives amount and code, for logs and tests: "12.50 AED".
func (a Amount) String() string {
	return strings.TrimSpace(a.Decimal() + " " + a.Currency.Code)
}

type stored struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// MarshalJSON writes {"minor":1250,"currency":"AED"}.
func (a Amount) MarshalJSON() ([]byte, error) {
	return json.Marshal(stored{a.Minor, a.Currency.Code})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (a *Amount) UnmarshalJSON(data []byte) error {
	var s stored
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if s.Currency == "" {
		*a = Amount{Minor: s.Minor}
		return nil
	}
	c, err := CurrencyOf(s.Currency)
	*a = Amount{s.Minor, c}
	return err
}
