package receipt

import (
	"fmt"
	"image"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer"
)

// minutes is how receipts write a time of day: the year first, so that no
// reader takes the day for the month.
const minutes = "2006-01-02 15:04"

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

// shopHead is how every paper that a customer gets begins.
func shopHead(shop checkout.Shop, logo image.Image, w words.Words) printer.Document {
	var doc printer.Document
	if logo != nil {
		doc = append(doc, printer.Logo{Image: logo})
	}
	doc = append(doc, printer.Text{Text: shop.Name, Align: printer.Center, Style: printer.Style{Bold: true, Tall: true}})
	for _, line := range shop.Address {
		doc = append(doc, center(line))
	}
	if shop.TaxID != "" {
		doc = append(doc, center(w.Say("receipt.tax-id."+country(shop), "id", shop.TaxID)))
	}
	return doc
}

func help(shop checkout.Shop, w words.Words) printer.Document {
	if shop.Support == "" {
		return nil
	}
	return printer.Document{printer.Text{Text: w.Say("receipt.help", "support", shop.Support)}}
}

// finish cuts the paper, and turns it round for those who read from the right.
func finish(doc printer.Document, w words.Words) printer.Document {
	doc = append(doc, printer.Cut{})
	if w.RightToLeft() {
		return doc.RightToLeft()
	}
	return doc
}

func center(text string) printer.Block {
	return printer.Text{Text: text, Align: printer.Center}
}

func local(shop checkout.Shop, t time.Time) string {
	return t.In(shop.Location()).Format(minutes)
}
