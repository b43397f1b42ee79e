package tabby

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"kasir/checkout"
)

// captureTime is how long a paid customer waits for the shop's last step.
const captureTime = 4 * time.Second

// Capture takes the money of a paid payment that Tabby holds uncaptured, which
// is what the reason not-captured says. It may be repeated at any time and takes
// the money once. No error means that all of it is captured.
//
// Accounts of tills are meant to be captured by Tabby itself (POS Integration:
// Testing Scenarios, 1); a shop for which this is needed should have Tabby turn
// that on.
func (p *Provider) Capture(ctx context.Context, pay checkout.Payment) error {
	said, err := p.find(ctx, pay)
	if err == nil {
		err = p.capture(ctx, pay, said)
	}
	if err != nil {
		return fmt.Errorf("tabby: capture: %w", err)
	}
	return nil
}

// settle captures while the customer waits for the word PAID, and never keeps
// that word from him: what did not succeed is noted for the owner.
func (p *Provider) settle(ctx context.Context, pay checkout.Payment, said payment) checkout.Reason {
	ctx, cancel := context.WithTimeout(ctx, captureTime)
	defer cancel()
	if err := p.capture(ctx, pay, said); err != nil {
		return checkout.Reason{Word: "not-captured", Text: p.clean(err.Error())}
	}
	return checkout.Reason{}
}

func (p *Provider) capture(ctx context.Context, pay checkout.Payment, said payment) error {
	switch {
	case !said.isUncaptured():
		return said.incomplete(pay)
	case len(said.Captures) > 0:
		return misused("a part of it is captured already; a person has been at it")
	}
	// The payment's key never changes, and a second full capture is impossible.
	body, err := json.Marshal(map[string]string{"amount": pay.Amount.Decimal(), "reference_id": pay.Key})
	if err != nil {
		return err
	}
	a, err := p.ask(ctx, http.MethodPost, "/api/v2/payments/"+string(said.ID)+"/captures", body)
	switch {
	case err != nil:
		return err
	case a.OK():
		var after payment
		if err := after.read(a, pay); err != nil {
			return err
		}
		return after.incomplete(pay)
	}
	// Tabby's own capture may have come between.
	after, err := p.find(ctx, pay)
	if err != nil || after.isUncaptured() {
		return p.fault(a)
	}
	return after.incomplete(pay)
}

// incomplete tells why not all the money of a payment is captured; nil when it is.
func (m *payment) incomplete(pay checkout.Payment) error {
	captured, err := sum(m.Captures, pay.Amount.Currency)
	switch {
	case err != nil:
		return err
	case m.word() != closed || captured != pay.Amount:
		return garbled("%s of %s is captured", captured, pay.Amount)
	}
	return nil
}
