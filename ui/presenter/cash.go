package presenter

import (
	"kasir/checkout"
	"kasir/checkout/money"
)

// cashing is a customer who pays with banknotes.
type cashing struct {
	method checkout.Method
	entry  money.Entry // what was tendered
	taking bool        // it is being stored
}

// tendered is what was typed; nothing typed means the exact sum.
func (c *Counter) tendered() money.Amount {
	if typed := c.cash.entry.Amount(); typed.IsPositive() {
		return typed
	}
	return c.owed()
}

// owed is what is due in coins.
func (c *Counter) owed() money.Amount {
	sale := c.sum()
	return c.cash.method.Cash.Rounded(sale.Due())
}

func (c *Counter) cashState() CashState {
	owed, tendered := c.owed(), c.tendered()
	st := CashState{
		Title: c.Words.Say("cash.title"), Due: c.Words.Say("cash.due", "amount", c.money(owed)),
		Entry: c.money(tendered), Exact: !c.cash.entry.Amount().IsPositive(),
		Decimals: owed.Currency.Decimals,
	}
	if tendered.Cmp(owed) < 0 {
		st.Rest = Message{Warn, c.Words.Say("cash.missing", "amount", c.money(owed.Minus(tendered)))}
		return st
	}
	st.Rest = Message{Good, c.Words.Say("cash.change", "amount", c.money(tendered.Minus(owed)))}
	return st
}

func (c *Counter) cashActions() []Action {
	if c.cash.taking {
		return nil
	}
	entry := &c.cash.entry
	digitKeys(func(d int) { entry.Digit(d) }, c.hands.keys)
	c.on("000", "", func() { entry.Digit(0); entry.Digit(0); entry.Digit(0) })
	c.on(".", "", func() { entry.Mark() })
	c.on("Backspace", "", entry.Back)
	c.on("F2", "", c.leave)
	return append([]Action{
		primary(c.on("Enter", "act.take-cash", c.takeCash)),
		c.on("Esc", "act.back", c.leaveCash),
	}, c.everywhere()...)
}

// leaveCash empties what was typed, and goes back where nothing is.
func (c *Counter) leaveCash() {
	if c.cash.entry.Amount().IsPositive() {
		c.cash.entry.Clear()
		return
	}
	c.cash, c.choosing = nil, len(c.Till.Methods) > 1 || hasMoney(c.paid)
}

// takeCash stores what was tendered. The draft's id makes a doubled press one
// tender: the second one finds the sale paid.
func (c *Counter) takeCash() {
	c.cash.taking = true
	tendered := c.tendered()
	order := c.order(c.cash.method)
	c.chore(func() {
		s, err := c.Till.TakeCash(order, tendered)
		c.Dispatch(func() { c.tookCash(s, err) })
	})
}

func (c *Counter) tookCash(s checkout.Sale, err error) {
	c.cash = nil
	if err != nil {
		c.failed(c.draft, err)
		return
	}
	c.remember(s)
	c.printed() // the drawer, before anything else
	if s.Status != checkout.Completed {
		c.goOn(s)
		c.show()
		return
	}
	c.front = s.ID
	c.standing = checkout.Standing{Sale: s, Payment: s.Payments[len(s.Payments)-1], Heard: c.now()}
	c.show()
}

// goOn takes up a sale of which a part is paid, for another method.
func (c *Counter) goOn(s checkout.Sale) {
	c.leave()
	c.draft, c.lines, c.paid, c.stored = s.ID, s.Lines, s.Payments, true
	c.choosing = true
	c.chosen = c.preselect(s.Total().Currency.Code)
}

// printed tells the print queue that something is due.
func (c *Counter) printed() {
	if c.OnPrint != nil {
		c.OnPrint()
	}
}
