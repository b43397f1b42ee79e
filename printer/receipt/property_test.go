package receipt_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
)

// nasty is text that a cashier, a customer or a service could bring: commands
// for printers, Arabic, accents, very long words.
func nasty(t *rapid.T, name string) string {
	return rapid.OneOf(
		rapid.String(), rapid.StringMatching(`[A-Za-z]{0,80}`),
		rapid.SampledFrom([]string{"\x1bp\x00\x32\xff", "\x10\x14\x01\x00\x05", "a\r\nb\tc", "مقهى 12,50 \u200f SAR", "e\u0301\u0301", "\u202e123", "", "😀"}),
	).Draw(t, name)
}

func drawReceipt(t *rapid.T) checkout.Receipt {
	r := rapid.SampledFrom([]checkout.Receipt{coffee(), full(), uae(), ksa(), crypto()}).Draw(t, "kind")
	r.Shop.Name, r.Shop.Address, r.Shop.TaxID = nasty(t, "name"), []string{nasty(t, "address")}, nasty(t, "tax id")
	r.Shop.Support, r.Shop.Language = nasty(t, "support"), rapid.SampledFrom(words.Languages()).Draw(t, "language")
	r.Lines = []checkout.Line{{Label: nasty(t, "label"), Amount: r.Total}, {Amount: money.Of(rapid.Int64Range(0, money.Max).Draw(t, "amount"), r.Total.Currency)}}
	r.Invoice = nasty(t, "invoice")
	r.Tenders = []checkout.Tender{{
		Label: nasty(t, "method"), Amount: r.Total, PaidAt: paidAt, Received: nasty(t, "received"),
		Print: map[string]string{"issuer": nasty(t, "issuer"), "network": nasty(t, "network")},
	}}
	return r
}

func drawPaper(t *rapid.T) printer.Document {
	print := checkout.Print{Copy: rapid.IntRange(0, 3).Draw(t, "copy"), By: nasty(t, "by"), At: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0)}
	r := drawReceipt(t)
	if rapid.Bool().Draw(t, "refund") {
		s := slip()
		s.Shop, s.Invoice, s.Reason, s.Proof, s.By, s.Method = r.Shop, r.Invoice, nasty(t, "reason"), nasty(t, "proof"), nasty(t, "who"), nasty(t, "label")
		return receipt.Refund(signedSlip(s), print, nil)
	}
	return receipt.Sale(signed(r), print, nil)
}

// No text may bring the printer a command: in what is laid out no control byte
// stands, and among the bytes no drawer pulse and nothing that is not understood.
func TestNoTextIsACommand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := drawPaper(t)
		p := rapid.SampledFrom(escpos.Profiles()).Draw(t, "profile")
		for _, line := range printer.Lines(doc, p.Columns) {
			if strings.ContainsFunc(line.Text, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
				t.Fatalf("a control byte in %q", line.Text)
			}
			if line.Columns() > p.Columns {
				t.Fatalf("%q has %d columns of %d", line.Text, line.Columns(), p.Columns)
			}
		}
		job, _, err := printer.Encode(doc, p)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := printer.Encode(doc, p)
		if err != nil || !bytes.Equal(job, again) {
			t.Fatalf("the same receipt gave other bytes, %v", err)
		}
		for _, command := range escpos.Split(job) {
			if command.Name == "ESC p" || command.Name == "DLE DC4" || command.Name == escpos.Unknown {
				t.Fatalf("%q, %x in a receipt", command.Name, command.Raw)
			}
			if command.Name == escpos.Letters && bytes.ContainsFunc(command.Raw, func(r rune) bool { return r < ' ' }) {
				t.Fatalf("a control byte in the text %x", command.Raw)
			}
		}
	})
}

func BenchmarkReceipt(b *testing.B) {
	p := profile(b, "epson-80")
	r := full()
	for b.Loop() {
		if _, _, err := printer.Encode(receipt.Sale(r, checkout.Print{}, nil), p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkArabicReceipt(b *testing.B) {
	p := profile(b, "epson-80")
	r := ksa()
	r.Shop.Language = "ar"
	for b.Loop() {
		if _, _, err := printer.Encode(receipt.Sale(r, checkout.Print{}, nil), p); err != nil {
			b.Fatal(err)
		}
	}
}
