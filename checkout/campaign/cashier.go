package campaign

import (
	"errors"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// A wish is what becomes of a sale, as far as people decide it.
type wish string

// The wishes.
const (
	take     wish = "take"      // the customer pays as soon as he sees the code
	takeBack wish = "take-back" // the cashier cancels as soon as the code is there
	late     wish = "late"      // the service stops waiting, and then money comes
	decline  wish = "decline"   // the customer's bank refuses, and the customer tries again
	park     wish = "park"      // the next customer is served meanwhile; this one pays later
	ponder   wish = "ponder"    // the customer pays a little later, and F5 is pressed
	race     wish = "race"      // the customer pays while the cashier cancels
)

// A goal is one customer. What people have done they remember: it outlives the
// till.
type goal struct {
	sale     checkout.SaleID
	amount   money.Amount
	want     wish
	refund   bool // some of it goes back, once it is paid
	played   bool // what the customer does at the service has been done
	returned bool // money came after the end
	asked    int  // reprints
	since    time.Time
}

// grace is how long a cashier waits for one customer, then serves the next.
const grace = 3 * time.Minute

// serve works through the customers, as far as the till lives.
func (r *run) serve(goals []*goal) {
	for _, g := range goals {
		g.since = now()
		for !r.act(g) {
			if r.world.unruly {
				r.fidget(g)
			}
			if !r.await(2 * time.Second) {
				return
			}
		}
	}
}

func (g *goal) order() checkout.Order {
	return checkout.Order{Sale: g.sale, Method: "method", Cashier: "Sari", Lines: []checkout.Line{{Amount: g.amount}}}
}

// act does what is next for a customer and tells whether he is served.
func (r *run) act(g *goal) (served bool) {
	s := r.world.durable(g.sale)
	switch {
	case s.ID == "":
		r.pay(g.order())
		return false
	case s.Status == checkout.Completed:
		return r.handOut(g, s)
	case s.Status == checkout.Voided, len(s.Payments) == 0:
		return true
	}
	p := s.Payments[len(s.Payments)-1]
	switch {
	case p.Status.IsOpen():
		return r.attend(g, p)
	case p.Status == checkout.Unresolved:
		return true // a person must look
	case g.want == late && !g.returned && p.Ref != "" && r.canBeLate(p):
		g.returned = r.world.gateway.PayLate(paymentOf(p.Ref)) == nil
		return !g.returned
	case g.want == late && p.Followed():
		return false
	case g.want != takeBack && len(s.Payments) < 3:
		r.pay(g.order())
		return now().Sub(g.since) > grace
	}
	_, err := r.till.Void(s.ID, "Sari")
	if !errors.Is(err, checkout.ErrBusy) && !errors.Is(err, checkout.ErrOver) {
		r.check("dropping a sale", err)
	}
	return true
}

// canBeLate tells whether money that comes now must be heard of: the payment is
// watched, or has ended so short a while ago that it should be.
func (r *run) canBeLate(p checkout.Payment) bool {
	if r.world.skewed() {
		return false // by a wrong clock the watch may be over
	}
	return p.Followed() || r.world.clock().Sub(p.Ended).Abs() < r.world.watch/2
}

// attend is what people do while a payment waits.
func (r *run) attend(g *goal, p checkout.Payment) (served bool) {
	seen := p.Prompt.Visible() && p.Live()
	wait := now().Sub(g.since)
	switch {
	case seen && g.want == ponder && !r.pondered(p.Created):
	case seen && !g.played && g.want != takeBack && g.want != park:
		g.played = true
		r.customer(g, p)
	case p.Withdrawn.IsZero() && g.want == takeBack && (p.Ref != "" || wait > 20*time.Second):
		r.withdraw(p)
	case g.want == park && p.Ref != "" && !p.Parked:
		r.setAside(p)
		return true
	case p.Kept && g.want == takeBack:
		_ = r.world.gateway.Expire(paymentOf(p.Ref)) // the customer leaves; where it has ended already, so much the better
	case wait > grace && p.Live():
		r.setAside(p)
		return true
	case wait > grace:
		return true
	}
	return p.Parked && wait > time.Minute
}

// customer is what the customer does with the code that he sees.
func (r *run) customer(g *goal, p checkout.Payment) {
	id := paymentOf(p.Ref)
	switch g.want {
	case take, takeBack, park:
		_ = r.world.gateway.Pay(id) // it may have expired meanwhile
	case ponder:
		_ = r.world.gateway.Pay(id)
		r.work.Go(func() { _, _ = r.till.Check(r.ctx, p.Sale, p.ID) }) // an error is no end
	case race:
		_ = r.world.gateway.Pay(id)
		r.withdraw(p)
	case decline:
		_ = r.world.gateway.Decline(id)
		g.want, g.played = take, false // another try goes well
	case late:
		_ = r.world.gateway.Expire(id)
	}
}

func (r *run) withdraw(p checkout.Payment) {
	_, err := r.till.Cancel(r.ctx, p.Sale, p.ID, "Sari")
	r.check("cancelling", err)
}

func (r *run) setAside(p checkout.Payment) {
	_, err := r.till.Park(p.Sale, p.ID, "Sari")
	r.check("parking", err)
}

// handOut sees to the paper of a paid sale.
func (r *run) handOut(g *goal, s checkout.Sale) (served bool) {
	last := s.Prints[len(s.Prints)-1]
	switch {
	case last.Waits():
		r.queue.Wake()
		return now().Sub(g.since) > grace
	case (last.State == checkout.Doubtful || last.State == checkout.NotPrinted) && g.asked < 2:
		g.asked++
		_, err := r.till.Reprint(s.ID, "Sari")
		r.check("reprinting", err)
		r.queue.Wake()
		return false
	case g.refund:
		return r.giveBack(g, s)
	}
	return true
}

// giveBack refunds a part. The order is the same however often it is keyed in.
func (r *run) giveBack(g *goal, s checkout.Sale) (served bool) {
	id := "refund-" + string(s.ID)
	p := s.Payments[len(s.Payments)-1]
	if back := s.Refund(id); back != nil {
		return !back.InMotion() || now().Sub(g.since) > grace
	}
	if terms := r.till.RefundTerms(s, p); !terms.Possible || terms.Way != checkout.RefundAsked {
		return true
	}
	part := money.Of(p.Amount.Minor/2, p.Amount.Currency)
	order := checkout.RefundOrder{ID: id, Sale: s.ID, Payment: p.ID, Amount: part, Reason: "too much", By: "Sari"}
	r.work.Go(func() {
		_, err := r.till.Refund(r.ctx, order, func(st checkout.RefundStanding) { r.heard(st) })
		r.check("refunding", err)
	})
	return false
}

// heard is the screen of a refund: what it shows must be on disk.
func (r *run) heard(st checkout.RefundStanding) {
	if r.dead() {
		return
	}
	durable := r.world.durable(st.Sale.ID)
	if back := durable.Refund(st.Refund.ID); back == nil || !st.Refund.InMotion() && back.InMotion() {
		r.world.find("9: refund %s was called %s before that was stored", st.Refund.ID, st.Refund.Status)
	}
	r.queue.Wake()
	r.tell()
}
