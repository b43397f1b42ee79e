package main

import (
	"context"
	"time"

	"kasir/checkout"
)

// How often the clock is looked at, and what is told of it.
const (
	clockLook  = time.Second
	clockSlack = 2 * time.Minute  // by so much it was set, and not merely put right
	clockStep  = 2 * time.Second  // by so much it was touched: what services said of it before is void
	standstill = 10 * time.Second // so long without a look: the machine slept

	// A code that lives a minute looks over, and a receipt bears another minute, when
	// the clock is off by one (decision 0030). The notice does not come and go with
	// the last second.
	driftWrong = time.Minute
	driftRight = 45 * time.Second
	driftLabel = 30 * time.Second // so much makes another text
	driftNoted = time.Hour        // no more than one entry in the audit log
)

// A moment is one look at the machine's clocks.
type moment struct {
	date time.Time     // what the machine calls the time
	up   time.Duration // how long it has been up, with the time it slept; nobody can set that
}

func thisMoment() moment { return moment{now(), uptime()} }

// clockJump is how far the machine's clock was set between two moments: what it
// says has passed, less what has.
func clockJump(from, to moment) time.Duration {
	return to.date.Round(0).Sub(from.date.Round(0)) - (to.up - from.up)
}

// A clockWatch knows what has been noticed of the machine's clock. Money never
// moves by it.
type clockWatch struct {
	last  moment
	since time.Time     // the clock was touched then; what services said of it before is void
	ahead time.Duration // what the cashier has been told; zero while the clock is right
	noted time.Duration // when that went into the audit log, by the machine's time since its start
}

// A clockNews is what a look at the clocks brought.
type clockNews struct {
	stood time.Duration // nothing ran for so long
	jump  time.Duration // the clock was set by so much
	drift bool          // the cashier is to be told how far the clock is off now
	note  bool          // the audit log too
}

// look takes in the clocks; ahead tells how far the machine's is ahead of the
// services', as they have said since a time.
func (w *clockWatch) look(at moment, ahead func(since time.Time) time.Duration) (news clockNews) {
	if long := at.up - w.last.up; long >= standstill {
		news.stood = long
	}
	jump := clockJump(w.last, at)
	if jump.Abs() > clockStep {
		w.since = at.date
	}
	if jump.Abs() > clockSlack {
		news.jump = jump
	}
	w.last = at
	off := ahead(w.since)
	switch {
	case off.Abs() <= driftRight, w.ahead == 0 && off.Abs() <= driftWrong:
		off = 0
	case w.ahead != 0 && (off-w.ahead).Abs() < driftLabel:
		off = w.ahead
	}
	news.drift = off != w.ahead
	news.note = w.ahead == 0 && off != 0 && (w.noted == 0 || at.up-w.noted >= driftNoted)
	if news.note {
		w.noted = at.up
	}
	w.ahead = off
	return news
}

// watchClock tells of a clock that is behind what has happened already, of one that
// is set while the till is open, and of one that the payment services contradict. A
// machine that slept has everything asked at once.
func (t *till) watchClock(ctx context.Context) {
	seen, err := t.db.LatestTime()
	if err != nil {
		t.log.Error("clock", "err", err)
		return
	}
	w := clockWatch{last: thisMoment()}
	if behind := seen.Sub(w.last.date); behind > clockSlack {
		t.clockJumped(w.last.date, -behind)
	}
	ticker := time.NewTicker(clockLook)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		t.heed(w.look(thisMoment(), t.counter.Till.ClockAhead), w)
	}
}

// heed does what a look at the clocks calls for.
func (t *till) heed(news clockNews, w clockWatch) {
	if news.stood > 0 {
		t.log.Info("the machine slept", "for", news.stood.Round(time.Second).String())
		t.counter.Till.AskAll()
	}
	if news.jump != 0 {
		t.clockJumped(w.last.date, news.jump)
	}
	if news.drift {
		t.log.Warn("clock, as the payment services tell it", "ahead", w.ahead.Round(time.Second).String())
		t.dispatch(func() { t.counter.ClockIs(w.ahead) })
	}
	if news.note {
		e := checkout.Event{At: w.last.date, What: checkout.ClockDrifted, Note: w.ahead.Round(time.Second).String() + " ahead"}
		if err := t.db.Record(e); err != nil {
			t.log.Error("clock", "err", err)
		}
	}
}

func (t *till) clockJumped(at time.Time, by time.Duration) {
	t.log.Warn("clock", "by", by.String())
	if err := t.db.ClockJumped(at, by); err != nil {
		t.log.Error("clock", "err", err)
	}
	if by < 0 {
		t.dispatch(t.counter.ClockWentBack)
	}
}
