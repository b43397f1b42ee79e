package receipt

import (
	"kasir/assets/words"
	"kasir/checkout/stamp"
	"kasir/printer"
)

// proof is what tells a paper of ours from another's, and what a scanner at the
// counter reads to find the sale again.
func proof(invoice string, code stamp.Code, w words.Words) printer.Document {
	var doc printer.Document
	if code != "" {
		doc = append(doc, printer.Text{Text: w.Say("receipt.code", "code", string(code))})
	}
	if invoice != "" {
		doc = append(doc, printer.Barcode{Text: invoice})
	}
	return doc
}
