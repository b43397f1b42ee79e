package receipt

import (
	"maps"
	"slices"
	"strings"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer"
)

// extras are what a provider wants on the paper, in the order of their words.
func extras(tender checkout.Tender, w words.Words) printer.Document {
	var doc printer.Document
	for _, word := range slices.Sorted(maps.Keys(tender.Print)) {
		doc = append(doc, printer.Text{Text: w.Say("receipt.print."+word, "value", masked(tender.Print[word]))})
	}
	return doc
}

// A card number has 13 to 19 digits (ISO/IEC 7812-1); of one that pays, paper may
// show the last four (PCI DSS 3.4.1). A reference of as many digits is masked too:
// nobody can tell the two apart.
const (
	leastOfCard, mostOfCard = 13, 19
	shownOfCard             = 4
)

var separators = strings.NewReplacer(" ", "", "-", "")

func masked(value string) string {
	digits := separators.Replace(value)
	if len(digits) < leastOfCard || len(digits) > mostOfCard || strings.Trim(digits, "0123456789") != "" {
		return value
	}
	return strings.Repeat("*", shownOfCard) + digits[len(digits)-shownOfCard:]
}
