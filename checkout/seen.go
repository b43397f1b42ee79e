package checkout

import "time"

// seen is how long this run of the till has had to do with a payment or a refund,
// by a clock that nobody can set and that stands still while the machine sleeps.
// What ends because time is over ends by it: the machine's date may be wrong by
// years after a start, and may be set while a customer pays (decision 0030).
func (t *Till) seen(id PaymentID) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.since == nil {
		t.since = make(map[PaymentID]time.Time)
	}
	at := monotonic()
	if _, known := t.since[id]; !known {
		t.since[id] = at
	}
	return at.Sub(t.since[id])
}

// monotonic is a time to measure from, and never one to be shown or kept: Now
// may be any clock.
func monotonic() time.Time { return time.Now() }

// patience is how long past its time a provider may call a payment open, while
// the till asks, before a person is asked to look.
const patience = 6 * time.Hour

// watchAtLeast is how much of a watch a till sees itself at the most before it
// believes the date on the rest.
const watchAtLeast = time.Hour

// isTimeOver tells whether a code has been shown for as long as it may be.
func (t *Till) isTimeOver(m Method, p Payment) bool { return t.seen(p.ID) > m.Terms.Timeout }

// isCodeOver tells whether a code's end has passed, by the clock of the service that
// named it.
func (t *Till) isCodeOver(p Payment) bool {
	return !p.Expires.IsZero() && t.now().Add(-t.ClockAheadOf(p)).After(p.Expires)
}

// outstays tells whether a provider calls a payment open that cannot be.
func (t *Till) outstays(m Method, p Payment) bool { return t.seen(p.ID) > m.Terms.Timeout+patience }

// isWatchOver tells whether an ended payment need not be asked about any longer:
// its date has passed, and this run has asked for a while too.
func (t *Till) isWatchOver(m Method, p Payment) bool {
	return t.now().After(p.Watch) && t.seen(p.ID) >= toSee(m.Terms)
}

// toSee is how much of a watch a run must see itself.
func toSee(terms Terms) time.Duration { return min(terms.Watch, watchAtLeast) }

// slowest is the longest pause between two questions about an ended payment,
// whatever the date says: an hour, or until this run has seen enough of its watch.
func (st *Standing) slowest(terms Terms) time.Duration {
	if left := toSee(terms) - st.seen; left > 0 {
		return left
	}
	return time.Hour
}

// isKeyTooOld tells whether the provider may have forgotten the key of a payment.
// Nobody was shown a code of it, so a date that is wrong costs an attempt, and
// no money.
func (t *Till) isKeyTooOld(m Method, p Payment) bool {
	return p.Doubtful() && max(t.now().Sub(p.Created), t.seen(p.ID)) > m.Terms.KeyLife
}

// AskAll has everything that is followed asked about now, as if nothing had failed
// before: the machine has slept, and what happened meanwhile is not known yet. It
// asks nobody itself and returns at once.
func (t *Till) AskAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, wake := range t.wakes {
		select {
		case wake <- struct{}{}:
		default: // it is awake
		}
	}
}
