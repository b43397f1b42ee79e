package checkout

import (
	"fmt"
	"time"

	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

// A Slip is what the paper of a refund says, frozen when it is asked for.
type Slip struct {
	Refund     string       `json:"refund"`
	Shop       Shop         `json:"shop"`
	Invoice    string       `json:"invoice"` // of the original sale; empty where it never got one
	Sold       time.Time    `json:"sold"`    // when the original was paid
	Method     string       `json:"method"`  // as the customer reads it
	Amount     money.Amount `json:"amount"`
	Tax        money.Amount `json:"tax,omitzero"` // of the amount, at the rate of the sale; zero where it had none
	Left       money.Amount `json:"left"`         // what of the payment can still be given back
	Pending    bool         `json:"pending,omitempty"`
	Way        RefundWay    `json:"way"`
	Reason     string       `json:"reason,omitempty"`
	Proof      string       `json:"proof,omitempty"`
	By         string       `json:"by,omitempty"`
	ApprovedBy string       `json:"approved_by,omitempty"`
	At         time.Time    `json:"at"`
	Training   bool         `json:"training,omitempty"`
	Code       stamp.Code   `json:"code,omitempty"` // proves that the paper is ours; empty where the till had no key
}

// slip freezes what there is to say of a refund now.
func (t *Till) slip(s *Sale, r Refund, now time.Time) *Slip {
	p := s.Payment(r.Payment)
	slip := &Slip{
		Refund: r.ID, Shop: t.Shop, Invoice: p.Invoice, Sold: p.PaidAt, Method: t.label(p.Method),
		Amount: r.Amount, Left: t.promised(s, *p, now), Pending: r.InMotion(), Way: r.Way,
		Reason: r.Reason, Proof: r.Proof, By: r.By, ApprovedBy: r.ApprovedBy, At: now, Training: s.Training,
	}
	slip.Shop.TaxRate = money.Rate{} // of money that completed no sale no tax was charged
	if s.Receipt != nil {
		slip.Invoice, slip.Shop.TaxRate = s.Receipt.Invoice, s.Receipt.Shop.TaxRate
	}
	slip.Tax = slip.Shop.TaxRate.In(r.Amount)
	slip.Code = t.Stamp.Of(slip.Claim())
	return slip
}

// promised is what of a payment a paper may say can still be given back: nothing
// where its service gives back once, or no longer.
func (t *Till) promised(s *Sale, p Payment, now time.Time) money.Amount {
	m, _ := t.Method(p.Method)
	rules, ok := m.Provider.(RefundRules)
	if m.Cash != nil || ok && rules.RefundTerms(p, s.RefundsOf(p.ID), now).Possible {
		return s.Refundable(p)
	}
	return money.Of(0, p.Amount.Currency)
}

// askSlip has the slip of a refund printed, the first time as the original.
func (t *Till) askSlip(s *Sale, r Refund, by string, now time.Time) {
	copies := s.firstSlip(r.ID)
	for _, p := range s.Prints {
		if p.Slip != nil && p.Slip.Refund == r.ID {
			copies++
		}
	}
	s.Prints = append(s.Prints, Print{
		Kind: PrintRefund, Copy: copies, State: Queued, By: by, At: now, Slip: t.slip(s, r, now),
	})
	if copies > 0 {
		s.happened(now, ReceiptAsked, r.Payment, by, fmt.Sprintf("refund slip, copy %d", copies))
	}
}

// ReprintSlip asks for a refund's slip once more, which is a copy. It says how
// the refund stands now. ErrNotPaid while no money is known to move.
func (t *Till) ReprintSlip(sale SaleID, refund, by string) (Sale, error) {
	s, err := t.Journal.UpdateSale(sale, func(s *Sale, _ func() uint64) error {
		r := s.Refund(refund)
		switch {
		case r == nil:
			return ErrNotFound
		case r.Status != RefundPending && r.Status != RefundDone:
			return ErrNotPaid
		}
		t.askSlip(s, *r, by, t.now())
		return nil
	})
	if err != nil {
		return s, fmt.Errorf("checkout: reprint slip of refund %s: %w", refund, err)
	}
	return s, nil
}
