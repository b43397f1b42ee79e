package presenter_test

import (
	"strings"
	"testing"
	"time"

	"kasir/ui/presenter"
)

// historyOverCode brings a code in front of the customer and lays a page over it.
func (s *shop) historyOverCode() presenter.State {
	s.t.Helper()
	s.press("5 0 000 Enter")
	s.want(s.after(1500*time.Millisecond), presenter.Waiting)
	s.press("F3")
	return s.after(10 * time.Second) // other notices have passed
}

// A cashier looked something up for the next in the queue. The code that lay
// beneath ran out, and she read it only when she came back.
func TestThatNobodyPaidIsToldOnThePage(t *testing.T) {
	for what, c := range map[string]struct {
		end  func(s *shop) error
		says string
	}{
		"expired":  {func(s *shop) error { return s.gateway.Expire("") }, "Not paid: the time for Rp 50,000"},
		"declined": {func(s *shop) error { return s.gateway.Decline("") }, "Not paid: Rp 50,000"},
	} {
		t.Run(what, func(t *testing.T) {
			alarms := 0
			serveWith(t, func(s *shop) { s.OnTrouble = func() { alarms++ } }, func(t *testing.T, s *shop) {
				state := s.historyOverCode()
				if n := state.Notice; n.Tone != presenter.Busy || !strings.HasPrefix(n.Text, "Rp 50,000 waits") {
					t.Errorf("while it waits: %+v", n)
				}
				if err := c.end(s); err != nil {
					t.Fatal(err)
				}
				state = s.after(time.Minute)
				s.onPage(state, "history")
				if n := state.Notice; n.Tone != presenter.Bad || !strings.HasPrefix(n.Text, c.says) || !strings.HasSuffix(n.Text, "Esc leads back to it.") {
					t.Errorf("told: %+v", n)
				}
				if alarms != 1 {
					t.Errorf("sounded %d times", alarms)
				}
				s.want(s.press("Esc"), presenter.Unpaid)
				state = s.press("F3")
				if state.Notice.Text != "" {
					t.Errorf("told again after it was seen: %q", state.Notice.Text)
				}
			})
		})
	}
}

func TestDoubtIsToldOnThePage(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.historyOverCode()
		s.network.cut.Store(true)
		state := s.after(2 * time.Minute)
		s.onPage(state, "history")
		if n := state.Notice; n.Tone != presenter.Warn || !strings.Contains(n.Text, "Do not charge again.") {
			t.Errorf("told: %+v", n)
		}
	})
}

// A payment that waited was forgotten: its customer had gone, and nobody said
// that it would not be paid any more.
func TestThatAWaitingPaymentEndsIsTold(t *testing.T) {
	alarms := 0
	serveWith(t, func(s *shop) { s.OnTrouble = func() { alarms++ } }, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(1500 * time.Millisecond)
		s.press("F9 7 000")
		if err := s.gateway.Expire(""); err != nil {
			t.Fatal(err)
		}
		state := s.after(0)
		for range 20 { // a payment that waits is asked about less often
			if state = s.after(time.Second); state.Notice.Tone == presenter.Bad {
				break
			}
		}
		if n := state.Notice; n.Tone != presenter.Bad || !strings.HasSuffix(n.Text, "Charge again if the customer still wants to pay.") || alarms != 1 {
			t.Errorf("told: %+v, sounded %d times", n, alarms)
		}
		if state.Amount.Entry != "Rp 7,000" {
			t.Errorf("the next sale: %s", state.Amount.Entry)
		}
	})
}

func TestF9OnAPageServesTheNextCustomer(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.historyOverCode()
		state := s.press("F9")
		if s.want(state, presenter.Amount); state.Page != nil {
			t.Errorf("still on %s", state.Page.Name)
		}
		if !s.stored().Payments[0].Parked {
			t.Error("it is not parked")
		}
		s.want(s.press("F9"), presenter.Waiting) // and back
	})
}

// F5 asked, and where nothing had changed nothing showed that it had.
func TestF5OnAPageAsksAndSaysSo(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.historyOverCode()
		s.press("F5")
		if state := s.after(time.Second); !strings.HasSuffix(state.Notice.Text, "nothing new is known.") {
			t.Errorf("notice %+v", state.Notice)
		}
		s.after(10 * time.Second)
		s.network.cut.Store(true)
		s.after(5 * time.Second) // the asking that goes on has noticed
		s.press("F5")
		if state := s.after(5 * time.Second); !strings.HasPrefix(state.Notice.Text, "No answer about Rp 50,000") {
			t.Errorf("notice %+v", state.Notice)
		}
	})
}

// The page of another payment that waits offered to bring it back, and brought
// the code beneath.
func TestTheCodeBeneathKeepsItsPlace(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("7 000 Enter")
		s.after(1500 * time.Millisecond)
		s.press("F9")
		state := s.historyOverCode()
		s.onPage(state, "history")
		state = s.press("Down Enter")
		if page := s.onPage(state, "sale"); !strings.Contains(page.Title, "Rp 7,000") || strings.Contains(keys(state.Actions), "F9") {
			t.Fatalf("%s offers %s", page.Title, keys(state.Actions))
		}
		s.want(s.press("F9"), presenter.Amount)
		for _, sale := range s.latest(2) {
			if !sale.Payments[0].Parked {
				t.Errorf("%+v is not parked", sale.Payments[0].Amount)
			}
		}
	})
}
