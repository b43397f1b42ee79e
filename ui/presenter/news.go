package presenter

import (
	"errors"
	"slices"

	"kasir/checkout"
)

// heard takes in how a payment stands. News that was overtaken on its way,
// which the number of events tells, changes nothing.
func (c *Counter) heard(st checkout.Standing) {
	if !c.remember(st.Sale) {
		return
	}
	c.doubts[st.Payment.ID] = st.Doubt
	if c.inFront(st) {
		if newCode(c.standing.Payment, st.Payment) {
			c.tell(Busy, "notice.new-code")
		}
		if c.dialog != nil && c.top() == nil && c.overtakes(st) {
			c.dialog = nil
		}
		c.standing = st
	}
	c.show()
}

// overtakes tells whether news takes away what a dialog is about: it answers what
// is asked, or the keys that are shown are another screen's.
func (c *Counter) overtakes(st checkout.Standing) bool {
	if c.dialog.keys {
		return phase(st) != phase(c.standing)
	}
	return c.standing.Payment.Live() && !st.Payment.Live()
}

// newCode tells whether the customer must scan another code than before.
func newCode(before, now checkout.Payment) bool {
	return now.Live() && now.Status == checkout.Pending &&
		before.Prompt.Code != "" && before.Prompt.Code != now.Prompt.Code
}

// inFront tells whether news is about the payment on screen. Of one that is
// only just being stored nothing is known but its sale.
func (c *Counter) inFront(st checkout.Standing) bool {
	if st.Sale.ID != c.front {
		return false
	}
	return st.Payment.ID == c.standing.Payment.ID || c.standing.Payment.ID == "" && st.Payment.Live()
}

// changed tells of what became of a sale since it was last seen. Every piece
// of news about a sale passes here, whoever brings it first.
func (c *Counter) changed(before, s checkout.Sale) {
	if before.Status == checkout.Open && s.Status == checkout.Completed {
		c.printed()
		c.ring()
		if s.ID != c.front || c.top() != nil {
			total := s.Total()
			c.tell(Good, "notice.paid", "amount", c.money(total), "time", c.clock(s.Created))
		}
	}
	for _, p := range s.Payments {
		old := before.Payment(p.ID)
		if old == nil {
			continue
		}
		c.tellUnpaid(*old, s, p)
		if s.Stray(p) && !before.Stray(*old) {
			c.tell(Warn, "notice.stray", "amount", c.money(p.Amount))
			c.ring()
		}
	}
}

// alarming tells whether a state wants somebody to look who looks elsewhere. What
// the cashier has cancelled is no surprise to him.
func alarming(s State) bool {
	return s.Screen == Doubt || s.Screen == Stopped || s.Screen == Unpaid && s.Customer.Tone == Bad
}

func (c *Counter) ring() {
	if c.OnPaid != nil {
		c.OnPaid()
	}
}

// failed takes in that the journal, not the provider, made an end.
func (c *Counter) failed(sale checkout.SaleID, err error) {
	if c.Log != nil {
		c.Log.Error("sale stopped", "sale", sale, "err", err)
	}
	switch {
	case errors.Is(err, checkout.ErrBusy):
		c.tell(Warn, "notice.busy")
	case errors.Is(err, checkout.ErrOver):
		c.tell(Warn, "notice.over")
	case errors.Is(err, checkout.ErrNotAllowed):
		c.tell(Warn, "notice.not-allowed")
	case Hindrance(err) != "":
		c.tell(Bad, Hindrance(err))
	case errors.Is(err, checkout.ErrUnavailable), errors.Is(err, checkout.ErrNotFound):
		c.tell(Bad, "notice.unavailable")
	case errors.Is(err, checkout.ErrStopped) || c.diskFailed():
		c.stopped = true
	default:
		c.tell(Bad, "notice.failed")
	}
	if c.front != "" && sale == c.front && c.standing.Payment.ID == "" { // nothing was asked for: choose again
		c.front, c.stored = "", true
		c.choosing = len(c.Till.Methods) > 1 || hasMoney(c.paid)
	}
	c.show()
}

// diskFailed asks a ledger that knows.
func (c *Counter) diskFailed() bool {
	disk, ok := c.Ledger.(interface{ Stopped() bool })
	return ok && disk.Stopped()
}

// Printed takes in how the papers of a sale stand.
func (c *Counter) Printed(s checkout.Sale) {
	before, _ := c.find(s.ID)
	if !c.remember(s) {
		return
	}
	c.refresh(s)
	for i, p := range s.Prints {
		known := i < len(before.Prints) && before.Prints[i].State == p.State && i < len(s.Prints)-1
		if word, trouble := printWord(p); trouble && !known {
			c.tellPrint(s, p, c.Words.Say(word))
		}
	}
	c.show()
}

// tellPrint tells which paper of a sale did not come out.
func (c *Counter) tellPrint(s checkout.Sale, p checkout.Print, cause string) {
	switch {
	case p.Slip != nil:
		c.tell(Warn, unsure(p, "notice.slip-failed", "notice.slip-doubtful"), "amount", c.money(p.Slip.Amount), "cause", cause)
	case s.Receipt == nil || p.Kind == checkout.DrawerPulse:
		c.tell(Warn, "notice.drawer", "cause", cause)
	default:
		c.tell(Warn, unsure(p, "notice.print", "notice.print-doubtful"), "invoice", s.Receipt.Invoice, "cause", cause)
	}
}

// refresh shows a newer state of the sale in front.
func (c *Counter) refresh(s checkout.Sale) {
	if s.ID != c.front || len(s.Events) < len(c.standing.Sale.Events) {
		return
	}
	c.standing.Sale = s
	if p := s.Payment(c.standing.Payment.ID); p != nil {
		c.standing.Payment = *p
		if !p.Status.IsOpen() && p.Status != checkout.Unresolved {
			c.standing.Doubt, c.standing.Fault = false, checkout.Fault{}
		}
	}
}

// learn takes in what the journal says of a sale, where an act changed it of which no
// follower brings the news: what services said when a shift was compared, money that
// pays for another sale, an act that was refused because the sale has moved on. It
// stands among the sales and their tasks, the print queue is woken where it has been
// completed, and what it has open is followed.
func (c *Counter) learn(s checkout.Sale) {
	known, ok := c.find(s.ID)
	switch {
	case s.ID == "": // nothing could be read
		return
	case ok && len(s.Events) <= len(known.Events): // no news; steps that are no events may be older
		s = known
	default:
		c.remember(s)
		c.refresh(s)
	}
	c.followAll(s)
}

// remember keeps the newest state of a sale for the strip: the last sales, and
// every older one that is not finished. It is false for news that was overtaken
// on its way.
func (c *Counter) remember(s checkout.Sale) bool {
	i := slices.IndexFunc(c.latest, func(old checkout.Sale) bool { return old.ID == s.ID })
	switch {
	case i < 0:
		c.latest = append(c.latest, s)
	case len(s.Events) < len(c.latest[i].Events):
		return false
	default:
		before := c.latest[i]
		c.latest[i] = s
		c.changed(before, s)
	}
	for _, p := range c.pages {
		if p, ok := p.(listener); ok {
			p.heard(s)
		}
	}
	slices.SortStableFunc(c.latest, func(a, b checkout.Sale) int { return b.Created.Compare(a.Created) })
	place := 0
	c.latest = slices.DeleteFunc(c.latest, func(s checkout.Sale) bool {
		place++
		return place > stripLength && !s.Unfinished()
	})
	return true
}

func (c *Counter) find(id checkout.SaleID) (checkout.Sale, bool) {
	for _, s := range c.latest {
		if s.ID == id {
			return s, true
		}
	}
	return checkout.Sale{}, false
}

// tell shows a notice for a while.
func (c *Counter) tell(tone Tone, key string, filled ...string) {
	c.notice, c.noticed = Message{tone, c.Words.Say(key, filled...)}, c.now()
}
