package simulator

import (
	"cmp"
	"encoding/json"
	"net/http"
	"time"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// A tabbyPart is a capture or a refund.
type tabbyPart struct {
	ID        string
	At        time.Time
	Amount    money.Amount
	Reference string
}

func (t *tabby) get(q *request) answer {
	p, account, wrong := t.byID(q)
	if wrong != nil {
		return *wrong
	}
	t.s.conduct.paces(p, q.now)
	return reply(http.StatusOK, t.payment(p, account, q.now))
}

func (t *tabby) byID(q *request) (*Payment, *tabbyAccount, *answer) {
	id := q.PathValue("id")
	if uuid.Validate(id) != nil {
		a := tabbyBad("invalid payment id")
		return nil, nil, &a
	}
	p := t.s.ledger.find(TabbyName, id, q.now)
	if p == nil {
		a := tabbyError(http.StatusNotFound, "not_found", "no such payment")
		return nil, nil, &a
	}
	return p, t.accounts[id], nil
}

// payment is what Tabby says of one.
func (t *tabby) payment(p *Payment, account *tabbyAccount, now time.Time) map[string]any {
	word := cmp.Or(p.Word, t.word(p, account, now))
	return map[string]any{
		"id": p.ID, "created_at": p.Created.Format(time.RFC3339), "expires_at": p.Expires.Format(time.RFC3339),
		"status": word, "is_test": true, "amount": tabbyAmount(p.Amount), "currency": p.Amount.Currency.Code,
		"description": account.request.Payment.Description, "buyer": nil, "meta": nil,
		"order":    map[string]any{"reference_id": account.reference, "tax_amount": "0", "items": nil},
		"captures": tabbyParts(account.captures), "refunds": tabbyParts(account.refunds),
		"attachment": account.request.Payment.Attachment, "cancelable": false,
	}
}

func tabbyParts(parts []tabbyPart) []map[string]any {
	list := []map[string]any{}
	for _, part := range parts {
		list = append(list, map[string]any{
			"id": part.ID, "created_at": part.At.Format(time.RFC3339), "amount": tabbyAmount(part.Amount),
			"reference_id": part.Reference, "items": nil,
		})
	}
	return list
}

// word is the status; what has become due by now happens first.
func (t *tabby) word(p *Payment, account *tabbyAccount, now time.Time) string {
	switch p.State {
	case Waiting:
	case Paid:
		due := p.Changed.Add(t.options.CaptureLater)
		if len(account.captures) == 0 && !account.closed && !t.options.ManualCapture && !due.After(now) {
			account.captures = []tabbyPart{{uuid.NewString(), due, p.Amount, ""}}
		}
		if len(account.captures) > 0 || account.closed {
			return "CLOSED"
		}
		return "AUTHORIZED"
	case Declined:
		return "REJECTED"
	case Cancelled:
		if now.Before(p.Changed.Add(t.options.CancelLater)) {
			return "CREATED"
		}
		return "EXPIRED"
	case Expired:
		// Only a session that ended by itself leaves its payment behind.
		byItself := p.Expires.Equal(p.Created.Add(t.options.Lifetime))
		if !byItself || !now.Before(p.Expires.Add(t.options.Linger)) {
			return "EXPIRED"
		}
	}
	return "CREATED"
}

// A tabbyOrderPart is the body of a capture or refund.
type tabbyOrderPart struct {
	Amount      string `json:"amount"`
	ReferenceID string `json:"reference_id"`

	amount money.Amount
}

func readTabbyPart(body []byte, p *Payment) (tabbyOrderPart, *answer) {
	var o tabbyOrderPart
	refuse := func(a answer) (tabbyOrderPart, *answer) { return o, &a }
	if err := json.Unmarshal(body, &o); err != nil {
		return refuse(tabbyBad("failed to decode request"))
	}
	if !tabbyAmounts[p.Amount.Currency.Code].MatchString(o.Amount) {
		return refuse(tabbyField("$.amount"))
	}
	if o.ReferenceID == "" || len(o.ReferenceID) > 255 {
		return refuse(tabbyField("$.reference_id"))
	}
	amount, err := money.ParseDecimal(o.Amount, p.Amount.Currency)
	if err != nil || !amount.IsPositive() {
		return refuse(tabbyField("$.amount"))
	}
	o.amount = amount
	return o, nil
}
