package unclez_test

import (
	"testing"
	"testing/synctest"
	"time"

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
	return providertest.Spelling{
		Ref: "payment_id", Amount: "amount_minor", Currency: "currency", Status: "status", Paid: "succeeded",
		RefundPayment: "payment_id", RefundAmount: "amount_minor",
	}
}

func (h *harness) Can() providertest.Abilities {
	return providertest.Abilities{Cancel: false, Refuse: true, LatePaid: true, Refund: true, RefundWaits: true}
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
		"refunds of all only": {WholeRefunds: true},
	} {
		t.Run(name, func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness {
				h := newHarness(t, o)
				h.provider.WholeRefunds = o.WholeRefunds
				return h
			})
		})
	}
}

// Whether a repeat shows how a refund stands is not documented. If it does not,
// the refund stays pending, for a person to close: never done, never asked anew.
func TestARefundThatIsNeverToldStaysPending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, simulator.UncleZ{FrozenRefunds: true, SlowRefunds: true})
		pay := payment()
		pay.Created = time.Now()
		pay.Request, _ = h.provider.Prepare(pay)
		g, err := h.provider.Start(t.Context(), pay)
		if err != nil {
			t.Fatal(err)
		}
		h.Approve(g.Ref)
		pay.Status, pay.Ref, pay.PaidAt = checkout.Paid, g.Ref, time.Now()
		r := refund()
		r.Created = time.Now()
		for range 10 {
			g, err := h.provider.Refund(t.Context(), pay, r)
			if err != nil || g.Status != checkout.RefundPending || r.Ref != "" && g.Ref != r.Ref {
				t.Fatalf("after %s: got %+v, %v", time.Since(r.Created), g, err)
			}
			if r.Ref == "" {
				h.EndRefund(pay.Ref, true)
			}
			r.Status, r.Ref = g.Status, g.Ref
			time.Sleep(5 * time.Hour) //nolint:forbidigo // virtual time
		}
		if sum, parts := h.GivenBack(pay.Ref); sum != r.Amount || parts != 1 {
			t.Errorf("given back: got %v in %d parts", sum, parts)
		}
		for _, complaint := range h.Complaints() {
			t.Errorf("the service complains: %s", complaint)
		}
	})
}
