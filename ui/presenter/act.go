package presenter

import (
	"cmp"

	"kasir/checkout"
)

// These are the acts of a cashier on a payment. Each is a transition in the
// store, done as a chore; what comes of it is shown when it is on disk.

func (c *Counter) askCancel() {
	st := c.standing
	c.dialog = &question{
		state: DialogState{
			Title: c.Words.Say("cancel.title", "amount", c.money(st.Payment.Amount)),
			Text:  c.Words.Say("cancel.text"),
		},
		yes:  Action{Key: "Enter", Label: c.Words.Say("cancel.yes"), Danger: true},
		no:   c.Words.Say("cancel.no"),
		then: func() { c.cancelPayment(st) },
	}
}

func (c *Counter) cancelPayment(st checkout.Standing) {
	if st.Sale.ID == c.front {
		c.standing.Payment.Withdrawn = c.now() // shown as being taken back; the truth follows
	}
	c.spawn(func() {
		s, err := c.Till.Cancel(c.ctx, st.Sale.ID, st.Payment.ID, c.cashier())
		c.Dispatch(func() {
			if err == nil && s.Status == checkout.Completed {
				c.heard(checkout.Standing{Sale: s, Payment: *s.Payment(st.Payment.ID), Heard: c.now()})
				return
			}
			c.settled(s, err)
		})
	})
}

func (c *Counter) askNew() {
	st := c.standing
	c.dialog = &question{
		state: DialogState{
			Title: c.Words.Say("new.title"),
			Text:  c.Words.Say("new.text", "amount", c.money(st.Payment.Amount)),
		},
		yes:  Action{Key: "Enter", Label: c.Words.Say("new.yes"), Primary: true},
		no:   c.Words.Say("new.no"),
		then: c.park,
	}
}

// park lets the payment wait and clears the counter for the next customer.
func (c *Counter) park() {
	st := c.standing
	tone, word := Busy, "notice.parked"
	if phase(st) == Doubt { // the same customer may be back before anybody knows
		tone, word = Warn, "notice.parked-doubt"
	}
	c.tell(tone, word, "amount", c.money(st.Payment.Amount))
	c.leave()
	c.chore(func() {
		s, err := c.Till.Park(st.Sale.ID, st.Payment.ID, c.cashier())
		c.Dispatch(func() { c.settled(s, err) })
	})
}

// unpark brings a waiting payment back in front of the customer.
func (c *Counter) unpark(s checkout.Sale, p checkout.Payment) {
	parked := p.Parked
	p.Parked = false // shown as it will be; the journal decides
	c.front, c.choosing = s.ID, false
	c.standing = checkout.Standing{Sale: s, Payment: p, Asking: true, Doubt: c.inDoubt(p)}
	if !parked {
		c.show()
		return
	}
	c.chore(func() {
		back, err := c.Till.Unpark(s.ID, p.ID, c.cashier())
		c.Dispatch(func() {
			if err != nil && c.front == s.ID {
				c.leave() // another one is in front of a customer
			}
			c.settled(back, err)
		})
	})
	c.show()
}

// unparkLatest brings back the payment that was parked last.
func (c *Counter) unparkLatest() {
	for _, s := range c.latest {
		for _, p := range s.Payments {
			if p.Parked && p.Status.IsOpen() {
				c.unpark(s, p)
				return
			}
		}
	}
}

// checkNow asks about the payment on screen. Where nothing is answered, the asking
// that goes on anyway says why.
func (c *Counter) checkNow() {
	c.check(c.standing, func(checkout.Payment, checkout.Payment, error) {})
}

// check asks now how a payment stands, and hears how it stood before.
func (c *Counter) check(st checkout.Standing, heard func(before, now checkout.Payment, err error)) {
	c.spawn(func() {
		s, err := c.Till.Check(c.ctx, st.Sale.ID, st.Payment.ID)
		c.Dispatch(func() {
			defer c.show()
			p := s.Payment(st.Payment.ID)
			if err != nil || p == nil {
				heard(st.Payment, st.Payment, cmp.Or(err, checkout.ErrNotFound))
				return
			}
			heard(st.Payment, *p, nil)
			fresh := st
			fresh.Sale, fresh.Payment = s, *p
			if !p.Status.IsOpen() || p.Status != st.Payment.Status {
				fresh.Doubt, fresh.Fault = p.Status == checkout.Unresolved, checkout.Fault{}
			}
			c.heard(fresh)
		})
	})
}

// reprint prints the last receipt once more, without a question.
func (c *Counter) reprint() {
	var last checkout.Sale
	for _, s := range c.latest {
		if s.Receipt != nil && s.Completed.After(last.Completed) {
			last = s
		}
	}
	if last.Receipt == nil {
		c.tell(Warn, "notice.nothing-to-print")
		return
	}
	c.copyOf(last)
}

func (c *Counter) copyOf(s checkout.Sale) {
	c.chore(func() {
		printed, err := c.Till.Reprint(s.ID, c.by())
		if err == nil {
			c.printedAgain()
		}
		c.Dispatch(func() {
			if err == nil {
				c.tell(Busy, "notice.reprint", "invoice", s.Receipt.Invoice)
			}
			c.settled(printed, err)
		})
	})
}

// help shows the table of keys. It is made anew with what it lies over.
func (c *Counter) help() {
	again := func() {
		c.nextLanguage()
		c.help()
	}
	closed := func() { c.dialog = nil }
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("help.title")},
		keys:  true,
		yes:   Action{Key: "s", Label: c.Words.Say("settings.title")},
		then:  c.openSettings,
		no:    c.Words.Say("help.close"),
		more:  map[string]func(){"l": again, "Enter": closed, "F1": closed},
	}
}

// Quit closes the window, after a question where a payment is in front of the
// customer. The payment goes on at its provider either way, and the next start
// takes it up.
func (c *Counter) Quit(quit func()) {
	if !c.held() && (c.cash == nil || !c.cash.taking) {
		quit()
		return
	}
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("quit.title"), Text: c.Words.Say("quit.text")},
		yes:   Action{Key: "Enter", Label: c.Words.Say("quit.yes"), Danger: true},
		no:    c.Words.Say("quit.no"),
		then:  quit,
	}
	c.show()
}
