package receipt

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer"
)

// minutes is how receipts write a time of day: the year first, so that no
// reader takes the day for the month.
const minutes = "2006-01-02 15:04"

// Sale is the paper of a completed sale, in the language that the shop had
// then. The print says whether it is the original or which copy.
func Sale(r checkout.Receipt, p checkout.Print) printer.Document {
	w := words.In(r.Shop.Language)
	var doc printer.Document
	doc = append(doc, marks(r.Shop, r.Training, p, w)...)
	doc = append(doc, head(r, w)...)
	doc = append(doc, sold(r, w)...)
	doc = append(doc, paid(r, w)...)
	doc = append(doc, marks(r.Shop, r.Training, p, w)...)
	return append(doc, printer.Cut{})
}

// marks stand on top and bottom, where folding or tearing cannot hide both.
func marks(shop checkout.Shop, training bool, p checkout.Print, w words.Words) printer.Document {
	var doc printer.Document
	if training {
		doc = append(doc, printer.Banner{Text: w.Say("receipt.training")})
	}
	if p.Copy > 0 {
		doc = append(doc,
			printer.Banner{Text: w.Say("receipt.copy", "n", fmt.Sprint(p.Copy))},
			center(w.Say("receipt.copy.by", "time", local(shop, p.At), "by", p.By)))
	}
	return doc
}

func head(r checkout.Receipt, w words.Words) printer.Document {
	doc := shopHead(r.Shop, w)
	return append(doc, printer.Rule{}, printer.Text{Text: w.Say("receipt.order", "invoice", r.Invoice)})
}

// shopHead is how every paper that a customer gets begins.
func shopHead(shop checkout.Shop, w words.Words) printer.Document {
	doc := printer.Document{
		printer.Text{Text: shop.Name, Align: printer.Center, Style: printer.Style{Bold: true, Tall: true}},
	}
	for _, line := range shop.Address {
		doc = append(doc, center(line))
	}
	if shop.TaxID != "" {
		doc = append(doc, center(w.Say("receipt.tax-id", "id", shop.TaxID)))
	}
	return doc
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
	return append(doc, printer.Text{Text: total, Style: printer.Style{Bold: true, Tall: true}})
}

func paid(r checkout.Receipt, w words.Words) printer.Document {
	var doc printer.Document
	for _, tender := range r.Tenders {
		doc = append(doc, printer.Text{Text: w.Say("receipt.paid", "time", local(r.Shop, tender.PaidAt),
			"zone", r.Shop.ZoneName(tender.PaidAt), "method", tender.Label)})
		switch {
		case tender.Tendered.IsPositive():
			doc = append(doc,
				printer.Row{Left: w.Say("receipt.tendered"), Right: tender.Tendered.Format(w.Language())},
				printer.Row{Left: w.Say("receipt.change"), Right: tender.Change.Format(w.Language())})
		case len(r.Tenders) > 1:
			doc = append(doc, printer.Row{Left: tender.Label, Right: tender.Amount.Format(w.Language())})
		}
		doc = append(doc, extras(tender, w)...)
	}
	if r.Shop.Support != "" {
		doc = append(doc, printer.Text{Text: w.Say("receipt.help", "support", r.Shop.Support)})
	}
	return append(doc, printer.Text{Text: w.Say("receipt.reference", "invoice", r.Invoice)})
}

// extras are what a provider wants on the paper, in the order of their words.
func extras(tender checkout.Tender, w words.Words) printer.Document {
	var doc printer.Document
	for _, word := range slices.Sorted(maps.Keys(tender.Print)) {
		doc = append(doc, printer.Text{Text: w.Say("receipt.print."+word, "value", tender.Print[word])})
	}
	return doc
}

func center(text string) printer.Block {
	return printer.Text{Text: text, Align: printer.Center}
}

func local(shop checkout.Shop, t time.Time) string {
	return t.In(shop.Location()).Format(minutes)
}
