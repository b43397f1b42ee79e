package stablegenius

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// refusals are our words for the codes of refused requests (docs: Errors).
var refusals = map[loose]string{
	"amount_out_of_range": "amount-out-of-range",
	"invalid_currency":    "wrong-currency",
	"invalid_merchant":    "merchant-unknown",
	"merchant_not_found":  "merchant-unknown",
	"merchant_not_active": "merchant-inactive",
	"ttl_out_of_range":    "expiry-refused",
}

// refusal reads an answer to Start that is not one of success. A first request
// that is refused has made nothing, and the payment is declined.
//
// Once an earlier attempt may have arrived, a refusal is no end: the service
// may look at the key, the merchant or the amount before it looks at the
// idempotency key. So the question is repeated, same key and bytes, until an
// intent made by the first would have expired; then the merchant's intents are
// searched for ours, and if it is not among them a person must look.
func (p *Provider) refusal(ctx context.Context, a rest.Answer, pay checkout.Payment) (checkout.Progress, error) {
	fault, said := p.fault(a), p.problem(a)
	switch {
	case a.Status == http.StatusConflict && fault.Trouble == checkout.Busy:
		return p.conflict(ctx, a, pay, fault)
	case !isRefusal(a, fault):
		return checkout.Progress{}, fault
	}
	reason := checkout.Reason{Word: cmp.Or(refusals[said.Code], "refused"), Text: p.text(said)}
	if fault.Trouble == checkout.KeyRefused {
		reason.Word = fault.Trouble.String()
	}
	switch {
	case !pay.RetriedBlind():
		return checkout.Progress{Status: checkout.Declined, Reason: reason}, nil
	case fault.Trouble != checkout.Misused || p.now().Sub(pay.Created) <= p.ttl()+time.Minute:
		return checkout.Progress{}, fault
	}
	switch l, found, err := p.search(ctx, pay); {
	case err != nil:
		return checkout.Progress{}, fault
	case found:
		return p.begun(l, pay)
	}
	reason.Word = "refused-after-silence"
	return checkout.Progress{Status: checkout.Unresolved, Reason: reason}, nil
}

// isRefusal tells whether the service itself says that it has not done what it
// was asked. A web page comes from something in between.
func isRefusal(a rest.Answer, fault *checkout.Fault) bool {
	switch a.Status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden,
		http.StatusNotFound, http.StatusUnprocessableEntity:
		return fault.Trouble != checkout.Garbled
	}
	return false
}

// conflict reads a 409 that does not say that our bytes changed. The documents
// have it mean that the key was seen before (docs: Overview), so the intent is
// there: in the answer, in the merchant's list, or about to be made.
func (p *Provider) conflict(ctx context.Context, a rest.Answer, pay checkout.Payment, fault *checkout.Fault) (checkout.Progress, error) {
	var body struct {
		Intent json.RawMessage `json:"payment_intent"`
		Error  struct {
			Intent json.RawMessage `json:"payment_intent"`
		}
	}
	_ = a.JSON(&body) // in another form it carries none
	for _, raw := range []json.RawMessage{body.Intent, body.Error.Intent, a.Body} {
		l := line{at: a.Clock()}
		if json.Unmarshal(raw, &l.said) == nil && isRef(l.said.ref()) && l.said.isFor(pay) {
			return p.begun(l, pay)
		}
	}
	if l, found, err := p.search(ctx, pay); err == nil && found {
		return p.begun(l, pay)
	}
	return checkout.Progress{}, fault
}

// pages is how many times a hundred intents are searched.
const pages = 5

// search looks for a payment's intent among the merchant's by our own name.
func (p *Provider) search(ctx context.Context, pay checkout.Payment) (line, bool, error) {
	path := listOf(p.merchantOf(pay), pay.Created.Add(-skew), 100)
	after := ""
	for range pages {
		a, err := p.ask(ctx, http.MethodGet, path+after, nil)
		if err != nil {
			return line{}, false, err
		}
		if !a.OK() {
			return line{}, false, p.fault(a)
		}
		list, more, err := readList(a)
		if err != nil {
			return line{}, false, err
		}
		for _, said := range list {
			if said.isFor(pay) {
				return line{said, a.Clock()}, true, nil
			}
		}
		if !more || len(list) == 0 {
			return line{}, false, nil
		}
		after = "&starting_after=" + url.QueryEscape(list[len(list)-1].ref())
	}
	return line{}, false, garbled("the merchant has more intents than can be searched")
}
