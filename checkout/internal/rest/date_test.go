package rest_test

import (
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// A far service answers slowly, by a clock that is right, and says so in its Date.
type far struct {
	there, back time.Duration // how long the question and the answer are on their way
	header      http.Header   // beside the Date
	clock       time.Duration // how far its clock is off
}

func (f far) RoundTrip(*http.Request) (*http.Response, error) {
	<-time.After(f.there)
	h := f.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set("Date", time.Now().Add(f.clock).UTC().Format(http.TimeFormat))
	<-time.After(f.back)
	return &http.Response{StatusCode: 200, Header: h, Body: http.NoBody}, nil
}

// Whatever an answer takes there and back, and wherever in its second the service
// writes its Date, the difference of the clocks is known as exactly as it says.
func TestTheDateTellsHowFarTheClockIsOff(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ms := func(name string, least, most int) time.Duration {
			return time.Duration(rapid.IntRange(least, most).Draw(r, name)) * time.Millisecond
		}
		ahead, phase := ms("ahead", -400*86400_000, 400*86400_000), ms("phase", 1, 999)
		service := far{there: ms("there", 1, 2400), back: ms("back", 1, 2400)}
		var all []checkout.ClockReading
		synctest.Test(t, func(t *testing.T) {
			<-time.After(phase)
			c := &rest.Client{
				BaseURL: "http://127.0.0.1", Transport: service,
				Now: func() time.Time { return time.Now().Add(ahead) },
			}
			if _, err := get(t, c, "/"); err != nil {
				t.Fatal(err)
			}
			all = c.ClockReadings()
		})
		if len(all) != 1 || (all[0].Ahead-ahead).Abs() > all[0].Slack || all[0].Slack > 3*time.Second {
			r.Fatalf("a clock that is %v ahead: got %+v", ahead, all)
		}
		if sure := all[0].AtLeast(); sure.Abs() > ahead.Abs() || sure > 0 && ahead < 0 || sure < 0 && ahead > 0 {
			r.Fatalf("a clock that is %v ahead is off by at least %v", ahead, sure)
		}
	})
}

func TestOnlyTheNewestTwoDatesAreKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &rest.Client{BaseURL: "http://127.0.0.1"}
		f := &far{}
		c.Transport = f
		for _, clock := range []time.Duration{0, -time.Hour, -2 * time.Hour} {
			f.clock = clock
			if _, err := get(t, c, "/"); err != nil {
				t.Fatal(err)
			}
		}
		all := c.ClockReadings()
		if len(all) != 2 || all[0].Ahead.Round(time.Minute) != time.Hour || all[1].Ahead.Round(time.Minute) != 2*time.Hour {
			t.Errorf("got %+v", all)
		}
	})
}

// Whoever has not proved who he is tells no time, and a cache tells an old one.
func TestDatesThatTellNothing(t *testing.T) {
	for name, c := range map[string]*rest.Client{
		"no proof": {BaseURL: "https://pay.example", Transport: far{}},
		"a cache":  {BaseURL: "http://127.0.0.1", Transport: far{header: http.Header{"Age": {"7"}}}},
		"no date": {BaseURL: "http://127.0.0.1", Transport: &scripted{script: func(int) (*http.Response, error) {
			return status(200, ""), nil
		}}},
	} {
		if _, err := get(t, c, "/"); err != nil {
			t.Fatal(err)
		}
		if all := c.ClockReadings(); len(all) != 0 {
			t.Errorf("%s: got %+v", name, all)
		}
	}
}

// Over TLS, and from this machine, any answer tells the time, a refusal too.
func TestAnyProvenAnswerTellsTheTime(t *testing.T) {
	proven, _ := secure(t, time.Now().Add(-time.Hour), time.Now().Add(time.Hour), nil)
	here := asked(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "{}")
	}).URL)
	for name, c := range map[string]*rest.Client{"TLS": proven, "this machine": here} {
		if _, err := get(t, c, "/"); err != nil {
			t.Fatal(err)
		}
		if all := c.ClockReadings(); len(all) != 1 || all[0].Ahead.Abs() > all[0].Slack {
			t.Errorf("%s: got %+v", name, all)
		}
	}
}
