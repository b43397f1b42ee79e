package money

import (
	"fmt"
	"math/big"
	"strings"
)

// Units writes how many smallest units there are at a precision: "39304" for
// 0.00039304 at 8. What is finer than that is refused, never rounded.
func (q Quantity) Units(precision int) (string, error) {
	if precision < 0 || precision > maxPrecision {
		return "", fmt.Errorf("money: a precision of %d is out of bounds", precision)
	}
	if precision >= q.precision {
		return q.at(precision).String(), nil
	}
	whole, rest := new(big.Int).QuoRem(q.at(q.precision), ten(q.precision-precision), new(big.Int))
	if rest.Sign() != 0 {
		return "", fmt.Errorf("money: %s is finer than %d decimals", q, precision)
	}
	return whole.String(), nil
}

// Decimal writes the quantity as a plain decimal without needless zeros:
// "0.00039304", "12.5", "3".
func (q Quantity) Decimal() string {
	digits, sign := q.at(q.precision).String(), ""
	if q.sign() < 0 {
		digits, sign = digits[1:], "-"
	}
	if missing := q.precision + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	point := len(digits) - q.precision
	fraction := strings.TrimRight(digits[point:], "0")
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + digits[:point] + fraction
}

// String gives decimal and asset: "0.00039304 BTC". The network is left out,
// because it stands beside it wherever it matters.
func (q Quantity) String() string { return strings.TrimSpace(q.Decimal() + " " + q.Asset) }

// Price is what one whole unit of the asset is worth when all of q is worth a,
// rounded half away from zero to a's minor unit. It is false where that says
// nothing: q is nothing, or one unit is worth less than the smallest coin.
func (q Quantity) Price(a Amount) (Amount, bool) {
	if !q.IsPositive() {
		return Amount{}, false
	}
	whole := new(big.Int).Mul(big.NewInt(a.Minor), ten(q.precision))
	price := divide(whole, q.units)
	if price.Sign() < 1 || price.Cmp(big.NewInt(Max)) > 0 {
		return Amount{}, false
	}
	return Of(price.Int64(), a.Currency), true
}
