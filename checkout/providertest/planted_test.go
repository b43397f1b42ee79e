package providertest_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/unclez"
)

func TestEveryPlantedFaultIsCaught(t *testing.T) {
	for _, f := range slices.Concat(planted, plantedRefunds) {
		t.Run(f.fault, func(t *testing.T) {
			open := func(t providertest.TB) providertest.Harness { return newHarness(t, f.broken()) }
			if failures := providertest.Failures(t, open, f.caught); len(failures) != 1 {
				t.Errorf("%s did not notice", f.caught)
			} else {
				t.Log(failures[0].Said)
			}
		})
	}
}

// A case that catches nothing proves nothing.
func TestEveryCaseCatchesSomething(t *testing.T) {
	var caught []string
	for _, f := range slices.Concat(planted, plantedRefunds) {
		caught = append(caught, f.caught)
	}
	for _, name := range providertest.Cases() {
		if !slices.Contains(caught, name) {
			t.Errorf("%s catches no planted fault", name)
		}
	}
}

func TestAnHonestProviderIsNotAccused(t *testing.T) {
	open := func(t providertest.TB) providertest.Harness { return newHarness(t, broken{}) }
	for _, f := range providertest.Failures(t, open) {
		t.Errorf("%s: %s", f.Case, f.Said)
	}
}

// broken is a provider with a fault in it. What is not set works.
type broken struct {
	*unclez.Provider
	start, poll, cancel ask
	refund              giveBack
	terms               func(checkout.RefundTerms) checkout.RefundTerms
}

// An ask is Start, Poll or Cancel.
type ask func(p *unclez.Provider, ctx context.Context, pay checkout.Payment) (checkout.Progress, error)

func (a ask) or(working ask) ask {
	if a == nil {
		return working
	}
	return a
}

func (b broken) Start(ctx context.Context, p checkout.Payment) (checkout.Progress, error) {
	return b.start.or((*unclez.Provider).Start)(b.Provider, ctx, p)
}

func (b broken) Poll(ctx context.Context, p checkout.Payment) (checkout.Progress, error) {
	return b.poll.or((*unclez.Provider).Poll)(b.Provider, ctx, p)
}

func (b broken) Cancel(ctx context.Context, p checkout.Payment) (checkout.Progress, error) {
	return b.cancel.or((*unclez.Provider).Cancel)(b.Provider, ctx, p)
}

func (b broken) Refund(ctx context.Context, p checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	if b.refund == nil {
		return b.Provider.Refund(ctx, p, r)
	}
	return b.refund(b.Provider, ctx, p, r)
}

func (b broken) RefundTerms(p checkout.Payment, earlier []checkout.Refund, now time.Time) checkout.RefundTerms {
	terms := b.Provider.RefundTerms(p, earlier, now)
	if b.terms != nil {
		return b.terms(terms)
	}
	return terms
}

type harness struct {
	providertest.Simulated
	provider broken
}

func newHarness(t providertest.TB, b broken) *harness {
	s := providertest.NewSimulated(t, simulator.Options{})
	b.Provider = &unclez.Provider{
		PublicKey: simulator.UncleZPublicKey, Secret: simulator.UncleZSecret,
		BaseURL: providertest.BaseURL, Transport: s.Network().Transport(),
	}
	return &harness{s, b}
}

func (h *harness) Method() checkout.Method {
	return checkout.Method{ID: "qris", Service: "uncle-z", Currency: rupiah, Provider: h.provider, Terms: unclez.Terms}
}

var rupiah = money.MustCurrency("IDR")

func (h *harness) Amount() money.Amount { return money.Of(50000, rupiah) }
func (h *harness) Secrets() []string    { return []string{simulator.UncleZSecret} }

func (h *harness) Spelling() providertest.Spelling {
	return providertest.Spelling{
		Ref: "payment_id", Amount: "amount_minor", Currency: "currency", Status: "status", Paid: "succeeded",
		RefundPayment: "payment_id", RefundAmount: "amount_minor",
	}
}

func (h *harness) Can() providertest.Abilities {
	return providertest.Abilities{Refuse: true, LatePaid: true, Refund: true, RefundWaits: true}
}
