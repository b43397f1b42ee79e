package money

import (
	"fmt"
	"math/big"
	"strings"
)

// The bounds of a Quantity. Ether counts in 18 decimals and a uint256 has 78
// digits; what lies far beyond is no sum that anybody pays.
const (
	maxPrecision = 36
	maxDigits    = 96
)

// A Quantity is an exact amount of an asset that is no currency of a till:
// bitcoin, or dollars in the form of a token. Its Network says which chain the
// asset lives on, because one name lives on many. The zero Quantity is nothing
// of no asset and compares with any.
type Quantity struct {
	Asset   string
	Network string

	units     *big.Int // of the smallest unit; never changed once it is here
	precision int      // how many decimals the smallest unit is away
}

// ParseQuantity reads a plain decimal exactly, with as many decimals as it has:
// "0.00039304". Exponents, signs but one minus, and spaces are refused.
func ParseQuantity(text, asset, network string) (Quantity, error) {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if !isDigits(whole) || point && !isDigits(fraction) {
		return Quantity{}, fmt.Errorf("money: %q is no plain decimal", shorten(text))
	}
	if len(whole)+len(fraction) > maxDigits {
		return Quantity{}, fmt.Errorf("money: %q is too long", shorten(text))
	}
	fraction = strings.TrimRight(fraction, "0")
	if negative {
		whole = "-" + whole
	}
	return QuantityOf(whole+fraction, len(fraction), asset, network)
}

// QuantityOf reads a whole number of smallest units, of which the precision
// says how many decimals they are away: "39304" at 8 is 0.00039304.
func QuantityOf(units string, precision int, asset, network string) (Quantity, error) {
	digits := strings.TrimPrefix(units, "-")
	switch {
	case !isDigits(digits):
		return Quantity{}, fmt.Errorf("money: %q is no number of units", shorten(units))
	case len(digits) > maxDigits || precision < 0 || precision > maxPrecision:
		return Quantity{}, fmt.Errorf("money: %q at a precision of %d is out of bounds", shorten(units), precision)
	}
	n, _ := new(big.Int).SetString(units, 10) // its form has been checked
	return Quantity{asset, network, n, precision}, nil
}

// Cmp compares two quantities of one asset: -1, 0 or 1. Mixing assets or
// networks is a bug and panics.
func (q Quantity) Cmp(o Quantity) int {
	a, b, _ := q.level(o)
	return a.Cmp(b)
}

// Minus takes o away. Mixing assets or networks is a bug and panics.
func (q Quantity) Minus(o Quantity) Quantity { return q.combine(o, (*big.Int).Sub) }

// Plus adds o. Mixing assets or networks is a bug and panics.
func (q Quantity) Plus(o Quantity) Quantity { return q.combine(o, (*big.Int).Add) }

func (q Quantity) combine(o Quantity, by func(z, x, y *big.Int) *big.Int) Quantity {
	a, b, precision := q.level(o)
	if q.Asset == "" {
		q.Asset, q.Network = o.Asset, o.Network
	}
	return Quantity{q.Asset, q.Network, by(new(big.Int), a, b), precision}
}

// level gives both in units of the finer precision.
func (q Quantity) level(o Quantity) (a, b *big.Int, precision int) {
	none := Quantity{}
	switch {
	case q.is(none), o.is(none):
	case q.Asset != o.Asset, q.Network != o.Network:
		panic(fmt.Sprintf("money: %s on %q meets %s on %q", q.Asset, q.Network, o.Asset, o.Network))
	}
	precision = max(q.precision, o.precision)
	return q.at(precision), o.at(precision), precision
}

func (q Quantity) is(o Quantity) bool { return q.Asset == o.Asset && q.Network == o.Network }

func (q Quantity) at(precision int) *big.Int {
	if q.units == nil {
		return new(big.Int)
	}
	return new(big.Int).Mul(q.units, ten(precision-q.precision))
}

func ten(power int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil)
}

// IsZero tells whether there is nothing.
func (q Quantity) IsZero() bool { return q.sign() == 0 }

// IsPositive tells whether there is something.
func (q Quantity) IsPositive() bool { return q.sign() > 0 }

func (q Quantity) sign() int {
	if q.units == nil {
		return 0
	}
	return q.units.Sign()
}
