package presenter

import "kasir/checkout/money"

// A figure is an amount that may be typed in place of all there is.
type figure struct {
	all   money.Amount
	entry money.Entry
	typed bool
}

// value is what was typed, or all of it.
func (f *figure) value() money.Amount {
	if f.typed {
		return f.entry.Amount()
	}
	return f.all
}

// keys lets the amount be typed. Esc takes back what was typed, and then leaves.
func (f *figure) keys(c *Counter) Action {
	f.entry.Currency = f.all.Currency
	digit := func(d int) { f.typed = true; f.entry.Digit(d) }
	digitKeys(digit, c.hands.keys)
	c.on("000", "", func() { digit(0); digit(0); digit(0) })
	c.on(".", "", func() { f.entry.Mark() })
	c.on("Backspace", "", func() { f.typed = true; f.entry.Back() })
	return c.on("Esc", "act.back", func() {
		if f.typed {
			f.typed = false
			f.entry.Clear()
			return
		}
		c.closePage()
	})
}

func (f *figure) state(c *Counter, title string) AmountState {
	return AmountState{
		Title: c.Words.Say(title), Entry: c.money(f.value()), Decimals: f.all.Currency.Decimals, Empty: !f.typed,
	}
}
