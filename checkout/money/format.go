package money

import (
	"strings"
	"sync"

	"github.com/bojanz/currency"
)

// A language of the till and the locale whose money format it uses. Arabic
// takes the Gulf's format with Western digits, which is what its receipts use.
var locales = map[string]string{"en": "en", "id": "id", "ar": "ar-AE"}

// symbols that shops write where the locale data would show a code.
var symbols = map[string]string{"IDR": "Rp"}

type format struct {
	language string
	currency Currency
}

var formatters sync.Map // format -> *currency.Formatter

// Format writes the amount the way a reader of the language expects:
// "Rp 50,000" in English, "Rp 50.000" in Indonesian. All decimals of the
// currency are shown, and spaces are plain ones, which every printer has.
// A language without a format of its own is written as English.
func (a Amount) Format(language string) string {
	amount, err := currency.NewAmount(a.Decimal(), a.Currency.Code)
	if err != nil {
		return a.String() // an amount without a currency has no format
	}
	return plain.Replace(formatterFor(format{language, a.Currency}).Format(amount))
}

var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u200e", "", "\u200f", "")

func formatterFor(key format) *currency.Formatter {
	if f, ok := formatters.Load(key); ok {
		return f.(*currency.Formatter)
	}
	tag, ok := locales[key.language]
	if !ok {
		tag = "en"
	}
	f := currency.NewFormatter(currency.NewLocale(tag))
	f.MinDigits = uint8(key.currency.Decimals)
	f.MaxDigits = uint8(key.currency.Decimals)
	f.SymbolMap = symbols
	formatters.Store(key, f)
	return f
}
