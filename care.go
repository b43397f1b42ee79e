package main

import (
	"context"
	"time"
)

// clockLook is how often the clock is looked at; clockSlack is what it may be off.
const (
	clockLook  = 30 * time.Second
	clockSlack = 2 * time.Minute
)

// careForData keeps copies of the database, room on its disk and an eye on the
// clock while the till is open.
func (t *till) careForData(ctx context.Context) {
	t.backups.Log = t.log
	t.spawn(func() { t.backups.Run(ctx) })
	t.spawn(func() {
		if err := t.db.KeepBallast(); err != nil {
			t.log.Warn("no ballast", "err", err)
		}
	})
	t.spawn(func() { t.watchClock(ctx) })
}

// watchClock tells of a clock that is behind what has happened already, and of
// one that is set while the till is open. Money never moves by it.
func (t *till) watchClock(ctx context.Context) {
	seen, err := t.db.LatestTime()
	if err != nil {
		t.log.Error("clock", "err", err)
		return
	}
	last := now()
	if behind := seen.Sub(last); behind > clockSlack {
		t.clockJumped(last, -behind)
	}
	ticker := time.NewTicker(clockLook)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		at := now()
		if jump := clockJump(last, at); jump.Abs() > clockSlack {
			t.clockJumped(at, jump)
		}
		last = at
	}
}

// clockJump is how far the machine's clock was set between two moments: what it
// says has passed, less what has. A machine that slept looks like a clock that
// was set forward.
func clockJump(from, to time.Time) time.Duration {
	return to.Round(0).Sub(from.Round(0)) - to.Sub(from)
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
