package midtrans

import (
	"context"
	"errors"
	"net/http"
	"time"

	"kasir/checkout"
)

// grace is how long past its time a payment may be called waiting before we
// have it expire: Midtrans' own way of ending payments may lag (GoPay QRIS POS
// Integration, Expiry Time), and has left QRIS waiting for good
// (Midtrans/midtrans-php, issue 116).
const grace = time.Minute

func (p *Provider) poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	s, g, err := p.look(ctx, pay)
	// Its clock and not ours says whether the time is over: ours may be wrong,
	// and the customer is about to pay.
	late := !pay.Expires.IsZero() && s.date.After(pay.Expires.Add(grace))
	if err == nil && late && g.Status.IsOpen() && pay.Status.IsOpen() {
		return p.takeBack(ctx, pay, "expire")
	}
	return g, err
}

// look reads how a payment stands.
func (p *Provider) look(ctx context.Context, pay checkout.Payment) (said, checkout.Progress, error) {
	if !isRef(pay.Ref) {
		return said{}, checkout.Progress{}, errNoRef()
	}
	s, err := p.ask(ctx, http.MethodGet, "/v2/"+pay.Ref+"/status", nil, nil)
	switch {
	case err != nil:
		return said{}, checkout.Progress{}, err
	case !s.tells():
		return said{}, checkout.Progress{}, p.fault(s)
	}
	g, err := p.progress(s, pay)
	return s, g, err
}

func (p *Provider) cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	if !pay.Expires.IsZero() && p.now().After(pay.Expires) {
		return p.takeBack(ctx, pay, "expire")
	}
	return p.takeBack(ctx, pay, "cancel")
}

// takeBack cancels a payment or has it expire, which Midtrans does only while
// it waits. "412" says that it does not wait any more, be it paid or over
// already, so the payment is read then (Cancel Transaction, Expire Transaction).
// The request carries no key: repeating it does nothing more, and a key's stored
// answer would hide what has happened since.
func (p *Provider) takeBack(ctx context.Context, pay checkout.Payment, verb string) (checkout.Progress, error) {
	if !isRef(pay.Ref) {
		return checkout.Progress{}, errNoRef()
	}
	s, err := p.ask(ctx, http.MethodPost, "/v2/"+pay.Ref+"/"+verb, nil, nil)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case s.tells():
		g, err := p.progress(s, pay)
		if err != nil {
			return checkout.Progress{}, err
		}
		if g.Status.IsUnpaidEnd() {
			g.Reason = checkout.Reason{}
			return g, nil
		}
	case s.Code != tooLate:
		return checkout.Progress{}, p.fault(s)
	}
	_, g, err := p.look(ctx, pay)
	return g, err
}

func errNoRef() error {
	return &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("the payment has no usable reference")}
}
