package unclez

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// How long money can be given back at once from a wallet of the acquirer's
// group, and how long at all, from any other (POS retail flow: refunds). Which
// wallet has paid the gateway does not tell.
const (
	refundOnUs  = 24 * time.Hour
	refundLimit = 365 * 24 * time.Hour
)

// refundKnown is how long the gateway surely remembers a refund's key; it says
// 24 hours (gateway docs: Idempotency).
const refundKnown = 23 * time.Hour

// RefundTerms says what can be given back: all or part, once for each payment
// (gateway docs: Refunds), for a year.
func (p *Provider) RefundTerms(pay checkout.Payment, earlier []checkout.Refund, now time.Time) checkout.RefundTerms {
	no := func(word string) checkout.RefundTerms {
		return checkout.RefundTerms{Why: checkout.Reason{Word: word}}
	}
	age := now.Sub(pay.PaidAt)
	switch {
	case pay.Status != checkout.Paid || !isRef(pay.Ref):
		return no("refund-not-paid")
	case refundSpent(earlier):
		return no("refund-once")
	case age > refundLimit:
		return no("refund-too-late")
	}
	terms := checkout.RefundTerms{Possible: true, Part: !p.WholeRefunds}
	if age > refundOnUs {
		terms.Why.Word = "refund-may-be-manual"
	}
	return terms
}

// refundSpent tells whether the one refund of a payment has been used up. A
// refused one has not, unless there was another that we know nothing of.
func refundSpent(earlier []checkout.Refund) bool {
	for _, r := range earlier {
		if r.Status != checkout.RefundRefused || r.Why.Word == refundedAlready {
			return true
		}
	}
	return false
}

// Refund asks for money back under the refund's key. The gateway has no way to
// ask about a refund, so the same key and bytes are sent again to learn how it
// stands; a key that it may have forgotten is never sent.
func (p *Provider) Refund(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	g, err := p.refund(ctx, pay, r)
	if err != nil {
		return checkout.RefundProgress{}, fmt.Errorf("unclez: refund: %w", err)
	}
	return g, nil
}

func (p *Provider) refund(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	if !isRef(pay.Ref) || r.Key == "" || !r.Amount.IsPositive() || r.Amount.Currency != pay.Amount.Currency {
		return checkout.RefundProgress{}, &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("no such refund can be asked for")}
	}
	if p.now().Sub(r.Created) > refundKnown {
		return p.forgotten(r)
	}
	body, err := refundOrder(pay, r)
	if err != nil {
		return checkout.RefundProgress{}, fmt.Errorf("write the request: %w", err)
	}
	a, err := p.ask(ctx, http.MethodPost, "/v1/refunds", body, http.Header{"Idempotency-Key": {r.Key}})
	switch {
	case err != nil:
		return checkout.RefundProgress{}, err
	case !a.OK():
		return p.refundRefusal(a, r)
	}
	var said refundSaid
	if err := said.read(a, pay, r); err != nil {
		return checkout.RefundProgress{}, err
	}
	return p.refundAnswer(said, pay, r)
}

// refundAnswer makes our answer of what the gateway says.
func (p *Provider) refundAnswer(said refundSaid, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	status, known := refundStatuses[separated(said.Status)]
	switch {
	case !known:
		return checkout.RefundProgress{}, garbled("it calls the refund %q, a word we do not know", p.clean(string(said.Status)))
	case status == checkout.RefundDone && said.amount.IsZero():
		return checkout.RefundProgress{}, garbled("it says given back, but not how much")
	}
	g := checkout.RefundProgress{Status: status, Ref: string(said.RefundID), Amount: said.amount}
	switch status {
	case checkout.RefundRequested, checkout.RefundDone:
	case checkout.RefundPending:
		g.Wait = p.refundPatience(r)
		if p.now().Sub(pay.PaidAt) > refundOnUs {
			g.Reason.Word = "refund-may-be-manual"
		}
	case checkout.RefundRefused:
		g.Reason = checkout.Reason{Word: "refund-failed", Text: p.clean(string(said.LastError))}
	}
	return g, nil
}

// forgotten stands for an answer when the key is too old to be sent: to the
// gateway it would be another refund. What it has taken on stays pending, and a
// person closes it; of the rest nobody can tell from here.
func (p *Provider) forgotten(r checkout.Refund) (checkout.RefundProgress, error) {
	if r.Ref == "" {
		return checkout.RefundProgress{}, &checkout.Fault{
			Trouble: checkout.NoAnswer, Sent: true, Wait: time.Hour,
			Err: errors.New("the gateway may have forgotten the refund's key; it must be looked up there"),
		}
	}
	return checkout.RefundProgress{
		Status: checkout.RefundPending, Ref: r.Ref, Wait: time.Hour, Reason: checkout.Reason{Word: "refund-look-up"},
	}, nil
}

// refundRefusal reads an answer that is not one of success. Only a 422 with
// words is a refusal: 400, 401, 403 and 404 speak of our settings, and may have
// been said of a repeat by somebody who has not looked at the key.
func (p *Provider) refundRefusal(a rest.Answer, r checkout.Refund) (checkout.RefundProgress, error) {
	fault, text := p.fault(a), p.errorText(a)
	if a.Status != http.StatusUnprocessableEntity || fault.Trouble == checkout.Garbled || text == "" || isConflict(a, text) {
		return checkout.RefundProgress{}, fault
	}
	if r.Ref != "" || r.RetriedBlind() {
		// It was taken on, or may have been by an attempt whose answer was lost,
		// so a refusal of the repeat says nothing about it.
		return checkout.RefundProgress{}, fault
	}
	return checkout.RefundProgress{
		Status: checkout.RefundRefused, Reason: checkout.Reason{Word: refundWord(text), Text: text},
	}, nil
}

// refundPatience is how long not to ask about a refund: at first the customer
// waits, later a person at NICEPAY decides.
func (p *Provider) refundPatience(r checkout.Refund) time.Duration {
	if p.now().Sub(r.Created) < 2*time.Minute {
		return 5 * time.Second
	}
	return 5 * time.Minute
}
