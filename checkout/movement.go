package checkout

import (
	"time"

	"kasir/checkout/money"
)

// A Movement is money that came or went. Every report and every export is a sum
// or a list of movements, and of nothing else.
type Movement struct {
	Kind   MovementKind
	Booked Booking
	At     time.Time
	Amount money.Amount // below zero where it went out
	Cash   bool         // it went through the drawer

	Sale     SaleID
	Number   uint64 // ours; 0 where the sale never got one
	Invoice  string
	Payment  PaymentID
	Refund   string
	Method   string
	Provider string
	Ref      string // the provider's handle
	Late     bool   // the money came when nobody waited for it any more

	By         string
	ApprovedBy string
	Reason     string
}

// A MovementKind names a kind of movement. The words stand in exports.
type MovementKind string

// The kinds of movement.
const (
	MovePayment MovementKind = "payment"
	MoveRefund  MovementKind = "refund"
	MoveFloat   MovementKind = "float"    // change put into the drawer when the shift was opened
	MovePaidIn  MovementKind = "paid-in"  // cash put into the drawer, other than for a sale
	MovePaidOut MovementKind = "paid-out" // cash taken out of it, other than for a refund
)

// Movements lists the money that came or went by the sale: payments that are
// paid and refunds that are done. Money attached from another sale moved there.
func (s *Sale) Movements() []Movement {
	var all []Movement
	for _, p := range s.Payments {
		if p.Status != Paid {
			continue
		}
		m := s.movement(p, p.Booked)
		m.Kind, m.At, m.Amount = MovePayment, p.PaidAt, p.Amount
		m.Ref, m.By, m.Cash = p.Ref, s.Cashier, p.Provider == CashService
		m.Late = p.Late() || s.Stray(p)
		all = append(all, m)
	}
	for _, r := range s.Refunds {
		p := s.Payment(r.Payment)
		if r.Status != RefundDone || p == nil {
			continue
		}
		m := s.movement(*p, r.Booked)
		m.Kind, m.At, m.Amount = MoveRefund, r.Ended, money.Of(-r.Amount.Minor, r.Amount.Currency)
		m.Refund, m.Ref, m.Cash = r.ID, r.Ref, r.Way == RefundInCash
		m.By, m.ApprovedBy, m.Reason = r.By, r.ApprovedBy, r.Reason
		all = append(all, m)
	}
	return all
}

func (s *Sale) movement(p Payment, booked Booking) Movement {
	if booked.Day == "" {
		booked.Day = s.BusinessDay // from before there were bookings
	}
	invoice := p.Invoice
	if invoice == "" && s.Receipt != nil {
		invoice = s.Receipt.Invoice
	}
	return Movement{
		Booked: booked, Sale: s.ID, Number: s.Number, Invoice: invoice,
		Payment: p.ID, Method: p.Method, Provider: p.Provider,
	}
}
