package receipt_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
)

func slip() checkout.Slip {
	r := coffee()
	return checkout.Slip{
		Refund: "r1", Shop: r.Shop, Invoice: r.Invoice, Sold: paidAt, Method: "QRIS", Way: checkout.RefundAsked,
		Amount: money.Of(20000, rupiah), Left: money.Of(30000, rupiah), Reason: "Wrong item",
		By: "Sari", ApprovedBy: "Budi", At: paidAt.Add(2 * time.Hour),
	}
}

func TestSlip(t *testing.T) {
	pending := slip()
	pending.Pending, pending.Training = true, true
	pending.Shop.Language = "id"
	byHand := slip()
	byHand.Way, byHand.Proof, byHand.Left = checkout.RefundByHand, "0x"+strings.Repeat("ab", 32), money.Of(0, rupiah)
	cash := slip()
	cash.Way, cash.Invoice = checkout.RefundInCash, ""
	for name, c := range map[string]struct {
		slip  checkout.Slip
		print checkout.Print
	}{
		"slip": {slip(), checkout.Print{}}, "slip-pending": {pending, checkout.Print{}}, "slip-hand": {byHand, checkout.Print{}},
		"slip-cash": {cash, checkout.Print{}}, "slip-copy": {slip(), copied},
	} {
		for _, model := range []string{"epson-80", "generic-58"} {
			t.Run(name+"-"+model, func(t *testing.T) {
				profile, _ := escpos.Lookup(model)
				doc := receipt.Refund(c.slip, c.print)
				if _, report, err := printer.Encode(doc, profile); err != nil || len(report.Replaced) > 0 {
					t.Fatalf("%v, replaced %v", err, report.Replaced)
				}
				golden(t, name+"-"+model+".txt", printer.Plain(doc, profile.Columns))
			})
		}
	}
}

// A customer takes paper for money: what is not done yet must say so, and what
// is done must not.
func TestSlipSaysWhetherTheMoneyMoves(t *testing.T) {
	s := slip()
	if strings.Contains(printer.Plain(receipt.Refund(s, checkout.Print{}), 48), "pending") {
		t.Error("a refund that is done is called pending")
	}
	s.Pending = true
	if !strings.Contains(printer.Plain(receipt.Refund(s, checkout.Print{}), 48), "pending") {
		t.Error("a pending refund is not called pending")
	}
}
