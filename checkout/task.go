package checkout

import (
	"time"

	"kasir/checkout/money"
)

// A Task is something that a person must see to. Tasks are derived from the
// sale, so that none can be forgotten or outlive its cause.
type Task struct {
	Kind    TaskKind     `json:"kind"`
	Sale    SaleID       `json:"sale"`
	Payment PaymentID    `json:"payment"`
	Refund  string       `json:"refund,omitempty"`
	Amount  money.Amount `json:"amount"`
	Since   time.Time    `json:"since"`
}

// A TaskKind says what is to be seen to; a word that the word lists translate.
type TaskKind string

// The kinds of task.
const (
	TaskLate       TaskKind = "late"       // money came that pays for nothing: goods, the money back, or another sale
	TaskTwice      TaskKind = "twice"      // a sale was paid twice: one of the two goes back
	TaskUnresolved TaskKind = "unresolved" // no service says whether the money came
	TaskRefund     TaskKind = "refund"     // a refund has been in motion for too long
	TaskUncaptured TaskKind = "uncaptured" // the service holds money that the shop has not taken
	TaskRestored   TaskKind = "restored"   // a backup was restored: what happened after it is unknown here
	TaskPartPaid   TaskKind = "part-paid"  // a sale that nobody goes on paying holds money
)

// NeedsPerson tells whether a person has something to decide about the sale.
// What depends on time alone, a refund that takes too long, is Followed anyway.
func (s *Sale) NeedsPerson() bool {
	for _, p := range s.Payments {
		if s.undecided(p) || p.Uncaptured {
			return true
		}
	}
	return s.paidTwice()
}

// undecided tells whether a person must still say what becomes of a payment.
func (s *Sale) undecided(p Payment) bool {
	switch {
	case p.Decided.Untold:
		return true
	case s.settled(p):
		return false
	case p.Status == Unresolved:
		return true
	}
	return s.Stray(p) && s.Refundable(p).IsPositive()
}

// over is what a completed sale has been paid beyond its total and has not given
// back. Stray money is not in it: that is a task of its own.
func (s *Sale) over() money.Amount {
	sum := money.Of(0, s.Total().Currency).Minus(s.Total())
	for _, p := range s.Payments {
		if p.Status == Paid && !s.Stray(p) && p.Decided.What != AttachedTo {
			sum = sum.Plus(s.Refundable(p))
		}
	}
	for _, a := range s.Attached {
		sum = sum.Plus(a.Amount)
	}
	return sum
}

// paidTwice tells whether a completed sale holds more than its total, and nobody
// has said that he knows.
func (s *Sale) paidTwice() bool {
	if s.Status != Completed || !s.over().IsPositive() {
		return false
	}
	for _, p := range s.Payments {
		if !s.Stray(p) && p.decided() && p.Decided.What == Acknowledged {
			return false
		}
	}
	return true
}

// excess is the payment of which the excess of a sale that was paid twice best
// goes back: the last one that holds as much.
func (s *Sale) excess() (best Payment) {
	for _, p := range s.Payments {
		left := s.Refundable(p)
		if p.Status != Paid || s.Stray(p) || p.Decided.What == AttachedTo || !left.IsPositive() {
			continue
		}
		if best.ID == "" || left.Cmp(s.over()) >= 0 {
			best = p
		}
	}
	return best
}

// Tasks lists what a person must see to about the sale.
func (s *Sale) Tasks(now time.Time) []Task {
	var all []Task
	for _, p := range s.Payments {
		if kind, amount, since := s.task(p, now); kind != "" {
			all = append(all, Task{Kind: kind, Sale: s.ID, Payment: p.ID, Amount: amount, Since: since})
		}
	}
	if p := s.excess(); s.paidTwice() && !moving(s.Refunds) {
		all = append(all, Task{Kind: TaskTwice, Sale: s.ID, Payment: p.ID, Amount: s.over(), Since: s.Completed})
	}
	for _, r := range s.Refunds {
		if r.Stuck(now) {
			all = append(all, Task{Kind: TaskRefund, Sale: s.ID, Payment: r.Payment, Refund: r.ID, Amount: r.Amount, Since: r.Created})
		}
	}
	return all
}

// task is what a person must see to about one payment; no kind where nothing is.
func (s *Sale) task(p Payment, now time.Time) (kind TaskKind, amount money.Amount, since time.Time) {
	left := s.Refundable(p)
	switch {
	case s.undecided(p) && p.Status == Unresolved:
		return TaskUnresolved, p.Amount, p.Ended
	case s.undecided(p) && s.Status == Completed:
		return TaskTwice, left, p.PaidAt
	case s.undecided(p):
		return TaskLate, left, p.PaidAt
	case p.Uncaptured && lasted(p.PaidAt, now) > capturePatience:
		return TaskUncaptured, p.Amount, p.PaidAt
	case !left.IsPositive() || moving(s.RefundsOf(p.ID)):
	case s.Status == Open && lasted(p.PaidAt, now) > refundPatience:
		return TaskPartPaid, left, p.PaidAt
	}
	return "", money.Amount{}, time.Time{}
}

// lasted is how long ago something was. What lies in the future was noted while
// the clock was wrong; a person must not wait for it to come about.
func lasted(since, now time.Time) time.Duration { return now.Sub(since).Abs() }
