package campaign

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// act does what a number says: the number modulo the acts is which, the rest
// decides how. Whatever a till refuses is refused: what it must not do is judged
// by what came of it.
func (c *staff) act(number uint32) {
	all := len(acts)
	c.dice = rand.New(rand.NewPCG(uint64(number)/uint64(all), 6))
	do := acts[int(number)%all]
	do(c)
	pass(c.run.ctx, pauses[c.dice.IntN(len(pauses))])
}

// pauses are how long it takes until somebody does something else.
var pauses = []time.Duration{0, 0, 0, 300 * time.Millisecond, time.Second, time.Second, 3 * time.Second, 40 * time.Second}

// acts are what people do, those that are common more than once.
var acts = []func(c *staff){
	(*staff).signIn, (*staff).signIn, (*staff).lock,
	(*staff).sell, (*staff).sell, (*staff).sell, (*staff).sell, (*staff).sell, (*staff).sell, (*staff).takeCash, (*staff).takeCash,
	(*staff).park, (*staff).park, (*staff).cancel, (*staff).drop, (*staff).check,
	(*staff).giveBack, (*staff).giveBack, (*staff).giveBack, (*staff).approve, (*staff).decide, (*staff).decide, (*staff).decide, (*staff).decide,
	(*staff).openShift, (*staff).closeShift, (*staff).moveCash, (*staff).moveCash, (*staff).moveCash, (*staff).reprint, (*staff).startAgain, (*staff).setClock,
	(*staff).customer, (*staff).customer, (*staff).customer, (*staff).customer, (*staff).customer, (*staff).customer,
	(*staff).lateCustomer, (*staff).lateCustomer, (*staff).network, (*staff).printer,
}

// refusals are what a till may answer to somebody who wants too much.
var refusalsOfATill = []error{
	checkout.ErrBusy, checkout.ErrOver, checkout.ErrNotAllowed, checkout.ErrUnavailable, checkout.ErrTooMuch, checkout.ErrChanged,
	checkout.ErrNotPaid, checkout.ErrNotFound, checkout.ErrShiftOpen, checkout.ErrShiftClosed, checkout.ErrNoReason,
}

// try notes an error that is no refusal.
func (c *staff) try(what string, err error) {
	for _, refusal := range refusalsOfATill {
		if errors.Is(err, refusal) {
			return
		}
	}
	var loose *checkout.LooseEndsError
	if errors.As(err, &loose) {
		return
	}
	c.run.check(what, err)
}

// who is signed in; nobody is no name.
func (c *staff) who() string {
	one, _ := c.people.Who()
	return one.Name
}

func (c *staff) signIn() {
	m := members[c.dice.IntN(len(members))]
	secret := m.secret
	if c.dice.IntN(6) == 0 {
		secret = "9753"
	}
	err := c.people.SignIn(m.name, secret)
	if err == nil && secret != m.secret {
		c.find("22: %s was let in without the PIN", m.name)
	}
	c.try("signing in", err)
}

func (c *staff) lock() { c.try("signing out", c.people.SignOut()) }

// order is a new one, or one that was keyed in before.
func (c *staff) order(method string) checkout.Order {
	if len(c.orders) > 0 && c.dice.IntN(3) == 0 {
		o := c.orders[c.dice.IntN(len(c.orders))]
		o.Method, o.Cashier = method, c.who()
		return c.despite(o)
	}
	amount := c.service.amount.Plus(money.Of(int64(c.dice.IntN(4))*100, c.service.amount.Currency))
	o := checkout.Order{
		Sale: checkout.SaleID(fmt.Sprintf("sale-%d", len(c.orders)+1)), Method: method, Cashier: c.who(), Lines: []checkout.Line{{Amount: amount}},
	}
	c.orders = append(c.orders, o)
	return o
}

// despite has an order say that a payment in doubt need not keep it, with an
// approval or without.
func (c *staff) despite(o checkout.Order) checkout.Order {
	s, err := c.run.journal.Sale(o.Sale)
	if err != nil || c.dice.IntN(2) == 0 {
		return o
	}
	for _, p := range s.Payments {
		if p.Status == checkout.Unresolved || p.Doubtful() {
			o.Despite, o.Why = p.ID, "the customer cannot wait"
			o.Approval = c.consentTo(c.run.till.DespiteAct(s, p.ID))
		}
	}
	return o
}

func (c *staff) sell() {
	o, r := c.order("method"), c.run
	r.work.Go(func() {
		_, err := r.till.Pay(r.ctx, o, func(st checkout.Standing) {
			r.mu.Lock()
			r.followed[st.Payment.ID] = true
			r.mu.Unlock()
			r.hear(st)
		})
		c.try("paying", err)
	})
}

func (c *staff) takeCash() {
	o := c.order(cashMethod)
	due := o.Lines[0].Amount
	tendered := []money.Amount{due, due.Plus(due), money.Of(due.Minor/3, due.Currency)}[c.dice.IntN(3)]
	_, err := c.run.till.TakeCash(o, tendered)
	c.try("taking cash", err)
	c.run.queue.Wake()
}

// sale is one of those that were rung up; false where there is none.
func (c *staff) sale() (checkout.Sale, bool) {
	if len(c.orders) == 0 {
		return checkout.Sale{}, false
	}
	s, err := c.run.journal.Sale(c.orders[c.dice.IntN(len(c.orders))].Sale)
	return s, err == nil
}

// payment is one that an act is meant for, or, one time in five, any other.
func (c *staff) payment(meant func(s *checkout.Sale, p checkout.Payment) bool) (s checkout.Sale, p checkout.Payment, ok bool) {
	type choice struct {
		sale    checkout.Sale
		payment checkout.Payment
	}
	var all []choice
	anyOther := c.dice.IntN(5) == 0
	for _, o := range c.orders {
		s := c.durable(o.Sale)
		for _, p := range s.Payments {
			if anyOther || meant(&s, p) {
				all = append(all, choice{s, p})
			}
		}
	}
	if len(all) == 0 {
		return s, p, false
	}
	one := all[c.dice.IntN(len(all))]
	return one.sale, one.payment, true
}

func isOpen(_ *checkout.Sale, p checkout.Payment) bool { return p.Status.IsOpen() }

func isPaid(s *checkout.Sale, p checkout.Payment) bool { return s.Refundable(p).IsPositive() }

func (c *staff) park() {
	if s, p, ok := c.payment(isOpen); ok {
		change := c.run.till.Park
		if p.Parked {
			change = c.run.till.Unpark
		}
		_, err := change(s.ID, p.ID, c.who())
		c.try("parking", err)
	}
}

func (c *staff) cancel() {
	if s, p, ok := c.payment(isOpen); ok {
		r, by := c.run, c.who()
		r.work.Go(func() {
			_, err := r.till.Cancel(r.ctx, s.ID, p.ID, by)
			c.try("cancelling", err)
		})
	}
}

func (c *staff) drop() {
	if s, ok := c.sale(); ok {
		_, err := c.run.till.Void(s.ID, c.who())
		c.try("dropping a sale", err)
	}
}

// check is F5.
func (c *staff) check() {
	followed := func(_ *checkout.Sale, p checkout.Payment) bool { return p.Followed() }
	if s, p, ok := c.payment(followed); ok {
		r := c.run
		r.work.Go(func() { _, _ = r.till.Check(r.ctx, s.ID, p.ID) }) // an error is no end
		for i := range s.Refunds {
			r.till.CheckRefund(s.Refunds[i].ID)
		}
	}
}

func (c *staff) reprint() {
	if s, ok := c.sale(); ok {
		_, err := c.run.till.Reprint(s.ID, c.who())
		c.try("reprinting", err)
		c.run.queue.Wake()
	}
}

// giveBack refunds all or a part, at times by the same order once more.
func (c *staff) giveBack() {
	s, p, ok := c.payment(isPaid)
	if !ok {
		return
	}
	amount := []money.Amount{p.Amount, c.limit(), money.Of(p.Amount.Minor/4, p.Amount.Currency)}[c.dice.IntN(3)]
	o := checkout.RefundOrder{
		ID: fmt.Sprintf("refund-%s-%d", p.ID, c.dice.IntN(3)), Sale: s.ID, Payment: p.ID, Amount: amount,
		Reason: "wrong size", Proof: "case-7", By: c.who(),
	}
	if c.run.till.RefundTerms(s, p).Proof == checkout.ProofTransaction {
		o.Proof = "0x" + fmt.Sprintf("%064x", c.dice.Uint64())
	}
	o.Approval = c.consentTo(c.run.till.RefundAct(s, o))
	r := c.run
	r.work.Go(func() {
		_, err := r.till.Refund(r.ctx, o, r.heard)
		c.try("refunding", err)
	})
}
