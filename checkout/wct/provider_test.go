package wct_test

import (
	"testing"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/wct"
)

var dollar = money.MustCurrency("USD")

// A harness is the service's simulator with a provider in front of it.
type harness struct {
	providertest.Simulated
	provider *wct.Provider
}

func newHarness(t providertest.TB, o simulator.WCT, change func(p *wct.Provider)) *harness {
	s := providertest.NewSimulated(t, simulator.Options{WCT: o})
	p := &wct.Provider{
		Key: simulator.WCTKey, APISecret: simulator.WCTAPISecret, RequestedAsset: "BTC",
		BaseURL: providertest.BaseURL, Transport: s.Network().Transport(),
	}
	change(p)
	return &harness{s, p}
}

func nothing(*wct.Provider) {}

func (h *harness) Method() checkout.Method {
	return checkout.Method{
		ID: "crypto", Label: "Crypto", Service: simulator.WCTName, Currency: dollar, Provider: h.provider, Terms: h.terms(),
	}
}

// terms are the provider's, with a shorter watch: the suite waits three hours
// for a payment that nobody asks about any more, and the watch lasts a day.
func (h *harness) terms() checkout.Terms {
	terms := wct.Terms
	terms.Watch /= 12
	return terms
}

func (h *harness) Amount() money.Amount { return money.Of(5000, dollar) }
func (h *harness) Secrets() []string    { return []string{simulator.WCTAPISecret} }

func (h *harness) Spelling() providertest.Spelling {
	return providertest.Spelling{
		Ref: "payment.payment_code", Amount: "payment.requested_amount", Currency: "payment.paid_asset",
		Status: "payment.status", Paid: "completed",
	}
}

func (h *harness) Can() providertest.Abilities {
	return providertest.Abilities{Cancel: false, Refuse: false, LatePaid: true}
}

func TestProvider(t *testing.T) {
	providertest.Run(t, func(t providertest.TB) providertest.Harness { return newHarness(t, simulator.WCT{}, nothing) })
}

// The documents leave open how a request is encoded, which HTTP status a "nok"
// has, and where an answer holds its details.
func TestProviderWhateverTheServiceIsLike(t *testing.T) {
	for name, c := range map[string]struct {
		options simulator.WCT
		change  func(p *wct.Provider)
	}{
		"forms":               {simulator.WCT{}, func(p *wct.Provider) { p.Encoding = wct.Form }},
		"nok is a 400":        {simulator.WCT{Refused: 400}, nothing},
		"nested, with amount": {simulator.WCT{Nested: true, HashAmount: true}, func(p *wct.Provider) { p.HashAmount = true }},
		"no end of the price": {simulator.WCT{Silent: true}, nothing},
		"a minute's price":    {simulator.WCT{Quote: 60e9}, nothing},
	} {
		t.Run(name, func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness { return newHarness(t, c.options, c.change) })
		})
	}
}
