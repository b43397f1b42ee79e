package checkout

import (
	"cmp"
	"time"
)

// A ClockReading is what one answer of a service says about this machine's clock.
type ClockReading struct {
	Ahead time.Duration // this machine's clock before the service's; negative where it is behind
	Slack time.Duration // Ahead may be wrong by so much either way
	At    time.Time     // when the answer came, by this machine's clock
}

// AtLeast is how far the clock is off for certain: Ahead, less what it may be wrong by.
func (r ClockReading) AtLeast() time.Duration {
	if r.Ahead < 0 {
		return min(r.Ahead+r.Slack, 0)
	}
	return max(r.Ahead-r.Slack, 0)
}

// A Timekeeper is a provider that notes what the Date of its service's answers
// says about this machine's clock.
type Timekeeper interface {
	// ClockReadings gives what the newest two answers said, the newest last; fewer
	// while fewer have come. It asks nobody.
	ClockReadings() []ClockReading
}

// readingLife is how long a reading is believed. Whoever has not answered for so
// long accuses no clock.
const readingLife = 24 * time.Hour

// ClockAhead is how far this machine's clock is ahead of the services' clocks as
// they have told since a moment; negative where it is behind, zero where it is right,
// where nobody has told, and where they do not agree. It is for labels and notices:
// no money moves by it (decision 0030).
//
// A service is believed once two answers in a row have said the same, and what all
// of them vouch for is the smallest difference that any of them names. So one that
// lies, or one strange answer, accuses no clock of which others think well.
func (t *Till) ClockAhead(since time.Time) time.Duration {
	var told []time.Duration
	for _, m := range t.Methods {
		if ahead, known := t.aheadOf(m, since); known {
			told = append(told, ahead)
		}
	}
	return nearest(told)
}

// ClockAheadOf is how far this machine's clock is ahead of that of the service of one
// payment, as its newest two answers have told: the ends that it names are told by it,
// whatever others say. Where it has told nothing, it is what ClockAhead says.
func (t *Till) ClockAheadOf(p Payment) time.Duration {
	if m, ok := t.Method(p.Method); ok {
		if ahead, known := t.aheadOf(m, time.Time{}); known {
			return ahead
		}
	}
	return t.ClockAhead(time.Time{})
}

func (t *Till) aheadOf(m Method, since time.Time) (ahead time.Duration, known bool) {
	keeper, ok := m.Provider.(Timekeeper)
	if !ok {
		return 0, false
	}
	var readings []time.Duration
	for _, r := range keeper.ClockReadings() {
		if !r.At.Before(since) && t.now().Sub(r.At) < readingLife {
			readings = append(readings, r.AtLeast())
		}
	}
	return nearest(readings), len(readings) > 1
}

// nearest is the difference closest to none that all agree on; zero where some
// say ahead and others behind.
func nearest(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	best := all[0]
	for _, one := range all[1:] {
		switch {
		case cmp.Compare(one, 0) != cmp.Compare(best, 0):
			return 0
		case one.Abs() < best.Abs():
			best = one
		}
	}
	return best
}
