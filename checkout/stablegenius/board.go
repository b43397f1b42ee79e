package stablegenius

import (
	"context"
	"sync"
	"time"

	"kasir/checkout"
)

const (
	fresh   = 2 * time.Second  // how old a list may be that answers a question; less than the pace
	recent  = 10 * time.Second // how long after its last question a payment counts as open
	skew    = 10 * time.Minute // how far the service's clock may be behind ours
	lookout = 12 * time.Second // how often the transactions of a waiting payment are counted
)

// A board lets one list answer the questions about all open payments, so that
// their number does not count against the service's limit. Each line of a list
// is told once: who asks again wants news.
type board struct {
	mu    sync.Mutex
	open  map[string]*watched
	lines map[string]line
	at    time.Time // when the list that the lines are from was asked for
	round int       // lists asked for so far
	err   error     // how the last one ended

	listing chan struct{} // holds one while a list is asked for
}

// A watched payment was asked about lately.
type watched struct {
	created time.Time
	asked   time.Time
	counted time.Time // when its transactions were last counted
}

// note remembers that a payment is asked about and tells how many are, and
// since when the oldest of them has been there.
func (b *board) note(pay checkout.Payment, now time.Time) (open int, since time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for ref, w := range b.open {
		if now.Sub(w.asked) > recent {
			delete(b.open, ref)
		}
	}
	if b.open == nil {
		b.open = make(map[string]*watched)
	}
	if b.open[pay.Ref] == nil {
		b.open[pay.Ref] = &watched{created: pay.Created, counted: now}
	}
	b.open[pay.Ref].asked = now
	since = now
	for _, w := range b.open {
		if w.created.Before(since) {
			since = w.created
		}
	}
	return len(b.open), since
}

// turn waits until nobody else asks for a list; done ends that.
func (b *board) turn(ctx context.Context) (done func(), err error) {
	b.mu.Lock()
	if b.listing == nil {
		b.listing = make(chan struct{}, 1)
	}
	listing := b.listing
	b.mu.Unlock()
	select {
	case listing <- struct{}{}:
		return func() { <-listing }, nil
	case <-ctx.Done():
		return nil, &checkout.Fault{Trouble: checkout.NoAnswer, Err: ctx.Err()}
	}
}

func (b *board) forget(ref string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.open, ref)
	delete(b.lines, ref)
}

// countable tells whether the transactions of a waiting payment are due.
func (b *board) countable(ref string, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	w := b.open[ref]
	if w == nil || now.Sub(w.counted) < lookout {
		return false
	}
	w.counted = now
	return true
}

// take gives what the last list says of a payment, once.
func (b *board) take(ref string, now time.Time) (l line, told bool, round int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	l, told = b.lines[ref]
	delete(b.lines, ref)
	return l, told && now.Sub(b.at) < fresh, b.round
}

// since tells whether a list was asked for after that round, and how it ended.
func (b *board) since(round int) (asked bool, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.round > round, b.err
}

func (b *board) put(lines map[string]line, at time.Time, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lines, b.at, b.err = lines, at, err
	b.round++
}
