package stablegenius

import (
	"context"
	"fmt"
	"net/http"

	"kasir/checkout"
)

// Cancel takes the intent back, which the service allows while nobody has paid
// (docs: Cancel a payment intent). Where it says that it cannot, the intent is
// read: somebody was faster, be it the customer, the clock or an earlier cancel
// whose answer was lost.
func (p *Provider) Cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.cancel(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("stablegenius: cancel: %w", err)
	}
	return g, nil
}

func (p *Provider) cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	if !isRef(pay.Ref) {
		return checkout.Progress{}, noReference()
	}
	a, err := p.ask(ctx, http.MethodPost, intents+"/"+pay.Ref+"/cancel", nil)
	if err != nil {
		return checkout.Progress{}, err
	}
	var l line
	switch {
	case a.OK():
		l.at = a.Clock()
		err = l.said.from(a)
	case a.Status == http.StatusConflict && p.problem(a).Code == "intent_not_cancellable":
		l, err = p.get(ctx, pay)
	default:
		return checkout.Progress{}, p.fault(a)
	}
	if err != nil {
		return checkout.Progress{}, err
	}
	return p.progress(ctx, l, pay)
}
