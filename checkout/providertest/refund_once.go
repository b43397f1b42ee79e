package providertest

import (
	"context"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

func refundTermsAskNobody(s *stage) {
	refunder, can := s.refunder()
	if !can {
		return
	}
	waiting := s.started()
	p := s.taken()
	before := len(s.n.Requests())
	if terms := refunder.RefundTerms(waiting, nil, time.Now()); terms.Possible || terms.Why.Word == "" {
		s.Errorf("an unpaid payment: got %+v; want a reason why not", terms)
	}
	terms := refunder.RefundTerms(p, nil, time.Now())
	if !terms.Possible {
		s.Errorf("a payment just paid: got %+v; want possible", terms)
	}
	r := s.wanted(p, s.some(p))
	for _, status := range []checkout.RefundStatus{checkout.RefundRequested, checkout.RefundPending, checkout.RefundDone} {
		r.Status = status
		if then := refunder.RefundTerms(p, []checkout.Refund{r}, time.Now()); then.Possible != terms.Again {
			s.Errorf("after a refund that is %v: got %+v, though before it was %+v", status, then, terms)
		}
	}
	r.Status = checkout.RefundRefused
	if then := refunder.RefundTerms(p, []checkout.Refund{r}, time.Now()); !then.Possible {
		s.Errorf("after a refund that was refused: got %+v", then)
	}
	if asked := len(s.n.Requests()) - before; asked != 0 {
		s.Errorf("the terms took %d requests; want none", asked)
	}
}

func refundIsRepeatable(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	p := s.taken()
	r := s.wanted(p, s.some(p))
	first, err := s.back(p, r)
	s.known("first", r, first, err)
	// The power went before the answer was on disk.
	second, err := s.back(p, r)
	s.known("again", r, second, err)
	if first.Ref == "" || second.Ref != first.Ref {
		s.Errorf("refund again: got ref %q; want the first one's, %q", second.Ref, first.Ref)
	}
	s.patient(p, noted(r, second))
	s.patient(p, noted(r, second))
	s.givenBack("asked for many times", p, r.Amount, 1)
	s.oneBody(r)
}

// The last word on what is left is the service's, should the till ever be wrong.
func refundHasACeiling(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	p := s.taken()
	r := s.wanted(p, p.Amount)
	g, err := s.back(p, r)
	s.known("of all", r, g, err)
	more := s.wanted(p, p.Amount)
	for range 2 {
		if g, err := s.back(p, more); err != nil || g.Status != checkout.RefundRefused || g.Reason.Word == "" {
			s.Errorf("refund of all once more: got %v, %+v, %v; want refused, and why", g.Status, g.Reason, err)
		}
	}
	s.givenBack("asked for twice the sum", p, p.Amount, 1)

	p = s.taken()
	g, err = s.back(p, s.wanted(p, money.Of(p.Amount.Minor+1, p.Amount.Currency)))
	fault := checkout.TroubleOf(err)
	if unasked := err != nil && fault.Trouble == checkout.Misused && !fault.Sent; !unasked && g.Status != checkout.RefundRefused {
		s.Errorf("refund of more than was taken: got %v, %v; want refused", g.Status, err)
	}
	s.nothingBack("asked for more than was taken", p)
}

func lostRequestToRefund(s *stage) {
	s.loses(LoseRequest, func(p checkout.Payment, _ checkout.Refund) { s.nothingBack("the request was lost", p) })
}

func lostAnswerToRefund(s *stage) {
	s.loses(LoseAnswer, func(p checkout.Payment, r checkout.Refund) { s.givenBack("the answer was lost", p, r.Amount, 1) })
}

func (s *stage) loses(trick Trick, meanwhile func(checkout.Payment, checkout.Refund)) {
	s.Helper()
	if _, can := s.refunder(); !can {
		return
	}
	p := s.taken()
	r := s.wanted(p, s.some(p))
	s.onRefund(trick)
	g, err := s.back(p, r)
	s.n.Honest()
	if fault := checkout.TroubleOf(err); err == nil || !fault.Sent {
		s.Errorf("refund without an answer: got %v, %v; want an error that says it may have arrived", g.Status, err)
	}
	meanwhile(p, r)
	s.patient(p, r)
	s.givenBack("asked again", p, r.Amount, 1)
	s.oneBody(r)
}

func twoRefundsAtOnce(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	p := s.taken()
	r := s.wanted(p, s.some(p))
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if g, err := s.back(p, r); err == nil {
				s.known("two at once", r, g, err)
			}
		})
	}
	both.Wait()
	s.patient(p, r)
	s.givenBack("two at once", p, r.Amount, 1)
}

func contextEndsTheRefund(s *stage) {
	refunder, can := s.refunder()
	if !can {
		return
	}
	p := s.taken()
	r := s.wanted(p, s.some(p))
	for what, stall := range map[string]func(){
		"the first answer":    func() { s.n.Play(Stall) },
		"the refund's answer": func() { s.onRefund(Stall) },
	} {
		stall()
		ctx, cancel := context.WithTimeout(s.Context(), time.Second)
		began := time.Now()
		_, err := refunder.Refund(ctx, p, r)
		cancel()
		s.n.Honest()
		if took := time.Since(began); took > 2*time.Second {
			s.Errorf("refund, %s never comes: ended after %s with %v; want a second", what, took, s.heard(err))
		}
	}
	s.patient(p, r)
	s.givenBack("cut short", p, r.Amount, 1)
}
