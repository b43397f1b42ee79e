package unclez

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// A refundBody is the body of POST /v1/refunds (gateway docs: Create a refund).
type refundBody struct {
	PaymentID   string `json:"payment_id"`
	AmountMinor int64  `json:"amount_minor"` // always sent, so that a repeat can never mean another sum
	Reason      string `json:"reason,omitempty"`
}

// refundOrder writes the same bytes each time: they come from what is stored
// with the payment and the refund, never from the settings or the clock.
func refundOrder(pay checkout.Payment, r checkout.Refund) ([]byte, error) {
	hidden := func(c rune) bool { return !unicode.IsGraphic(c) || unicode.IsSpace(c) }
	reason := []rune(strings.Join(strings.FieldsFunc(r.Reason, hidden), " "))
	return json.Marshal(refundBody{pay.Ref, r.Amount.Minor, string(reason[:min(len(reason), 160)])})
}

// refundSaid is what the gateway says about a refund.
type refundSaid struct {
	RefundID    loose `json:"refund_id"`
	PaymentID   loose `json:"payment_id"`
	Status      loose `json:"status"`
	AmountMinor loose `json:"amount_minor"`
	Currency    loose `json:"currency"`
	LastError   loose `json:"last_error"` // not listed for refunds; payments have it

	amount money.Amount
}

// read takes an answer that must be about this refund of this payment.
func (s *refundSaid) read(a rest.Answer, pay checkout.Payment, r checkout.Refund) error {
	if err := a.JSON(s); err != nil {
		return err
	}
	switch {
	case !isRef(string(s.RefundID)):
		return garbled("it names no refund")
	case !isRef(string(s.PaymentID)):
		return garbled("it names no payment")
	case string(s.PaymentID) != pay.Ref:
		return mismatch("it is about another payment")
	case r.Ref != "" && string(s.RefundID) != r.Ref:
		return mismatch("it is about another refund")
	case s.Currency != "" && !strings.EqualFold(string(s.Currency), r.Amount.Currency.Code):
		return mismatch("it is in another currency")
	case s.AmountMinor == "" || s.Currency == "":
		return nil
	}
	amount, err := money.ParseDecimal(string(s.AmountMinor), r.Amount.Currency)
	switch {
	case err != nil:
		return garbled("the refund's amount cannot be read")
	case amount != r.Amount:
		return mismatch("the refund is of %s, not %s", amount, r.Amount)
	}
	s.amount = amount
	return nil
}

// refundStatuses are the gateway's words (gateway docs: Create a refund), in
// small letters without separators. A word that is not here ends nothing.
var refundStatuses = map[string]checkout.RefundStatus{
	"initiated": checkout.RefundPending,
	"succeeded": checkout.RefundDone,
	"failed":    checkout.RefundRefused,
	// neighbours of the first, should they ever come
	"pending":    checkout.RefundPending,
	"processing": checkout.RefundPending,
}

func separated(word loose) string { return separators.Replace(strings.ToLower(string(word))) }

// refundedAlready says that there was a refund before. Our key would have been
// answered with its first answer, so that one is not ours.
const refundedAlready = "refunded-already"

// notPaid is the one refusal whose text is documented: "payment must be in
// 'succeeded' state to refund (got …)". The others are read by what they must
// speak of.
var notPaid = regexp.MustCompile(`must be in .?succeeded.? state`)

func refundWord(text string) string {
	text = strings.ToLower(text)
	has := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(text, word) {
				return true
			}
		}
		return false
	}
	switch {
	case has("already", "one refund", "got refund", "got 'refund", "got partially"):
		return refundedAlready
	case notPaid.MatchString(text):
		return "refund-not-paid"
	case has("partial"):
		return "refund-part-off"
	case has("amount"):
		return "refund-too-much"
	}
	return "refund-refused"
}
