package checkout

import (
	"errors"
	"fmt"
	"time"

	"kasir/checkout/money"
)

// A Decision is what a person said of money that came when nobody waited for
// it, or of which no service says whether it came.
type Decision struct {
	What       Verdict   `json:"what"`
	Sale       SaleID    `json:"sale,omitempty"` // the sale that the money pays for, where it is another
	By         string    `json:"by,omitempty"`
	ApprovedBy string    `json:"approved_by,omitempty"`
	Note       string    `json:"note,omitempty"`
	At         time.Time `json:"at"`
	Untold     bool      `json:"untold,omitempty"` // the other sale does not know of the money yet
}

// A Verdict names a decision. The words are stored and stay as they are.
type Verdict string

// The verdicts.
const (
	MadeSale     Verdict = "made-sale"    // the customer has the goods: the dropped sale is completed after all
	AttachedTo   Verdict = "attached"     // it pays for the sale that replaced this one
	Acknowledged Verdict = "acknowledged" // the owner knows, and deals with it outside the till
	SeenPaid     Verdict = "seen-paid"    // a person saw the money at the service
	SeenUnpaid   Verdict = "seen-unpaid"  // a person saw at the service that none came
)

// decided tells whether what a person said still holds: money that came after
// it is news to him.
func (p Payment) decided() bool {
	return p.Decided.What != "" && (p.Status != Paid || !p.Decided.At.Before(p.PaidAt))
}

// settled tells whether a person has said all there is to say of a payment. That
// he saw its money says nothing of what becomes of it where it paid for nothing.
func (s *Sale) settled(p Payment) bool {
	return p.decided() && !p.Decided.Untold && (p.Decided.What != SeenPaid || !s.Stray(p))
}

// Attached is money of another sale's payment that pays for this sale.
type Attached struct {
	Payment  PaymentID    `json:"payment"`
	From     SaleID       `json:"from"`
	Method   string       `json:"method"`
	Provider string       `json:"provider"`
	Amount   money.Amount `json:"amount"`
	At       time.Time    `json:"at"`
}

// A Ruling is a decision as a person keyed it in.
type Ruling struct {
	Sale     SaleID
	Payment  PaymentID
	What     Verdict
	Into     SaleID // AttachedTo: the sale that it pays for
	By       string
	Approval string
	Note     string
}

// DecideAct is the act that a ruling would be, for whoever approves it: of this
// verdict, about what is left of the money.
func (t *Till) DecideAct(s Sale, r Ruling) Act {
	p := s.Payment(r.Payment)
	if p == nil {
		return Act{}
	}
	amount := p.Amount
	if p.Status == Paid {
		amount = s.Refundable(*p)
	}
	return Act{
		Right: RightDecide, What: string(r.What), Sale: s.ID, Payment: p.ID, Into: r.Into, Amount: amount, Before: s.Refunded(),
	}
}

// Decide records what becomes of late or unresolved money, and does what
// follows from it. ErrOver where there is nothing to decide, or something else
// has been decided, ErrChanged where the sale is not as it was when that was
// allowed, ErrNotAllowed, ErrNotFound.
func (t *Till) Decide(r Ruling) (Sale, error) {
	s, err := t.decide(r)
	if err != nil {
		return s, fmt.Errorf("checkout: decide on payment %s: %w", r.Payment, err)
	}
	return s, nil
}

func (t *Till) decide(r Ruling) (Sale, error) {
	s, err := t.Journal.Sale(r.Sale)
	if err != nil {
		return s, err
	}
	p := s.Payment(r.Payment)
	if p == nil {
		return s, ErrNotFound
	}
	if p.decided() && p.Decided.What == r.What && p.Decided.Sale == r.Into {
		return t.attach(s, *p)
	}
	d := Decision{What: r.What, Sale: r.Into, By: r.By, Note: r.Note, At: t.now(), Untold: r.What == AttachedTo}
	if !s.decidable(*p, d) {
		return s, ErrOver
	}
	if err := t.attachable(d, *p); err != nil {
		return s, err
	}
	act := t.DecideAct(s, r)
	if d.ApprovedBy, err = t.allow(r.By, act, r.Approval); err != nil {
		return s, err
	}
	s, err = t.Journal.UpdateSale(r.Sale, func(s *Sale, number func() uint64) error {
		p := s.Payment(r.Payment)
		switch {
		case !s.decidable(*p, d):
			return ErrOver
		case t.DecideAct(*s, r) != act:
			return ErrChanged
		}
		t.rule(s, p, d, number)
		return nil
	})
	if err != nil {
		return s, err
	}
	return t.attach(s, *s.Payment(r.Payment))
}

// decidable tells whether a decision can be taken about a payment.
func (s *Sale) decidable(p Payment, d Decision) bool {
	if p.Decided.Untold || s.settled(p) && p.Decided.What != Acknowledged {
		return false
	}
	stray := s.loose(p)
	switch d.What {
	case MadeSale:
		return stray && s.revivable()
	case AttachedTo:
		return stray && d.Sale != s.ID && s.Refundable(p) == p.Amount
	case Acknowledged:
		return stray || p.Status == Unresolved || s.paidTwice() && s.Refundable(p).IsPositive()
	case SeenPaid, SeenUnpaid:
		return p.Status == Unresolved
	}
	return false
}

// loose tells whether a payment's money pays for nothing, is still here, and is not
// on its way back.
func (s *Sale) loose(p Payment) bool {
	return s.Stray(p) && s.Refundable(p).IsPositive() && !moving(s.RefundsOf(p.ID))
}

// revivable tells whether a dropped sale can be completed by the one late payment
// that it holds.
func (s *Sale) revivable() bool {
	return s.Status == Voided && s.kept().Cmp(s.Total()) >= 0 && s.strays() == 1
}

// attachable tells why a payment cannot pay for another sale; nil when it can.
func (t *Till) attachable(d Decision, p Payment) error {
	if d.What != AttachedTo {
		return nil
	}
	into, err := t.Journal.Sale(d.Sale)
	switch {
	case err != nil:
		return err
	case into.unsettled():
		return ErrBusy
	case !into.takes(p.Amount):
		return ErrOver
	}
	return nil
}

// takes tells whether money of another sale can pay for this one: all that is
// still due, so that it is completed with it; or, where the customer was asked
// again and paid twice, money that this sale has of its own and can give back.
func (s *Sale) takes(amount money.Amount) bool {
	switch {
	case s.Total().Currency != amount.Currency || s.Status == Voided:
		return false
	case s.Status == Open:
		return s.Due() == amount
	}
	return len(s.Attached) == 0 && s.kept().Cmp(amount) >= 0
}

// rule carries a decision out in its own sale.
func (t *Till) rule(s *Sale, p *Payment, d Decision, number func() uint64) {
	if d.At.Before(p.PaidAt) {
		d.At = p.PaidAt // the clock was set back; the money was there all the same
	}
	p.Decided = d
	note := string(d.What)
	for _, part := range []string{string(d.Sale), d.Note} {
		if part != "" {
			note += "; " + part
		}
	}
	if d.ApprovedBy != "" {
		note += "; approved by " + d.ApprovedBy
	}
	s.happened(d.At, PaymentDecided, p.ID, d.By, note)
	switch d.What {
	case MadeSale:
		t.complete(s, number(), d.At)
	case SeenPaid:
		p.Status, p.PaidAt, p.Watch = p.Status.After(Paid), d.At, time.Time{}
		if s.Status != Open {
			p.PaidAt = after(p.PaidAt, s.Completed)
			p.Decided.At = p.PaidAt
		}
		if s.Status == Open && !s.Due().IsPositive() {
			t.complete(s, number(), d.At)
		}
	case AttachedTo, Acknowledged, SeenUnpaid:
	}
}

// strays counts the payments whose money pays for nothing and is still here.
func (s *Sale) strays() (n int) {
	for _, p := range s.Payments {
		if s.Stray(p) && p.Decided.What != AttachedTo && s.Refundable(p).IsPositive() {
			n++
		}
	}
	return n
}

// kept is what of the sale's own money is in the shop and pays for no other.
func (s *Sale) kept() money.Amount {
	sum := money.Of(0, s.Total().Currency)
	for _, p := range s.Payments {
		if p.Status == Paid && p.Decided.What != AttachedTo {
			sum = sum.Plus(s.Refundable(p))
		}
	}
	return sum
}

// attach lets a payment that was decided to pay for another sale do so there.
// The decision is durable first, so no crash between the two lets the money
// count twice; Resume takes this step again. Where the other sale was dropped
// meanwhile the money is undecided again.
func (t *Till) attach(s Sale, p Payment) (Sale, error) {
	if p.Decided.What != AttachedTo || !p.Decided.Untold {
		return s, nil
	}
	_, failed := t.Journal.UpdateSale(p.Decided.Sale, func(into *Sale, number func() uint64) error {
		return t.take(into, s.ID, p, number)
	})
	if failed != nil && !errors.Is(failed, ErrOver) {
		return s, failed
	}
	s, err := t.Journal.UpdateSale(s.ID, func(s *Sale, _ func() uint64) error {
		stored := s.Payment(p.ID)
		if stored.Decided != p.Decided {
			return nil // somebody else took this step, and more
		}
		if stored.Decided.Untold = false; failed != nil {
			stored.Decided = Decision{}
			s.happened(t.now(), PaymentDecided, p.ID, "", "undone: the other sale was dropped")
		}
		return nil
	})
	return s, errors.Join(err, failed)
}

// finishAttaching takes the second step of attachments that a crash cut short.
func (t *Till) finishAttaching() error {
	sales, err := t.Journal.Unfinished()
	if err != nil {
		return err
	}
	for _, s := range sales {
		for _, p := range s.Payments {
			if _, err := t.attach(s, p); err != nil && !errors.Is(err, ErrOver) {
				return err
			}
		}
	}
	return nil
}

// take lets a payment of another sale pay for this one, once.
func (t *Till) take(s *Sale, from SaleID, p Payment, number func() uint64) error {
	for _, a := range s.Attached {
		if a.Payment == p.ID {
			return nil
		}
	}
	if !s.takes(p.Amount) {
		return ErrOver
	}
	now := t.now()
	s.Attached = append(s.Attached, Attached{Payment: p.ID, From: from, Method: p.Method, Provider: p.Provider, Amount: p.Amount, At: now})
	s.happened(now, PaymentDecided, p.ID, p.Decided.By, "pays for this sale; it came for sale "+string(from))
	if s.Status == Open && !s.Due().IsPositive() {
		t.complete(s, number(), now)
	}
	return nil
}

// Verdicts lists what can be decided about a payment, in the order in which it
// is offered: goods first, then other sales, then what a person saw elsewhere.
func (s *Sale) Verdicts(p Payment) []Verdict {
	var all []Verdict
	for _, what := range []Verdict{MadeSale, AttachedTo, SeenPaid, SeenUnpaid, Acknowledged} {
		said := p.decided() && p.Decided.What == what
		if !said && s.decidable(p, Decision{What: what}) {
			all = append(all, what)
		}
	}
	return all
}
