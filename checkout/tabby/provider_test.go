package tabby_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/tabby"
)

var (
	dirham = money.MustCurrency("AED")
	riyal  = money.MustCurrency("SAR")
	dinar  = money.MustCurrency("KWD")
)

// A harness is Tabby's simulator with a provider in front of it. References are
// Tabby's two ids; the simulator knows payments by the second.
type harness struct {
	providertest.Simulated
	t        providertest.TB
	provider *tabby.Provider
	amount   money.Amount
}

func open(t providertest.TB) providertest.Harness { return newHarness(t, simulator.Tabby{}) }

func newHarness(t providertest.TB, o simulator.Tabby) *harness {
	s := providertest.NewSimulated(t, simulator.Options{Tabby: o})
	p := newProvider()
	p.BaseURL, p.Transport = providertest.BaseURL, s.Network().Transport()
	p.LoadPictures(over(s.Network()))
	return &harness{s, t, p, money.Of(10000, dirham)}
}

func newProvider() *tabby.Provider {
	return &tabby.Provider{
		SecretKey: simulator.TabbySecretKey, MerchantCode: "ae-branch-1", Till: "till-01",
		Latitude: 24.4763, Longitude: 54.3209,
	}
}

func (h *harness) Method() checkout.Method {
	return checkout.Method{
		ID: "pay-later", Label: "Tabby", Service: simulator.TabbyName, Currency: h.amount.Currency,
		Provider: h.provider, Terms: tabby.Terms,
	}
}

func (h *harness) Amount() money.Amount   { return h.amount }
func (h *harness) Secrets() []string      { return []string{simulator.TabbySecretKey} }
func (h *harness) Approve(ref string)     { h.Simulated.Approve(paymentOf(ref)) }
func (h *harness) ApproveLate(ref string) { h.Simulated.ApproveLate(paymentOf(ref)) }
func (h *harness) Refuse(ref string)      { h.Simulated.Refuse(paymentOf(ref)) }
func (h *harness) Abandon(ref string)     { h.Simulated.Abandon(paymentOf(ref)) }
func (h *harness) Say(ref, word string)   { h.Simulated.Say(paymentOf(ref), word) }

func (h *harness) GivenBack(ref string) (money.Amount, int) {
	return h.Simulated.GivenBack(paymentOf(ref))
}

func paymentOf(ref string) string {
	_, id, _ := strings.Cut(ref, "/")
	return id
}

func (h *harness) Made() []providertest.Made {
	made := h.Simulated.Made()
	for i, m := range made {
		made[i].Ref = h.Simulator().TabbySession(m.Ref) + "/" + m.Ref
	}
	return made
}

func (h *harness) Spelling() providertest.Spelling {
	return providertest.Spelling{Ref: "id", Amount: "amount", Currency: "currency", Status: "status", Paid: "AUTHORIZED", RefundPayment: "id", RefundAmount: "refunds.amount"}
}

func (h *harness) Can() providertest.Abilities {
	return providertest.Abilities{Cancel: true, Refuse: true, LatePaid: false, Refund: true, Anew: true}
}

func TestProvider(t *testing.T) { providertest.Run(t, open) }

func TestProviderWhateverTabbyIsSetTo(t *testing.T) {
	for name, o := range map[string]simulator.Tabby{
		"a picture alone":    {Shape: simulator.Picture},
		"a page alone":       {Shape: simulator.Checkout},
		"nothing to show":    {Shape: simulator.Nothing},
		"captured by nobody": {ManualCapture: true},
		"captured later":     {CaptureLater: 12 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness {
				return newHarness(t, o)
			})
		})
	}
}

func TestProviderInRiyalAndDinar(t *testing.T) {
	for _, amount := range []money.Amount{money.Of(12345, riyal), money.Of(12345, dinar), money.Of(10000, dinar)} {
		t.Run(amount.String(), func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness {
				h := newHarness(t, simulator.Tabby{Currency: amount.Currency.Code})
				h.amount = amount
				return h
			})
		})
	}
}

// over fetches pictures through the network of the suite.
func over(n *providertest.Network) func(ctx context.Context, link string) ([]byte, error) {
	client := http.Client{Transport: n.Transport()}
	return func(ctx context.Context, link string) ([]byte, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
		if err != nil {
			return nil, err
		}
		resp, err := client.Do(r)
		if err != nil {
			return nil, err
		}
		defer func() { _ = resp.Body.Close() }()
		if resp.Header.Get("Content-Type") != "image/png" {
			return nil, errors.New("no picture")
		}
		return io.ReadAll(resp.Body)
	}
}
