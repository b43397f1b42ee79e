package simulator

import (
	"fmt"
	"slices"
	"time"
)

// Payments lists what the services know, oldest first.
func (s *Simulator) Payments() []Payment {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ledger.list(s.now())
}

// Movements lists the money that moved, in its order.
func (s *Simulator) Movements() []Movement {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ledger.list(s.now())
	return slices.Clone(s.ledger.movements)
}

// Pay has the customer pay. Payments go by the service's number, the invoice,
// the key or the till's payment; an empty name means the newest that waits.
func (s *Simulator) Pay(payment string) error {
	return s.play("pay", payment, func(p *Payment, now time.Time) error {
		if p.IsOver() {
			return ErrOver
		}
		s.ledger.take(p, p.Amount.Minus(p.Taken), now)
		p.end(Paid, now)
		return nil
	})
}

// PayLate has money arrive for a payment that has ended without any.
func (s *Simulator) PayLate(payment string) error {
	return s.play("pay late", payment, func(p *Payment, now time.Time) error {
		if !p.IsOver() || p.State == Paid {
			return fmt.Errorf("it is %s: %w", p.State, ErrOver)
		}
		s.ledger.take(p, p.Amount.Minus(p.Taken), now)
		p.end(Paid, now)
		return nil
	})
}

// Decline has the customer's bank refuse.
func (s *Simulator) Decline(payment string) error {
	return s.play("decline", payment, func(p *Payment, now time.Time) error {
		if p.IsOver() {
			return ErrOver
		}
		p.end(Declined, now)
		p.Error = "payment rejected by issuer"
		return nil
	})
}

// Abandon has the payment given up at the service, as an operator or a buyer
// on the hosted page can.
func (s *Simulator) Abandon(payment string) error {
	return s.play("abandon", payment, func(p *Payment, now time.Time) error {
		if p.IsOver() {
			return ErrOver
		}
		p.end(Cancelled, now)
		return nil
	})
}

// Expire has the service stop waiting at once.
func (s *Simulator) Expire(payment string) error {
	return s.play("expire", payment, func(p *Payment, now time.Time) error {
		if p.IsOver() {
			return ErrOver
		}
		p.Expires = now
		p.end(Expired, now)
		return nil
	})
}

// Say puts a status word in the service's mouth, whatever the payment's state;
// an empty word takes it out again.
func (s *Simulator) Say(payment, word string) error {
	return s.play("say", payment, func(p *Payment, _ time.Time) error {
		p.Word = word
		return nil
	})
}

func (s *Simulator) play(what, payment string, act func(p *Payment, now time.Time) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	p, err := s.ledger.pick(payment, now)
	if err == nil {
		err = act(p, now)
	}
	if err != nil {
		return fmt.Errorf("simulator: %s %s: %w", what, payment, err)
	}
	return nil
}
