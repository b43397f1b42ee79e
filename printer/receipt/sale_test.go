package receipt_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
)

var update = flag.Bool("update", false, "rewrite the goldens of this package")

var (
	rupiah = money.MustCurrency("IDR")
	paidAt = time.Date(2026, 5, 9, 7, 30, 0, 0, time.UTC)
	copied = checkout.Print{Kind: checkout.PrintReceipt, Copy: 2, By: "Sari", At: paidAt.Add(26 * time.Hour)}
)

// coffee is the receipt of the gateway's own example.
func coffee() checkout.Receipt {
	total := money.Of(50000, rupiah)
	return checkout.Receipt{
		Shop: checkout.Shop{
			Name: "Uncle-Z Coffee Shop", Support: "support@uncle-z.com", Currency: rupiah,
			Language: "en", Till: "till-01", Prefix: "POS", Zone: "Asia/Jakarta",
		},
		Invoice: "POS-000042", Number: 7, Lines: []checkout.Line{{Amount: total}}, Total: total, At: paidAt,
		Tenders: []checkout.Tender{{Label: "QRIS", Provider: "uncle-z", Amount: total, PaidAt: paidAt}},
	}
}

func full() checkout.Receipt {
	r := coffee()
	r.Shop.Language = "id"
	r.Shop.Address = []string{"Jl. Braga 12", "Bandung 40111"}
	r.Shop.TaxID = "01.234.567.8-901.000"
	r.Lines = []checkout.Line{{Amount: money.Of(30000, rupiah)}, {Label: "Es kopi susu gula aren ukuran besar", Amount: money.Of(20000, rupiah)}}
	r.Training = true
	return r
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is otherwise:\n%s", name, got)
	}
}

func TestPaper(t *testing.T) {
	for name, c := range map[string]struct {
		receipt checkout.Receipt
		print   checkout.Print
	}{
		"original":      {coffee(), checkout.Print{}},
		"copy":          {coffee(), copied},
		"full-original": {full(), checkout.Print{}},
		"full-copy":     {full(), copied},
	} {
		for _, model := range []string{"epson-80", "generic-58"} {
			t.Run(name+"-"+model, func(t *testing.T) {
				profile, _ := escpos.Lookup(model)
				doc := receipt.Sale(c.receipt, c.print)
				job, report, err := printer.Encode(doc, profile)
				if err != nil || len(report.Replaced) > 0 {
					t.Fatalf("%v, replaced %v", err, report.Replaced)
				}
				golden(t, name+"-"+model+".txt", printer.Plain(doc, profile.Columns)+"\n"+profile.Dump(job))
			})
		}
	}
}

// The gateway's documents show a receipt; ours must hold every line of it.
func TestReceiptOfTheGatewaysExample(t *testing.T) {
	paper := printer.Plain(receipt.Sale(coffee(), checkout.Print{}), 48)
	for _, line := range []string{
		"Uncle-Z Coffee Shop", "Order POS-000042", "Total: Rp 50,000",
		"Paid: 2026-05-09 14:30 WIB via QRIS", "If you need help: support@uncle-z.com", "reference: POS-000042",
	} {
		if !strings.Contains(paper, line) {
			t.Errorf("no line %q in\n%s", line, paper)
		}
	}
}

// A copy differs from its original in its marks and nothing else.
func TestCopyDiffersInItsMarksAlone(t *testing.T) {
	for _, r := range []checkout.Receipt{coffee(), full()} {
		original := strings.Split(printer.Plain(receipt.Sale(r, checkout.Print{}), 48), "\n")
		marked := strings.Split(printer.Plain(receipt.Sale(r, copied), 48), "\n")
		var rest []string
		marks := 0
		for _, line := range marked {
			if strings.Contains(line, "COPY 2") || strings.Contains(line, "Sari") {
				marks++
				continue
			}
			rest = append(rest, line)
		}
		if strings.Join(rest, "\n") != strings.Join(original, "\n") || marks != 4 {
			t.Errorf("%d marks; without them:\n%s\nthe original:\n%s", marks, strings.Join(rest, "\n"), strings.Join(original, "\n"))
		}
	}
}

func TestNoReceiptOpensTheDrawer(t *testing.T) {
	r := full()
	r.Shop.Name = "Bar \x1bp\x00\x32\xff Cafe"
	for _, p := range escpos.Profiles() {
		job, _, err := printer.Encode(receipt.Sale(r, copied), p)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(job), "\x1bp") {
			t.Errorf("%s: a drawer pulse in a receipt", p.Name)
		}
	}
}

func BenchmarkReceipt(b *testing.B) {
	profile, _ := escpos.Lookup("epson-80")
	r := full()
	for b.Loop() {
		if _, _, err := printer.Encode(receipt.Sale(r, checkout.Print{}), profile); err != nil {
			b.Fatal(err)
		}
	}
}
