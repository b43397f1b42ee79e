package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/unclez"
	"kasir/store"
	"kasir/store/settings"
	"kasir/ui/presenter"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// steps are the moments of a machine whose clocks are moved by hand.
type steps struct{ moment }

// pass lets time pass, in which the clock was set.
func (s *steps) pass(passed, set time.Duration) moment {
	s.date, s.up = s.date.Add(passed+set), s.up+passed
	return s.moment
}

func nobodyTells(time.Time) time.Duration { return 0 }

// A machine that had slept was said to have had its clock set forward, and what was
// open waited for its next try.
func TestSleepIsNoClockThatWasSet(t *testing.T) {
	for name, tt := range map[string]struct {
		passed, set time.Duration
		want        clockNews
	}{
		"a second":                {passed: time.Second},
		"a slow second":           {passed: 9 * time.Second},
		"a night":                 {10 * time.Hour, 0, clockNews{stood: 10 * time.Hour}},
		"set forward":             {time.Second, time.Hour, clockNews{jump: time.Hour}},
		"set back by years":       {time.Second, -20000 * time.Hour, clockNews{jump: -20000 * time.Hour}},
		"put right":               {time.Second, time.Minute, clockNews{}},
		"a night, then set right": {10 * time.Hour, -time.Hour, clockNews{stood: 10 * time.Hour, jump: -time.Hour}},
	} {
		s := steps{moment{noon, time.Hour}}
		w := clockWatch{last: s.moment}
		if news := w.look(s.pass(tt.passed, tt.set), nobodyTells); news != tt.want {
			t.Errorf("%s: got %+v, want %+v", name, news, tt.want)
		}
		if news := w.look(s.pass(time.Second, 0), nobodyTells); news != (clockNews{}) {
			t.Errorf("%s: and then %+v", name, news)
		}
	}
}

func TestDriftIsToldWhileItLasts(t *testing.T) {
	s := steps{moment{noon, time.Hour}}
	w := clockWatch{last: s.moment}
	for _, tt := range []struct {
		off   time.Duration
		want  time.Duration // what the cashier has been told then
		drift bool
		note  bool
	}{
		{0, 0, false, false},
		{59 * time.Second, 0, false, false},
		{7 * time.Minute, 7 * time.Minute, true, true},
		{7*time.Minute + 20*time.Second, 7 * time.Minute, false, false},
		{8 * time.Minute, 8 * time.Minute, true, false},
		{50 * time.Second, 50 * time.Second, true, false}, // not yet right
		{45 * time.Second, 0, true, false},
		{50 * time.Second, 0, false, false},
		{-2 * time.Minute, -2 * time.Minute, true, false}, // noted within the hour
		{0, 0, true, false},
	} {
		news := w.look(s.pass(time.Second, 0), func(time.Time) time.Duration { return tt.off })
		if w.ahead != tt.want || news.drift != tt.drift || news.note != tt.note {
			t.Errorf("%v: told %v, %+v; want %+v", tt.off, w.ahead, news, tt)
		}
	}
	news := w.look(s.pass(time.Hour, 0), func(time.Time) time.Duration { return time.Hour })
	if !news.note {
		t.Error("an hour later it is not noted again")
	}
}

// Once the clock has been touched, what services said of it before is void: the
// notice goes at once, and comes back only if they say so again.
func TestSettingTheClockEndsTheNotice(t *testing.T) {
	s := steps{moment{noon, time.Hour}}
	w := clockWatch{last: s.moment}
	heard := s.date
	told := func(since time.Time) time.Duration {
		if since.After(heard) {
			return 0
		}
		return 7 * time.Minute
	}
	w.look(s.pass(time.Second, 0), told)
	if w.ahead != 7*time.Minute {
		t.Fatalf("told %v", w.ahead)
	}
	s.pass(time.Second, 0)
	w.last = s.moment
	heard = s.date
	news := w.look(s.pass(time.Second, 7*time.Minute), told)
	if w.ahead != 0 || !news.drift {
		t.Errorf("after it was set: told %v, %+v", w.ahead, news)
	}
}

func TestUptimeCounts(t *testing.T) {
	from := thisMoment()
	<-time.After(20 * time.Millisecond)
	to := thisMoment()
	if from.up <= 0 || to.up <= from.up {
		t.Errorf("from %+v to %+v", from, to)
	}
	if jump := clockJump(from, to); jump.Abs() > 20*time.Millisecond {
		t.Errorf("a jump of %v", jump)
	}
}

func TestDriftIsInTheAuditLogAndSleepIsNot(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var spoken bytes.Buffer
	kasir := &till{db: db, log: slog.New(slog.NewTextHandler(&spoken, nil)), counter: &presenter.Counter{Till: &checkout.Till{}}}
	entries := func() int {
		t.Helper()
		report, err := db.Verify(nil)
		if err != nil || !report.Clean() {
			t.Fatalf("%v, %v", report.Findings, err)
		}
		return report.Entries
	}
	before := entries()
	w := clockWatch{last: moment{date: noon}, ahead: 7 * time.Minute}
	kasir.heed(clockNews{stood: time.Hour}, w)
	if after := entries(); after != before || !strings.Contains(spoken.String(), "the machine slept") {
		t.Errorf("%d entries for a sleep; said %s", after-before, spoken.String())
	}
	kasir.heed(clockNews{note: true}, w)
	if after := entries(); after != before+1 {
		t.Errorf("%d entries for a drift", after-before)
	}
}

// Every service tells the time, whoever else is right.
func TestEveryServiceIsATimekeeper(t *testing.T) {
	toml, _ := fragment(t)
	s, err := settings.Parse([]byte(anyShop + toml))
	if err != nil {
		t.Fatal(err)
	}
	all, err := methods(s, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if _, ok := m.Provider.(checkout.Timekeeper); !ok {
			t.Errorf("%s does not", m.Service)
		}
	}
}

func TestTheDoctorComparesTheClock(t *testing.T) {
	for want, off := range map[string]time.Duration{
		"OK    clock by qris": 0, "clock is 7m0s ahead": -7 * time.Minute, "clock is 2h0m0s behind": 2 * time.Hour,
	} {
		service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
			w.WriteHeader(http.StatusUnauthorized)
		}))
		m := checkout.Method{ID: "qris", Service: "uncle-z", Provider: &unclez.Provider{PublicKey: "pk", Secret: "s", BaseURL: service.URL, Till: "t"}}
		p := &patient{}
		p.sayDrift(m)
		if p.lines.Len() != 0 {
			t.Errorf("before any answer: %s", p.lines.String())
		}
		_ = m.Provider.(checkout.Checker).Check(context.Background())
		p.sayDrift(m)
		if got := p.lines.String(); !strings.Contains(got, want) || p.ill != (off != 0) {
			t.Errorf("off by %v: %s", off, got)
		}
		service.Close()
	}
}
