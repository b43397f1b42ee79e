package presenter

import "kasir/checkout"

// Beneath a page the payment in front of the customer goes on. What becomes of it
// is told on the page, and what cannot wait can be done from there.

// beneath says how the payment under the page stands, until somebody has looked at
// it, and whether that is more urgent than the printer.
func (c *Counter) beneath() (m Message, urgent bool) {
	p := c.standing.Payment
	if c.top() == nil || c.front == "" || p.ID == "" {
		return Message{}, false
	}
	switch phase(c.standing) {
	case Doubt:
		return Message{Warn, c.ofBeneath("doubt", p) + " " + c.wayBack()}, true
	case Unpaid:
		if c.seen == Unpaid {
			return Message{}, false
		}
		tone := Bad
		if !p.Withdrawn.IsZero() { // the cashier's own wish
			tone = Warn
		}
		return Message{tone, c.ofBeneath(unpaidWord(p), p) + " " + c.wayBack()}, true
	case Waiting:
		if !c.locked() {
			return Message{Busy, c.ofBeneath("waiting", p)}, false
		}
	case Paid, Amount, Method, Cash, Stopped:
	}
	return Message{}, false
}

func (c *Counter) ofBeneath(word string, p checkout.Payment) string {
	return c.Words.Say("beneath."+word, "amount", c.money(p.Amount), "time", c.clock(p.Created))
}

// wayBack is how the cashier gets from the page to the payment.
func (c *Counter) wayBack() string {
	if c.locked() {
		return c.Words.Say("beneath.sign-in")
	}
	return c.Words.Say("beneath.back")
}

// unpaidWord is how a payment ended without money.
func unpaidWord(p checkout.Payment) string {
	if p.Kept {
		return "kept"
	}
	return p.Status.String()
}

// tellUnpaid tells that a payment which waited for its customer will not be paid.
// What the cashier took back himself is no news.
func (c *Counter) tellUnpaid(before checkout.Payment, s checkout.Sale, p checkout.Payment) {
	ended := before.Status.IsOpen() && p.Status.IsUnpaidEnd() && p.Withdrawn.IsZero()
	if !ended || s.ID == c.front || s.Status == checkout.Completed {
		return
	}
	text := c.ofBeneath(unpaidWord(p), p) + " " + c.Words.Say("beneath.again")
	c.notice, c.noticed = Message{Bad, text}, c.now()
	if c.OnTrouble != nil {
		c.OnTrouble()
	}
}

// claimBeneath gives F5 and F9 on a page to the payment under it.
func (c *Counter) claimBeneath() {
	p := c.standing.Payment
	if c.front == "" || p.ID == "" {
		return
	}
	if screen := phase(c.standing); screen != Waiting && screen != Doubt {
		return
	}
	c.claim("F9", func() {
		c.closePages()
		c.park()
	})
	if p.Followed() {
		c.claim("F5", func() { c.check(c.standing, c.tellChecked) })
	}
}

// tellChecked tells on a page what came of asking, where nothing came of it: all
// else is told as news.
func (c *Counter) tellChecked(before, now checkout.Payment, err error) {
	switch {
	case err != nil, c.standing.Payment.ID == before.ID && c.standing.Fault.Trouble != 0:
		c.tell(Warn, "notice.no-answer", "amount", c.money(before.Amount))
	case now.Status == before.Status:
		c.tell(Calm, "notice.nothing-new", "amount", c.money(before.Amount))
	}
}
