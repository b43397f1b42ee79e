package receipt_test

import (
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/receipt"
)

// A customer takes paper for money: what is not done yet must say so, and what
// is done must not.
func TestSlipSaysWhetherTheMoneyMoves(t *testing.T) {
	s := slip()
	if strings.Contains(printer.Plain(receipt.Refund(s, checkout.Print{}, nil), 48), "pending") {
		t.Error("a refund that is done is called pending")
	}
	s.Pending = true
	if !strings.Contains(printer.Plain(receipt.Refund(s, checkout.Print{}, nil), 48), "pending") {
		t.Error("a pending refund is not called pending")
	}
}

func TestSlipOfATaxInvoice(t *testing.T) {
	wantLines(t, receipt.Refund(taxedSlip(), checkout.Print{}, nil),
		"Credit Note", "VAT no.: 310122393500003", "Refund: SAR 115.00", "Includes VAT 15%", "SAR 15.00", "of order POS-000042", "Proof: case 4711")
}
