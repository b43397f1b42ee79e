package tabby

import (
	"strings"

	"kasir/checkout"
)

// The words of a payment's status (POS Integration: Key Status Codes). Others
// end nothing.
const (
	created    = "CREATED"
	authorized = "AUTHORIZED"
	closed     = "CLOSED"
	rejected   = "REJECTED"
	expired    = "EXPIRED"
)

// word is the status in the payment API's spelling; webhooks use small letters.
func (m *payment) word() string { return strings.ToUpper(string(m.Status)) }

// isUncaptured tells whether the customer has paid and the shop must still take
// the money.
func (m *payment) isUncaptured() bool { return m.word() == authorized }

// judge says what a payment's status means here.
func (p *Provider) judge(m payment, pay checkout.Payment) (checkout.Progress, error) {
	g := checkout.Progress{Ref: pay.Ref, Amount: m.amount}
	switch m.word() {
	case created:
		g.Status = checkout.Pending
	case authorized:
		// "The payment is successful, print a receipt" (POS Integration: Payment
		// Processing); that it must be captured is no business of the customer's.
		g.Status = checkout.Paid
	case closed:
		var err error
		if g.Status, g.Reason, err = p.closed(m, pay); err != nil {
			return checkout.Progress{}, err
		}
	case rejected:
		g.Status, g.Reason = checkout.Declined, checkout.Reason{Word: "tabby-declined"}
	case expired:
		g.Status, g.Reason = checkout.Expired, checkout.Reason{Word: "ended-at-tabby"}
		if !pay.Withdrawn.IsZero() {
			g.Status, g.Reason = checkout.Cancelled, checkout.Reason{}
		}
	default:
		return checkout.Progress{}, garbled("it says %q, a word we do not know", p.clean(string(m.Status)))
	}
	if g.Status == checkout.Paid {
		if m.amount.IsZero() {
			return checkout.Progress{}, garbled("it says paid, but not how much")
		}
		g.Print = receipt(pay, m)
	}
	return g, nil
}

// closed tells what became of the money of a closed payment. Without captures
// it went back to the customer (API reference: Close a payment), whatever the
// POS page says in passing; with less than the whole a person has been at it.
func (p *Provider) closed(m payment, pay checkout.Payment) (checkout.Status, checkout.Reason, error) {
	captured, err := sum(m.Captures, pay.Amount.Currency)
	if err != nil {
		return 0, checkout.Reason{}, err
	}
	refunded, err := sum(m.Refunds, pay.Amount.Currency)
	switch {
	case err != nil:
		return 0, checkout.Reason{}, err
	case captured.IsZero():
		return checkout.Unresolved, checkout.Reason{Word: "closed-without-capture"}, nil
	case captured != pay.Amount:
		return checkout.Unresolved, checkout.Reason{Word: "captured-in-part", Text: captured.String()}, nil
	case refunded.IsPositive():
		return checkout.Unresolved, checkout.Reason{Word: "refunded-elsewhere", Text: refunded.String()}, nil
	}
	return checkout.Paid, checkout.Reason{}, nil
}

// rejections are why a session is rejected (API reference: Create a session).
var rejections = map[string]string{
	"order_amount_too_high": "amount-too-high",
	"order_amount_too_low":  "amount-too-low",
	"not_available":         "tabby-not-available",
}

// rejected gives the reason of a rejected session. Each comes with the advice to
// take another method: a rejection does not change by asking again.
func (p *Provider) rejected(s session) checkout.Reason {
	said := string(s.shown.Products.Installments.RejectionReason)
	if word, ok := rejections[said]; ok {
		return checkout.Reason{Word: word, Text: said}
	}
	return checkout.Reason{Word: "tabby-rejected", Text: p.clean(said)}
}

// receipt is what the paper says beside the shop's own (POS Integration: Print a
// Receipt); the logo is left to paper that can hold one.
func receipt(pay checkout.Payment, m payment) map[string]string {
	return map[string]string{
		"paid-with":  "Tabby",
		"order-id":   string(pay.ID),
		"payment-id": string(m.ID),
	}
}
