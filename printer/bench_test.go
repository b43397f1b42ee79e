package printer_test

import (
	"fmt"
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

// twenty is a receipt of twenty lines in Arabic.
func twenty() printer.Document {
	var doc printer.Document
	doc = append(doc, printer.Text{Text: "مقهى العم زي", Align: printer.Center, Style: printer.Style{Bold: true}})
	for i := range 19 {
		doc = append(doc, printer.Row{Left: fmt.Sprintf("قهوة عربية (كبيرة) رقم %d", i), Right: "36.00 SAR"})
	}
	return append(doc, printer.QR{Payload: "https://payment.uncle-z.com/receipt/POS-000042"}, printer.Cut{}).RightToLeft()
}

// BenchmarkEncodeArabic is a receipt whose lines were drawn before, as most are,
// and one that says nothing that was said before.
func BenchmarkEncodeArabic(b *testing.B) {
	p := profile(b, "epson-80")
	b.Run("kept", func(b *testing.B) {
		doc := twenty()
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := printer.Encode(doc, p); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("new", func(b *testing.B) {
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			doc := twenty()
			for i := range doc {
				if row, ok := doc[i].(printer.Row); ok {
					n++
					row.Left += fmt.Sprint(n)
					doc[i] = row
				}
			}
			if _, _, err := printer.Encode(doc, p); err != nil {
				b.Fatal(err)
			}
		}
	})
}
