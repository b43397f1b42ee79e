package simulator

import (
	"time"

	"kasir/checkout/money"
)

// A Payment is one payment as its service knows it.
type Payment struct {
	Service string       `json:"service"` // as the settings name the provider: "uncle-z"
	ID      string       `json:"id"`      // the service's own
	Invoice string       `json:"invoice,omitempty"`
	Amount  money.Amount `json:"amount"`
	State   State        `json:"state"`
	Word    string       `json:"word,omitempty"`  // a status word that was put in the service's mouth
	Taken   money.Amount `json:"taken"`           // what customers have paid so far
	Times   int          `json:"times"`           // how often money moved
	Part    string       `json:"part,omitempty"`  // what has come in the payer's asset, where the service counts it
	Late    bool         `json:"late,omitempty"`  // money came when it was over
	Code    string       `json:"code,omitempty"`  // what the customer's wallet reads
	Sale    string       `json:"sale,omitempty"`  // the till's sale, where the request told it
	Ours    string       `json:"ours,omitempty"`  // the till's payment, where the request told it
	Error   string       `json:"error,omitempty"` // why it failed, as the service puts it

	Key      string   `json:"key"`      // the idempotency key it was made under
	Attempts int      `json:"attempts"` // requests to make it that arrived
	Bodies   [][]byte `json:"-"`        // what each of them said
	Polls    int      `json:"polls"`    // questions about it that arrived

	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Changed time.Time `json:"changed"`

	metadata []byte
	purse    purse       // nil where the service takes the exact amount or nothing
	asked    []time.Time // the latest questions, for the pace
}

// A State says what became of a payment at its service.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Paid      State = "paid"
	Declined  State = "declined"
	Expired   State = "expired"
	Cancelled State = "cancelled"
)

// IsOver tells whether the customer can no longer pay.
func (p Payment) IsOver() bool { return p.State != Waiting }

// A Movement is money that a customer paid.
type Movement struct {
	At      time.Time    `json:"at"`
	Service string       `json:"service"`
	Payment string       `json:"payment"`
	Invoice string       `json:"invoice,omitempty"`
	Amount  money.Amount `json:"amount"`
	Late    bool         `json:"late,omitempty"` // the payment was over already
}
