package checkout

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A RefundStanding is how a refund stands: what is on disk, and how fresh that is.
type RefundStanding struct {
	Sale   Sale
	Refund Refund
	Fault  Fault     // why the last question got no answer; zero after an answer
	Next   time.Time // when it will be asked again; zero when that is over
}

// FollowRefund asks about a refund until it has come to its end, taking up
// where an earlier run, or a crash, left it: the same key, the same bytes. watch
// hears how it stands after every question, once that is on disk. Where somebody
// follows it already, that one goes on alone.
//
// An error is the journal's or the context's; a provider's silence is not one.
func (t *Till) FollowRefund(ctx context.Context, sale SaleID, refund string, watch func(RefundStanding)) (Sale, error) {
	leave, first := t.enter(refund)
	if !first {
		return t.Journal.Sale(sale)
	}
	defer leave()
	failures := 0
	wake := t.wake(PaymentID(refund))
	for {
		s, r, err := t.findRefund(sale, refund)
		if err != nil {
			return s, err
		}
		st := RefundStanding{Sale: s, Refund: r}
		if !r.InMotion() {
			watch(st)
			return s, nil
		}
		wait, err := t.askRefund(ctx, sale, refund)
		switch {
		case ctx.Err() != nil:
			return s, fmt.Errorf("checkout: follow refund %s: %w", refund, ctx.Err())
		case isJournal(err):
			return s, fmt.Errorf("checkout: follow refund %s: %w", refund, err)
		case err != nil:
			failures++
			st.Fault = TroubleOf(err)
			t.log().Warn("no answer about a refund", "sale", sale, "refund", refund, "err", err)
		default:
			failures = 0
		}
		if s, r, err = t.findRefund(sale, refund); err != nil {
			return s, err
		}
		st.Sale, st.Refund = s, r
		if r.InMotion() {
			st.Next = t.now().Add(refundPace(r, t.now(), max(wait, st.Fault.Wait), failures))
		}
		watch(st)
		if !r.InMotion() {
			continue
		}
		woken, alive := pause(ctx, st.Next.Sub(t.now()), wake)
		switch {
		case !alive:
			return s, fmt.Errorf("checkout: follow refund %s: %w", refund, ctx.Err())
		case woken:
			failures = 0
		}
	}
}

// refundPace is how long to leave a provider alone about a refund: the customer
// stands there at first; after that nobody waits at the counter.
func refundPace(r Refund, now time.Time, wait time.Duration, failures int) time.Duration {
	pace := max(2*time.Second, min(lasted(r.Created, now)/10, 5*time.Minute))
	if failures > 0 {
		pace = max(pace, min(time.Second<<min(failures, 9), 5*time.Minute))
	}
	return max(pace, wait)
}

func (t *Till) findRefund(sale SaleID, refund string) (Sale, Refund, error) {
	s, err := t.Journal.Sale(sale)
	if err != nil {
		return s, Refund{}, fmt.Errorf("checkout: sale %s: %w", sale, err)
	}
	r := s.Refund(refund)
	if r == nil || s.Payment(r.Payment) == nil {
		return s, Refund{}, fmt.Errorf("checkout: refund %s: %w", refund, ErrNotFound)
	}
	return s, *r, nil
}

// askRefund marks the attempt on disk, asks, and stores the answer. Nobody closes
// the refund while it is on the wire.
func (t *Till) askRefund(ctx context.Context, sale SaleID, refund string) (time.Duration, error) {
	defer t.holdRefund(refund)()
	s, r, err := t.findRefund(sale, refund)
	if err != nil || !r.InMotion() {
		return 0, err
	}
	seen := t.seen(PaymentID(r.ID)) // also where nobody can be asked: a person may have to end it
	p := *s.Payment(r.Payment)
	m, _ := t.Method(p.Method)
	refunder, ok := m.Provider.(Refunder)
	if !ok {
		return time.Minute, &Fault{Trouble: Misused, Err: errors.New("the method is missing from the settings, or gives nothing back")}
	}
	if r.Status == RefundRequested {
		s, err := t.updateRefund(s.ID, r.ID, func(s *Sale, r *Refund) {
			if r.Attempts++; r.Attempts == 1 {
				s.happened(t.now(), RefundSent, r.Payment, "", "")
			}
		})
		if err != nil {
			return 0, err
		}
		r = *s.Refund(r.ID)
	}
	r.Seen = seen
	g, err := refunder.Refund(ctx, p, r)
	if err == nil {
		return g.Wait, t.recordRefund(s.ID, r, g)
	}
	if fault := TroubleOf(err); !fault.Sent && r.Status == RefundRequested {
		if _, kept := t.updateRefund(s.ID, r.ID, func(_ *Sale, r *Refund) { r.Unsent++ }); kept != nil {
			return 0, kept
		}
	}
	return 0, err
}

// recordRefund stores what an answer changes, once it is certain that it speaks
// of this refund. The slip is due with the first answer that says money moves.
func (t *Till) recordRefund(sale SaleID, r Refund, g RefundProgress) error {
	if err := matchRefund(r, g); err != nil {
		return &Fault{Trouble: Mismatch, Sent: true, Err: err}
	}
	if trial := r; !trial.absorb(g, t.now()) {
		return nil
	}
	_, err := t.updateRefund(sale, r.ID, func(s *Sale, r *Refund) {
		now, before := t.now(), r.Status
		if !r.absorb(g, now) {
			return
		}
		note := r.Status.String()
		if word := r.Why.Word; word != "" {
			note += "; " + word
		}
		s.happened(now, RefundAnswered, r.Payment, "", note)
		if before == RefundRequested && (r.Status == RefundPending || r.Status == RefundDone) {
			t.askSlip(s, *r, r.By, now)
		}
	})
	return err
}

func matchRefund(r Refund, g RefundProgress) error {
	switch {
	case r.Ref != "" && g.Ref != "" && g.Ref != r.Ref:
		return errors.New("the answer names another refund")
	case !g.Amount.IsZero() && g.Amount != r.Amount:
		return fmt.Errorf("the answer is about %s, not %s", g.Amount, r.Amount)
	case g.Status == RefundDone && g.Amount.IsZero():
		return errors.New("the answer says given back, but not how much")
	}
	return nil
}

// absorb takes over what an answer says and tells whether that changed anything.
func (r *Refund) absorb(g RefundProgress, now time.Time) bool {
	changed := set(&r.Ref, g.Ref, r.Ref == "")
	if next := r.Status.After(g.Status); next != r.Status {
		r.Status, changed = next, true
		if !r.InMotion() {
			r.Ended = now
		}
	}
	if g.Reason.Word != "" && g.Reason != r.Why && (r.InMotion() || changed) {
		r.Why, changed = g.Reason, true
	}
	return changed
}

// updateRefund stores a change of a refund in motion. A refund that frees its
// amount can complete a sale that was still open.
func (t *Till) updateRefund(sale SaleID, id string, change func(s *Sale, r *Refund)) (Sale, error) {
	s, err := t.Journal.UpdateSale(sale, func(s *Sale, number func() uint64) error {
		r := s.Refund(id)
		if r == nil {
			return ErrNotFound
		}
		if !r.InMotion() {
			return nil
		}
		change(s, r)
		if r.Status == RefundRefused && s.Status == Open && !s.Due().IsPositive() {
			t.complete(s, number(), t.now())
		}
		return nil
	})
	if err != nil {
		return s, journalError{err}
	}
	return s, nil
}

// enter takes the right to follow a refund; two askers at once would only ask
// the same thing twice.
func (t *Till) enter(refund string) (leave func(), first bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.refunding == nil {
		t.refunding = make(map[string]bool)
	}
	if t.refunding[refund] {
		return nil, false
	}
	t.refunding[refund] = true
	return func() {
		t.forget(PaymentID(refund))
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.refunding, refund)
	}, true
}

// holdRefund keeps everybody else from asking about a refund, and from closing it.
func (t *Till) holdRefund(refund string) (release func()) {
	t.mu.Lock()
	if t.held == nil {
		t.held = make(map[string]chan struct{})
	}
	if t.held[refund] == nil {
		t.held[refund] = make(chan struct{}, 1)
	}
	hold := t.held[refund]
	t.mu.Unlock()
	hold <- struct{}{}
	return func() { <-hold }
}

// CheckRefund has a refund in motion asked about now, by whoever follows it.
func (t *Till) CheckRefund(refund string) { t.rouse(PaymentID(refund)) }

// CloseRefundAct is the act of saying how a refund ended, for whoever approves
// it.
func (t *Till) CloseRefundAct(s Sale, refund string, end RefundStatus) Act {
	r := s.Refund(refund)
	if r == nil {
		return Act{}
	}
	return Act{
		Right: RightCloseRefund, What: "refund-" + end.String(), Sale: s.ID, Payment: r.Payment, Refund: r.ID,
		Amount: r.Amount, Before: s.Refunded(),
	}
}

// CloseRefund ends a refund that its service no longer tells about, on the word
// of a person who looked it up there: done, or refused, which frees its amount
// and so may be said only of one that is Stuck, and that this run of the till has
// asked about for as long, whatever the date says: before that a request may still
// be on its way. It waits for a question that is on the wire. ErrOver where it has
// ended already, ErrBusy where it is too early, ErrNotAllowed.
func (t *Till) CloseRefund(sale SaleID, refund string, end RefundStatus, by, approval, note string) (Sale, error) {
	defer t.holdRefund(refund)()
	s, r, err := t.findRefund(sale, refund)
	switch {
	case err != nil:
		return s, err
	case end == RefundRefused && r.InMotion() && (!r.Stuck(t.now()) || t.seen(PaymentID(refund)) < refundPatience):
		return s, fmt.Errorf("checkout: close refund %s: %w", refund, ErrBusy)
	case end != RefundDone && end != RefundRefused || !r.InMotion():
		return s, fmt.Errorf("checkout: close refund %s: %w", refund, ErrOver)
	}
	approver, err := t.allow(by, t.CloseRefundAct(s, refund, end), approval)
	if err != nil {
		return s, fmt.Errorf("checkout: close refund %s: %w", refund, err)
	}
	s, err = t.updateRefund(sale, refund, func(s *Sale, r *Refund) {
		if r.Status == RefundRequested && end == RefundDone {
			defer func() { t.askSlip(s, *r, by, r.Ended) }()
		}
		r.Status, r.Ended, r.Why = end, t.now(), Reason{Word: "refund-closed", Text: note}
		if approver != "" {
			note += "; approved by " + approver
		}
		s.happened(r.Ended, RefundClosed, r.Payment, by, end.String()+"; "+note)
	})
	if err != nil {
		return s, fmt.Errorf("checkout: close refund %s: %w", refund, err)
	}
	t.rouse(PaymentID(refund))
	return s, nil
}
