package stablegenius_test

import (
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/stablegenius"
)

var dollar = money.MustCurrency("USD")

// A harness is the service's simulator with a provider in front of it.
type harness struct {
	providertest.Simulated
	provider *stablegenius.Provider
	sums     int64
}

func open(t providertest.TB) providertest.Harness { return newHarness(t, simulator.StableGenius{}) }

func newHarness(t providertest.TB, o simulator.StableGenius) *harness {
	s := providertest.NewSimulated(t, simulator.Options{StableGenius: o})
	return &harness{s, &stablegenius.Provider{
		APIKey: simulator.StableGeniusKey, MerchantID: simulator.StableGeniusMerchant, Till: "till-01",
		BaseURL: providertest.BaseURL, Transport: s.Network().Transport(),
	}, 0}
}

// Method watches for an hour instead of a day: the suite waits for no longer.
func (h *harness) Method() checkout.Method {
	terms := stablegenius.Terms
	terms.Watch = time.Hour
	return checkout.Method{
		ID: "usdc", Label: "USDC", Service: simulator.StableGeniusName, Currency: dollar,
		Provider: h.provider, Terms: terms,
	}
}

// Amount is another one each time, because a second payment of an amount that
// is open is declined.
func (h *harness) Amount() money.Amount {
	h.sums++
	return money.Of(1250+h.sums, dollar)
}

func (h *harness) Secrets() []string { return []string{simulator.StableGeniusKey} }

func (h *harness) Spelling() providertest.Spelling {
	return providertest.Spelling{Ref: "id", Amount: "amount", Currency: "currency", Status: "status", Paid: "confirmed"}
}

func (h *harness) Can() providertest.Abilities {
	return providertest.Abilities{Cancel: true, Refuse: false, LatePaid: true}
}

func TestProvider(t *testing.T) { providertest.Run(t, open) }

// What the documents leave open may be one way or the other.
func TestProviderWhateverTheServiceDoes(t *testing.T) {
	for name, o := range map[string]simulator.StableGenius{
		"late money confirms":    {LateConfirms: true},
		"a known key is a 409":   {BareConflict: true, PerMin: 1000}, // the suite starts more than tills do
		"a 409 holds the intent": {FullConflict: true},
		"pictures alone":         {Picture: true},
	} {
		t.Run(name, func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness { return newHarness(t, o) })
		})
	}
}
