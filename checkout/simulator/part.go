package simulator

import (
	"errors"
	"time"
)

// errWhole says that a service takes the amount it asked for and no other.
var errWhole = errors.New("this service takes the whole amount or nothing")

// A purse is how money that is not the exact amount comes for a payment. A
// service that can be underpaid or overpaid puts one into its payments.
type purse interface {
	// transfer moves an amount, written in the payer's asset or in minor units
	// as the service counts; "half" is half of what is still due.
	transfer(p *Payment, amount string, now time.Time) error
	// excess is an amount that is more than what is still due.
	excess(p *Payment) string
}

// PayPart has the customer send an amount of his own choice, written as the
// service counts: "0.0005" bitcoin, or "half" of what is still due.
func (s *Simulator) PayPart(payment, amount string) error {
	return s.play("pay part", payment, func(p *Payment, now time.Time) error {
		switch {
		case p.purse == nil:
			return errWhole
		case p.IsOver():
			return ErrOver
		}
		return p.purse.transfer(p, amount, now)
	})
}

// Overpay has the customer send more than was asked for.
func (s *Simulator) Overpay(payment string) error {
	return s.play("overpay", payment, func(p *Payment, now time.Time) error {
		switch {
		case p.purse == nil:
			return errWhole
		case p.IsOver():
			return ErrOver
		}
		return p.purse.transfer(p, p.purse.excess(p), now)
	})
}

// Divisible tells whether the customer may send too little or too much.
func (p Payment) Divisible() bool { return p.purse != nil }
