package presenter

import (
	"slices"
	"strconv"

	"kasir/checkout"
	"kasir/checkout/money"
)

// saleView is the whole story of one sale.
type saleView struct {
	sale  checkout.Sale
	first int     // of the lines that are shown
	note  Message // how it was found; empty where that says nothing
}

func (v *saleView) heard(s checkout.Sale) {
	if s.ID == v.sale.ID && len(s.Events) >= len(v.sale.Events) {
		v.sale = s
	}
}

func (v *saleView) render(c *Counter) (PageState, []Action) {
	s := v.sale
	lines := c.storyOf(s)
	v.first = max(0, min(v.first, len(lines)-1))
	by := func(n int) func() { return func() { v.first += n } }
	c.on("Down", "", by(1))
	c.on("Up", "", by(-1))
	c.on("PgDn", "", by(pageLength))
	c.on("PgUp", "", by(-pageLength))
	row := c.row(s)
	title := row.Amount
	if row.Number != "" {
		title = row.Number + "  ·  " + row.Amount
	}
	return PageState{
		Name: "sale", Title: title, Lead: c.Words.Say("sale.lead"), Note: v.note,
		Body: Story{Facts: c.factsOf(s), Lines: lines, First: v.first},
	}, append(v.actions(c), c.pageKeys()...)
}

// slips is how many refunds of a sale have a key of their own to print their
// slip again.
const slips = 3

func (v *saleView) actions(c *Counter) []Action {
	var actions []Action
	copying := c.on("F6", "act.copy", func() { c.copyOr(v.sale) })
	if v.sale.Receipt != nil {
		actions = append(actions, copying)
	}
	actions = append(actions, c.lookAt(v.sale)...)
	giving := c.on("F4", "act.refund", func() { c.beginRefund(v.sale) })
	if v.sale.HoldsMoney() {
		actions = append(actions, giving)
	}
	if held(v.sale) && !c.held() { // else F9 is for the one in front
		actions = append(actions, c.on("F9", "act.unpark", func() { c.closePages(); c.Choose(string(v.sale.ID)) }))
	}
	for i, r := range v.sale.Refunds {
		if r.Status != checkout.RefundPending && r.Status != checkout.RefundDone || i >= slips {
			continue
		}
		slip := c.on(strconv.Itoa(i+1), "act.slip", func() { c.slipOf(v.sale, r) })
		slip.Label = c.Words.Say("act.slip", "amount", c.money(r.Amount))
		actions = append(actions, slip)
	}
	return actions
}

// held tells whether a payment of a sale waits for its customer.
func held(s checkout.Sale) bool {
	return slices.ContainsFunc(s.Payments, func(p checkout.Payment) bool { return p.Status.IsOpen() && !p.Kept })
}

// copyOr prints a sale's copy; of a sale without a receipt it says so, and prints
// no other.
func (c *Counter) copyOr(s checkout.Sale) {
	if s.Receipt == nil {
		c.tell(Warn, "notice.nothing-to-print")
		return
	}
	c.copyOf(s)
}

// slipOf prints the slip of a refund once more.
func (c *Counter) slipOf(s checkout.Sale, r checkout.Refund) {
	c.chore(func() {
		printed, err := c.Till.ReprintSlip(s.ID, r.ID, c.by())
		if err == nil {
			c.printed()
		}
		c.Dispatch(func() {
			if err == nil {
				c.tell(Busy, "notice.slip", "amount", c.money(r.Amount))
			}
			c.settled(printed, err)
		})
	})
}

// factsOf is what a sale comes to.
func (c *Counter) factsOf(s checkout.Sale) []Fact {
	status, tone := c.statusOf(s)
	var facts []Fact
	add := func(label, value string, tone Tone) {
		if value != "" {
			facts = append(facts, Fact{Label: c.Words.Say(label), Value: value, Tone: tone})
		}
	}
	add("sale.status", status, tone)
	add("sale.total", c.money(s.Total()), Calm)
	add("sale.rung-up", c.moment(s.Created), Calm)
	if s.Status == checkout.Completed {
		add("sale.paid-at", c.moment(s.Completed), Calm)
	}
	for _, p := range s.Payments {
		if p.Status != checkout.Paid {
			continue
		}
		add("sale.method", c.label(p.Method), Calm)
		add("sale.invoice", p.Invoice, Calm)
		add("sale.ref", p.Ref, Calm)
		add("sale.received", p.Received, Calm)
	}
	if s.Number > 0 {
		add("sale.number", c.Till.Shop.InvoiceNumber(s.Number), Calm)
	}
	add("sale.cashier", s.Cashier, Calm)
	add("sale.note", s.Note, Calm)
	return append(facts, c.refundFacts(s.Refunds)...)
}

// refundFacts is what of some refunds has gone back, and what is on its way: that
// may yet be refused.
func (c *Counter) refundFacts(refunds []checkout.Refund) []Fact {
	var facts []Fact
	add := func(label string, tone Tone, counts func(checkout.Refund) bool) {
		var sum money.Amount
		for _, r := range refunds {
			if counts(r) {
				sum = sum.Plus(r.Amount)
			}
		}
		if sum.IsPositive() {
			facts = append(facts, Fact{Label: c.Words.Say(label), Value: c.money(sum), Tone: tone})
		}
	}
	add("sale.refunded", Warn, func(r checkout.Refund) bool { return r.Status == checkout.RefundDone })
	add("sale.refunding", Busy, checkout.Refund.InMotion)
	return facts
}
