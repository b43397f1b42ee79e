package main

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

// Every service's payment can be given back at the till, by the way that its
// documents leave: asked for, or by hand with its proof.
func TestRefundThroughEveryService(t *testing.T) {
	want := map[string]checkout.RefundWay{
		"uncle-z": checkout.RefundAsked, "midtrans": 0 /* off until the settings say otherwise */, "tabby": checkout.RefundAsked,
		"stable-genius": checkout.RefundByHand, "wct": checkout.RefundByHand,
	}
	for service, way := range want {
		t.Run(service, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { refundThrough(t, service, way) }) })
	}
}

func refundThrough(t *testing.T, service string, way checkout.RefundWay) {
	sim, m := within(t, service, new(counted))
	till := benchTill(t, m)
	s := paidThrough(t, till, sim, m)
	p := s.Payments[0]
	terms := till.RefundTerms(s, p)
	if way == 0 {
		if terms.Possible || terms.Why.Word != "refunds-off" {
			t.Errorf("terms: %+v", terms)
		}
		return
	}
	if !terms.Possible || terms.Way != way {
		t.Fatalf("terms: %+v", terms)
	}
	order := checkout.RefundOrder{
		ID: checkout.NewRefundID(), Sale: s.ID, Payment: p.ID, Amount: money.Of(p.Amount.Minor/2, p.Amount.Currency), Reason: "wrong item",
	}
	if terms.Way == checkout.RefundByHand {
		order.Proof = "0x" + strings.Repeat("0f", 32)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	s, err := till.Refund(ctx, order, func(st checkout.RefundStanding) {
		if st.Fault.Trouble != 0 {
			t.Errorf("no answer: %+v", st.Fault)
		}
	})
	if err != nil || s.Refunds[0].Status != checkout.RefundDone {
		t.Errorf("%v, %+v", err, s.Refunds)
	}
}

// paidThrough is a sale that a customer has paid through a service.
func paidThrough(t *testing.T, till *checkout.Till, sim *simulator.Simulator, m checkout.Method) checkout.Sale {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	order := checkout.Order{
		Sale: checkout.NewSaleID(), Method: m.ID, Lines: []checkout.Line{{Amount: money.Of(20_000, m.Currency)}},
	}
	played := false
	s, err := till.Pay(ctx, order, func(st checkout.Standing) {
		if st.Payment.Ref != "" && st.Payment.Status == checkout.Pending && !played {
			played = true
			if err := sim.Pay(st.Payment.Ref); err != nil {
				t.Error(err)
			}
		}
	})
	if err != nil || s.Status != checkout.Completed {
		t.Fatalf("not paid: %v, %+v", err, s.Payments)
	}
	return s
}
