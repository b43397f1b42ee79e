package printer_test

import (
	"fmt"

	"kasir/printer"
	"kasir/printer/escpos"
)

func ExampleDocument() {
	doc := printer.Document{
		printer.Text{Text: "Uncle-Z Coffee Shop", Align: printer.Center},
		printer.Row{Left: "Tea", Right: "Rp 18.000"},
		printer.Rule{},
		printer.Row{Left: "Total", Right: "Rp 18.000", Style: printer.Style{Bold: true}},
		printer.Cut{},
	}
	fmt.Print(printer.Plain(doc, 32))

	profile, _ := escpos.Lookup("epson-80")
	job, _, _ := printer.Encode(doc, profile)
	fmt.Print(escpos.Dump(job))
	// Output:
	//       Uncle-Z Coffee Shop
	// Tea                    Rp 18.000
	// --------------------------------
	// Total                  Rp 18.000
	// ESC @
	// FS .
	// ESC R 0
	// ESC t 0 (PC437)
	// "              Uncle-Z Coffee Shop" LF
	// "Tea                                    Rp 18.000" LF
	// "------------------------------------------------" LF
	// ESC E 1 (bold)
	// "Total                                  Rp 18.000" LF
	// GS V 66 0 (partial cut)
	// ESC E 0 (normal)
}
