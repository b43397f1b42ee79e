package presenter

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
)

// Press takes one key: "0" to "9", "000", "." (or ","), "+", "Backspace",
// "Enter", "Esc", "Tab", "F1" to "F12", "Up", "Down", "PgUp", "PgDn", "*", "p",
// "o", "l". Keys that do nothing here are ignored; where a text is written a
// single character is written.
func (c *Counter) Press(key string) {
	if chars := []rune(key); len(chars) == 1 && c.hands.keys[key] == nil && c.hands.typed != nil {
		c.Type(chars[0])
		return
	}
	c.touched()
	if key == "," {
		key = "."
	}
	c.acting = true
	defer func() { c.acting = false }()
	if c.turned {
		c.turned = false
		c.show()
		return
	}
	if act, ok := c.hands.keys[key]; ok && c.isMeant(key) {
		c.arrived.screen, c.arrived.meant = false, nil // the hand has gone on; its next Enter is meant
		act()
		c.show()
	}
}

// Choose brings a sale of the strip to the front: an open one as it stands, of a
// finished one its story.
func (c *Counter) Choose(sale string) {
	c.touched()
	c.acting = true
	defer func() { c.acting = false }()
	s, ok := c.find(checkout.SaleID(sale))
	if !ok || c.dialog != nil || c.held() || c.cash != nil && c.cash.taking {
		return
	}
	for _, p := range s.Payments {
		if p.Status.IsOpen() && !p.Kept || p.Status == checkout.Unresolved {
			c.leave()
			c.unpark(s, p)
			return
		}
	}
	if partPaid(s) {
		c.goOn(s)
	} else {
		c.onlyPage(&saleView{sale: s})
	}
	c.show()
}

// partPaid tells whether some money has come for a sale that is still open.
func partPaid(s checkout.Sale) bool { return s.Status == checkout.Open && hasMoney(s.Payments) }

func hasMoney(payments []checkout.Payment) bool {
	return slices.ContainsFunc(payments, func(p checkout.Payment) bool { return p.Status == checkout.Paid })
}

// held tells whether a payment in front of the customer keeps the screen.
func (c *Counter) held() bool {
	p := c.standing.Payment
	return c.front != "" && (p.ID == "" || p.Status.IsOpen() && !p.Kept && !p.Parked)
}

// edit is what every change of the amount begins with. A sale that is on disk
// stays as it was asked for; the changed one is another sale.
func (c *Counter) edit() {
	if c.stored {
		c.drop()
		c.draft, c.stored, c.paid, c.despite = checkout.NewSaleID(), false, nil, nil
	}
}

// drop voids the draft that is on disk, unless money has come for it.
func (c *Counter) drop() {
	if !c.stored || hasMoney(c.paid) || c.despite != nil {
		return
	}
	id := c.draft
	c.chore(func() {
		voided, err := c.Till.Void(id, c.cashier())
		c.Dispatch(func() {
			if !errors.Is(err, checkout.ErrOver) && !errors.Is(err, checkout.ErrNotFound) { // over already, or never stored
				c.settled(voided, err)
			}
		})
	})
}

func (c *Counter) digit(d int) {
	c.edit()
	c.entry.Digit(d)
}

// add puts the typed amount into the sale and makes room for the next one.
func (c *Counter) add() {
	if c.entry.Amount().IsPositive() {
		c.edit()
		c.lines = append(c.lines, checkout.Line{Amount: c.entry.Amount()})
		c.entry.Clear()
	}
}

func (c *Counter) sum() checkout.Sale {
	lines := slices.Clone(c.lines)
	if c.entry.Amount().IsPositive() {
		lines = append(lines, checkout.Line{Amount: c.entry.Amount()})
	}
	return checkout.Sale{Lines: lines, Payments: c.paid}
}

// back takes the last digit back, or the last amount where none is typed.
func (c *Counter) back() {
	c.edit()
	if c.entry.Amount().IsZero() && len(c.lines) > 0 {
		c.lines = c.lines[:len(c.lines)-1]
		return
	}
	c.entry.Back()
}

// clear empties the entry, and pressed again the sale.
func (c *Counter) clear() {
	c.edit()
	if c.entry.Amount().IsZero() {
		c.lines = nil
	}
	c.entry.Clear()
}

// charge goes on to the code, or to the choice of a method where there is one.
func (c *Counter) charge() {
	total := c.sum()
	due := total.Due()
	if !due.IsPositive() {
		return
	}
	c.chosen = c.preselect(due.Currency.Code)
	if len(c.Till.Methods) == 1 && c.can(c.Till.Methods[0], total) {
		c.pay(0)
		return
	}
	c.choosing = true
}

func (c *Counter) preselect(currency string) int {
	first := -1
	for i, m := range c.Till.Methods {
		if m.Missing.Word != "" || m.Currency.Code != currency || inDoubt(m, c.paid) {
			continue
		}
		if m.ID == c.lastUsed {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return max(first, 0)
}

// choose starts a method by its place in the list.
func (c *Counter) choose(i int) {
	if i < len(c.Till.Methods) && c.can(c.Till.Methods[i], c.sum()) {
		c.pay(i)
	}
}

// pay leaves the amount behind and asks for it. The draft's id makes a doubled
// press one sale: the journal refuses a second live payment.
func (c *Counter) pay(method int) {
	m := c.Till.Methods[method]
	c.missed = Message{}
	if m.Cash != nil {
		c.choosing, c.lastUsed = false, m.ID
		c.cash = &cashing{method: m, entry: money.Entry{Currency: m.Currency}}
		return
	}
	order := c.order(m)
	c.choosing, c.lastUsed, c.notice, c.stored = false, m.ID, Message{}, false
	c.front, c.standing = c.draft, checkout.Standing{Asking: true}
	c.standing.Sale = checkout.Sale{ID: c.draft, Status: checkout.Open, Lines: order.Lines, Payments: c.paid}
	c.standing.Payment.Amount, c.standing.Payment.Method = c.standing.Sale.Due(), m.ID
	c.standing.Payment.Status = checkout.Created
	f := following{sale: order.Sale}
	c.followed[f] = true
	c.chore(func() {
		c.follow(f, func(ctx context.Context, watch func(checkout.Standing)) error {
			_, err := c.Till.Pay(ctx, order, watch)
			return err
		})
	})
}

// order is what is keyed in, to be paid by a method.
func (c *Counter) order(m checkout.Method) checkout.Order {
	order := checkout.Order{Sale: c.draft, Lines: c.sum().Lines, Method: m.ID, Cashier: c.cashier()}
	if c.despite != nil {
		order.Despite, order.Approval, order.Why = c.despite.payment, c.despite.approval, c.despite.why
	}
	return order
}

// next clears the counter for the next customer. A sale that nobody paid is
// dropped.
func (c *Counter) next() {
	if s := c.standing.Sale; s.Status == checkout.Open && c.standing.Payment.ID != "" {
		c.draft, c.paid, c.stored = s.ID, s.Payments, true
	}
	c.leave()
}

// leave goes to an empty amount screen. A draft that is on disk is dropped,
// unless money has come for it; then it stays open and is found in the strip.
func (c *Counter) leave() {
	if c.front == "" || !c.standing.Payment.Status.IsOpen() || c.standing.Payment.Kept {
		c.drop()
	}
	c.stored = false
	c.front, c.standing, c.choosing = "", checkout.Standing{}, false
	c.lines, c.paid, c.cash, c.despite = nil, nil, nil, nil
	c.entry.Clear()
	c.draft = checkout.NewSaleID()
}

// settled takes in what an act of the cashier did to a sale.
func (c *Counter) settled(s checkout.Sale, err error) {
	if err != nil {
		c.failed(s.ID, err)
		return
	}
	if c.remember(s) {
		c.refresh(s)
	}
	c.show()
}

// again tries the same sale once more, by another method where there is one.
func (c *Counter) again() {
	if c.despite != nil {
		c.despite.payment = "" // it is set aside already; its approval is used up
	}
	c.lines, c.draft, c.paid = c.standing.Sale.Lines, c.standing.Sale.ID, c.standing.Sale.Payments
	c.entry.Clear()
	c.stored = true
	c.front, c.standing = "", checkout.Standing{}
	c.charge()
}

// language goes to the next language for as long as the till runs.
func (c *Counter) nextLanguage() {
	all := words.ScreenLanguages()
	i := slices.Index(all, c.Words.Language())
	c.Words = words.In(all[(i+1)%len(all)])
}

func digitKeys(press func(d int), into map[string]func()) {
	for d := range 10 {
		into[strconv.Itoa(d)] = func() { press(d) }
	}
}
