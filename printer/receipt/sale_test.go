package receipt_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
	"kasir/printer/receipt"
)

// The gateway's documents show a receipt; ours must hold every line of it.
func TestReceiptOfTheGatewaysExample(t *testing.T) {
	wantLines(t, receipt.Sale(coffee(), checkout.Print{}, nil),
		"Uncle-Z Coffee Shop", "Order POS-000042", "Total: Rp 50,000",
		"Paid: 2026-05-09 14:30 WIB via QRIS", "If you need help: support@uncle-z.com", "reference: POS-000042")
}

func wantLines(t *testing.T, doc printer.Document, lines ...string) {
	t.Helper()
	paper := printer.Plain(doc, 48)
	for _, line := range lines {
		if !strings.Contains(paper, line) {
			t.Errorf("no line %q in\n%s", line, paper)
		}
	}
}

// What Tabby's documents want on a receipt (POS Integration: Print a Receipt),
// and what the Emirates want on a simplified tax invoice.
func TestReceiptOfTheEmirates(t *testing.T) {
	wantLines(t, receipt.Sale(uae(), checkout.Print{}, nil),
		"TAX INVOICE", "Marina Books", "TRN: 100123456700003", "2026-05-09 11:30 GST", "Atlas", "Total: AED 99.99",
		"Includes VAT 5%                         AED 4.76", "via Tabby", "Paid with Tabby",
		"Order ID: 5b1c6d0a-3a52-4a4e-9a9e-6a8f6e0c0a11", "Payment ID: e2a9e7d4-0c58-4b0c-8b4e-6f1f5f0f9c22")
}

// A shop that is not registered, or does not say its rate, gives no tax invoice.
func TestNoTaxInvoiceWithoutNumberAndRate(t *testing.T) {
	for _, change := range []func(r *checkout.Receipt){
		func(r *checkout.Receipt) { r.Shop.TaxID = "" },
		func(r *checkout.Receipt) { r.Shop.TaxRate = money.Rate{} },
	} {
		for _, r := range []checkout.Receipt{uae(), ksa()} {
			change(&r)
			paper := printer.Plain(receipt.Sale(signed(r), checkout.Print{}, nil), 48)
			if strings.Contains(strings.ToUpper(paper), "INVOICE") || strings.Contains(paper, "[QR]") {
				t.Errorf("it calls itself a tax invoice:\n%s", paper)
			}
		}
	}
}

// Who pays the exact sum gets nothing back, and a stored nothing has lost its
// currency: the paper said "Change 0".
func TestNoChangeHasACurrency(t *testing.T) {
	r := coffee()
	r.Tenders[0].Tendered, r.Tenders[0].Change = r.Total, money.Amount{}
	wantLines(t, receipt.Sale(r, checkout.Print{}, nil), "Change                                      Rp 0")
}

func qrOf(doc printer.Document) string {
	for _, b := range doc {
		if qr, ok := b.(printer.QR); ok {
			return qr.Payload
		}
	}
	return ""
}

// The vector is the one of ZATCA's developer community.
func TestSaudiCode(t *testing.T) {
	r := ksa()
	r.Shop.Name, r.At = "Bobs Records", time.Date(2022, 4, 25, 15, 30, 0, 0, time.UTC)
	r.Total, r.Tax = money.Of(100000, riyal), money.Of(15000, riyal)
	const want = "AQxCb2JzIFJlY29yZHMCDzMxMDEyMjM5MzUwMDAwMwMUMjAyMi0wNC0yNVQxNTozMDowMFoEBzEwMDAuMDAFBjE1MC4wMA=="
	if got := qrOf(receipt.Sale(r, checkout.Print{}, nil)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// An Arabic letter takes two bytes, and the length counts bytes. What does not
// fit its length byte must not be cut: it would name another shop.
func TestSaudiCodeCountsBytes(t *testing.T) {
	r := ksa()
	r.Shop.Name = strings.Repeat("م", 127)
	payload, err := base64.StdEncoding.DecodeString(qrOf(receipt.Sale(r, checkout.Print{}, nil)))
	if err != nil || payload[1] != 254 || string(payload[2:256]) != r.Shop.Name || len(qrOf(receipt.Sale(r, checkout.Print{}, nil))) > 700 {
		t.Errorf("got %x, %v", payload, err)
	}
	r.Shop.Name += "م"
	if got := qrOf(receipt.Sale(r, checkout.Print{}, nil)); got != "" {
		t.Errorf("256 bytes: got %s", got)
	}
}

// The customer sent coins: the paper says how many came, not only what was asked.
func TestCryptoReceiptSaysWhatCame(t *testing.T) {
	wantLines(t, receipt.Sale(crypto(), checkout.Print{}, nil),
		"Total: $50.00", "Received: 0.00078125 BTC", "Network: Bitcoin", "Rate: 1 BTC = 64000.00 USD", "Transaction: d11e2a95…2d27ef7f")
}

// Whatever a service sends, no paper shows more of a card than its last digits.
func TestCardNumbersAreMasked(t *testing.T) {
	for value, want := range map[string]string{
		"9360001410000012345": "****2345", "4111 1111 1111 1111": "****1111", "4111-1111-1111-111": "****1111",
		"117415123456": "117415123456", "ID1020012345678": "ID1020012345678",
	} {
		r := coffee()
		r.Tenders[0].Print = map[string]string{"issuer": value}
		paper := printer.Plain(receipt.Sale(r, checkout.Print{}, nil), 48)
		if !strings.Contains(paper, "Issuer: "+want+"\n") {
			t.Errorf("%s: want %s in\n%s", value, want, paper)
		}
	}
}

// A copy differs from its original in its marks and nothing else.
func TestCopyDiffersInItsMarksAlone(t *testing.T) {
	for name, paper := range papers() {
		if name == "x" {
			continue // an X is read anew each time and has no copies
		}
		original := strings.Split(printer.Plain(paper("en", checkout.Print{}), 48), "\n")
		by := copied
		by.By = "the owner"
		var rest []string
		marks := 0
		for _, line := range strings.Split(printer.Plain(paper("en", by), 48), "\n") {
			if strings.Contains(line, "COPY 2") || strings.Contains(line, "by the owner") {
				marks++
				continue
			}
			rest = append(rest, line)
		}
		if strings.Join(rest, "\n") != strings.Join(original, "\n") || marks != 4 {
			t.Errorf("%s: %d marks; without them:\n%s\nthe original:\n%s", name, marks, strings.Join(rest, "\n"), strings.Join(original, "\n"))
		}
	}
}
