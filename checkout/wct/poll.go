package wct

import (
	"cmp"
	"context"
	"errors"

	"kasir/checkout"
	"kasir/checkout/money"
)

// poll asks how the payment stands. Where the customer waits in front of the
// code and its price has ended, or some of the money is missing, it asks for a
// new price as well.
func (p *Provider) poll(ctx context.Context, pay checkout.Payment, shown bool) (checkout.Progress, error) {
	ours, err := ordered(pay.Request)
	switch {
	case err != nil:
		return checkout.Progress{}, misused(err)
	case !isCode(pay.Ref):
		return checkout.Progress{}, misused(errors.New("the payment has no usable reference"))
	}
	r, err := p.payment(ctx, pay.Ref)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case r.refused:
		return checkout.Progress{}, r.fault
	}
	if err := r.about(pay); err != nil {
		return checkout.Progress{}, err
	}
	at, known := r.stage()
	if !known {
		return checkout.Progress{}, garbled("it says %q and %q, which we do not know together",
			p.clean(string(r.Number)), p.clean(string(r.Word)))
	}
	c := r.came(ours)
	g, err := r.progress(at, c, pay)
	if err != nil {
		return checkout.Progress{}, err
	}
	g.Ref, g.Print = r.code(), r.print(ours)
	if g.Status == checkout.Paid {
		if price, ok := c.wanted.Price(pay.Amount); ok {
			g.Print["rate"] = "1 " + c.wanted.Asset + " = " + price.String()
		}
	}
	if g.Status.IsOpen() {
		p.prompts(ctx, &g, situation{at, c, ours, pay, &r, shown})
	}
	return g, nil
}

// progress says where the money of the payment is.
func (r *reply) progress(at stage, c came, pay checkout.Payment) (checkout.Progress, error) {
	var g checkout.Progress
	if c.paid.IsPositive() {
		g.Received = c.paid.String()
	}
	switch at {
	case awaiting, seen:
		g.Status = checkout.Pending
	case partial:
		g.Status = checkout.Underpaid
		if c.known && c.wanted.Cmp(c.paid) > 0 {
			g.Missing = c.wanted.Minus(c.paid).String()
		}
	case completed:
		switch {
		case !c.known:
			return g, garbled("it says completed, but not of how much")
		case c.paid.Cmp(c.wanted) < 0:
			return g, garbled("it says completed, with less than was requested")
		}
		// Code and reference name the payment whose amount our own request set.
		g.Status, g.Amount = checkout.Paid, pay.Amount
		if excess := c.paid.Minus(c.wanted); excess.IsPositive() {
			g.Received = c.paid.String() + " (+" + excess.String() + ")"
		}
	case refunded:
		g.Status, g.Reason = checkout.Unresolved, checkout.Reason{Word: "refunded-elsewhere"}
	case cancelled, expired, failed:
		end, err := r.unpaidEnd(at, c)
		end.Received = g.Received
		return end, err
	}
	return g, nil
}

// print is what a receipt shows so that the payment can be found again.
func (r *reply) print(ours order) map[string]string {
	lines := map[string]string{"payment-code": r.code()}
	if network := networkName(ours); network != "" {
		lines["network"] = network
	}
	if transaction := short(string(r.Transaction)); transaction != "" {
		lines["transaction"] = transaction
	}
	return lines
}

// A situation is all that decides whether a payment needs another code.
type situation struct {
	at    stage
	money came
	ours  order
	pay   checkout.Payment
	r     *reply
	shown bool // somebody stands in front of the code
}

// over tells whether the price of the code has ended, by the service's clock.
func (s situation) over() bool {
	return !s.pay.Expires.IsZero() && !s.r.theirs().Before(s.pay.Expires)
}

// stale tells whether the code asks for what is no longer missing.
func (s situation) stale(g *checkout.Progress) bool {
	if s.at != partial {
		return !s.pay.Prompt.Visible() && s.pay.Prompt.Refused == ""
	}
	return fact(s.pay.Prompt, "missing") == "" || g.Received != s.pay.Received
}

// prompts gives the customer the code that fits. What goes wrong on the way
// costs nothing of what is known already: the next poll tries again, and a code
// whose price has ended is no longer shown by then.
func (p *Provider) prompts(ctx context.Context, g *checkout.Progress, s situation) {
	count := requotes(s.pay.Prompt)
	switch {
	case !s.shown:
	case s.at == seen || s.at == awaiting && s.money.paid.IsPositive():
		g.Prompt = noticed(s.pay.Prompt, cmp.Or(g.Received, short(string(s.r.Transaction))))
	case s.pay.Prompt.Refused == "quotes-used-up":
	case s.over() && count >= cmp.Or(p.Requotes, 6):
		g.Prompt = checkout.Prompt{Refused: "quotes-used-up", Facts: counted(nil, count)}
	case s.over() || s.stale(g):
		p.requote(ctx, g, s, count)
		return
	}
	if s.at == partial && fact(s.pay.Prompt, "missing") != "" && g.Received == s.pay.Received {
		g.Missing = s.pay.Missing // as the code that is shown asks for it
	}
}

func (p *Provider) requote(ctx context.Context, g *checkout.Progress, s situation, count int) {
	u, err := p.update(ctx, s.pay, "payment_code", s.pay.Ref)
	if err != nil || u.refused || u.about(s.pay) != nil {
		g.Prompt = s.hidden()
		return
	}
	ends := u.expires()
	switch renewed := ends.After(s.pay.Expires); {
	case s.over() && !renewed:
		g.Prompt = s.hidden()
		return
	case s.over():
		count++
	}
	g.Expires = ends
	q := quoted{requotes: count, part: s.at == partial}
	switch {
	case s.at == partial:
		q.amount, q.readable = s.missing(&u)
	case u.Missing != "":
		return // money was seen since we asked; the next poll says how much
	default:
		q.amount, q.readable = u.quantity(u.Amount, s.ours)
	}
	if q.part && q.readable {
		g.Missing = q.amount.String()
	}
	g.Prompt = u.prompt(s.ours, q)
}

// missing is what a code for the rest asks for: what the service says or, while
// the price holds, the difference. Never the whole amount once more.
func (s situation) missing(u *reply) (money.Quantity, bool) {
	if q, ok := u.quantity(u.details.Missing, s.ours); ok {
		return q, true
	}
	if s.over() || !s.money.known {
		return money.Quantity{}, false
	}
	rest := s.money.wanted.Minus(s.money.paid)
	return rest, rest.IsPositive()
}
