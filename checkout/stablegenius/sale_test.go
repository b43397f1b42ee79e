package stablegenius_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
	"kasir/checkout/stablegenius"
)

// sell has a till be paid through the simulator for as long as the watch of a
// payment lasts, or for two hours where it goes on being asked about; hear is
// told each answer.
func sell(t *testing.T, o simulator.StableGenius, hear func(h *harness, till *checkout.Till, p checkout.Payment)) checkout.Sale {
	t.Helper()
	var sale checkout.Sale
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, o)
		m := h.Method()
		m.Terms = stablegenius.Terms
		till := &checkout.Till{
			Shop:    checkout.Shop{Name: "Test", Currency: dollar, Till: "till-01", Prefix: "POS", Zone: "UTC"},
			Methods: []checkout.Method{m}, Journal: &providertest.Memory{},
		}
		order := checkout.Order{Sale: checkout.NewSaleID(), Method: m.ID, Lines: []checkout.Line{{Amount: h.Amount()}}}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		began := time.Now()
		_, err := till.Pay(ctx, order, func(st checkout.Standing) {
			hear(h, till, st.Payment)
			if st.Payment.Status.IsOpen() && time.Since(began) > 2*time.Hour {
				cancel()
			}
		})
		if err != nil && ctx.Err() == nil {
			t.Errorf("pay: %v", err)
		}
		if sale, err = till.Journal.Sale(order.Sale); err != nil {
			t.Errorf("sale: %v", err)
		}
		for _, complaint := range h.Complaints() {
			t.Errorf("the service complains: %s", complaint)
		}
	})
	return sale
}

// once calls f the first time that the payment stands like this.
func once(want checkout.Status, f func(h *harness, p checkout.Payment)) func(*harness, *checkout.Till, checkout.Payment) {
	done := false
	return func(h *harness, _ *checkout.Till, p checkout.Payment) {
		if !done && p.Status == want && p.Ref != "" {
			done = true
			f(h, p)
		}
	}
}

func pays(t *testing.T, amount string) func(h *harness, p checkout.Payment) {
	return func(h *harness, p checkout.Payment) {
		if err := h.Simulator().PayPart(p.Ref, amount); err != nil {
			t.Error(err)
		}
	}
}

// A transfer of too little leaves the intent waiting, or confirms it: either way
// the sale is not paid, the cashier reads what is missing, and a person decides.
func TestTooLittleIsNotPaid(t *testing.T) {
	for name, c := range map[string]struct {
		o    simulator.StableGenius
		want checkout.Status
	}{
		"waits on": {simulator.StableGenius{}, checkout.Unresolved},
		"confirms": {simulator.StableGenius{ShortConfirms: true}, checkout.Underpaid},
	} {
		t.Run(name, func(t *testing.T) {
			underpaid := false
			pay := once(checkout.Pending, pays(t, "10"))
			sale := sell(t, c.o, func(h *harness, till *checkout.Till, p checkout.Payment) {
				pay(h, till, p)
				if p.Status == checkout.Underpaid {
					underpaid = true
					if p.Missing != "2.51 USDC" || p.Received != "10 USDC" || p.Prompt.Refused != "part-paid" || p.Prompt.Visible() {
						t.Errorf("got missing %q, received %q, prompt %+v", p.Missing, p.Received, p.Prompt)
					}
				}
			})
			if p := sale.Payments[0]; !underpaid || p.Status != c.want || sale.Status != checkout.Open {
				t.Errorf("got %v by way of underpaid %v, sale %v", p.Status, underpaid, sale.Status)
			}
		})
	}
}

func TestTheRestMayFollow(t *testing.T) {
	first, second := once(checkout.Pending, pays(t, "10")), once(checkout.Underpaid, pays(t, "2.51"))
	sale := sell(t, simulator.StableGenius{}, func(h *harness, till *checkout.Till, p checkout.Payment) {
		first(h, till, p)
		second(h, till, p)
	})
	if p := sale.Payments[0]; sale.Status != checkout.Completed || p.Missing != "" || p.Received != "12.51 USDC" {
		t.Errorf("got %v, missing %q, received %q", sale.Status, p.Missing, p.Received)
	}
}

func TestTooMuchIsPaidAndSaid(t *testing.T) {
	sale := sell(t, simulator.StableGenius{}, once(checkout.Pending, pays(t, "20")))
	if p := sale.Payments[0]; sale.Status != checkout.Completed || p.Received != "20 USDC" {
		t.Errorf("got %v, received %q", sale.Status, p.Received)
	}
}

// Money after the end: all of it pays late, whether the service then confirms
// the intent or leaves it expired.
func TestLateMoneyIsFound(t *testing.T) {
	for name, o := range map[string]simulator.StableGenius{"stays expired": {}, "is confirmed": {LateConfirms: true}} {
		t.Run(name, func(t *testing.T) {
			sale := sell(t, o, once(checkout.Expired, func(h *harness, p checkout.Payment) {
				time.Sleep(20 * time.Hour) //nolint:forbidigo // virtual time
				h.ApproveLate(p.Ref)
			}))
			if p := sale.Payments[0]; p.Status != checkout.Paid || !p.Late() || sale.Status != checkout.Completed {
				t.Errorf("got %v, late %v, sale %v", p.Status, p.Late(), sale.Status)
			}
		})
	}
}

// The cashier takes it back, the service agrees, and the transfer was on its way.
func TestMoneyAfterACancelIsFound(t *testing.T) {
	cancelled := false
	sale := sell(t, simulator.StableGenius{}, func(h *harness, till *checkout.Till, p checkout.Payment) {
		if p.Ref == "" || cancelled {
			return
		}
		cancelled = true
		s, err := till.Cancel(context.Background(), p.Sale, p.ID, "ani")
		if err != nil || s.Payments[0].Status != checkout.Cancelled {
			t.Errorf("cancel: got %v, %v", s.Payments[0].Status, err)
		}
		h.ApproveLate(p.Ref)
	})
	if p := sale.Payments[0]; p.Status != checkout.Paid || !p.Late() {
		t.Errorf("got %v, late %v", p.Status, p.Late())
	}
}

// What the service assigns to no intent cannot be seen from here: the payment
// ends unpaid, and the dashboard knows of the money.
func TestUnassignedMoneyIsNotInvented(t *testing.T) {
	sale := sell(t, simulator.StableGenius{Unassigned: true}, once(checkout.Pending, pays(t, "10")))
	if p := sale.Payments[0]; p.Status != checkout.Expired && p.Status != checkout.Cancelled {
		t.Errorf("got %v", p.Status)
	}
}

func TestWithoutTransactionsTheIntentsWordCounts(t *testing.T) {
	sale := sell(t, simulator.StableGenius{NoTransactions: true}, once(checkout.Pending, func(h *harness, p checkout.Payment) { h.Approve(p.Ref) }))
	if sale.Status != checkout.Completed || sale.Payments[0].Received != "" {
		t.Errorf("got %v, received %q", sale.Status, sale.Payments[0].Received)
	}
}

func TestTermsFollowTheLifeOfACode(t *testing.T) {
	terms := stablegenius.TermsFor(10 * time.Minute)
	if terms.Timeout != 10*time.Minute || stablegenius.Terms.Timeout != 5*time.Minute || terms.Watch != stablegenius.Terms.Watch {
		t.Errorf("got %+v", terms)
	}
}
