package midtrans

import (
	"cmp"
	"encoding/json"
	"strings"
	"unicode"

	"kasir/checkout"
	"kasir/checkout/internal/qris"
)

// statuses are Midtrans' words (Transaction Status Cycle). A word that is not
// here ends nothing.
var statuses = map[string]checkout.Status{
	"pending":    checkout.Pending,
	"authorize":  checkout.Pending, // nothing is taken yet
	"settlement": checkout.Paid,
	"capture":    checkout.Paid, // of cards
	"deny":       checkout.Declined,
	"failure":    checkout.Declined,
	"cancel":     checkout.Cancelled,
	"expire":     checkout.Expired,
	// the money came and went without this till
	"refund":         checkout.Unresolved,
	"partial_refund": checkout.Unresolved,
}

// word is the status in small letters; documents print it in both.
func (s *said) word() string { return strings.ToLower(string(s.Status)) }

// progress turns an answer about pay into the till's terms.
func (p *Provider) progress(s said, pay checkout.Payment) (checkout.Progress, error) {
	if err := s.match(pay); err != nil {
		return checkout.Progress{}, err
	}
	status, known := statuses[s.word()]
	switch {
	case !known:
		return checkout.Progress{}, garbled("it says %q, a word we do not know", p.clean(string(s.Status)))
	case status == checkout.Paid && s.Code != "200":
		return checkout.Progress{}, garbled("it says %s under the code %s", s.word(), p.clean(string(s.Code)))
	case status == checkout.Expired && s.Code != expired && s.Code != "202":
		return checkout.Progress{}, garbled("it says expired under the code %s", p.clean(string(s.Code)))
	case status == checkout.Paid && s.amount.IsZero():
		return checkout.Progress{}, garbled("it says paid, but not how much")
	}
	var reason checkout.Reason
	if status == checkout.Paid {
		trusted, err := p.trusts(s)
		if err != nil {
			return checkout.Progress{}, err
		}
		if !trusted {
			status, reason = checkout.Unresolved, checkout.Reason{Word: "fraud-check", Text: p.text(s)}
		}
	}
	g := checkout.Progress{
		Status: status, Ref: string(s.TransactionID), Amount: s.amount,
		Expires: s.expires(pay.Expires), Reason: cmp.Or(reason, p.why(status, s, pay)),
	}
	if status == checkout.Paid {
		g.Print = s.print()
		if id := qris.MerchantID(pay.Prompt.Code); id != "" {
			g.Print["nmid"] = id
		}
	}
	return g, nil
}

// trusts tells whether money that came may be kept. GoPay's own settlements
// come without a fraud_status (GoPay, reference), a capture must have one
// (Transaction Status Cycle).
func (p *Provider) trusts(s said) (bool, error) {
	var verdict string
	if len(s.Fraud) > 0 && json.Unmarshal(s.Fraud, &verdict) != nil {
		return false, garbled("its fraud status is no text")
	}
	switch strings.ToLower(verdict) {
	case "accept":
		return true, nil
	case "":
		return s.word() == "settlement", nil
	case "deny", "challenge":
		return false, nil
	}
	return false, garbled("it says fraud %q, a word we do not know", p.clean(verdict))
}

// why gives the reason of an end that is not Paid.
func (p *Provider) why(status checkout.Status, s said, pay checkout.Payment) checkout.Reason {
	switch status {
	case checkout.Created, checkout.Pending, checkout.Underpaid, checkout.Paid, checkout.Expired:
	case checkout.Declined:
		word := "declined"
		if s.Channel == "900" { // GoPay QRIS POS Integration: intermittent, retriable
			word = "try-later"
		}
		return checkout.Reason{Word: word, Text: p.text(s)}
	case checkout.Cancelled:
		if pay.Withdrawn.IsZero() {
			return checkout.Reason{Word: "cancelled-elsewhere"}
		}
	case checkout.Unresolved:
		return checkout.Reason{Word: "refunded-elsewhere", Text: p.text(s)}
	}
	return checkout.Reason{}
}

// print is what helps the customer's bank to find the payment.
func (s *said) print() map[string]string {
	lines := map[string]string{}
	for name, value := range map[string]loose{"issuer": s.Issuer, "acquirer": s.Acquirer, "rrn": s.RRN} {
		plain := func(r rune) bool { return r >= ' ' && r <= '~' }
		if value != "" && len(value) <= 40 && strings.IndexFunc(string(value), func(r rune) bool { return !plain(r) }) < 0 {
			lines[name] = string(value)
		}
	}
	return lines
}

// text is what Midtrans says in words.
func (p *Provider) text(s said) string {
	var wrong []string
	_ = json.Unmarshal(s.Validation, &wrong) // absent in most answers
	words := append([]string{string(s.Message), string(s.ChannelText)}, wrong...)
	return p.clean(strings.Join(words, " "))
}

// clean makes a text of Midtrans fit for a log: one line, short, and without
// our key, should it be quoted.
func (p *Provider) clean(text string) string {
	if p.ServerKey != "" {
		text = strings.NewReplacer(p.ServerKey.Reveal(), p.ServerKey.String(), p.proof(), p.ServerKey.String()).Replace(text)
	}
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }
	letters := []rune(strings.Join(strings.FieldsFunc(text, hidden), " "))
	return string(letters[:min(len(letters), 160)])
}
