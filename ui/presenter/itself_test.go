package presenter_test

import (
	"strings"
	"testing"
	"time"

	"kasir/ui/presenter"
)

// setAside brings a code that cannot be taken back to its amber screen.
func (s *shop) setAside() {
	s.t.Helper()
	s.press("4 3 000 Enter")
	s.after(2 * time.Second)
	s.press("Esc Enter")
	state := s.after(time.Second)
	if s.want(state, presenter.Unpaid); state.Pay.Title != "Set aside, not paid" {
		s.t.Fatalf("shown: %+v", state.Pay)
	}
}

// arrives waits until a screen has just come by itself.
func (s *shop) arrives(screen presenter.Screen) presenter.State {
	s.t.Helper()
	for range 2000 {
		if state := s.after(10 * time.Millisecond); state.Screen == screen {
			return state
		}
	}
	s.t.Fatalf("%s never came", screen)
	return presenter.State{}
}

func (s *shop) customerPays() {
	s.t.Helper()
	if err := s.gateway.Pay(""); err != nil {
		s.t.Fatal(err)
	}
}

// A customer paid the code that had just been set aside. PAID came in place of
// "not paid", and the Enter that was meant for the old screen took it away after 78
// milliseconds: money taken, goods kept.
func TestPaidIsNotTakenAwayByAKeyForTheScreenBefore(t *testing.T) {
	for _, key := range []string{"Enter", "F2"} {
		for _, late := range []time.Duration{0, 200 * time.Millisecond, 500 * time.Millisecond, 680 * time.Millisecond} {
			serve(t, func(t *testing.T, s *shop) {
				s.setAside()
				s.customerPays()
				s.arrives(presenter.Paid)
				s.after(late)
				s.want(s.press(key), presenter.Paid)
				s.after(time.Second - late)
				s.want(s.press(key), presenter.Amount)
			})
		}
	}
}

// A finger finds another button where the one was that it was on its way to.
func TestPaidIsNotTakenAwayByATapForTheScreenBefore(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("4 3 000 Enter")
		s.after(2 * time.Second)
		s.customerPays()
		s.arrives(presenter.Paid)
		s.after(500 * time.Millisecond)
		s.ui <- func() { s.Push("Enter") }
		s.want(s.after(0), presenter.Paid)
		s.after(300 * time.Millisecond)
		s.ui <- func() { s.Push("Enter") }
		s.want(s.after(0), presenter.Amount)
	})
}

// Enter does nothing beside a code. Whoever presses it on PAID means PAID, and was he
// faster than anybody reads, the next screen still says what has come.
func TestWhoeverHasReadPaidIsNotSlowed(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("4 3 000 Enter")
		s.after(2 * time.Second)
		s.customerPays()
		s.arrives(presenter.Paid)
		state := s.press("Enter")
		s.want(state, presenter.Amount)
		if !strings.Contains(state.Notice.Text, "PAID") {
			t.Errorf("says %q", state.Notice.Text)
		}
	})
}

// PAID that was gone before anybody can have read it stays on the next screen, until
// the next charge and no shorter.
func TestPaidThatWasGoneAtOnceIsSaidUntilTheNextCharge(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.setAside()
		s.customerPays()
		s.arrives(presenter.Paid)
		s.after(time.Second)
		state := s.press("Enter")
		if s.want(state, presenter.Amount); state.Notice.Tone != presenter.Good || !strings.HasPrefix(state.Notice.Text, "PAID: Rp 43,000, QRIS, ") {
			t.Errorf("said: %+v", state.Notice)
		}
		if later := s.after(10 * time.Minute); later.Notice != state.Notice {
			t.Errorf("ten minutes later: %+v", later.Notice)
		}
		s.press("7 000 Enter")
		s.arrives(presenter.Waiting)
		if state = s.after(time.Second); state.Notice.Text != "" {
			t.Errorf("beside the next code: %+v", state.Notice)
		}
		s.customerPays()
		s.arrives(presenter.Paid)
		s.after(1600 * time.Millisecond)
		if state = s.press("Enter"); state.Notice.Text != "" {
			t.Errorf("said although it was read: %+v", state.Notice)
		}
	})
}

// Digits on PAID are not the next sale: an amount whose first digits went to PAID
// would be another amount.
func TestDigitsOnPaidAreNoAmount(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("4 3 000 Enter")
		s.after(2 * time.Second)
		s.customerPays()
		s.arrives(presenter.Paid)
		s.after(time.Second)
		s.want(s.press("7 0 0"), presenter.Paid)
		if state := s.press("Enter 9 000"); state.Amount.Entry != "Rp 9,000" {
			t.Errorf("amount %s", state.Amount.Entry)
		}
	})
}

// A code ran out under the Esc that asks whether to cancel it; there Esc charges
// once more.
func TestNoSecondChargeByAnEscForTheScreenBefore(t *testing.T) {
	for what, end := range map[string]func(s *shop) error{
		"expired":  func(s *shop) error { return s.gateway.Expire("") },
		"declined": func(s *shop) error { return s.gateway.Decline("") },
	} {
		t.Run(what, func(t *testing.T) {
			serve(t, func(t *testing.T, s *shop) {
				s.press("4 3 000 Enter")
				s.after(2 * time.Second)
				if err := end(s); err != nil {
					t.Fatal(err)
				}
				s.arrives(presenter.Unpaid)
				s.after(300 * time.Millisecond)
				s.want(s.press("Esc"), presenter.Unpaid)
				if n := len(s.gateway.Payments()); n != 1 {
					t.Fatalf("%d payments", n)
				}
				s.after(time.Second)
				s.press("Esc")
				s.want(s.after(2*time.Second), presenter.Waiting)
			})
		})
	}
}

// The network failed under the F9 that serves the next customer: whoever pressed
// it believed that the code could be paid on.
func TestDoubtIsNotTakenAwayByAKeyForTheScreenBefore(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("4 3 000 Enter")
		s.after(2 * time.Second)
		s.network.cut.Store(true)
		for range 6000 {
			if s.after(10*time.Millisecond).Screen == presenter.Doubt {
				break
			}
		}
		s.want(s.press("F9"), presenter.Doubt)
		s.after(time.Second)
		s.want(s.press("F9"), presenter.Amount)
	})
}

// Enter was pressed twice on the banknotes, and the change was never read.
func TestChangeThatWasTakenAwayUnreadIsStillSaid(t *testing.T) {
	for tendered, said := range map[string]string{"5 0 000": "2,500", "4 7 5 0 0": ""} {
		serveWith(t, withCash, func(t *testing.T, s *shop) {
			s.press("4 7 5 0 0 Enter 2 " + tendered + " Enter")
			s.arrives(presenter.Paid)
			state := s.press("Enter")
			s.want(state, presenter.Amount)
			if got := state.Notice.Text; !strings.Contains(got, said) || said == "" && got != "" {
				t.Errorf("after %s: says %q", tendered, got)
			}
		})
	}
}

// F1 lay over "Set aside, not paid" when PAID came, and showed the keys of a screen
// that had gone.
func TestTheTableOfKeysGoesWithItsScreen(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.setAside()
		s.press("F1")
		s.customerPays()
		if state := s.arrives(presenter.Paid); state.Dialog != nil {
			t.Fatalf("still over PAID: %+v", state.Dialog)
		}
		s.want(s.press("Enter Esc"), presenter.Paid)
		s.after(time.Second)
		s.want(s.press("Enter"), presenter.Amount)
	})
}
