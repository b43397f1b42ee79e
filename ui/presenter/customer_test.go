package presenter_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"kasir/ui/presenter"
)

func TestTheCustomerSeesTheSaleInHand(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		if got := s.press("F1 Esc").Customer; got.Title != "Welcome" || got.Amount != "" || got.Shop != "Shop" {
			t.Errorf("before a sale: %+v", got)
		}
		if got := s.press("5 0 000").Customer; got.Title != "To pay" || got.Amount != "Rp 50,000" {
			t.Errorf("while the amount is typed: %+v", got)
		}
		s.press("Enter")
		state := s.after(2 * time.Second)
		got := state.Customer
		if got.Code == "" || got.Code != state.Pay.Code || got.Amount != "Rp 50,000" || got.Countdown != state.Pay.Countdown || got.Caption != state.Pay.Caption {
			t.Errorf("the code: %+v, the cashier's %+v", got, state.Pay)
		}
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		if got := s.after(1100 * time.Millisecond).Customer; got.Title != "PAID" || got.Tone != presenter.Good || got.Code != "" || got.Amount != "Rp 50,000" {
			t.Errorf("paid: %+v", got)
		}
		s.after(time.Second) // the cashier reads it
		if got := s.press("Enter").Customer; got.Title != "Welcome" || got.Amount != "" {
			t.Errorf("after the sale: %+v", got)
		}
	})
}

// Whoever has seen a code must not pay again while nobody knows, and is told
// no more than that.
func TestTheCustomerOfAPaymentInDoubtIsAskedToWait(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(2 * time.Second)
		s.network.cut.Store(true)
		state := s.after(time.Minute)
		s.want(state, presenter.Doubt)
		got := state.Customer
		if got.Title != "Please wait" || got.Detail != "We are checking your payment. Please do not pay again." || got.Code != "" || got.Tone != presenter.Warn {
			t.Errorf("got %+v", got)
		}
	})
}

func TestTheCustomerOfACancelledCodeIsToldNotToScanIt(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(2 * time.Second)
		s.press("Esc Enter")
		state := s.after(3 * time.Second)
		s.want(state, presenter.Unpaid)
		if got := state.Customer; got.Code != "" || got.Detail != "Please do not scan this code any more." {
			t.Errorf("got %+v", got)
		}
	})
}

// A parked payment's code is gone from the customer's window before the next
// customer looks at it.
func TestTheNextCustomerNeverSeesTheCodeOfTheOneBefore(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(2 * time.Second)
		if got := s.press("F9").Customer; got.Code != "" || got.Amount != "" || got.Title != "Welcome" {
			t.Errorf("parked: %+v", got)
		}
		if got := s.press("7 000").Customer; got.Amount != "Rp 7,000" {
			t.Errorf("the next one: %+v", got)
		}
	})
}

// What belongs to the shop or to other customers is on the cashier's screen
// only, whatever he looks at.
func TestTheCustomerSeesNothingOfOtherSales(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("1 2 3 4 000 Enter 2 Enter")
		s.after(time.Second)
		s.press("Enter")
		for _, keys := range []string{"F1", "Esc F6", "Esc 5 000", "Enter", "Esc Esc F1"} {
			state := s.press(keys)
			text, err := json.Marshal(state.Customer)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{"1,234,000", "till-01", "KSR", "cash"} {
				if strings.Contains(string(text), secret) {
					t.Errorf("after %s the customer reads %s in %s", keys, secret, text)
				}
			}
		}
	})
}

// With one monitor the cashier turns the screen. The next key, whatever it
// would do, only turns it back.
func TestTurnedScreen(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		if s.press("t").Turned {
			t.Error("turned with nothing to show")
		}
		s.press("5 0 000 Enter")
		s.after(2 * time.Second)
		if state := s.press("t"); !state.Turned || state.Customer.Code == "" {
			t.Errorf("not turned: %+v", state.Customer)
		}
		state := s.press("Esc")
		if state.Turned || state.Dialog != nil {
			t.Errorf("turned back: %v, asked: %+v", !state.Turned, state.Dialog)
		}
		s.press("t")
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		state = s.after(1100 * time.Millisecond)
		if !state.Turned || state.Customer.Title != "PAID" {
			t.Errorf("paid: %+v", state.Customer)
		}
		s.want(s.press("Enter"), presenter.Paid)
		s.after(time.Second) // the cashier reads it
		if state := s.press("Enter"); state.Screen != presenter.Amount || state.Turned {
			t.Errorf("then: %s, turned %v", state.Screen, state.Turned)
		}
	})
}
