package receipt

import (
	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer"
)

// The countries whose rules for receipts we know, by the money of the shop, and
// how the word lists call them.
var countries = map[string]string{"AED": "uae", "SAR": "ksa", "IDR": "idn"}

func country(shop checkout.Shop) string {
	if c, ok := countries[shop.Currency.Code]; ok {
		return c
	}
	return "any"
}

// taxed tells whether the paper is a tax invoice: the shop is registered and
// says what its prices contain.
func taxed(shop checkout.Shop) bool { return shop.TaxID != "" && !shop.TaxRate.IsZero() }

// title is what the law wants a tax invoice to be called: "Tax Invoice" in the
// Emirates (Cabinet Decision 52 of 2017, article 59), and in Arabic in Saudi
// Arabia. kind is the family of words: a receipt's or a slip's.
func title(shop checkout.Shop, kind string, w words.Words) printer.Document {
	of := country(shop)
	if !taxed(shop) || !w.Has(kind+of) {
		return nil
	}
	var doc printer.Document
	if of == "ksa" && !w.RightToLeft() {
		doc = append(doc, heading(words.In("ar").Say(kind+of)))
	}
	return append(doc, heading(w.Say(kind+of)))
}

func heading(text string) printer.Block {
	return printer.Text{Text: text, Align: printer.Center, Style: printer.Style{Bold: true}}
}

// taxLine says how much tax an amount contains.
func taxLine(shop checkout.Shop, tax money.Amount, w words.Words) printer.Document {
	if shop.TaxRate.IsZero() {
		return nil
	}
	return printer.Document{printer.Row{
		Left:  w.Say("receipt.tax."+country(shop), "rate", shop.TaxRate.String()),
		Right: tax.Format(w.Language()),
	}}
}
