package wct

import (
	"time"

	"kasir/checkout"
)

// RefundTerms say that WCT Pay and the customer settle a refund by e-mail, begun
// in the merchant's account (docs: Refunds). The till only records how that ended.
func (p *Provider) RefundTerms(pay checkout.Payment, _ []checkout.Refund, _ time.Time) checkout.RefundTerms {
	if pay.Status != checkout.Paid {
		return checkout.RefundTerms{Why: checkout.Reason{Word: "refund-not-paid"}}
	}
	return checkout.RefundTerms{
		Possible: true, Part: true, Again: true, Proof: checkout.ProofCase,
		Why: checkout.Reason{Word: "refund-conversation"},
	}
}
