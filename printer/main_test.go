package printer_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kasir/printer"
	"kasir/printer/escpos"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

func profile(t testing.TB, name string) escpos.Profile {
	t.Helper()
	p, ok := escpos.Lookup(name)
	if !ok {
		t.Fatalf("no profile %q", name)
	}
	return p
}

// receipt is a document with everything that a receipt has.
func receipt() printer.Document {
	return printer.Document{
		printer.Banner{Text: "COPY 2"},
		printer.Text{Text: "Uncle-Z Coffee Shop", Align: printer.Center, Style: printer.Style{Bold: true, Wide: true}},
		printer.Text{Text: "Jl. Braga 12\nBandung 40111", Align: printer.Center},
		printer.Rule{},
		printer.Row{Left: "Kopi susu gula aren ukuran besar, tanpa es, dengan susu gandum", Right: "Rp 36.000"},
		printer.Row{Left: "Café crème", Right: "Rp 14.000"},
		printer.Rule{},
		printer.Row{Left: "TOTAL", Right: "Rp 50.000", Style: printer.Style{Bold: true, Wide: true, Tall: true}},
		printer.Text{Text: "Paid: 2026-05-09 14:30 WIB via QRIS"},
		printer.Feed{Lines: 1},
		printer.QR{Payload: "https://payment.uncle-z.com/r/POS-000042"},
		printer.Text{Text: "reference: POS-000042", Align: printer.End},
		printer.Text{Text: "support@uncle-z.com – it’s € 0.00", Align: printer.Center},
		printer.Cut{},
	}
}
