package providertest

import (
	"bytes"
	"net/http"
	"sync"

	"kasir/checkout"
)

func startIsRepeatable(s *stage) {
	p := s.payment()
	first, err := s.start(p)
	if err != nil || first.Ref == "" {
		s.Fatalf("start: got ref %q, %v", first.Ref, err)
	}
	if s.h.Can().Anew {
		s.startsAnew(p, first)
		return
	}
	// The power went before the answer was on disk.
	second, err := s.start(again(p))
	if err != nil || second.Ref != first.Ref {
		s.Errorf("start again: got ref %q, %v; want the first one's, %q", second.Ref, err, first.Ref)
	}
	s.made(p)
	s.sameBytes(p)
}

func lostRequestToStart(s *stage) {
	p := s.payment()
	s.n.Play(LoseRequest)
	s.silent(s.start(p))
	s.recovers(again(p))
}

func lostAnswerToStart(s *stage) {
	p := s.payment()
	s.n.Play(LoseAnswer, LoseAnswer)
	s.silent(s.start(p))
	s.silent(s.start(again(p)))
	if sent := s.sent(p); sent < 1 || sent > 2 { // the second may look for the first instead
		s.Errorf("two starts sent %d requests; each may send one", sent)
	}
	s.recovers(again(again(p)))
}

// sent counts the requests that made or could have made the payment: those with
// the stored bytes, behind which a proof of who asks may stand.
func (s *stage) sent(p checkout.Payment) int {
	sent := 0
	for _, q := range s.n.Requests() {
		if q.Method == http.MethodPost && (p.Request == nil || bytes.HasPrefix(q.Body, bytes.TrimSuffix(p.Request, []byte("}")))) {
			sent++
		}
	}
	return sent
}

func malformedAnswerToStart(s *stage) {
	for _, name := range names(malformed()) {
		p := s.payment()
		before := len(s.h.Made())
		s.n.Play(malformed()[name])
		g, err := s.start(p)
		if err == nil {
			s.Errorf("start, answer %s: got %v without an error", name, g.Status)
		} else if fault := checkout.TroubleOf(err); !fault.Sent {
			s.Errorf("start, answer %s: got %v, said never to have left", name, err)
		}
		g, err = s.start(again(p))
		if err != nil || !g.Status.IsOpen() || g.Ref == "" {
			s.Errorf("start again after an answer %s: got %v, %v", name, g.Status, err)
		}
		if made := len(s.h.Made()) - before; made != 1 && !s.h.Can().Anew {
			s.Errorf("payments at the service after an answer %s: got %d, want 1", name, made)
		}
		s.sameBytes(p)
	}
}

func unreachableIsNoRefusal(s *stage) {
	waiting := s.started()
	p := s.payment()
	s.n.Down(true)
	_, err := s.start(p)
	if fault := checkout.TroubleOf(err); err == nil || fault.Sent {
		s.Errorf("start without a network: got %v; want an error that says it never left", err)
	}
	for what, ask := range map[string]func(checkout.Payment) (checkout.Progress, error){"poll": s.poll, "cancel": s.cancel} {
		if g, err := ask(waiting); err == nil {
			s.Errorf("%s without a network: got %v without an error", what, g.Status)
		}
	}
	s.n.Down(false)
	s.finds(waiting, checkout.Pending)
	if g, err := s.start(p); err != nil || g.Ref == "" {
		s.Errorf("start when the network is back: got ref %q, %v", g.Ref, err)
	}
}

func refusedStartMadeNothing(s *stage) {
	for _, status := range refusals {
		p := s.payment()
		s.n.Play(Refuse(status))
		g, err := s.start(p)
		if err == nil && g.Status != checkout.Declined {
			s.Errorf("start, answered %d: got %v; want declined or an error", status, g.Status)
		}
	}
	if made := len(s.h.Made()); made != 0 {
		s.Errorf("payments at the service: got %d, want none", made)
	}
}

func refusalAfterSilenceIsNoEnd(s *stage) {
	p := s.payment()
	s.n.Play(LoseAnswer)
	s.silent(s.start(p))
	for _, status := range refusals {
		p = again(p)
		s.n.Play(Refuse(status))
		if g, err := s.start(p); err == nil && g.Status != checkout.Unresolved {
			s.Errorf("start again, answered %d: got %v, while the first request made a payment", status, g.Status)
		}
	}
	s.recovers(again(p))
}

func twoStartsAtOnce(s *stage) {
	p := s.payment()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if g, err := s.start(again(p)); err == nil && (g.Ref == "" || !g.Status.IsOpen()) {
				s.Errorf("two starts at once: got %v, ref %q", g.Status, g.Ref)
			}
		})
	}
	both.Wait()
	s.recovers(again(p))
}

// silent is what a call without an answer must come to.
func (s *stage) silent(g checkout.Progress, err error) {
	s.Helper()
	if fault := checkout.TroubleOf(err); err == nil || !fault.Sent {
		s.Errorf("no answer: got %v, %v; want an error that says it may have arrived", g.Status, err)
	}
}

// recovers starts once more, finds the one payment there is, and is paid.
func (s *stage) recovers(p checkout.Payment) {
	s.Helper()
	g, err := s.start(p)
	if err != nil || g.Ref == "" || !g.Status.IsOpen() {
		s.Fatalf("start again: got %v, ref %q, %v; want the payment", g.Status, g.Ref, err)
	}
	p.Status, p.Ref = g.Status, g.Ref
	s.sameBytes(p)
	s.h.Approve(p.Ref)
	s.finds(p, checkout.Paid)
	if made := s.made(p); made.Ref != p.Ref || made.Taken != 1 {
		s.Errorf("at the service: got %+v, want %s paid once", made, p.Ref)
	}
}

// sameBytes checks that whatever went out under the key is what was stored.
func (s *stage) sameBytes(p checkout.Payment) {
	s.Helper()
	if p.Request == nil {
		return
	}
	for _, q := range s.n.Requests() {
		for _, values := range q.Header {
			if len(values) == 1 && values[0] == p.Key && string(q.Body) != string(p.Request) {
				s.Errorf("other bytes went out under the key than were stored")
			}
		}
	}
}
