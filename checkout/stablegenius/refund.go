package stablegenius

import (
	"time"

	"kasir/checkout"
)

// RefundTerms say that a person sends the money back on the chain, all or part,
// and records the transaction: the service gives nothing back through its API
// (docs: API reference, Payment intents, which list no refund).
func (p *Provider) RefundTerms(pay checkout.Payment, _ []checkout.Refund, _ time.Time) checkout.RefundTerms {
	if pay.Status != checkout.Paid {
		return checkout.RefundTerms{Why: checkout.Reason{Word: "refund-not-paid"}}
	}
	return checkout.RefundTerms{
		Possible: true, Part: true, Again: true, Proof: checkout.ProofTransaction,
		Why: checkout.Reason{Word: "refund-on-chain"},
	}
}
