package providertest

import (
	"context"

	"kasir/checkout"
	"kasir/checkout/money"
)

// TB is the part of testing.TB that a case needs, so that the suite itself can
// be watched failing.
type TB interface {
	Helper()
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Cleanup(f func())
	Context() context.Context
}

// A Harness is a provider with its service behind it. Payments go by the
// reference that the provider gave.
type Harness interface {
	// Method is the provider under test and its terms; the same each time.
	Method() checkout.Method
	// Network is what stands between the provider and its service.
	Network() *Network
	// Amount is a sum that the service takes.
	Amount() money.Amount

	Approve(ref string)     // the customer pays
	ApproveLate(ref string) // money comes for a payment that has ended unpaid
	Refuse(ref string)      // the customer's bank declines
	Abandon(ref string)     // nobody pays until the service stops waiting
	Say(ref, word string)   // the service uses a status word that it never used before

	// GivenBack is what the service gives back of a payment, and in how many parts.
	GivenBack(ref string) (money.Amount, int)
	HoldRefunds(hold bool)           // from now on refunds wait for EndRefund
	EndRefund(ref string, done bool) // a refund that waits is done, or fails

	// Made lists the payments at the service, oldest first.
	Made() []Made
	// Complaints lists what the service holds against its client.
	Complaints() []string
	// Secrets are the texts that must be seen nowhere.
	Secrets() []string
	// Spelling says how an answer to Poll is spelt, so that it can be forged.
	Spelling() Spelling
	// Can declares what the service is able to do.
	Can() Abilities
}

// Made is one payment at the service.
type Made struct {
	Ref   string
	Key   string // the key it was made under; empty where the service knows none
	Taken int    // how often money was taken for it
}

// Spelling holds where the fields of an answer stand, as names with points
// between them: "payment.status". Empty means that the answer has no such field.
type Spelling struct {
	Ref      string
	Amount   string
	Currency string
	Status   string
	Paid     string // the status word for paid

	RefundPayment string // in an answer about a refund, the payment's name
	RefundAmount  string // and what is given back; the path may lead through a list
}

// Abilities are the differences between services that are theirs by nature.
type Abilities struct {
	Cancel   bool // a waiting payment can be taken back
	Refuse   bool // a refusal ends the payment
	LatePaid bool // money can come after the end
	Refund   bool // money can be given back
	Anew     bool // each start makes another payment; only one whose answer came can be shown and paid

	RefundWaits bool // a refund can be left undecided, until EndRefund
}

// say logs what is left out because the service cannot do it.
func say(t TB, can bool, what string) bool {
	t.Helper()
	if !can {
		t.Logf("declared: this service cannot %s", what)
	}
	return can
}
