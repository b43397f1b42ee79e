package money

// An Entry is the amount that a cashier is typing. Digits shift in from the
// right, in minor units, as on card terminals: 1 0 0 0 is 10.00. Where the
// currency has decimals a decimal mark fixes the units, and what follows fills
// the decimals: 1 2 . 5 is 12.50. The zero Entry has no currency and is empty.
type Entry struct {
	Currency Currency
	minor    int64
	fixed    bool // a decimal mark was typed
	decimals int  // digits typed behind it
}

// Digit types one digit and tells whether it fitted.
func (e *Entry) Digit(d int) bool {
	if d < 0 || d > 9 {
		return false
	}
	if e.fixed {
		return e.decimal(int64(d))
	}
	next := e.minor*10 + int64(d)
	if next > Max {
		return false
	}
	e.minor = next
	return true
}

func (e *Entry) decimal(d int64) bool {
	if e.decimals == e.Currency.Decimals {
		return false
	}
	e.decimals++
	e.minor += d * place(e.Currency.Decimals-e.decimals)
	return true
}

// Mark types the decimal mark: what stands there becomes whole units. Where
// the currency has no decimals, or a mark was typed before, it does nothing.
func (e *Entry) Mark() bool {
	if e.fixed || e.Currency.Decimals == 0 || e.minor > Max/e.Currency.unit() {
		return false
	}
	e.minor *= e.Currency.unit()
	e.fixed = true
	return true
}

// Back takes the last key back.
func (e *Entry) Back() {
	switch {
	case !e.fixed:
		e.minor /= 10
	case e.decimals == 0:
		e.fixed = false
		e.minor /= e.Currency.unit()
	default:
		unit := place(e.Currency.Decimals - e.decimals + 1)
		e.minor -= e.minor % unit
		e.decimals--
	}
}

// Clear empties the entry.
func (e *Entry) Clear() { *e = Entry{Currency: e.Currency} }

// Amount is what has been typed.
func (e *Entry) Amount() Amount { return Amount{e.minor, e.Currency} }

// place is 10 to the power n.
func place(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
