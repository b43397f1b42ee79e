package checkout

import (
	"context"
	"regexp"
	"time"

	"kasir/checkout/money"
)

// RefundTerms are what can be given back of one payment now.
type RefundTerms struct {
	Possible bool
	Way      RefundWay
	Why      Reason // why not; or, where possible, what to expect ("may take days")
	Part     bool   // less than the whole may be given back
	Again    bool   // more than one refund may be made
	Proof    Proof  // by hand: what must be recorded of it
}

// A Proof says what shows that a person gave money back outside the till.
type Proof string

// The proofs.
const (
	ProofTransaction Proof = "transaction-hash" // of a transfer on a chain
	ProofCase        Proof = "case-number"      // whatever the service calls the case
)

var transactionHash = regexp.MustCompile(`^0x[0-9a-fA-F]{64}$`)

// Accepts tells whether a text can be the proof.
func (p Proof) Accepts(text string) bool {
	if p == ProofTransaction {
		return transactionHash.MatchString(text)
	}
	return text != ""
}

// RefundRules say what a service allows. A provider with rules and without
// Refund gives nothing back when a till asks: a person does, and records it.
type RefundRules interface {
	// RefundTerms says what can be given back; it asks nobody. The till fills
	// in the way.
	RefundTerms(p Payment, earlier []Refund, now time.Time) RefundTerms
}

// A Refunder can give money back through its service.
type Refunder interface {
	RefundRules

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

// RefundTerms says what of a payment can be given back now, how, and what to
// expect of it. It asks nobody, so that a cashier reads it before any press.
func (t *Till) RefundTerms(s Sale, p Payment) RefundTerms {
	m, known := t.Method(p.Method)
	left := s.Refundable(p)
	switch {
	case p.Status != Paid:
		return RefundTerms{Why: Reason{Word: "refund-not-paid"}}
	case !left.IsPositive():
		return RefundTerms{Why: Reason{Word: "refund-nothing-left"}}
	case moving(s.RefundsOf(p.ID)):
		return RefundTerms{Why: Reason{Word: "refund-in-motion"}}
	case !known:
		return RefundTerms{Why: Reason{Word: "refund-no-method"}}
	case m.Cash != nil:
		return RefundTerms{Possible: true, Way: RefundInCash, Part: true, Again: true}
	}
	terms := RefundTerms{Why: Reason{Word: "refund-nowhere"}}
	if rules, ok := m.Provider.(RefundRules); ok {
		terms = rules.RefundTerms(p, s.RefundsOf(p.ID), t.now())
	}
	terms.Way = RefundByHand
	if _, ok := m.Provider.(Refunder); ok {
		terms.Way = RefundAsked
	}
	return terms
}

func moving(refunds []Refund) bool {
	for _, r := range refunds {
		if r.InMotion() {
			return true
		}
	}
	return false
}
