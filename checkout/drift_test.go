package checkout_test

import (
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout"
)

// A keeper is a service that has told the time.
type keeper struct {
	*service
	readings []checkout.ClockReading
}

func (k keeper) ClockReadings() []checkout.ClockReading { return k.readings }

// said are readings of one service, a second apart, the newest now.
func said(ahead ...time.Duration) keeper {
	k := keeper{service: newService()}
	for i, one := range ahead {
		at := time.Now().Add(time.Duration(i+1-len(ahead)) * time.Second)
		k.readings = append(k.readings, checkout.ClockReading{Ahead: one, Slack: time.Second, At: at})
	}
	return k
}

func tillWith(services ...checkout.Provider) *checkout.Till {
	t := &checkout.Till{}
	for _, s := range services {
		t.Methods = append(t.Methods, checkout.Method{Provider: s})
	}
	return t
}

func TestClockAhead(t *testing.T) {
	const off = 7 * time.Minute
	for name, tt := range map[string]struct {
		services []checkout.Provider
		want     time.Duration
	}{
		"nobody tells":             {[]checkout.Provider{newService(), nil}, 0},
		"nobody has answered":      {[]checkout.Provider{said()}, 0},
		"one answer":               {[]checkout.Provider{said(off)}, 0},
		"two answers":              {[]checkout.Provider{said(off, off)}, off - time.Second},
		"behind":                   {[]checkout.Provider{said(-off, -off)}, time.Second - off},
		"one strange answer":       {[]checkout.Provider{said(0, off)}, 0},
		"first this, then that":    {[]checkout.Provider{said(-off, off)}, 0},
		"within what is not known": {[]checkout.Provider{said(time.Second, time.Second)}, 0},
		"all agree":                {[]checkout.Provider{said(off, off), said(2*off, 3*off)}, off - time.Second},
		"one lies":                 {[]checkout.Provider{said(off, off), said(0, 0)}, 0},
		"one lies the other way":   {[]checkout.Provider{said(off, off), said(-off, -off)}, 0},
		"one has not told enough":  {[]checkout.Provider{said(off, off), said(0)}, off - time.Second},
	} {
		if got := tillWith(tt.services...).ClockAhead(time.Time{}); got != tt.want {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

// What was told before the clock was set says nothing of it now, and whoever has not
// been heard for a day accuses nobody for ever.
func TestOldReadingsOfTheClockSayNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := said(time.Hour, time.Hour)
		till := tillWith(k)
		if got := till.ClockAhead(time.Now()); got != 0 {
			t.Errorf("set since: got %v", got)
		}
		if got := till.ClockAhead(k.readings[0].At); got == 0 {
			t.Error("not set since: got nothing")
		}
		wait(day)
		if got := till.ClockAhead(time.Time{}); got != 0 {
			t.Errorf("after a day: got %v", got)
		}
	})
}

// However many lie: as long as one service that is believed thinks well of the clock,
// nobody is told anything else, and never more than any of them vouches for.
func TestNoServiceAccusesTheClockAlone(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var services []checkout.Provider
		least := time.Duration(1 << 62)
		for range rapid.IntRange(1, 5).Draw(r, "services") {
			a := time.Duration(rapid.Int64Range(-1e13, 1e13).Draw(r, "first"))
			b := time.Duration(rapid.Int64Range(-1e13, 1e13).Draw(r, "second"))
			services = append(services, said(a, b))
			least = min(least, a.Abs(), b.Abs())
		}
		if got := tillWith(services...).ClockAhead(time.Time{}); got.Abs() > least {
			r.Fatalf("got %v, and one answer says %v", got, least)
		}
		if got := tillWith(append(services, said(0, 0))...).ClockAhead(time.Time{}); got != 0 {
			r.Fatalf("got %v beside one that is right", got)
		}
	})
}
