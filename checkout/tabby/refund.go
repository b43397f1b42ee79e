package tabby

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// refundDays is how long after its creation a payment can be refunded (Payment
// Processing: Payment Refund).
const refundDays = 180

// listing is how long a payment may lag behind a refund that was made and whose
// answer was lost. The till must have asked for as long itself: the machine's
// date can be set, and a refusal that is believed too early is money given twice.
const listing = 2 * time.Minute

// RefundTerms says what can be given back: all or part, as often as wanted, for
// 180 days.
func (p *Provider) RefundTerms(pay checkout.Payment, _ []checkout.Refund, now time.Time) checkout.RefundTerms {
	switch {
	case pay.Status != checkout.Paid || pay.Ref == "":
		return checkout.RefundTerms{Why: checkout.Reason{Word: "not-paid"}}
	case now.Sub(pay.Created) > refundDays*24*time.Hour:
		return checkout.RefundTerms{Why: checkout.Reason{Word: "refund-too-old"}}
	}
	return checkout.RefundTerms{Possible: true, Part: true, Again: true}
}

// Refund gives money back, once for each key. It looks first whether the refund
// is there already: how long Tabby remembers a key is not documented, but a
// payment shows its refunds for ever.
func (p *Provider) Refund(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	g, err := p.refund(ctx, pay, r)
	if err != nil {
		return checkout.RefundProgress{}, fmt.Errorf("tabby: refund: %w", err)
	}
	return g, nil
}

func (p *Provider) refund(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	if r.Key == "" || !r.Amount.IsPositive() || r.Amount.Currency != pay.Amount.Currency {
		return checkout.RefundProgress{}, misused("the refund has no key, or no amount in the payment's currency")
	}
	said, err := p.captured(ctx, pay)
	if err != nil {
		return checkout.RefundProgress{}, err
	}
	if g, found, err := said.refunded(r); found || err != nil {
		return g, err
	}
	if said.word() != closed {
		return checkout.RefundProgress{}, garbled("a paid payment is called %q", p.clean(string(said.Status)))
	}
	why, err := said.refuses(r)
	switch {
	case err != nil:
		return checkout.RefundProgress{}, err
	case why.Word != "" && r.RetriedBlind() && r.Seen < listing:
		return checkout.RefundProgress{}, garbled("the refund is not listed, yet its money is gone")
	case why.Word != "":
		return checkout.RefundProgress{Status: checkout.RefundRefused, Reason: why}, nil
	}
	return p.giveBack(ctx, pay, r)
}

// captured reads a payment, and captures it first where that is still to be done:
// only what is captured can be given back.
func (p *Provider) captured(ctx context.Context, pay checkout.Payment) (payment, error) {
	said, err := p.find(ctx, pay)
	if err != nil || !said.isUncaptured() {
		return said, err
	}
	if err := p.capture(ctx, pay, said); err != nil {
		return said, err
	}
	return p.find(ctx, pay)
}

func (p *Provider) giveBack(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	_, id, _ := cutRef(pay.Ref)
	// Reference_id is what makes a repeat harmless (API reference: Refund a payment).
	body, err := json.Marshal(map[string]string{"amount": r.Amount.Decimal(), "reference_id": r.Key})
	if err != nil {
		return checkout.RefundProgress{}, err
	}
	a, err := p.ask(ctx, http.MethodPost, "/api/v2/payments/"+id+"/refunds", body)
	if err != nil {
		return checkout.RefundProgress{}, err
	}
	var said payment
	if a.OK() {
		if err := said.read(a, pay); err != nil {
			return checkout.RefundProgress{}, err
		}
		if g, found, err := said.refunded(r); found || err != nil {
			return g, err
		}
		return checkout.RefundProgress{Status: checkout.RefundPending, Wait: Terms.Poll}, nil
	}
	return p.refundRefused(ctx, pay, r, a)
}

// refundRefused reads a refusal. It is one only if an earlier try of the same
// refund has not arrived after all, which the payment tells.
func (p *Provider) refundRefused(ctx context.Context, pay checkout.Payment, r checkout.Refund, a rest.Answer) (checkout.RefundProgress, error) {
	disputed := a.Status == http.StatusConflict && errors.Is(p.own(a), errConflict)
	wrong := a.Status == http.StatusBadRequest && errors.Is(p.own(a), errBadData)
	if !disputed && !wrong {
		return checkout.RefundProgress{}, p.fault(a)
	}
	said, err := p.find(ctx, pay)
	if err != nil {
		return checkout.RefundProgress{}, err
	}
	if g, found, err := said.refunded(r); found || err != nil {
		return g, err
	}
	why, err := said.refuses(r)
	switch {
	case err != nil:
		return checkout.RefundProgress{}, err
	case (r.Status == checkout.RefundPending || r.RetriedBlind()) && r.Seen < listing:
		return checkout.RefundProgress{}, p.fault(a) // a request before this one may have arrived
	case disputed:
		why = checkout.Reason{Word: "payment-disputed", Text: p.errorText(a)}
	case why.Word == "":
		why = checkout.Reason{Word: "refund-refused", Text: p.errorText(a)}
	}
	return checkout.RefundProgress{Status: checkout.RefundRefused, Reason: why}, nil
}

// refunded looks for a refund among those that the payment shows.
func (m *payment) refunded(r checkout.Refund) (checkout.RefundProgress, bool, error) {
	for _, one := range m.Refunds {
		if string(one.ReferenceID) != r.Key {
			continue
		}
		amount, err := money.ParseDecimal(string(one.Amount), r.Amount.Currency)
		switch {
		case err != nil:
			return checkout.RefundProgress{}, false, garbled("the amount of the refund cannot be read")
		case amount != r.Amount:
			return checkout.RefundProgress{}, false, mismatch("the refund is of %s, not %s", amount, r.Amount)
		}
		return checkout.RefundProgress{Status: checkout.RefundDone, Ref: string(one.ID), Amount: amount}, true, nil
	}
	return checkout.RefundProgress{}, false, nil
}

// refuses tells why a closed payment has not got the money that a refund wants.
func (m *payment) refuses(r checkout.Refund) (checkout.Reason, error) {
	captured, err := sum(m.Captures, r.Amount.Currency)
	if err != nil {
		return checkout.Reason{}, err
	}
	back, err := sum(m.Refunds, r.Amount.Currency)
	switch {
	case err != nil:
		return checkout.Reason{}, err
	case captured.IsZero():
		return checkout.Reason{Word: "nothing-captured"}, nil
	case r.Amount.Cmp(captured.Minus(back)) > 0:
		return checkout.Reason{Word: "refund-too-much", Text: "left: " + captured.Minus(back).String()}, nil
	}
	return checkout.Reason{}, nil
}
