package simulator

import (
	"net/http"
	"time"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// tabbyRefundTime is how long after its creation a payment can be refunded.
const tabbyRefundTime = 180 * 24 * time.Hour

func (t *tabby) capture(q *request) answer {
	p, account, wrong := t.byID(q)
	if wrong != nil {
		return *wrong
	}
	o, wrong := readTabbyPart(q.body, p)
	if wrong != nil {
		return *wrong
	}
	word := t.word(p, account, q.now)
	if a, known := t.again(q, p, account, account.captures, o); known {
		return a
	}
	switch {
	case word != "AUTHORIZED":
		return tabbyBad("could not capture not authorized payments")
	case o.amount != p.Amount:
		return tabbyBad("the simulator captures the whole amount only")
	}
	account.captures = append(account.captures, tabbyPart{uuid.NewString(), q.now, o.amount, o.ReferenceID})
	return reply(http.StatusOK, t.payment(p, account, q.now))
}

func (t *tabby) refund(q *request) answer {
	p, account, wrong := t.byID(q)
	if wrong != nil {
		return *wrong
	}
	o, wrong := readTabbyPart(q.body, p)
	if wrong != nil {
		return *wrong
	}
	word := t.word(p, account, q.now)
	if a, known := t.again(q, p, account, account.refunds, o); known {
		return a
	}
	left := tabbySum(account.captures).Minus(tabbySum(account.refunds))
	switch {
	case t.options.Disputed:
		return tabbyError(http.StatusConflict, "conflict", "payment is disputed")
	case word != "CLOSED" || len(account.captures) == 0:
		return tabbyBad("can not refund payment that has no captures and not closed")
	case q.now.Sub(p.Created) > tabbyRefundTime:
		return tabbyBad("the payment is too old")
	case o.amount.Cmp(left) > 0:
		return tabbyBad("refund amount exceeds the captured amount")
	}
	before := t.payment(p, account, q.now)
	account.refunds = append(account.refunds, tabbyPart{uuid.NewString(), q.now, o.amount, o.ReferenceID})
	if t.options.SlowRefunds {
		return reply(http.StatusOK, before)
	}
	return reply(http.StatusOK, t.payment(p, account, q.now))
}

// again answers a reference that is known already: nothing is done twice.
func (t *tabby) again(q *request, p *Payment, account *tabbyAccount, parts []tabbyPart, o tabbyOrderPart) (answer, bool) {
	for _, part := range parts {
		if part.Reference != o.ReferenceID {
			continue
		}
		if part.Amount != o.amount {
			t.s.conduct.note(q.now, p.ID, "sent another amount under one reference")
			if t.options.StrictReplay {
				return tabbyBad("reference_id was used with another amount"), true
			}
		}
		return reply(http.StatusOK, t.payment(p, account, q.now)), true
	}
	return answer{}, false
}

// close gives back what is approved but not captured.
func (t *tabby) close(q *request) answer {
	p, account, wrong := t.byID(q)
	if wrong != nil {
		return *wrong
	}
	if t.word(p, account, q.now) != "AUTHORIZED" {
		return tabbyBad("already closed")
	}
	account.closed = true
	return reply(http.StatusOK, t.payment(p, account, q.now))
}

// TabbyRefunds is what has been given back of a payment, and in how many parts.
func (s *Simulator) TabbyRefunds(payment string) (money.Amount, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	account := s.tabby.accounts[payment]
	if account == nil {
		return money.Amount{}, 0
	}
	return tabbySum(account.refunds), len(account.refunds)
}

func tabbySum(parts []tabbyPart) money.Amount {
	var all money.Amount
	for _, part := range parts {
		all = all.Plus(part.Amount)
	}
	return all
}
