package campaign

import (
	"fmt"
	"slices"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

// consentTo is an approval for an act: a fitting one that the owner gives now, one
// that was given before or for another amount, or none.
func (c *staff) consentTo(act checkout.Act) string {
	switch c.dice.IntN(6) {
	case 0, 1, 2:
		return c.consent(act)
	case 3:
		return c.spent(act)
	case 4:
		act.Amount.Minor++
		return c.consent(act)
	}
	return ""
}

// spent is an approval of an act that was used already, else the latest that was
// given, for another act as a rule.
func (c *staff) spent(act checkout.Act) (id string) {
	who := c.who()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range c.consents {
		switch {
		case one.Act == act && one.used:
			return one.ID
		case one.For == who && !one.used:
			id = one.ID
		}
	}
	return id
}

// consent has the owner approve an act for whoever is signed in.
func (c *staff) consent(act checkout.Act) string {
	owner := members[0]
	a, err := c.people.Approve(owner.name, owner.secret, act)
	c.try("approving", err)
	if err != nil {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.consents = append(c.consents, consent{Approval: a})
	return a.ID
}

// approve gives an approval that nobody may ever use: a cashier's who may not, or
// one that is kept for later.
func (c *staff) approve() {
	s, p, ok := c.payment(isPaid)
	if !ok {
		return
	}
	act := c.run.till.RefundAct(s, checkout.RefundOrder{Sale: s.ID, Payment: p.ID, Amount: p.Amount})
	if c.dice.IntN(3) > 0 {
		c.consent(act)
		return
	}
	_, err := c.people.Approve(members[1].name, members[1].secret, act)
	if err == nil && c.people.Limits.Need(act) > checkout.Cashier {
		c.find("22: a cashier approved what only another role may")
	}
	c.try("approving", err)
}

// decide deals with a task: a refund that is stuck, or money that came late or
// of which nobody knows. Who says what he saw at the service says the truth.
func (c *staff) decide() {
	tasks, err := c.run.db.Tasks(c.clock())
	if err != nil || len(tasks) == 0 {
		c.try("listing tasks", err)
		return
	}
	task := tasks[c.dice.IntN(len(tasks))]
	s, err := c.run.journal.Sale(task.Sale)
	if err != nil || s.Payment(task.Payment) == nil {
		return
	}
	if task.Kind == checkout.TaskRefund {
		c.closeRefund(s, task)
		return
	}
	p := *s.Payment(task.Payment)
	verdicts := slices.DeleteFunc(s.Verdicts(p), func(v checkout.Verdict) bool {
		return v == checkout.SeenPaid && !c.came(p) || v == checkout.SeenUnpaid && c.came(p)
	})
	if len(verdicts) == 0 {
		return
	}
	r := checkout.Ruling{Sale: s.ID, Payment: p.ID, What: verdicts[c.dice.IntN(len(verdicts))], By: c.who(), Note: "looked it up"}
	if r.What == checkout.AttachedTo {
		r.Into = c.saleThatMisses(p.Amount)
	}
	r.Approval = c.consentTo(checkout.Act{Right: checkout.RightDecide, Sale: s.ID, Payment: p.ID, Amount: p.Amount})
	_, err = c.run.till.Decide(r)
	c.try("deciding", err)
	c.run.queue.Wake()
}

// saleThatMisses is one of which just an amount is due, else any.
func (c *staff) saleThatMisses(amount money.Amount) checkout.SaleID {
	for _, o := range c.orders {
		if s := c.durable(o.Sale); s.Status == checkout.Open && s.Due() == amount {
			return s.ID
		}
	}
	return c.orders[c.dice.IntN(len(c.orders))].Sale
}

// came tells whether a service has all the money of a payment.
func (c *staff) came(p checkout.Payment) bool {
	return slices.ContainsFunc(c.gateway.Payments(), func(there simulator.Payment) bool {
		return (p.Ref != "" && there.ID == paymentOf(p.Ref) || there.Ours == string(p.ID) || there.Key == p.Key) && there.State == simulator.Paid
	})
}

// closeRefund says how a refund ended, as it stands at the service.
func (c *staff) closeRefund(s checkout.Sale, task checkout.Task) {
	p, back := s.Payment(task.Payment), s.Refund(task.Refund)
	here := money.Of(0, p.Amount.Currency)
	for _, r := range s.RefundsOf(p.ID) {
		if r.Status == checkout.RefundDone && r.Way == checkout.RefundAsked {
			here = here.Plus(r.Amount)
		}
	}
	there, _ := c.gateway.GivenBack(paymentOf(p.Ref))
	end := checkout.RefundRefused
	if there.Cmp(here) > 0 {
		end = checkout.RefundDone
	}
	act := checkout.Act{Right: checkout.RightCloseRefund, Sale: s.ID, Payment: p.ID, Amount: back.Amount}
	_, err := c.run.till.CloseRefund(s.ID, back.ID, end, c.who(), c.consentTo(act), "looked it up")
	c.try("closing a refund", err)
}

func (c *staff) openShift() {
	_, err := c.run.till.OpenShift([]money.Amount{c.limit()}, c.who())
	c.try("opening the shift", err)
}

// closeShift looks at the figures and makes the Z, at times without an answer for
// what is loose.
func (c *staff) closeShift() {
	if _, err := c.run.till.X(c.who(), ""); err != nil {
		c.try("looking at the figures", err)
	}
	running, err := c.run.journal.Shift(0)
	if err != nil {
		c.try("reading the shift", err)
		return
	}
	end := checkout.Close{Shift: running.Number, By: c.who(), Paper: true, Counted: []money.Amount{c.limit()}}
	end.Approval = c.consentTo(checkout.Act{Right: checkout.RightCloseDay})
	loose, err := c.run.db.LooseEnds(c.clock())
	c.try("listing loose ends", err)
	if c.dice.IntN(4) > 0 {
		for _, task := range loose {
			end.Accepted = append(end.Accepted, checkout.Accepted{Task: task, Reason: "looked up tomorrow"})
		}
	}
	_, err = c.run.till.CloseShift(end)
	c.try("closing the shift", err)
	c.run.queue.Wake()
}

func (c *staff) moveCash() {
	o := checkout.CashOrder{
		ID: fmt.Sprintf("move-%d", c.dice.IntN(99)), Kind: checkout.PaidIn, Amount: c.limit(), By: c.who(), Reason: "change",
	}
	if c.dice.IntN(2) == 0 {
		o.Kind = checkout.PaidOut
	}
	o.Approval = c.consentTo(o.Act())
	_, err := c.run.till.MoveCash(o)
	c.try("moving cash", err)
	c.run.queue.Wake()
}

// startAgain ends the till, at once or in the middle of its next transaction.
func (c *staff) startAgain() {
	if c.dice.IntN(2) == 0 {
		c.leaving = true
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.deaths = []*death{{
		after: c.dice.IntN(3), at: Places()[c.dice.IntN(4)], kind: Kinds()[c.dice.IntN(2)], skew: jumps[c.dice.IntN(len(jumps))],
	}}
}

// setClock sets the machine's clock under the running till.
func (c *staff) setClock() { c.setSkew(jumps[c.dice.IntN(len(jumps))]) }

// customer does something with a code: he pays it or a part of it, his bank
// refuses, or the service stops waiting.
func (c *staff) customer() {
	var waiting []simulator.Payment
	for _, p := range c.gateway.Payments() {
		if p.State == simulator.Waiting && p.Polls > 0 { // somebody can have seen it
			waiting = append(waiting, p)
		}
	}
	if len(waiting) == 0 {
		return
	}
	p := waiting[c.dice.IntN(len(waiting))]
	switch n := c.dice.IntN(8); {
	case n == 0:
		_ = c.gateway.Decline(p.ID)
	case n == 1:
		_ = c.gateway.Expire(p.ID)
	case n == 2 && p.Divisible():
		_ = c.gateway.PayPart(p.ID, "half")
	default:
		_ = c.gateway.Pay(p.ID)
	}
}

// lateCustomer pays what the till still watches, though it has ended.
func (c *staff) lateCustomer() {
	ended := func(_ *checkout.Sale, p checkout.Payment) bool { return p.Status.IsUnpaidEnd() && p.Followed() }
	if _, p, ok := c.payment(ended); ok && p.Status.IsUnpaidEnd() && p.Ref != "" && p.Followed() && c.run.canBeLate(p) {
		_ = c.gateway.PayLate(paymentOf(p.Ref)) // it may have been paid
	}
}

// network breaks for the next requests of a call, or is well again.
func (c *staff) network() {
	c.broke += c.wire.calm()
	if c.dice.IntN(4) == 0 {
		return
	}
	calls := c.service.calls()
	c.wire.mu.Lock()
	clear(c.wire.counts)
	c.wire.mu.Unlock()
	c.wire.plan(&plan{call: calls[c.dice.IntN(len(calls))], after: c.dice.IntN(2), times: 1 + c.dice.IntN(3), fault: c.bearable(Faults(), c.dice)})
}

// printer breaks off in the next papers, or serves somebody else first.
func (c *staff) printer() {
	c.paper.mu.Lock()
	defer c.paper.mu.Unlock()
	c.paper.breaks, c.paper.busy = []int{c.dice.IntN(900) - 200}, c.dice.IntN(3)
}

// instant is no time, and enough for all that is under way to come to rest.
const instant = 7 * time.Nanosecond
