package midtrans

import (
	"context"
	"errors"
	"net/http"
	"time"

	"kasir/checkout"
)

// keyLife is how long Midtrans surely remembers a key, counted from the intent:
// five minutes (API Headers & Idempotency), less what a slow request takes.
const keyLife = 4 * time.Minute

// The ceilings of one payment in rupiah (minimum and maximum transaction value,
// Midtrans FAQ). They explain a refusal; they are not ours to enforce.
var ceilings = map[string]int64{QRIS: 10_000_000, GoPay: 20_000_000}

func (p *Provider) start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	if len(pay.Request) == 0 || pay.Key == "" || !isOrder(orderID(pay)) {
		return checkout.Progress{}, &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("the payment was not prepared")}
	}
	if pay.RetriedBlind() && p.now().Sub(pay.Created) > keyLife {
		if g, found, err := p.find(ctx, pay); found || err != nil {
			return g, err
		}
	}
	header := http.Header{"Idempotency-Key": {pay.Key}}
	if p.NotificationURL != "" {
		header.Set("X-Override-Notification", p.NotificationURL)
	}
	s, err := p.ask(ctx, http.MethodPost, "/v2/charge", pay.Request, header)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case s.tells():
		return p.made(ctx, s, pay)
	case s.Code == duplicate:
		g, found, err := p.find(ctx, pay)
		if err == nil && !found {
			err = busy("the order id is taken, yet not known")
		}
		return g, err
	}
	return p.refusal(s, pay)
}

// made reads the answer to a charge that holds a transaction, and its code. A
// denial of a repeat need not be about what the first request made, so the order
// is looked up before it is believed.
func (p *Provider) made(ctx context.Context, s said, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.progress(s, pay)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case g.Status.IsOpen():
		g.Prompt = p.prompt(s, pay.Amount)
	case g.Status == checkout.Declined && pay.RetriedBlind():
		if before, found, err := p.find(ctx, pay); found || err != nil {
			return before, err
		}
	}
	return g, nil
}

// refusal reads an answer to a charge that says no. A first request that is
// refused has made nothing, and the payment is declined.
//
// Once an earlier attempt may have arrived, a refusal is no end: Midtrans keeps
// answers of success only, and may look at the key, the account or the body
// before it looks at what it has. The question is repeated as long as a payment
// made by the first request could be paid; then a person must look.
func (p *Provider) refusal(s said, pay checkout.Payment) (checkout.Progress, error) {
	fault := p.fault(s)
	if !refuses[string(s.Code)] {
		return checkout.Progress{}, fault
	}
	reason := p.refused(s, pay)
	switch {
	case !pay.RetriedBlind():
		return checkout.Progress{Status: checkout.Declined, Reason: reason}, nil
	case fault.Trouble == checkout.Misused && p.now().Sub(pay.Created) > Terms.Timeout+Terms.Watch:
		reason.Word = "refused-after-silence"
		return checkout.Progress{Status: checkout.Unresolved, Reason: reason}, nil
	}
	return checkout.Progress{}, fault
}

// refused gives the reason of a refused charge.
func (p *Provider) refused(s said, pay checkout.Payment) checkout.Reason {
	word := "refused"
	switch {
	case s.Code == badKey:
		word = checkout.KeyRefused.String()
	case s.Code == noAccess:
		word = "method-off"
	case s.Code == invalid && pay.Amount.Minor > ceilings[p.paymentType()]:
		word = "amount-too-large"
	}
	return checkout.Reason{Word: word, Text: p.text(s)}
}
