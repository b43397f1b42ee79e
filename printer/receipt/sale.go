package receipt

import (
	"fmt"
	"image"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
)

// Sale is the paper of a completed sale, in the language that the shop had
// then. The print says whether it is the original or which copy; the logo is the
// one that the receipt names, nil where there is none.
func Sale(r checkout.Receipt, p checkout.Print, logo image.Image) printer.Document {
	w := words.In(r.Shop.Language)
	doc := marks(r.Shop, r.Training, p, w)
	doc = append(doc, shopHead(r.Shop, logo, w)...)
	doc = append(doc, title(r.Shop, "receipt.title.", w)...)
	doc = append(doc, printer.Rule{}, printer.Text{Text: w.Say("receipt.order", "invoice", r.Invoice)})
	doc = append(doc, sold(r, w)...)
	doc = append(doc, paid(r, w)...)
	doc = append(doc, help(r.Shop, w)...)
	doc = append(doc, printer.Text{Text: w.Say("receipt.reference", "invoice", r.Invoice)})
	doc = append(doc, proof(r.Invoice, r.Code, w)...)
	doc = append(doc, taxQR(r)...)
	doc = append(doc, marks(r.Shop, r.Training, p, w)...)
	return finish(doc, w)
}

// sold lists the amounts where there is more than the total to see.
func sold(r checkout.Receipt, w words.Words) printer.Document {
	var doc printer.Document
	if len(r.Lines) > 1 || len(r.Lines) == 1 && r.Lines[0].Label != "" {
		for i, line := range r.Lines {
			label := line.Label
			switch label {
			case "":
				label = fmt.Sprint(i + 1)
			case checkout.RoundingLine:
				label = w.Say("receipt.rounding")
			}
			doc = append(doc, printer.Row{Left: label, Right: line.Amount.Format(w.Language())})
		}
		doc = append(doc, printer.Rule{})
	}
	total := w.Say("receipt.total", "amount", r.Total.Format(w.Language()))
	doc = append(doc, printer.Text{Text: total, Style: printer.Style{Bold: true, Tall: true}})
	return append(doc, taxLine(r.Shop, r.Tax, w)...)
}

func paid(r checkout.Receipt, w words.Words) printer.Document {
	var doc printer.Document
	for _, tender := range r.Tenders {
		doc = append(doc, printer.Text{Text: w.Say("receipt.paid", "time", local(r.Shop, tender.PaidAt),
			"zone", r.Shop.ZoneName(tender.PaidAt), "method", tender.Label)})
		switch {
		case tender.Tendered.IsPositive():
			change := money.Of(tender.Change.Minor, tender.Tendered.Currency) // stored without a currency where there is none
			doc = append(doc,
				printer.Row{Left: w.Say("receipt.tendered"), Right: tender.Tendered.Format(w.Language())},
				printer.Row{Left: w.Say("receipt.change"), Right: change.Format(w.Language())})
		case len(r.Tenders) > 1:
			doc = append(doc, printer.Row{Left: tender.Label, Right: tender.Amount.Format(w.Language())})
		}
		if tender.Received != "" {
			doc = append(doc, printer.Text{Text: w.Say("receipt.received", "quantity", tender.Received)})
		}
		doc = append(doc, extras(tender, w)...)
	}
	return doc
}
