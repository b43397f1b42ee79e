package providertest

import (
	"net/http"
	"time"

	"kasir/checkout"
)

func malformedAnswerToRefund(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	for _, name := range names(malformed()) {
		p := s.taken()
		r := s.wanted(p, s.some(p))
		s.onRefund(malformed()[name])
		if g, err := s.back(p, r); err == nil && (g.Status != checkout.RefundPending || g.Ref == "") {
			s.Errorf("refund, answer %s: got %v, ref %q; nothing of the kind was said", name, g.Status, g.Ref)
		}
		s.n.Honest()
		s.patient(p, r)
		s.givenBack("after an answer "+name, p, r.Amount, 1)
	}
}

// What an answer says about our settings, or what stands in between says, is no
// refusal to give money back: the refund may be there already.
func refundErrorIsNoRefusal(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	for _, status := range []int{401, 403, 404, 407, 408, 425, 429, 500, 502, 503, 504} {
		p := s.taken()
		r := s.wanted(p, s.some(p))
		s.onRefund(LoseAnswer)
		_, err := s.back(p, r)
		s.n.Honest()
		if err == nil {
			s.Errorf("refund without an answer: got no error")
		}
		s.onEach(Refuse(status))
		if g, err := s.back(p, r); err == nil {
			s.Errorf("refund again, answered %d: got %v, though nobody has said how it stands", status, g.Status)
		}
		s.n.Honest()
		s.patient(p, r)
		s.givenBack("after "+http.StatusText(status), p, r.Amount, 1)
	}
}

func unreachableIsNoRefusedRefund(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	p := s.taken()
	r := s.wanted(p, s.some(p))
	s.n.Down(true)
	g, err := s.back(p, r)
	s.n.Down(false)
	if fault := checkout.TroubleOf(err); err == nil || fault.Sent {
		s.Errorf("refund without a network: got %v, %v; want an error that says it never left", g.Status, err)
	}
	s.patient(p, r)
	s.givenBack("when the network is back", p, r.Amount, 1)
}

func refusedRefundGaveNothing(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	for _, status := range refusals {
		p := s.taken()
		r := s.wanted(p, s.some(p))
		s.onRefund(Refuse(status))
		g, err := s.back(p, r)
		s.n.Honest()
		if err == nil && (g.Status != checkout.RefundRefused || g.Reason.Word == "") {
			s.Errorf("refund, answered %d: got %v, %+v; want refused, and why, or an error", status, g.Status, g.Reason)
		}
		s.nothingBack("refused", p)
	}
}

func refundWaits(s *stage) {
	if _, can := s.refunder(); !can || !say(s, s.h.Can().RefundWaits, "leave a refund undecided until a hand decides") {
		return
	}
	for _, done := range []bool{true, false} {
		s.h.HoldRefunds(true)
		p := s.taken()
		r := s.wanted(p, s.some(p))
		for range 3 {
			g, err := s.back(p, r)
			if err != nil || g.Status != checkout.RefundPending || g.Ref == "" || g.Wait <= 0 {
				s.Fatalf("a refund that waits: got %v, ref %q, wait %s, %v; want pending", g.Status, g.Ref, g.Wait, err)
			}
			r = noted(r, g)
			pass(s.Context(), time.Hour)
		}
		s.h.EndRefund(p.Ref, done)
		if !done {
			if g, err := s.back(p, r); err != nil || g.Status != checkout.RefundRefused || g.Reason.Word == "" {
				s.Errorf("a refund that failed: got %v, %+v, %v; want refused, and why", g.Status, g.Reason, err)
			}
			s.nothingBack("failed", p)
			continue
		}
		if g, err := s.back(p, r); err != nil || g.Status != checkout.RefundDone || g.Amount != r.Amount {
			s.Errorf("a refund that is done: got %v of %v, %v", g.Status, g.Amount, err)
		}
		s.givenBack("done", p, r.Amount, 1)
	}
}

func forgedAnswerToRefund(s *stage) {
	if _, can := s.refunder(); !can {
		return
	}
	at := s.h.Spelling()
	p := s.taken()
	r := s.wanted(p, s.some(p))
	first, err := s.back(p, r)
	s.known("first", r, first, err)
	for what, forgery := range map[string]Trick{
		"another payment":      forgeAll(at.RefundPayment, "ffffffffffffffffffffffffffffffff"),
		"a smaller amount":     forgeAll(at.RefundAmount, r.Amount.Minor-1),
		"a larger amount":      forgeAll(at.RefundAmount, r.Amount.Minor*100),
		"an amount of nothing": forgeAll(at.RefundAmount, 0),
		"a broken amount":      forgeAll(at.RefundAmount, "1e9"),
	} {
		for _, stored := range []checkout.Refund{r, noted(r, first)} {
			s.onEach(forgery)
			if g, err := s.back(p, stored); err == nil {
				s.Errorf("refund, answered with %s: got %v of %v without an error", what, g.Status, g.Amount)
			}
			s.n.Honest()
		}
	}
	s.patient(p, r)
	s.givenBack("after forged answers", p, r.Amount, 1)
}
