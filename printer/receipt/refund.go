package receipt

import (
	"image"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer"
)

// Refund is the slip of a refund. One that is not done says so where the eye
// falls first, because the customer takes the paper for the money. The logo is
// the one that the slip names, nil where there is none.
func Refund(s checkout.Slip, p checkout.Print, logo image.Image) printer.Document {
	w := words.In(s.Shop.Language)
	doc := marks(s.Shop, s.Training, p, w)
	doc = append(doc, shopHead(s.Shop, logo, w)...)
	doc = append(doc, title(s.Shop, "slip.title.", w)...)
	doc = append(doc, printer.Rule{}, printer.Banner{Text: w.Say("slip.title")})
	if s.Pending {
		doc = append(doc, printer.Text{Text: w.Say("slip.pending"), Style: printer.Style{Bold: true}})
	}
	amount := w.Say("slip.amount", "amount", s.Amount.Format(w.Language()))
	doc = append(doc, printer.Text{Text: amount, Style: printer.Style{Bold: true, Tall: true}})
	doc = append(doc, taxLine(s.Shop, s.Tax, w)...)
	doc = append(doc,
		printer.Text{Text: w.Say("slip.way."+s.Way.String(), "method", s.Method)},
		printer.Text{Text: original(s, w)},
		printer.Text{Text: w.Say("slip.when", "time", local(s.Shop, s.At), "zone", s.Shop.ZoneName(s.At))})
	doc = append(doc, circumstances(s, w)...)
	doc = append(doc, help(s.Shop, w)...)
	if s.Invoice != "" {
		doc = append(doc, printer.Text{Text: w.Say("slip.reference", "invoice", s.Invoice)})
	}
	doc = append(doc, proof(s.Invoice, s.Code, w)...)
	doc = append(doc, marks(s.Shop, s.Training, p, w)...)
	return finish(doc, w)
}

// circumstances are what there is to say of this refund alone.
func circumstances(s checkout.Slip, w words.Words) printer.Document {
	var doc printer.Document
	for _, line := range []struct{ word, key, value string }{
		{"slip.reason", "reason", s.Reason},
		{"slip.proof", "proof", s.Proof},
		{"slip.by", "by", s.By},
		{"slip.approved", "by", s.ApprovedBy},
	} {
		if line.value != "" {
			doc = append(doc, printer.Text{Text: w.Say(line.word, line.key, line.value)})
		}
	}
	if s.Left.IsPositive() {
		doc = append(doc, printer.Text{Text: w.Say("slip.left", "amount", s.Left.Format(w.Language()))})
	}
	return doc
}

// original names what the money was paid for. Money that came late may have no
// order at all.
func original(s checkout.Slip, w words.Words) string {
	at, zone := local(s.Shop, s.Sold), s.Shop.ZoneName(s.Sold)
	if s.Invoice == "" {
		return w.Say("slip.of-payment", "time", at, "zone", zone)
	}
	return w.Say("slip.of", "invoice", s.Invoice, "time", at, "zone", zone)
}
