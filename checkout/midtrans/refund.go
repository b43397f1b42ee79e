package midtrans

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// A giveBack is the body of POST /v2/{id}/refund (Refund Transaction).
type giveBack struct {
	Key    string `json:"refund_key"`
	Amount int64  `json:"amount"`
	Reason string `json:"reason,omitempty"`
}

var refundKeys = regexp.MustCompile(`^[A-Za-z0-9_-]{1,46}$`)

// Refund asks for money back under the refund's key, and says how it stands
// when it is asked again. What Midtrans has taken on it lists with the
// transaction, so the list is read first: a lost answer or a forgotten key never
// leads to a second refund. It is done when the bank's confirmation stands there
// (Refund Transaction: bank_confirmed_at).
func (p *Provider) Refund(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	g, err := p.refund(ctx, pay, r)
	if err != nil {
		return checkout.RefundProgress{}, fmt.Errorf("midtrans: refund: %w", err)
	}
	return g, nil
}

func (p *Provider) refund(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	if !isRef(pay.Ref) || !refundKeys.MatchString(r.Key) || !r.Amount.IsPositive() ||
		r.Amount.Currency != pay.Amount.Currency || r.Amount.Minor > pay.Amount.Minor {
		return checkout.RefundProgress{}, &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("no such refund can be asked for")}
	}
	g, listed, err := p.listed(ctx, pay, r)
	switch {
	case listed || err != nil:
		return g, err
	case r.Ref != "":
		return checkout.RefundProgress{Status: checkout.RefundPending, Ref: r.Ref, Wait: p.patience(r)}, nil
	}
	body, err := json.Marshal(giveBack{r.Key, r.Amount.Minor, p.clean(r.Reason)})
	if err != nil {
		return checkout.RefundProgress{}, fmt.Errorf("write the request: %w", err)
	}
	s, err := p.ask(ctx, http.MethodPost, "/v2/"+pay.Ref+"/refund", body, http.Header{"Idempotency-Key": {r.Key}})
	switch {
	case err != nil:
		return checkout.RefundProgress{}, err
	case s.Code == "200":
		return p.accepted(s, pay, r)
	case s.Code == duplicate || refundWords[string(s.Code)] != "":
		return p.notAccepted(ctx, s, pay, r)
	}
	return checkout.RefundProgress{}, p.fault(s)
}

// accepted reads an answer of success. It names the amount as asked for in one
// document and in total in another, so only the list is believed on that.
func (p *Provider) accepted(s said, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	if err := s.match(pay); err != nil {
		return checkout.RefundProgress{}, err
	}
	if s.RefundKey != "" && string(s.RefundKey) != r.Key {
		return checkout.RefundProgress{}, mismatch("it is about another refund")
	}
	ref := cmp.Or(string(s.RefundUUID), string(s.RefundID), r.Key)
	return checkout.RefundProgress{Status: checkout.RefundPending, Ref: p.clean(ref), Wait: p.patience(r)}, nil
}

// refundWords are the reasons for which Midtrans gives nothing back. What an
// account gets that has not asked for refunds is not documented; "402" and "412"
// are likely.
var refundWords = map[string]string{
	"202":    "refund-denied",
	invalid:  "refund-refused",
	noAccess: "refund-not-allowed",
	"403":    "refund-not-allowed",
	tooLate:  "refund-not-allowed",
	"413":    "refund-refused",
	"414":    "refund-amount",
}

// notAccepted reads the list once more before a refusal is believed: the key
// may be known there from a request whose answer was lost.
func (p *Provider) notAccepted(ctx context.Context, s said, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	g, listed, err := p.listed(ctx, pay, r)
	switch {
	case listed || err != nil:
		return g, err
	case s.Code == duplicate:
		return checkout.RefundProgress{}, busy("the refund's key is known, yet not listed")
	case r.Ref != "", r.RetriedBlind() && r.Seen < listing:
		return checkout.RefundProgress{}, busy("it is refused now, but may have been taken on before")
	}
	word := refundWords[string(s.Code)]
	return checkout.RefundProgress{Status: checkout.RefundRefused, Reason: checkout.Reason{Word: word, Text: p.text(s)}}, nil
}

// listing is how long the list may lag behind a request that was taken on and
// whose answer was lost. The till must have asked for as long itself: the machine's
// date can be set, and a refusal that is believed too early is money given twice.
const listing = 2 * time.Minute

// A refunded is one refund in the answer of Get Transaction Status.
type refunded struct {
	Key       loose `json:"refund_key"`
	Amount    loose `json:"refund_amount"`
	ID        loose `json:"refund_chargeback_id"`
	UUID      loose `json:"refund_chargeback_uuid"`
	Confirmed loose `json:"bank_confirmed_at"`
}

// listed looks for the refund among those that Midtrans has taken on.
func (p *Provider) listed(ctx context.Context, pay checkout.Payment, r checkout.Refund) (checkout.RefundProgress, bool, error) {
	s, err := p.ask(ctx, http.MethodGet, "/v2/"+pay.Ref+"/status", nil, nil)
	switch {
	case err != nil:
		return checkout.RefundProgress{}, false, err
	case !s.tells():
		return checkout.RefundProgress{}, false, p.fault(s)
	}
	if err := s.match(pay); err != nil {
		return checkout.RefundProgress{}, false, err
	}
	var all []refunded
	if len(s.Refunds) > 0 && json.Unmarshal(s.Refunds, &all) != nil {
		return checkout.RefundProgress{}, false, garbled("its list of refunds cannot be read")
	}
	for _, one := range all {
		if string(one.Key) != r.Key {
			continue
		}
		amount, err := money.ParseDecimal(string(one.Amount), pay.Amount.Currency)
		if err != nil || amount != r.Amount {
			return checkout.RefundProgress{}, false, mismatch("the refund of this key is not about %s", r.Amount)
		}
		g := checkout.RefundProgress{
			Status: checkout.RefundPending, Amount: amount, Wait: p.patience(r),
			Ref: cmp.Or(r.Ref, p.clean(cmp.Or(string(one.UUID), string(one.ID), r.Key))),
		}
		if one.Confirmed != "" {
			g.Status, g.Wait = checkout.RefundDone, 0
		}
		return g, true, nil
	}
	return checkout.RefundProgress{}, false, nil
}

// patience is how long not to ask about a refund: the first confirmation may
// come while the customer waits, a bank's takes days.
func (p *Provider) patience(r checkout.Refund) time.Duration {
	if p.now().Sub(r.Created) < 2*time.Minute {
		return Terms.Poll
	}
	return 5 * time.Minute
}
