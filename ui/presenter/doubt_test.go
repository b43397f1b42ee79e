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
