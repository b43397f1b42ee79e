//go:build e2e

package main

import (
	"strings"
	"testing"
)

// sell rings up a sale of so many rupiah and plays the customer who pays.
func (w *window) sell(amount string) {
	w.t.Helper()
	w.types(amount)
	w.keys("Return")
	w.screen("waiting")
	w.scan()
	there := w.gateway.Payments()
	if err := w.gateway.Pay(there[len(there)-1].Invoice); err != nil {
		w.t.Fatal(err)
	}
	w.screen("paid")
	w.keys("Return")
	w.screen("amount")
}

// A customer brings half of it back. The cashier's Enter is nervous.
func TestE2ERefund(t *testing.T) {
	w := shop(t)
	w.open()
	w.sell("50000")
	w.sell("7000")
	w.keys("F4")
	w.screen("refunds")
	w.keys("Down", "Return")
	w.screen("refund-amount")
	w.types("20000")
	w.keys("Return")
	w.screen("refund-reason")
	w.keys("2", "Return", "Return")
	w.screen("refund-done")
	slip := w.paper(3)
	if !strings.Contains(slip, "REFUND") || !strings.Contains(slip, "POS-000001") || !strings.Contains(slip, "20,000") {
		t.Errorf("slip:\n%s", slip)
	}
	if back, n := w.gateway.GivenBack("POS-000001"); back.Minor != 20_000 || n != 1 {
		t.Errorf("the service gave back %s in %d", back, n)
	}
	for _, sale := range w.sales() {
		refunds, _ := sale["refunds"].([]any)
		payment := sale["payments"].([]any)[0].(map[string]any)
		switch {
		case payment["invoice"] == "POS-000001" && len(refunds) == 1:
			if r := refunds[0].(map[string]any); r["status"] != "done" || r["reason"] != "Damaged or bad" {
				t.Errorf("refund: %v", r)
			}
		case payment["invoice"] == "POS-000001" || len(refunds) > 0:
			t.Errorf("refunds of %v: %v", payment["invoice"], refunds)
		}
	}
	w.keys("F2")
	w.screen("amount")
	w.quit()
	if v := w.gateway.Violations(); len(v) > 0 {
		t.Errorf("the gateway complains: %v", v)
	}
}

// The power goes while a refund is on its way.
func TestE2ERefundIsTakenUpAfterAKill(t *testing.T) {
	w := shop(t)
	w.open()
	w.sell("50000")
	w.gateway.HoldRefunds(true)
	w.keys("F4", "Return")
	w.screen("refund-amount")
	w.keys("Return")
	w.screen("refund-reason")
	w.keys("Return")
	w.screen("refund-pending")
	if err := w.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-w.exited
	if err := w.gateway.EndRefund("POS-000001", true); err != nil {
		t.Fatal(err)
	}
	w.open()
	w.until("the refund's end", func() bool {
		refunds, _ := w.sales()[0]["refunds"].([]any)
		return len(refunds) == 1 && refunds[0].(map[string]any)["status"] == "done"
	})
	w.quit()
}

// The owner looks a sale up and prints its copy.
func TestE2EHistory(t *testing.T) {
	w := shop(t)
	w.open()
	for _, amount := range []string{"50000", "7000", "12500"} {
		w.sell(amount)
	}
	w.keys("F3")
	w.screen("history")
	w.types("POS-000002")
	w.keys("F6")
	if copied := w.paper(4); strings.Count(copied, "COPY 1") != 2 || !strings.Contains(copied, "POS-000002") {
		t.Errorf("copy:\n%s", copied)
	}
	w.keys("Return")
	w.screen("sale")
	w.keys("Escape", "Escape")
	w.screen("amount")
	w.quit()
}
