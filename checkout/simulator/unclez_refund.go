package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"kasir/checkout/money"
)

// How long refunds go through at once, and how long at all (POS retail flow).
const (
	uncleZAtOnce  = 24 * time.Hour
	uncleZRefunds = 365 * 24 * time.Hour
)

// An uncleZRefund is money that was asked back. There is one for each payment,
// unless the first one failed.
type uncleZRefund struct {
	ID      string
	Key     string
	Amount  money.Amount
	Reason  string
	Status  string
	Created time.Time
}

var uncleZID = regexp.MustCompile(`^[0-9a-f]{32}$`)

// refund answers a known key with its first answer. Whether that then shows how
// the refund stands by now is not documented: FrozenRefunds decides.
func (u *uncleZ) refund(q *request) answer {
	a := u.s.once(UncleZName, q, func(key string) answer { return u.giveBack(q, key) })
	key := q.Header.Get("Idempotency-Key")
	if a.status != http.StatusCreated || u.options.FrozenRefunds || key == "" {
		return a
	}
	for id, all := range u.refunds {
		for _, r := range all {
			if r.Key == key {
				return u.gaveBack(id, r)
			}
		}
	}
	return a
}

func (u *uncleZ) giveBack(q *request, key string) answer {
	p, r, wrong := u.readRefund(q)
	if wrong != nil {
		return *wrong
	}
	age := q.now.Sub(p.Changed)
	switch {
	case p.State != Paid:
		return refuse(http.StatusUnprocessableEntity,
			fmt.Sprintf("payment must be in 'succeeded' state to refund (got %s)", u.word(p.State)))
	case u.refundOf(p.ID) != nil:
		return refuse(http.StatusUnprocessableEntity, "payment has already been refunded")
	case r.Amount.Cmp(p.Amount) > 0:
		return refuse(http.StatusUnprocessableEntity, "amount_minor exceeds the payment's amount")
	case r.Amount != p.Amount && u.options.WholeRefunds:
		return refuse(http.StatusUnprocessableEntity, "partial refunds are not supported for method=qris")
	case age > uncleZRefunds:
		return refuse(http.StatusUnprocessableEntity, "the payment can no longer be refunded")
	}
	r.ID, r.Key, r.Created, r.Status = hexID(), key, q.now, "succeeded"
	if u.options.SlowRefunds || age > uncleZAtOnce {
		r.Status = "initiated"
	}
	u.refunds[p.ID] = append(u.refunds[p.ID], r)
	return u.gaveBack(p.ID, r)
}

// readRefund reads the body of POST /v1/refunds; without an amount it means all.
func (u *uncleZ) readRefund(q *request) (*Payment, *uncleZRefund, *answer) {
	fail := func(status int, text string) (*Payment, *uncleZRefund, *answer) {
		a := refuse(status, text)
		return nil, nil, &a
	}
	var o struct {
		PaymentID string  `json:"payment_id"`
		Minor     rawJSON `json:"amount_minor"`
		Reason    string  `json:"reason"`
	}
	d := json.NewDecoder(bytes.NewReader(q.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&o); err != nil {
		return fail(http.StatusBadRequest, "malformed request: "+err.Error())
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fail(http.StatusBadRequest, "malformed request: more follows the body")
	}
	if !uncleZID.MatchString(o.PaymentID) {
		return fail(http.StatusUnprocessableEntity, "payment_id must be 32 hexadecimal digits")
	}
	p := u.s.ledger.find(UncleZName, o.PaymentID, q.now)
	if p == nil {
		return fail(http.StatusNotFound, "payment not found")
	}
	r := &uncleZRefund{Amount: p.Amount, Reason: o.Reason}
	if o.Minor != nil {
		if !uncleZAmount.Match(o.Minor) {
			return fail(http.StatusUnprocessableEntity, "amount_minor must be a whole number above zero")
		}
		minor, _ := strconv.ParseInt(string(o.Minor), 10, 64) // its form has been checked
		r.Amount = money.Of(minor, p.Amount.Currency)
	}
	return p, r, nil
}

func (u *uncleZ) gaveBack(payment string, r *uncleZRefund) answer {
	return reply(http.StatusCreated, map[string]any{
		"refund_id": r.ID, "payment_id": payment, "status": r.Status, "amount_minor": r.Amount.Minor,
		"currency": r.Amount.Currency.Code, "provider_ref": "SIMR" + r.ID[:12], "reason": r.Reason,
		"created_at": r.Created.Format(time.RFC3339),
	})
}

// refundOf is the refund of a payment that has not failed.
func (u *uncleZ) refundOf(payment string) *uncleZRefund {
	for _, r := range u.refunds[payment] {
		if r.Status != "failed" {
			return r
		}
	}
	return nil
}

// endRefund has NICEPAY decide about a refund that waits.
func (u *uncleZ) endRefund(payment string, done bool) error {
	r := u.refundOf(payment)
	switch {
	case r == nil:
		return fmt.Errorf("no refund waits: %w", ErrUnknown)
	case r.Status != "initiated":
		return fmt.Errorf("its refund has %s: %w", r.Status, ErrOver)
	}
	r.Status = "failed"
	if done {
		r.Status = "succeeded"
	}
	return nil
}
