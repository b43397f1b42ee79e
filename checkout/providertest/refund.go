package providertest

import (
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"kasir/checkout"
	"kasir/checkout/money"
)

// refunder is the provider where it can give money back, which its harness must
// have declared.
func (s *stage) refunder() (checkout.Refunder, bool) {
	s.Helper()
	r, is := s.p.(checkout.Refunder)
	if can := s.h.Can().Refund; is != can {
		s.Fatalf("a checkout.Refunder: %v, declared: %v", is, can)
	}
	return r, say(s, is, "give money back")
}

// taken is a payment that the customer has paid.
func (s *stage) taken() checkout.Payment {
	s.Helper()
	p := s.started()
	s.h.Approve(p.Ref)
	g, err := s.poll(p)
	if err != nil || g.Status != checkout.Paid {
		s.Fatalf("poll: got %v, %v; want paid", g.Status, err)
	}
	p.Status, p.PaidAt, p.Print = checkout.Paid, time.Now(), g.Print
	return p
}

// wanted is a refund as the till would store it, about to be sent.
func (s *stage) wanted(p checkout.Payment, amount money.Amount) checkout.Refund {
	return checkout.Refund{
		ID: uuid.NewString(), Key: uuid.NewString(), Payment: p.ID, Amount: amount,
		Status: checkout.RefundRequested, Reason: "wrong size", By: "ani", Created: time.Now(),
	}
}

// some is what a case gives back: a part that is not its own rest, where parts
// can be given back.
func (s *stage) some(p checkout.Payment) money.Amount {
	s.Helper()
	refunder, _ := s.refunder()
	terms := refunder.RefundTerms(p, nil, time.Now())
	if !terms.Possible {
		s.Fatalf("refund terms of a payment that was just paid: %+v", terms)
	}
	if terms.Part {
		return money.Of(p.Amount.Minor*2/5, p.Amount.Currency)
	}
	return p.Amount
}

// back asks for a refund, or how it stands.
func (s *stage) back(p checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	refunder, _ := s.refunder()
	pass(s.Context(), s.m.Terms.Poll)
	g, err := refunder.Refund(s.Context(), p, r)
	return g, s.heard(err)
}

// noted is the refund once an answer about it is on disk.
func noted(r checkout.Refund, g checkout.RefundProgress) checkout.Refund {
	r.Status = g.Status
	if g.Ref != "" {
		r.Ref = g.Ref
	}
	return r
}

// known is an answer that the service has the refund, and nothing else.
func (s *stage) known(what string, r checkout.Refund, g checkout.RefundProgress, err error) {
	s.Helper()
	switch {
	case err != nil || g.Status != checkout.RefundPending && g.Status != checkout.RefundDone:
		s.Errorf("refund, %s: got %v, %v; want pending or done", what, g.Status, err)
	case g.Status == checkout.RefundDone && g.Amount != r.Amount, !g.Amount.IsZero() && g.Amount != r.Amount:
		s.Errorf("refund, %s: got %v of %v; want %v", what, g.Status, g.Amount, r.Amount)
	}
}

// patient asks until the refund is done: hours, where the service wants them.
func (s *stage) patient(p checkout.Payment, r checkout.Refund) {
	s.Helper()
	for range 50 {
		g, err := s.back(p, r)
		s.known("until it is done", r, g, err)
		if err != nil || g.Status == checkout.RefundDone {
			return
		}
		r = noted(r, g)
		pass(s.Context(), max(g.Wait, time.Second))
	}
	s.Errorf("the refund is not done after fifty questions")
}

// givenBack checks what the service has given back, and in how many parts.
func (s *stage) givenBack(what string, p checkout.Payment, want money.Amount, parts int) {
	s.Helper()
	if got, n := s.h.GivenBack(p.Ref); got != want || n != parts {
		s.Errorf("%s: the service gave back %v in %d parts; want %v in %d", what, got, n, want, parts)
	}
}

func (s *stage) nothingBack(what string, p checkout.Payment) {
	s.Helper()
	s.givenBack(what, p, money.Of(0, p.Amount.Currency), 0)
}

// oneBody checks that each request under a refund's key said the same.
func (s *stage) oneBody(r checkout.Refund) {
	s.Helper()
	body := ""
	for _, q := range s.n.Requests() {
		switch {
		case q.Header.Get("Idempotency-Key") != r.Key:
		case body == "":
			body = string(q.Body)
		case body != string(q.Body):
			s.Errorf("other bytes went out under the refund's key than the first time")
		}
	}
}

// onRefund plays a trick on the next request that asks for money back, however
// many questions the provider asks before. Honest ends it.
func (s *stage) onRefund(trick Trick) {
	played := false // each request waits for the one before it
	for range 8 {
		s.n.Play(func(w http.ResponseWriter, r *http.Request, service http.Handler) {
			if played || r.Method != http.MethodPost || !strings.Contains(r.URL.Path, "refund") {
				service.ServeHTTP(w, r)
				return
			}
			played = true
			trick(w, r, service)
		})
	}
}

// onEach plays a trick on all requests until Honest.
func (s *stage) onEach(trick Trick) {
	for range 8 {
		s.n.Play(trick)
	}
}
