package checkout

import (
	"slices"
	"time"

	"kasir/checkout/money"
)

// A SaleID names a sale at this till. It is made before the sale is stored, so
// that a doubled key press speaks of one sale.
type SaleID string

// A Sale is what one customer buys, with every attempt to be paid for it.
type Sale struct {
	ID          SaleID     `json:"id"`
	Status      SaleStatus `json:"status"`
	Number      uint64     `json:"number,omitempty"` // ours, without gaps, given when it completes
	Till        string     `json:"till"`
	Cashier     string     `json:"cashier,omitempty"`
	Training    bool       `json:"training,omitempty"`
	Note        string     `json:"note,omitempty"`
	Created     time.Time  `json:"created"`
	Completed   time.Time  `json:"completed,omitzero"`
	BusinessDay string     `json:"business_day"`    // YYYY-MM-DD; fixed when the sale completes or, before, when it opens
	Booked      Booking    `json:"booked,omitzero"` // where its end counts
	Lines       []Line     `json:"lines"`
	Payments    []Payment  `json:"payments"`
	Refunds     []Refund   `json:"refunds,omitempty"`
	Attached    []Attached `json:"attached,omitempty"` // money of other sales that pays for this one
	Receipt     *Receipt   `json:"receipt,omitempty"`  // frozen when the sale completes
	Prints      []Print    `json:"prints,omitempty"`
	Events      []Event    `json:"events"`
}

// A Line is one amount in a sale, with a label where the cashier gave one.
type Line struct {
	Label  string       `json:"label,omitempty"`
	Amount money.Amount `json:"amount"`
}

// A SaleStatus says whether the customer has what he came for.
type SaleStatus uint8

// The statuses of a sale.
const (
	_         SaleStatus = iota
	Open                 // it can still be paid
	Completed            // it is paid in full and has its number
	Voided               // it was dropped without being paid
)

var saleStatusWords = words[SaleStatus]{Open: "open", Completed: "completed", Voided: "voided"}

// String gives the status's word.
func (s SaleStatus) String() string { return saleStatusWords.of(s) }

// MarshalText writes the status's word.
func (s SaleStatus) MarshalText() ([]byte, error) { return saleStatusWords.text(s) }

// UnmarshalText reads a status's word.
func (s *SaleStatus) UnmarshalText(text []byte) (err error) {
	*s, err = saleStatusWords.parse(text)
	return err
}

// Total is what the customer is to pay.
func (s *Sale) Total() money.Amount {
	var sum money.Amount
	for _, line := range s.Lines {
		sum = sum.Plus(line.Amount)
	}
	return sum
}

// Due is what is still to be paid. It is below zero when too much has come. What
// is given back of a sale that is still open is due again.
func (s *Sale) Due() money.Amount {
	due := s.Total()
	for _, p := range s.Payments {
		if p.Status == Paid {
			due = due.Minus(p.Amount)
		}
	}
	for _, a := range s.Attached {
		due = due.Minus(a.Amount)
	}
	if s.Status == Open {
		due = due.Plus(s.Refunded())
	}
	return due
}

// Payment finds a payment of the sale; nil where there is none.
func (s *Sale) Payment(id PaymentID) *Payment {
	for i := range s.Payments {
		if s.Payments[i].ID == id {
			return &s.Payments[i]
		}
	}
	return nil
}

// unsettled tells whether a payment of the sale may still bring its money, or
// money on its way back may stay. While one may, no other may be asked for: the
// customer could pay twice.
func (s *Sale) unsettled() bool {
	return moving(s.Refunds) || slices.ContainsFunc(s.Payments, Payment.unsettled)
}

// Live finds the payment that holds the till; nil where none does.
func (s *Sale) Live() *Payment {
	for i := range s.Payments {
		if s.Payments[i].Live() {
			return &s.Payments[i]
		}
	}
	return nil
}

// Followed tells whether a provider must still be asked about the sale.
func (s *Sale) Followed() bool {
	return moving(s.Refunds) || slices.ContainsFunc(s.Payments, Payment.Followed)
}

// Unfinished tells whether the till must come back to the sale.
func (s *Sale) Unfinished() bool { return s.Status == Open || s.Followed() || s.NeedsPerson() }

// abandoned tells whether an open sale has no payment left that could pay it:
// all have ended unpaid, were taken back and are merely not yet dead, or have
// been given back.
func (s *Sale) abandoned() bool {
	if moving(s.Refunds) || len(s.Attached) > 0 {
		return false
	}
	for _, p := range s.Payments {
		gone := p.Status.IsUnpaidEnd() || p.Status.IsOpen() && p.Kept ||
			p.Status == Unresolved && (p.Decided.What == SeenUnpaid || p.Decided.What == Acknowledged) ||
			p.Status == Paid && !s.Refundable(p).IsPositive()
		if !gone {
			return false
		}
	}
	return true
}

// Stray tells whether money came in for the payment that completed no sale: it
// arrived when the sale was dropped or already paid. A person must decide
// whether the customer gets goods or the money back.
func (s *Sale) Stray(p Payment) bool {
	return p.Status == Paid && (s.Status == Voided || s.Status == Completed && p.PaidAt.After(s.Completed))
}
