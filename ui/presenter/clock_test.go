package presenter_test

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kasir/assets/words"
	"kasir/checkout/unclez"
	"kasir/ui/presenter"
)

// clockIs has the counter hear of the clock, as the watch does.
func (s *shop) clockIs(ahead time.Duration) presenter.State {
	s.ui <- func() { s.ClockIs(ahead) }
	return s.after(0)
}

func TestWrongClockIsToldBetweenSalesWhileItIsWrong(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		state := s.clockIs(7*time.Minute + 20*time.Second)
		want := "This computer's clock is 7 min ahead. Set its date and time right: receipts carry them."
		if state.Notice != (presenter.Message{Tone: presenter.Warn, Text: want}) || state.Screen != presenter.Amount {
			t.Errorf("got %+v", state.Notice)
		}
		if state = s.after(time.Hour); state.Notice.Text != want {
			t.Errorf("an hour later: %+v", state.Notice)
		}
		s.press("5 0 0 0 0 Enter")
		if state = s.after(2 * time.Second); state.Screen != presenter.Waiting || state.Notice.Text != "" {
			t.Errorf("beside a code: %+v", state.Notice)
		}
		s.want(s.press("F9"), presenter.Amount)
		if state = s.after(10 * time.Second); state.Notice.Text != want {
			t.Errorf("before the next sale: %+v", state.Notice)
		}
		s.ui <- func() { s.PrinterIs("paper-out") }
		if state = s.after(0); !strings.Contains(state.Notice.Text, "aper") {
			t.Errorf("beside a printer without paper: %+v", state.Notice)
		}
		s.ui <- func() { s.PrinterIs("") }
		if state = s.clockIs(0); state.Notice.Text != "" {
			t.Errorf("right again: %+v", state.Notice)
		}
	})
}

func TestClockIsToldInOneUnit(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		for ahead, want := range map[time.Duration]string{
			61 * time.Second: "1 min ahead", -89 * time.Minute: "89 min behind", 90 * time.Minute: "2 h ahead",
			-35 * time.Hour: "35 h behind", 36 * time.Hour: "2 days ahead", -366 * 24 * time.Hour: "366 days behind",
		} {
			if text := s.clockIs(ahead).Notice.Text; !strings.Contains(text, " "+want+".") {
				t.Errorf("%v: %s", ahead, text)
			}
		}
		s.ui <- func() { s.SetLanguage("id") }
		if text := s.clockIs(-3 * time.Hour).Notice.Text; !strings.Contains(text, "3 jam terlambat") {
			t.Errorf("in Indonesian: %s", text)
		}
	})
}

// By a clock that was half an hour ahead every code looked over the moment it
// came, and nobody could scan it. By one that was twenty minutes behind likewise, once
// that was known: the code's end was counted by the one clock, and looked at by the other.
func TestWrongClockHidesNoCode(t *testing.T) {
	for _, ahead := range []time.Duration{30 * time.Minute, -30 * time.Minute, 3 * time.Hour, -3 * time.Hour, 400 * 24 * time.Hour, -400 * 24 * time.Hour} {
		for _, told := range []bool{true, false} {
			testWrongClock(t, ahead, told)
		}
	}
}

// dated is a network to a service whose clock is off from ours.
type dated struct {
	http.RoundTripper
	by time.Duration
}

func (d dated) RoundTrip(q *http.Request) (*http.Response, error) {
	a, err := d.RoundTripper.RoundTrip(q)
	if err != nil {
		return a, err
	}
	a.Header.Set("Date", time.Now().Add(d.by).UTC().Format(http.TimeFormat))
	body, err := io.ReadAll(a.Body)
	body = aTime.ReplaceAllFunc(body, func(text []byte) []byte {
		at, _ := time.Parse(time.RFC3339, string(text))
		return []byte(at.Add(d.by).Format(time.RFC3339))
	})
	a.Body, a.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return a, err
}

var aTime = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)`)

func testWrongClock(t *testing.T, ahead time.Duration, told bool) {
	t.Helper()
	put := func(s *shop) {
		provider := s.Till.Methods[0].Provider.(*unclez.Provider)
		provider.Transport = dated{provider.Transport, -ahead}
	}
	serveWith(t, put, func(t *testing.T, s *shop) {
		if told {
			s.clockIs(ahead)
		}
		s.press("5 0 0 0 0 Enter")
		for _, c := range []struct {
			wait  time.Duration
			left  string
			share float64
		}{{100 * time.Millisecond, "", 0}, {1900 * time.Millisecond, "19:5", 0.99}, {5 * time.Minute, "14:5", 0.74}} {
			state := s.after(c.wait)
			s.want(state, presenter.Waiting)
			if p := state.Pay; p.Code == "" || !strings.HasPrefix(p.Countdown, c.left) || p.Left < c.share || p.Left > c.share+0.01 && c.left != "" {
				t.Errorf("%v ahead, %v: %s, code %q, countdown %s, %v left", ahead, c.wait, p.Title, p.Code, p.Countdown, p.Left)
			}
		}
		if state := s.after(15 * time.Minute); state.Pay.Code != "" {
			t.Errorf("%v ahead: the code is still there", ahead)
		}
	})
}

// The network failed shortly before a code's end and stayed away: the cashier reads
// that the result is not known, that the code is over, what is tried and when next.
func TestSilencePastACodesEndIsToldAsDoubt(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		s.after(20*time.Minute - 4*time.Second)
		s.network.cut.Store(true)
		state := s.after(9 * time.Second)
		s.want(state, presenter.Doubt)
		p := state.Pay
		if p.Code != "" || p.Tone != presenter.Warn || p.Order != "Do not ask the customer to pay again" || p.Detail != words.In("en").Say("doubt.over") {
			t.Errorf("shown: %+v", p)
		}
		if !strings.Contains(p.Fresh.Text, "Next try in ") {
			t.Errorf("what is tried: %+v", p.Fresh)
		}
		s.after(3 * time.Hour) // it is never given up
		s.network.cut.Store(false)
		s.press("F5")
		state = s.after(7 * time.Minute)
		s.want(state, presenter.Unpaid)
	})
}

// Copies failed for weeks, and only the log said so.
func TestADataCopyThatFailsIsToldUntilOneIsMade(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.ui <- func() { s.CopyIs("copies.no-room") }
		const want = "The disk has no room for a copy of the data. Call the owner: make room on it."
		if state := s.after(time.Hour); state.Notice != (presenter.Message{Tone: presenter.Warn, Text: want}) {
			t.Errorf("got %+v", state.Notice)
		}
		s.press("5 0 0 0 0 Enter")
		if state := s.after(2 * time.Second); state.Notice.Text != "" {
			t.Errorf("beside a code: %+v", state.Notice)
		}
		s.want(s.press("F9"), presenter.Amount)
		s.ui <- func() { s.CopyIs("") }
		if state := s.after(10 * time.Second); state.Notice.Text != "" {
			t.Errorf("after one was made: %+v", state.Notice)
		}
	})
}
