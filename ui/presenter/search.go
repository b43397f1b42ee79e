package presenter

import (
	"strings"

	"kasir/checkout/money"
)

// bare is what was typed to search for, without the signs of currencies: a receipt
// says "Rp 20,000", and sales are found by their digits.
func (c *Counter) bare(typed string) string {
	signs := c.signs()
	words := strings.Fields(typed)
	kept := words[:0]
	for i, word := range words {
		if signs[strings.ToLower(word)] && i+1 < len(words) && startsWithDigit(words[i+1]) {
			continue
		}
		kept = append(kept, withoutSign(word, signs))
	}
	return strings.Join(kept, " ")
}

// withoutSign is a word without the sign that is written together with its digits.
func withoutSign(word string, signs map[string]bool) string {
	digits := strings.IndexFunc(word, func(r rune) bool { return r >= '0' && r <= '9' })
	if digits > 0 && signs[strings.ToLower(word[:digits])] {
		return word[digits:]
	}
	return word
}

func startsWithDigit(word string) bool { return word[0] >= '0' && word[0] <= '9' }

// signs are what is written for the currencies of the shop, in small letters.
func (c *Counter) signs() map[string]bool {
	signs := make(map[string]bool)
	add := func(currency money.Currency) {
		signs[strings.ToLower(currency.Code)] = true
		for _, language := range []string{c.Words.Language(), c.Till.Shop.Language} {
			zero := money.Of(0, currency).Format(language)
			signs[strings.ToLower(strings.Trim(zero, "0.,\u00a0 "))] = true
		}
	}
	add(c.Till.Shop.Currency)
	for _, m := range c.Till.Methods {
		add(m.Currency)
	}
	return signs
}
