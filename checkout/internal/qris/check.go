package qris

import (
	"errors"
	"strings"

	"kasir/checkout/money"
)

// A Reason says why a code must not be shown. It is an error, to be compared
// with ==.
type Reason uint8

// The reasons, in the order in which a code is looked at.
const (
	_             Reason = iota
	Malformed            // not the text of a payment code at all
	Damaged              // the checksum is wrong: something was changed on the way
	NotQRIS              // a payment code, but of another country or without a merchant
	Static               // the printed kind, which is not for one payment
	OtherCurrency        // not in rupiah
	NoAmount             // the customer would have to type the amount
	OtherAmount          // not the amount of the sale
	Surcharge            // adds a fee, so that the customer pays more than the amount
)

var reasons = map[Reason]string{
	Malformed:     "not a payment code",
	Damaged:       "the checksum is wrong",
	NotQRIS:       "not a QRIS code",
	Static:        "not a code for one payment",
	OtherCurrency: "not in rupiah",
	NoAmount:      "without an amount",
	OtherAmount:   "of another amount",
	Surcharge:     "with a fee on top",
}

// refusals are the words for a reason that the word lists translate.
var refusals = map[Reason]string{
	Malformed:     "qr-malformed",
	Damaged:       "qr-damaged",
	NotQRIS:       "qr-not-qris",
	Static:        "qr-static",
	OtherCurrency: "qr-other-currency",
	NoAmount:      "qr-no-amount",
	OtherAmount:   "qr-other-amount",
	Surcharge:     "qr-surcharge",
}

// Refusal is the word for why a payload must not be shown for this amount; it
// is empty where it may.
func Refusal(payload string, amount money.Amount) string {
	err := Check(payload, amount)
	if err == nil {
		return ""
	}
	reason := Malformed
	_ = errors.As(err, &reason) // every error of Check is one
	return refusals[reason]
}

// Error says the reason, for logs.
func (r Reason) Error() string { return "qris: " + reasons[r] }

const (
	rupiah    = "360" // ISO 4217, by number
	indonesia = "ID"
	mayTip    = "01" // tag 55: the customer may add what he likes
)

// Check tells whether the payload may be shown for this amount. The error is a
// Reason.
func Check(payload string, amount money.Amount) error {
	c, err := Parse(payload)
	if err != nil {
		return err
	}
	return c.Check(amount)
}

// Check tells whether the code asks for exactly this amount, once. The error is
// a Reason.
func (c Code) Check(amount money.Amount) error {
	switch {
	case c.Country != indonesia || len(c.Accounts) == 0:
		return NotQRIS
	case !c.Dynamic:
		return Static
	case c.Currency != rupiah || amount.Currency.Code != "IDR":
		return OtherCurrency
	case c.Amount == "":
		return NoAmount
	}
	asked, err := sum(c.Amount, amount.Currency)
	switch {
	case err != nil:
		return err
	case asked != amount || !amount.IsPositive():
		return OtherAmount
	case c.Tip != "" && c.Tip != mayTip:
		return Surcharge
	}
	return nil
}

// sum reads the text of tag 54: at most thirteen digits with one point among
// them or behind them.
func sum(text string, c money.Currency) (money.Amount, error) {
	if len(text) > 13 || strings.Trim(text, "0123456789.") != "" || strings.Count(text, ".") > 1 {
		return money.Amount{}, Malformed
	}
	a, err := money.ParseDecimal(strings.TrimSuffix(text, "."), c)
	if err != nil {
		return money.Amount{}, OtherAmount
	}
	return a, nil
}
