package checkout

import (
	"context"
	"time"

	"kasir/checkout/money"
)

// A Refund is one attempt to give money back for a paid payment. Its key is
// its own and never changes, so that asking twice gives back once.
type Refund struct {
	ID         string       `json:"id"`
	Key        string       `json:"key"` // a random UUID, on disk before it is used
	Payment    PaymentID    `json:"payment"`
	Amount     money.Amount `json:"amount"`
	Status     RefundStatus `json:"status"`
	Reason     string       `json:"reason"`
	By         string       `json:"by,omitempty"`
	ApprovedBy string       `json:"approved_by,omitempty"`
	Ref        string       `json:"ref,omitempty"` // the provider's handle
	Why        Reason       `json:"why,omitzero"`  // why it was refused
	Created    time.Time    `json:"created"`
	Ended      time.Time    `json:"ended,omitzero"`
}

// A RefundStatus says where the money of a refund is.
type RefundStatus uint8

// The statuses of a refund.
const (
	_               RefundStatus = iota
	RefundRequested              // on disk and reserved; the provider may not know of it
	RefundPending                // the provider has it and has not decided
	RefundDone                   // the money is on its way back
	RefundRefused                // the provider will not give it back
)

var refundWords = words[RefundStatus]{
	RefundRequested: "requested", RefundPending: "pending", RefundDone: "done", RefundRefused: "refused",
}

// String gives the status's word.
func (s RefundStatus) String() string { return refundWords.of(s) }

// MarshalText writes the status's word.
func (s RefundStatus) MarshalText() ([]byte, error) { return refundWords.text(s) }

// UnmarshalText reads a status's word.
func (s *RefundStatus) UnmarshalText(text []byte) (err error) {
	*s, err = refundWords.parse(text)
	return err
}

// RefundTerms are what a provider allows for one payment now.
type RefundTerms struct {
	Possible bool
	Why      Reason // why not; or, where possible, what to expect ("may take days")
	Part     bool   // less than the whole may be given back
	Again    bool   // more than one refund may be made
}

// A Refunder can give money back through its service.
type Refunder interface {
	// RefundTerms says what can be given back; it asks nobody.
	RefundTerms(p Payment, earlier []Refund, now time.Time) RefundTerms

	// Refund asks for the money to be given back, and is repeated with the same
	// refund to learn how it stands. A refusal is an answer, an error is none.
	Refund(ctx context.Context, p Payment, r Refund) (RefundProgress, error)
}

// RefundProgress is a provider's answer about one refund.
type RefundProgress struct {
	Status RefundStatus
	Ref    string
	Amount money.Amount // what the answer says it is about; zero says nothing
	Reason Reason
	Wait   time.Duration // how long not to ask again
}
