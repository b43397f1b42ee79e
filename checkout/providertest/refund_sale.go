package providertest

import (
	"context"
	"net/http"

	"kasir/checkout"
)

// refusalAfterSilentRefundIsNoEnd: the first request gave money back and its
// answer was lost, so whatever refuses the repeat says nothing about the first.
func refusalAfterSilentRefundIsNoEnd(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	for _, status := range refusals {
		p := s.taken()
		r := s.wanted(p, s.some(p))
		r.Attempts = 1
		s.onRefund(LoseAnswer)
		if _, err := s.back(p, r); err == nil {
			s.Errorf("refund without an answer: got no error")
		}
		s.n.Honest()
		r.Attempts = 2
		s.onRefund(Refuse(status))
		if g, err := s.back(p, r); err == nil && g.Status == checkout.RefundRefused {
			s.Errorf("refund again, answered %d: got refused, while the first request gave the money back", status)
		}
		s.n.Honest()
		s.patient(p, r)
		s.givenBack("after "+http.StatusText(status), p, r.Amount, 1)
	}
}

// saleIsGivenBack: a till gives a sale back through silence and power cuts, and
// a second press meanwhile gives back nothing more.
func saleIsGivenBack(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	journal := &Memory{}
	t := s.till()
	t.Journal = journal
	sale := s.sell(t, func(p checkout.Payment) { s.h.Approve(p.Ref) })
	p := sale.Payments[0]
	order := checkout.RefundOrder{ID: checkout.NewRefundID(), Sale: sale.ID, Payment: p.ID, Amount: s.some(p), Reason: "wrong item"}
	s.onRefund(LoseAnswer)
	for cuts := range 6 {
		t = s.till()
		t.Journal = journal
		ctx, cancel := context.WithTimeout(s.Context(), patience)
		done, err := t.Refund(ctx, order, func(checkout.RefundStanding) {
			if cuts < 5 {
				cancel()
			}
		})
		cancel()
		if s.heard(err) == nil && done.Refunds[0].Status != checkout.RefundDone {
			s.Errorf("the refund ended as %v", done.Refunds[0].Status)
		}
	}
	s.n.Honest()
	s.givenBack("through the till", p, order.Amount, 1)
	if sale, err := journal.Sale(sale.ID); err != nil || len(sale.Refunds) != 1 || sale.Refunds[0].Status != checkout.RefundDone {
		s.Errorf("on disk: %+v, %v", sale.Refunds, err)
	}
}
