package wct

import (
	"strings"

	"kasir/checkout"
	"kasir/checkout/money"
)

// A stage is where the service says that a payment is.
type stage uint8

const (
	_         stage = iota
	awaiting        // nothing has been seen
	seen            // a transfer has been seen and waits for confirmations
	partial         // some of the money has come
	completed       // all of it, or more
	cancelled
	refunded
	expired
	failed
)

// numbers are the service's codes (docs: Payment Status List).
var numbers = map[string]stage{
	"0": awaiting, "1": seen, "2": partial, "3": completed, "4": cancelled, "5": refunded, "6": expired,
}

// spellings are the service's words, in small letters without separators. The
// documents' examples show created, partial, completed and cancelled; S3 names
// underpaid, overpaid and fully paid; the list of codes has the rest. A word
// that is not here ends nothing.
var spellings = map[string]stage{
	"awaiting": awaiting, "created": awaiting, "new": awaiting, "waiting": awaiting, "unpaid": awaiting,
	"pending": seen, "unconfirmed": seen, "confirming": seen, "processing": seen, "detected": seen,
	"partial": partial, "partiallypaid": partial, "underpaid": partial,
	"completed": completed, "complete": completed, "paid": completed, "fullypaid": completed, "overpaid": completed,
	"cancelled": cancelled, "canceled": cancelled,
	"refunded": refunded,
	"expired":  expired,
	"failed":   failed,
}

var separators = strings.NewReplacer("_", "", "-", "", " ", "")

// stage reads code and word, of which one may be absent. Both must be known and
// agree, except that the word may lag behind the first sight of a transfer.
func (r *reply) stage() (stage, bool) {
	number, byNumber := numbers[string(r.Number)]
	word, byWord := spellings[separators.Replace(strings.ToLower(string(r.Word)))]
	if r.Number == "" && !byWord {
		word, byWord = numbers[string(r.Word)] // the redirect's number in the word's place
	}
	switch {
	case r.Number != "" && !byNumber, r.Word != "" && !byWord:
		return 0, false
	case !byWord:
		return number, byNumber
	case !byNumber:
		return word, byWord
	case number != word && max(number, word) > seen:
		return 0, false
	}
	return max(number, word), true
}

// came is the money of a payment as the service counts it. Only what was paid
// and what was requested may be compared: the other amounts of the answer are
// in the shop's money (docs: Get Payment).
type came struct {
	paid, wanted money.Quantity
	known        bool // both could be read, in one asset
}

func (r *reply) came(ours order) came {
	paid, byPaid := ours.units(r.Paid, r.PaidPrecision)
	wanted, byWanted := ours.units(r.Wanted, r.WantedPrecision)
	sameAsset := r.PaidAsset == "" || symbol(string(r.PaidAsset)) == symbol(ours.requested)
	return came{paid, wanted, byPaid && byWanted && wanted.IsPositive() && sameAsset}
}

// unpaidEnd is an end without all the money. Coins that came for it are not
// forgotten: nobody but a person can tell what becomes of them.
func (r *reply) unpaidEnd(at stage, c came) (checkout.Progress, error) {
	switch {
	case r.Paid != "" && !c.known:
		return checkout.Progress{}, garbled("it ended, and what came cannot be read")
	case c.paid.IsPositive():
		return checkout.Progress{Status: checkout.Unresolved, Reason: checkout.Reason{Word: "ended-with-money", Text: c.paid.String()}}, nil
	case at == cancelled:
		return checkout.Progress{Status: checkout.Cancelled, Reason: checkout.Reason{Word: "cancelled-there"}}, nil
	case at == failed:
		return checkout.Progress{Status: checkout.Declined, Reason: checkout.Reason{Word: "declined"}}, nil
	}
	return checkout.Progress{Status: checkout.Expired}, nil
}
