package checkout

import (
	"context"
	"fmt"
	"time"
)

// Follow asks about one payment at its provider's pace until nothing is left
// to ask: through its start, its wait, its end and the watch after that. It
// takes up where an earlier run, or a crash, left the payment. watch hears
// how the payment stands after every question, always from this goroutine and
// always after it is on disk.
//
// An error is the journal's or the context's; a provider's silence is not one.
func (t *Till) Follow(ctx context.Context, sale SaleID, payment PaymentID, watch func(Standing)) (Sale, error) {
	st := Standing{Asking: true}
	failures := 0
	wake := t.wake(payment)
	defer t.forget(payment)
	for {
		s, p, m, err := t.find(sale, payment)
		if err != nil {
			return s, err
		}
		st.Sale, st.Payment = s, p
		if !p.Followed() { // somebody else has heard the end; it is news here all the same
			st.Fault, st.Doubt, st.Asking = Fault{}, p.Status == Unresolved, false
			watch(st)
			return s, nil
		}
		asked := t.now()
		s, wait, err := t.ask(ctx, m, p)
		switch {
		case ctx.Err() != nil:
			return s, fmt.Errorf("checkout: follow payment %s: %w", payment, ctx.Err())
		case isJournal(err):
			return s, fmt.Errorf("checkout: follow payment %s: %w", payment, err)
		case err != nil:
			failures++
			st.Fault = TroubleOf(err)
			t.log().Warn("no answer", "sale", sale, "payment", payment, "method", m.ID, "err", err)
		default:
			failures = 0
			st.Fault, st.Heard, st.Asking = Fault{}, t.now(), false
		}
		if s, err = t.Journal.Sale(sale); err != nil {
			return s, fmt.Errorf("checkout: follow payment %s: %w", payment, err)
		}
		st.Sale, st.Payment, st.seen = s, *s.Payment(payment), t.seen(payment)
		st.Next = nextAsk(m.Terms, st, asked, t.now(), wait, failures)
		st.Doubt = st.doubt(m.Terms, t.now(), t.isTimeOver(m, st.Payment) || t.isCodeOver(st.Payment))
		watch(st)
		if !st.Payment.Followed() {
			return s, nil
		}
		woken, alive := pause(ctx, st.Next.Sub(t.now()), wake)
		switch {
		case !alive:
			return s, fmt.Errorf("checkout: follow payment %s: %w", payment, ctx.Err())
		case woken:
			failures = 0 // what failed before says nothing about now
		}
		t.awaitTurn(ctx, st.Payment)
	}
}

// awaitTurn leaves the provider alone for a second after a question that somebody
// else has put meanwhile. A code that is there but cannot be seen yet comes first.
func (t *Till) awaitTurn(ctx context.Context, p Payment) {
	for !p.undrawn() && ctx.Err() == nil && !t.mayAsk(ctx, p.ID) {
	}
}

// Check asks about a payment now, whatever its pace, but never sooner than a
// second after the last question: it waits for that second to pass. It returns
// how the payment stands on disk afterwards; the error says why no answer came.
// A payment that no answer has named yet is asked for by its follower alone,
// who is woken: two at once could make two of it.
func (t *Till) Check(ctx context.Context, sale SaleID, payment PaymentID) (Sale, error) {
	s, p, m, err := t.find(sale, payment)
	switch {
	case err != nil || !p.Followed():
		return s, err
	case p.Status == Created:
		t.rouse(payment)
		return s, nil
	case !t.mayAsk(ctx, payment): // somebody else has asked meanwhile
		return t.Journal.Sale(sale)
	}
	s, _, err = t.ask(ctx, m, p)
	return s, err
}

// mayAsk waits until a second has passed since the last question and takes the
// right to put the next one. It is false where somebody else was faster.
func (t *Till) mayAsk(ctx context.Context, id PaymentID) bool {
	left := t.takeTurn(id)
	if left <= 0 {
		return true
	}
	_, alive := pause(ctx, left, nil)
	return alive && t.takeTurn(id) <= 0
}

func (t *Till) find(sale SaleID, payment PaymentID) (Sale, Payment, Method, error) {
	s, err := t.Journal.Sale(sale)
	if err != nil {
		return s, Payment{}, Method{}, fmt.Errorf("checkout: sale %s: %w", sale, err)
	}
	p := s.Payment(payment)
	if p == nil {
		return s, Payment{}, Method{}, fmt.Errorf("checkout: payment %s: %w", payment, ErrNotFound)
	}
	m, ok := t.Method(p.Method)
	if !ok {
		m = absent(p.Method)
	}
	return s, *p, m, nil
}

// ask puts the one question that a payment's state calls for, and stores the
// answer.
func (t *Till) ask(ctx context.Context, m Method, p Payment) (Sale, time.Duration, error) {
	t.noteAsked(p.ID)
	switch {
	case p.Uncaptured:
		return t.capture(ctx, m, p)
	case p.Status == Created:
		return t.start(ctx, m, p)
	case p.undrawn():
		return t.draw(ctx, m, p)
	case p.Status.IsOpen() && !p.Withdrawn.IsZero() && !p.Kept:
		return t.takeBack(ctx, m, p)
	case p.Status.IsOpen() && p.Withdrawn.IsZero() && t.isTimeOver(m, p):
		return t.timeOut(ctx, m, p)
	}
	return t.poll(ctx, m, p)
}

// poll asks how a payment stands. The last answer of a watch ends it.
func (t *Till) poll(ctx context.Context, m Method, p Payment) (Sale, time.Duration, error) {
	last := !p.Status.IsOpen() && t.isWatchOver(m, p)
	g, err := m.Provider.Poll(ctx, p)
	if err != nil {
		return Sale{}, 0, err
	}
	if p.Status.IsOpen() && g.Status.IsOpen() && t.outstays(m, p) {
		g = Progress{Status: Unresolved, Reason: Reason{Word: "no-end"}}
	}
	s, err := t.record(p, g)
	if err == nil && last {
		return t.stopWatching(p)
	}
	return s, g.Wait, err
}

// nextAsk keeps the pace of the provider's documents, measured from question
// to question, slower where nobody waits at the counter and after failures.
func nextAsk(terms Terms, st Standing, asked, now time.Time, wait time.Duration, failures int) time.Time {
	pace := terms.Poll
	p := st.Payment
	ended := now.Sub(p.EndedAt())
	switch {
	case inHand(now.Sub(p.Withdrawn)), !p.Status.IsOpen() && inHand(ended):
	case !p.Status.IsOpen():
		pace = max(pace, 15*time.Second, min(ended.Abs()/20, st.slowest(terms)))
	case p.Kept:
		pace = max(pace, 5*time.Second)
	}
	if failures > 0 {
		pace = max(pace, min(500*time.Millisecond<<min(failures, 10), 8*time.Second))
	}
	if failures > 10 {
		pace = max(pace, min(time.Duration(failures)*3*time.Second, 5*time.Minute))
	}
	next := asked.Add(pace)
	if p.undrawn() && failures == 0 {
		next = now // the code itself comes first
	}
	for _, atLeast := range []time.Time{now.Add(wait), now.Add(st.Fault.Wait)} {
		if next.Before(atLeast) {
			next = atLeast
		}
	}
	return next
}

// inHand tells whether a customer may still hold a phone before a code that was
// taken back, or has ended, so long ago: who is about to send the goods back should
// hear of the money at once.
func inHand(ago time.Duration) bool { return 0 <= ago && ago < time.Minute }

// pause waits unless it is woken, and tells whether it was and whether the context
// still stands.
func pause(ctx context.Context, d time.Duration, wake <-chan struct{}) (woken, alive bool) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false, false
	case <-timer.C:
		return false, true
	case <-wake:
		return true, true
	}
}

// rouse cuts short the wait of whoever follows a payment.
func (t *Till) rouse(id PaymentID) {
	select {
	case t.wake(id) <- struct{}{}:
	default: // it is awake
	}
}

// wake is the way to wake whoever follows a payment.
func (t *Till) wake(id PaymentID) chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.wakes == nil {
		t.wakes = make(map[PaymentID]chan struct{})
	}
	if t.wakes[id] == nil {
		t.wakes[id] = make(chan struct{}, 1)
	}
	return t.wakes[id]
}

// forget drops what is kept of a payment that nobody follows any more.
func (t *Till) forget(id PaymentID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.wakes, id)
	delete(t.asked, id)
	delete(t.since, id)
}

// takeTurn notes that a provider is being asked now, or says how long it must
// still be left alone.
func (t *Till) takeTurn(id PaymentID) (left time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if left = t.left(id); left <= 0 {
		t.note(id, t.now())
	}
	return left
}

// left is the rest of the second after the last question; none where the clock was
// set back since then.
func (t *Till) left(id PaymentID) time.Duration {
	since := t.now().Sub(t.asked[id])
	if since < 0 {
		return 0
	}
	return time.Second - since
}

func (t *Till) noteAsked(id PaymentID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.note(id, t.now())
}

func (t *Till) note(id PaymentID, now time.Time) {
	if t.asked == nil {
		t.asked = make(map[PaymentID]time.Time)
	}
	t.asked[id] = now
}
