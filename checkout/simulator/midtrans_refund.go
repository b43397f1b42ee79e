package simulator

import (
	"encoding/json"
	"regexp"
	"strconv"
	"time"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// A midtransRefund is money that was given back.
type midtransRefund struct {
	Key    string
	Amount money.Amount
	Reason string
	UUID   string
	Number int
	At     time.Time
}

var midtransRefundKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func (m *midtrans) refund(q *request) answer {
	p := m.find(q.PathValue("id"), q.now)
	if p == nil {
		return midtransNone()
	}
	var r struct {
		Key    string  `json:"refund_key"`
		Amount rawJSON `json:"amount"`
		Reason string  `json:"reason"`
	}
	if err := json.Unmarshal(q.body, &r); err != nil || !midtransRefundKey.MatchString(r.Key) ||
		!midtransMoney.Match(r.Amount) || len([]rune(r.Reason)) > 255 {
		return midtransInvalid("refund_key, amount or reason is wrong")
	}
	minor, _ := strconv.ParseInt(string(r.Amount), 10, 64) // its form has been checked
	amount := money.Of(minor, p.Amount.Currency)
	for _, known := range m.refunds[p.ID] {
		switch {
		case known.Key != r.Key:
		case m.options.RepeatsRefund:
			return m.gaveBack(p, known)
		default:
			return midtransSays("406", "Duplicate refund ID", map[string]any{"id": uuid.NewString()})
		}
	}
	switch {
	case !m.options.Refunds:
		return midtransSays(m.options.RefundsOff, "Merchant cannot modify the status of the transaction", map[string]any{"id": uuid.NewString()})
	case p.State != Paid || m.refunded(p) == p.Amount || q.now.Sub(p.Changed) > m.window():
		return midtransSays("412", "Merchant cannot modify the status of the transaction", map[string]any{"id": uuid.NewString()})
	case m.refunded(p).Plus(amount).Cmp(p.Amount) > 0:
		return midtransSays("414", "Refund request is rejected due to invalid amount", map[string]any{"id": uuid.NewString()})
	case m.options.RefundDenied:
		said := m.transaction(p)
		said["refund_amount"], said["refund_key"] = "0.00", r.Key
		return midtransSays("202", "Refund denied by the bank", said)
	}
	made := midtransRefund{r.Key, amount, r.Reason, uuid.NewString(), len(m.refunds[p.ID]) + 1, q.now}
	m.refunds[p.ID] = append(m.refunds[p.ID], made)
	return m.gaveBack(p, made)
}

func (m *midtrans) gaveBack(p *Payment, r midtransRefund) answer {
	said := m.transaction(p)
	said["refund_chargeback_id"], said["refund_chargeback_uuid"] = r.Number, r.UUID
	said["refund_amount"], said["refund_key"] = midtransAmount(r.Amount), r.Key
	return midtransSays("200", "Success, refund request is approved", said)
}

// window is how long after the payment money is given back.
func (m *midtrans) window() time.Duration {
	if m.options.Issuer == "gopay" {
		return 45 * 24 * time.Hour
	}
	return 7 * 24 * time.Hour
}

func (m *midtrans) refunded(p *Payment) money.Amount {
	sum := money.Of(0, p.Amount.Currency)
	for _, r := range m.refunds[p.ID] {
		sum = sum.Plus(r.Amount)
	}
	return sum
}

func (m *midtrans) listed(p *Payment, now time.Time) []map[string]any {
	var list []map[string]any
	for _, r := range m.refunds[p.ID] {
		one := map[string]any{
			"refund_chargeback_id": r.Number, "refund_chargeback_uuid": r.UUID, "refund_amount": midtransAmount(r.Amount),
			"created_at": midtransTime(r.At), "reason": r.Reason, "refund_key": r.Key, "refund_method": "online",
		}
		if confirmed := r.At.Add(m.options.Confirms); !confirmed.After(now) {
			one["bank_confirmed_at"] = midtransTime(confirmed)
		}
		list = append(list, one)
	}
	return list
}
