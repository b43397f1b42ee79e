package presenter_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout/money"
	"kasir/checkout/simulator"
	"kasir/checkout/tabby"
	"kasir/ui/presenter"
)

// withTabby is a shop in which customers pay later.
func withTabby(s *shop) {
	dirham := money.MustCurrency("AED")
	s.gateway.SetTabby(simulator.Tabby{Shape: simulator.Checkout})
	s.Till.Shop.Currency = dirham
	m := &s.Till.Methods[0]
	m.ID, m.Label, m.Service, m.Currency, m.Terms = "pay-later", "Tabby", simulator.TabbyName, dirham, tabby.Terms
	m.Provider = &tabby.Provider{
		SecretKey: simulator.TabbySecretKey, MerchantCode: "ae-branch-1", Till: "till-01",
		Latitude: 24.4763, Longitude: 54.3209, BaseURL: "http://127.0.0.1:1", Transport: s.network,
	}
}

// The screen said that the money may be on its way, and in the same breath that
// Tabby had not taken it.
func TestDoubtSaysWhatTheServiceSaid(t *testing.T) {
	serveWith(t, withTabby, func(t *testing.T, s *shop) {
		s.press("1 5 0 0 0 Enter")
		s.want(s.after(3*time.Second), presenter.Waiting)
		if err := s.gateway.Say("", "CLOSED"); err != nil {
			t.Fatal(err)
		}
		state := s.arrives(presenter.Doubt)
		p := state.Pay
		if p.Title != "The owner must look at this payment" || p.Order != "Hand nothing over" || p.Detail != s.Words.Say("reason.closed-without-capture") {
			t.Errorf("shown: %+v", p)
		}
		if strings.Contains(p.Detail+p.Advice+p.Fresh.Text, "on its way") {
			t.Errorf("it says both: %+v", p)
		}
	})
}

// Of a payment that nobody can be asked about any more nothing is known.
func TestDoubtOfWhichNothingIsKnownSaysSo(t *testing.T) {
	change := func(s *shop) { s.Till.Methods[0].Terms.KeyLife = time.Second }
	serveWith(t, change, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 000 Enter")
		state := s.after(time.Minute)
		s.want(state, presenter.Doubt)
		if p := state.Pay; p.Title != s.Words.Say("doubt.title") || p.Order != s.Words.Say("doubt.order") || p.Detail != s.Words.Say("doubt.detail") {
			t.Errorf("shown: %+v", p)
		}
	})
}

// A payment in doubt that made room for the next customer was called waiting, in blue:
// when its own customer came back, nothing said that he must not pay again.
func TestDoubtThatWasParkedStaysAmber(t *testing.T) {
	for what, lost := range map[string]func(*shop){
		"no answer ever": func(s *shop) {
			s.network.cut.Store(true)
			s.press("5 0 000 Enter")
			s.after(5 * time.Second)
		},
		"silence over a code": func(s *shop) {
			s.press("5 0 000 Enter")
			s.want(s.after(3*time.Second), presenter.Waiting)
			s.network.cut.Store(true)
			s.after(2 * time.Minute)
		},
	} {
		t.Run(what, func(t *testing.T) {
			serve(t, func(t *testing.T, s *shop) {
				lost(s)
				s.want(s.after(0), presenter.Doubt)
				state := s.press("F9")
				s.want(state, presenter.Amount)
				want := presenter.Message{Tone: presenter.Warn, Text: "Not known yet whether Rp 50,000 was paid. Do not charge it again: you will be told."}
				if state.Notice != want {
					t.Errorf("told: %+v", state.Notice)
				}
				for _, later := range []time.Duration{0, 3 * time.Minute} {
					state = s.after(later)
					if row := state.Strip[0]; row.Status != "not known" || row.Tone != presenter.Warn {
						t.Errorf("%v later: %+v", later, row)
					}
				}
				s.want(s.press("F9"), presenter.Doubt) // and back
				s.press("F9")
				s.network.cut.Store(false)
				if row := s.after(6 * time.Minute).Strip[0]; row.Status != "waiting" || row.Tone != presenter.Busy {
					t.Errorf("once it is known: %+v", row)
				}
			})
		})
	}
}
