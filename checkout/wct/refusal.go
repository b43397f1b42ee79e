package wct

import (
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"kasir/checkout"
)

// refuse decides what an answer that is not "ok" is: a refusal, or a fault
// that says nothing about what was asked.
func (r *reply) refuse() error {
	fault := r.answer.Fault()
	switch {
	case r.answer.OK():
		fault.Trouble = checkout.Misused
	case r.answer.Status < 400 || r.answer.Status >= 500,
		r.answer.Status == http.StatusRequestTimeout, r.answer.Status == http.StatusConflict,
		r.answer.Status == http.StatusTooEarly, r.answer.Status == http.StatusTooManyRequests:
		return r.explain(fault)
	case fault.Trouble == checkout.Garbled:
		return r.explain(fault)
	}
	if r.says(credentials) {
		fault.Trouble = checkout.KeyRefused
	}
	r.refused, r.fault = true, r.explain(fault)
	return nil
}

func (r *reply) explain(fault *checkout.Fault) *checkout.Fault {
	if r.nok {
		fault.Err = fmt.Errorf("answered nok, HTTP %d", r.answer.Status)
	}
	if r.text != "" {
		fault.Err = fmt.Errorf("%w: %s", fault.Err, r.text)
	}
	return fault
}

// What the service's texts are about. They are not documented but for "The
// asset not allow for POS create payment" (S3), so the words are wide.
var (
	credentials = []string{"hash", "api key", "invalid key", "api id", "unauthor", "credential", "signature", "terminal"}
	absent      = []string{"not found", "no payment", "not exist", "required", "no record", "unknown payment", "invalid reference"}
	taken       = []string{"already", "duplicate"}
)

func (r *reply) says(words []string) bool {
	text := strings.ToLower(r.text)
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// unknown tells whether the service itself says that it has no such payment. A
// mere HTTP 404 comes from something that never looked.
func (r *reply) unknown() bool {
	return r.nok && r.fault.Trouble != checkout.KeyRefused && r.says(absent)
}

// settled is how old a payment must be before a request of ours that got lost
// can no longer be on its way.
const settled = 2 * time.Minute

// refusal reads an answer to create that is not "ok". A first request that is
// refused has made nothing, and the payment is declined.
//
// Once an earlier attempt may have arrived, the service has just been asked for
// our reference and knew none. While that attempt may still be on its way this
// is no end either; after that nothing under our reference can take money.
func (p *Provider) refusal(r reply, pay checkout.Payment, again bool) (checkout.Progress, error) {
	switch {
	case r.says(taken):
		return checkout.Progress{}, r.fault // it is there; the next attempt looks it up
	case again && p.now().Sub(pay.Created) < settled:
		return checkout.Progress{}, r.fault
	}
	text := strings.ToLower(r.text)
	word := "refused"
	switch {
	case r.fault.Trouble == checkout.KeyRefused:
		word = r.fault.Trouble.String()
	case strings.Contains(text, "asset") || strings.Contains(text, "network"):
		word = "asset-refused"
	case strings.Contains(text, "amount") || strings.Contains(text, "minimum") || strings.Contains(text, "maximum"):
		word = "amount-refused"
	}
	return checkout.Progress{Status: checkout.Declined, Reason: checkout.Reason{Word: word, Text: r.text}}, nil
}

// clean makes a text of the service fit for a log: one line, short, and without
// our credentials, should it quote them.
func (p *Provider) clean(text string) string {
	for _, secret := range []string{p.APISecret.Reveal(), p.Key} {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, p.APISecret.String())
		}
	}
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }
	letters := []rune(strings.Join(strings.FieldsFunc(text, hidden), " "))
	return string(letters[:min(len(letters), 160)])
}

// short is a transaction's id as a person compares it.
func short(transaction string) string {
	if len(transaction) <= 16 || strings.ContainsFunc(transaction, odd) {
		return ""
	}
	return transaction[:8] + "…" + transaction[len(transaction)-8:]
}
