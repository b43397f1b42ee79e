package unclez_test

import (
	"testing"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/unclez"
)

var rupiah = money.MustCurrency("IDR")

// A harness is the gateway's simulator with a provider in front of it.
type harness struct {
	providertest.Simulated
	provider *unclez.Provider
}

func open(t providertest.TB) providertest.Harness { return newHarness(t, simulator.UncleZ{}) }

func newHarness(t providertest.TB, o simulator.UncleZ) *harness {
	s := providertest.NewSimulated(t, simulator.Options{UncleZ: o})
	return &harness{s, &unclez.Provider{
		PublicKey: simulator.UncleZPublicKey, Secret: simulator.UncleZSecret, Till: "till-01",
		BaseURL: providertest.BaseURL, Transport: s.Network().Transport(),
	}}
}

func (h *harness) Method() checkout.Method {
	return checkout.Method{
		ID: "qris", Label: "QRIS", Service: simulator.UncleZName, Currency: rupiah,
		Provider: h.provider, Terms: unclez.Terms,
	}
}

func (h *harness) Amount() money.Amount { return money.Of(50000, rupiah) }
func (h *harness) Secrets() []string    { return []string{simulator.UncleZSecret} }

func (h *harness) Spelling() providertest.Spelling {
	return providertest.Spelling{Ref: "payment_id", Amount: "amount_minor", Currency: "currency", Status: "status", Paid: "succeeded"}
}

func (h *harness) Can() providertest.Abilities {
	return providertest.Abilities{Cancel: false, Refuse: true, LatePaid: true}
}

func TestProvider(t *testing.T) { providertest.Run(t, open) }

// The gateway may call an expired payment by any of three words, and answers in
// several shapes.
func TestProviderWhateverTheGatewayIsSetTo(t *testing.T) {
	for name, o := range map[string]simulator.UncleZ{
		"expired is failed":   {ExpiryWord: "failed"},
		"expired is canceled": {ExpiryWord: "canceled"},
		"both shapes":         {Shape: simulator.Both},
		"nothing to show":     {Shape: simulator.Nothing},
	} {
		t.Run(name, func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness { return newHarness(t, o) })
		})
	}
}
