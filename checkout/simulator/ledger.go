package simulator

import (
	"errors"
	"slices"
	"strings"
	"time"

	"kasir/checkout/money"
)

// ErrUnknown says that no service has such a payment.
var ErrUnknown = errors.New("no such payment")

// ErrOver says that the payment can no longer be paid or ended.
var ErrOver = errors.New("the payment is over")

// A ledger holds the payments of all services and the money that moved.
type ledger struct {
	payments  []*Payment // in the order in which they were made
	movements []Movement
	autoPay   time.Duration
}

func (l *ledger) add(p *Payment) { l.payments = append(l.payments, p) }

// find is for a service, which knows payments by their own number only.
func (l *ledger) find(service, id string, now time.Time) *Payment {
	for _, p := range l.payments {
		if p.Service == service && p.ID == id {
			l.settle(p, now)
			return p
		}
	}
	return nil
}

// pick is for hands: by any name that a payment has; no name at all means the
// newest one that waits.
func (l *ledger) pick(name string, now time.Time) (*Payment, error) {
	name = name[strings.LastIndex(name, "/")+1:] // a till's reference may name a session before its payment
	for _, p := range slices.Backward(l.payments) {
		l.settle(p, now)
		switch {
		case name == "" && p.State == Waiting:
			return p, nil
		case name != "" && (name == p.ID || name == p.Invoice || name == p.Key || name == p.Ours):
			return p, nil
		}
	}
	return nil, ErrUnknown
}

// settle lets happen what has become due since anybody last looked.
func (l *ledger) settle(p *Payment, now time.Time) {
	if p.State != Waiting {
		return
	}
	due := p.Created.Add(l.autoPay)
	switch {
	case l.autoPay > 0 && !due.After(now) && due.Before(p.Expires):
		l.take(p, p.Amount, due)
		p.end(Paid, due)
	case !p.Expires.After(now):
		p.end(Expired, p.Expires)
	}
}

func (l *ledger) take(p *Payment, amount money.Amount, at time.Time) {
	late := p.IsOver()
	p.Taken = p.Taken.Plus(amount)
	p.Times++
	p.Late = p.Late || late
	l.movements = append(l.movements, Movement{at, p.Service, p.ID, p.Invoice, amount, late})
}

func (p *Payment) end(state State, at time.Time) { p.State, p.Changed = state, at }

// list copies the payments, oldest first, as they stand now.
func (l *ledger) list(now time.Time) []Payment {
	list := make([]Payment, 0, len(l.payments))
	for _, p := range l.payments {
		l.settle(p, now)
		c := *p
		c.Bodies = slices.Clone(p.Bodies)
		c.asked = nil
		list = append(list, c)
	}
	return list
}
