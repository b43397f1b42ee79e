package midtrans_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"kasir/checkout"
	"kasir/checkout/midtrans"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
)

var rupiah = money.MustCurrency("IDR")

// A harness is Midtrans' simulator with a provider in front of it.
type harness struct {
	providertest.Simulated
	provider *midtrans.Provider
}

func open(t providertest.TB) providertest.Harness {
	return newHarness(t, simulator.Midtrans{Refunds: true})
}

func newHarness(t providertest.TB, o simulator.Midtrans) *harness {
	s := providertest.NewSimulated(t, simulator.Options{Midtrans: o})
	h := &harness{s, &midtrans.Provider{
		ServerKey: simulator.MidtransServerKey, Till: "till-01", Refunds: true,
		BaseURL: providertest.BaseURL, Transport: s.Network().Transport(),
		NotificationURL: "https://shop.example/midtrans",
	}}
	h.provider.LoadPictures(over(h.Network()))
	return h
}

func (h *harness) Method() checkout.Method {
	return checkout.Method{
		ID: "qris", Label: "QRIS", Service: simulator.MidtransName, Currency: rupiah,
		Provider: h.provider, Terms: midtrans.Terms,
	}
}

func (h *harness) Amount() money.Amount { return money.Of(789000, rupiah) }

func (h *harness) Secrets() []string {
	return []string{simulator.MidtransServerKey, "U0ItTWlkLXNlcnZlci1hYmMxMjNjZGU0NTY6"}
}

func (h *harness) Spelling() providertest.Spelling {
	return providertest.Spelling{
		Ref: "transaction_id", Amount: "gross_amount", Currency: "currency", Status: "transaction_status", Paid: "settlement",
		RefundPayment: "transaction_id", RefundAmount: "refunds.refund_amount",
	}
}

func (h *harness) Can() providertest.Abilities {
	return providertest.Abilities{Cancel: true, Refuse: true, LatePaid: true, Refund: true}
}

func TestProvider(t *testing.T) { providertest.Run(t, open) }

// What the documents leave open must not matter.
func TestProviderWhateverMidtransIsSetTo(t *testing.T) {
	for name, o := range map[string]simulator.Midtrans{
		"only a picture":       {Code: simulator.CodePicture},
		"nothing to show":      {Code: simulator.CodeNothing},
		"expire_time":          {Expiry: "expire_time"},
		"no expiry":            {Expiry: "none"},
		"cancelled is 202":     {CancelCode: "202"},
		"no fraud status":      {Fraud: "none"},
		"another bank's payer": {Issuer: "bca"},
	} {
		o.Refunds = true
		t.Run(name, func(t *testing.T) {
			providertest.Run(t, func(t providertest.TB) providertest.Harness { return newHarness(t, o) })
		})
	}
}

func TestProviderOfGoPay(t *testing.T) {
	providertest.Run(t, func(t providertest.TB) providertest.Harness {
		h := newHarness(t, simulator.Midtrans{Refunds: true})
		h.provider.PaymentType = midtrans.GoPay
		return h
	})
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
			return nil, errors.New("a page")
		}
		return io.ReadAll(resp.Body)
	}
}
