package printer_test

import (
	"testing"

	"kasir/printer"
)

// twelve is a receipt of twelve lines in Latin letters, with a euro and a QR code.
func twelve() printer.Document {
	var doc printer.Document
	doc = append(doc, printer.Text{Text: "Café Zürich", Align: printer.Center, Style: printer.Style{Bold: true, Wide: true}}, printer.Rule{})
	for range 12 {
		doc = append(doc, printer.Row{Left: "2 x Crème brûlée", Right: "€ 12.50"})
	}
	return append(doc, printer.Rule{},
		printer.Row{Left: "TOTAL", Right: "€ 150.00", Style: printer.Style{Bold: true}},
		printer.QR{Payload: "https://payment.uncle-z.com/receipt/POS-000042"},
		printer.Text{Text: "reference: POS-000042", Align: printer.Center},
		printer.Cut{})
}

func BenchmarkEncode(b *testing.B) {
	for _, name := range []string{"epson-80", "generic-58"} {
		b.Run(name, func(b *testing.B) {
			doc, p := twelve(), profile(b, name)
			job, _, err := printer.Encode(doc, p)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := printer.Encode(doc, p); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(job)), "bytes/job")
		})
	}
}
