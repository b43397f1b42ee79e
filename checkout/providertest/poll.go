package providertest

import (
	"context"
	"fmt"
	"time"

	"kasir/checkout"
)

func paidIsRepeatable(s *stage) {
	p := s.started()
	s.finds(p, checkout.Pending)
	s.h.Approve(p.Ref)
	for range 3 {
		g, err := s.poll(p)
		if err != nil || g.Status != checkout.Paid || g.Amount != p.Amount || g.Ref != p.Ref {
			s.Errorf("poll: got %v of %v for %q, %v; want paid in full", g.Status, g.Amount, g.Ref, err)
		}
	}
	if made := s.made(p); made.Taken != 1 {
		s.Errorf("money was taken %d times", made.Taken)
	}
}

func refusalIsNoError(s *stage) {
	if !say(s, s.h.Can().Refuse, "end a payment by a refusal") {
		return
	}
	p := s.started()
	s.h.Refuse(p.Ref)
	s.finds(p, checkout.Declined)
}

func abandonedEndsUnpaid(s *stage) {
	p := s.started()
	s.h.Abandon(p.Ref)
	if g, err := s.poll(p); err != nil || !g.Status.IsUnpaidEnd() {
		s.Errorf("poll: got %v, %v; want an unpaid end", g.Status, err)
	}
}

func paidAfterTheEnd(s *stage) {
	if !say(s, s.h.Can().LatePaid, "be paid after the end") {
		return
	}
	p := s.started()
	s.h.Abandon(p.Ref)
	s.h.ApproveLate(p.Ref)
	s.finds(p, checkout.Paid)
}

func unknownWordIsNoEnd(s *stage) {
	p := s.started()
	for _, word := range []string{"brand_new_word", "notpaid", "unsucceeded", "failedover", "Ⓟaid", "0", "null"} {
		s.h.Say(p.Ref, word)
		if g, err := s.poll(p); err == nil {
			s.Errorf("poll, status %q: got %v without an error", word, g.Status)
		}
	}
	s.h.Say(p.Ref, "")
	s.h.Approve(p.Ref)
	s.finds(p, checkout.Paid)
}

func malformedAnswerToPoll(s *stage) {
	p := s.started()
	// Once while nobody has paid, so that no end may be made up, and once when it
	// is paid, so that nothing half-read may be believed.
	for _, paid := range []bool{false, true} {
		if paid {
			s.h.Approve(p.Ref)
		}
		s.deaf("poll", s.poll, p)
	}
	s.finds(p, checkout.Paid)
}

// deaf asks through every malformed answer and every refusal. None is an
// answer about the payment.
func (s *stage) deaf(what string, ask func(checkout.Payment) (checkout.Progress, error), p checkout.Payment) {
	s.Helper()
	bad := malformed()
	for _, status := range refusals {
		bad[fmt.Sprintf("refused %d", status)] = Refuse(status)
	}
	for _, name := range names(bad) {
		s.n.Play(bad[name])
		if g, err := ask(p); err == nil {
			s.Errorf("%s, answer %s: got %v without an error", what, name, g.Status)
		}
	}
}

func forgedAnswerIsNeverPaid(s *stage) {
	p := s.started()
	for _, name := range names(s.forgeries(p)) {
		s.n.Play(s.forgeries(p)[name])
		g, err := s.poll(p)
		if err == nil && g.Status == checkout.Paid && g.Ref == p.Ref && g.Amount == p.Amount {
			s.Errorf("poll, %s: got paid", name)
		}
	}
	s.finds(p, checkout.Pending)
}

// forgeries say paid, but not of this payment.
func (s *stage) forgeries(p checkout.Payment) map[string]Trick {
	at := s.h.Spelling()
	forge := func(path string, value any) Trick {
		return Forge(map[string]any{at.Status: at.Paid, path: value})
	}
	forgeries := map[string]Trick{"another payment": forge(at.Ref, "ffffffffffffffffffffffffffffffff")}
	if at.Amount != "" {
		forgeries["a smaller amount"] = forge(at.Amount, p.Amount.Minor-1)
		forgeries["a larger amount"] = forge(at.Amount, p.Amount.Minor*100)
		forgeries["no amount"] = forge(at.Amount, nil)
		forgeries["an amount of nothing"] = forge(at.Amount, 0)
		forgeries["a broken amount"] = forge(at.Amount, "1e9")
	}
	if at.Currency != "" {
		forgeries["another currency"] = forge(at.Currency, "XTS")
		other := "KWD"
		if p.Amount.Currency.Code == other {
			other = "AED"
		}
		forgeries["a real other currency"] = forge(at.Currency, other)
	}
	return forgeries
}

func contextEndsTheCall(s *stage) {
	waiting := s.started()
	calls := map[string]func(ctx context.Context) error{
		"start":  func(ctx context.Context) error { _, err := s.p.Start(ctx, s.payment()); return err },
		"poll":   func(ctx context.Context) error { _, err := s.p.Poll(ctx, waiting); return err },
		"cancel": func(ctx context.Context) error { _, err := s.p.Cancel(ctx, waiting); return err },
	}
	for what, call := range calls {
		s.n.Play(Stall)
		ctx, cancel := context.WithTimeout(s.Context(), time.Second)
		began := time.Now()
		err := call(ctx)
		cancel()
		if took := time.Since(began); s.heard(err) == nil || took > 2*time.Second {
			s.Errorf("%s: ended after %s with %v; want an error after a second", what, took, err)
		}
		s.n.Honest()
	}
}
