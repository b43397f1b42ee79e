package money

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// ratePlaces is how many decimals a percentage may have. Luxembourg's 0.25 and
// Switzerland's 8.1 are what the world's taxes need; four leave room.
const ratePlaces = 4

// perCent is how many of a Rate's smallest steps make one percent.
const perCent = 10_000

// A Rate is an exact percentage of tax from 0 to 100. The zero Rate is none,
// which is not the same as 0%.
type Rate struct {
	steps int64 // ten-thousandths of a percent
	set   bool
}

// ParseRate reads a percentage as people write it: "11%", "7.5 %".
func ParseRate(text string) (Rate, error) {
	fail := func() (Rate, error) {
		return Rate{}, fmt.Errorf("money: %q is no percentage such as 11%% or 7.5%%", shorten(text))
	}
	number, sign := strings.CutSuffix(strings.TrimSpace(text), "%")
	number = strings.TrimSpace(number)
	whole, fraction, point := strings.Cut(number, ".")
	if !sign || !isDigits(whole) || len(whole) > 3 || point && !isDigits(fraction) || len(fraction) > ratePlaces {
		return fail()
	}
	fraction += strings.Repeat("0", ratePlaces-len(fraction))
	steps, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil || steps > 100*perCent {
		return fail()
	}
	return Rate{steps, true}, nil
}

// IsZero tells whether there is no rate at all; 0% is one.
func (r Rate) IsZero() bool { return !r.set }

// In is the tax that an amount with tax contains: amount x rate / (100% + rate),
// rounded half away from zero to the minor unit.
func (r Rate) In(a Amount) Amount {
	part := new(big.Int).Mul(big.NewInt(a.Minor), big.NewInt(r.steps))
	return Of(divide(part, big.NewInt(100*perCent+r.steps)).Int64(), a.Currency)
}

// divide rounds half away from zero.
func divide(n, by *big.Int) *big.Int {
	twice := new(big.Int).Mul(new(big.Int).Abs(n), big.NewInt(2))
	twice.Add(twice, by)
	out := twice.Quo(twice, new(big.Int).Mul(by, big.NewInt(2)))
	if n.Sign() < 0 {
		out.Neg(out)
	}
	return out
}

// String writes the rate without needless zeros: "11%", "7.5%"; "" for none.
func (r Rate) String() string {
	if !r.set {
		return ""
	}
	text := fmt.Sprintf("%d.%0*d", r.steps/perCent, ratePlaces, r.steps%perCent)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + "%"
}

// MarshalText writes what String does.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (r *Rate) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*r = Rate{}
		return nil
	}
	*r, err = ParseRate(string(text))
	return err
}
