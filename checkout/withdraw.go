package checkout

import (
	"context"
	"errors"
	"fmt"
)

// Cancel takes a payment back for the cashier. The wish is durable first; then
// the provider is asked once, and whoever follows the payment goes on asking
// until there is an answer. The sale that is returned says what is known so
// far: Paid where the customer was faster, Cancelled where the provider agreed,
// still open with Kept set where it cannot, or still open without an answer.
func (t *Till) Cancel(ctx context.Context, sale SaleID, payment PaymentID, by string) (Sale, error) {
	s, p, m, err := t.find(sale, payment)
	if err != nil {
		return s, err
	}
	s, err = t.withdraw(p, by, "")
	if err != nil {
		return s, fmt.Errorf("checkout: cancel payment %s: %w", payment, err)
	}
	defer t.rouse(payment) // whoever follows it is to know at once
	p = *s.Payment(payment)
	if !p.Status.IsOpen() || p.Status == Created || p.Kept {
		return s, nil
	}
	answered, _, err := t.ask(ctx, m, p)
	if isJournal(err) {
		return s, fmt.Errorf("checkout: cancel payment %s: %w", payment, err)
	}
	if err != nil { // not answered yet; Follow asks again, and may have heard already
		return t.Journal.Sale(sale)
	}
	return answered, nil
}

// withdraw notes that a payment is to be taken back. One that never left this
// machine is cancelled in the same step, because nobody else knows of it.
func (t *Till) withdraw(p Payment, by, why string) (Sale, error) {
	s, err := t.update(p, func(s *Sale, p *Payment, _ func() uint64) error {
		now := t.now()
		if !p.Status.IsOpen() || !p.Withdrawn.IsZero() {
			return errOvertaken
		}
		p.Withdrawn = now
		s.happened(now, PaymentWithdrawn, p.ID, by, why)
		if p.Status == Created && !p.Doubtful() {
			p.Status, p.Ended = Cancelled, now
			s.happened(now, PaymentAnswered, p.ID, "", "cancelled; nothing was sent")
		}
		return nil
	})
	if errors.Is(err, errOvertaken) {
		return t.Journal.Sale(p.Sale)
	}
	return s, err
}

// Park lets a live payment wait while the next customer is served. It is
// followed as before and completes its sale when it is paid.
func (t *Till) Park(sale SaleID, payment PaymentID, by string) (Sale, error) {
	return t.setParked(sale, payment, by, true)
}

// Unpark puts a parked payment in front of the customer again. ErrBusy where
// another payment is live.
func (t *Till) Unpark(sale SaleID, payment PaymentID, by string) (Sale, error) {
	return t.setParked(sale, payment, by, false)
}

func (t *Till) setParked(sale SaleID, payment PaymentID, by string, parked bool) (Sale, error) {
	what := PaymentResumed
	if parked {
		what = PaymentParked
	}
	s, err := t.update(Payment{Sale: sale, ID: payment}, func(s *Sale, p *Payment, _ func() uint64) error {
		if p.Parked == parked || !p.Status.IsOpen() && p.Status != Unresolved {
			return errOvertaken
		}
		p.Parked = parked
		s.happened(t.now(), what, p.ID, by, "")
		return nil
	})
	if errors.Is(err, errOvertaken) {
		return t.Journal.Sale(sale)
	}
	if err != nil {
		return s, fmt.Errorf("checkout: %s %s: %w", what, payment, err)
	}
	return s, nil
}

// Void drops a sale that nobody pays. It is refused with ErrBusy while a
// payment could still complete it or nobody knows how one stands, and with
// ErrOver where the sale is over already. Payments that the provider could not
// take back stay watched; money that comes for them is a person's to decide on.
func (t *Till) Void(sale SaleID, by string) (Sale, error) {
	s, err := t.Journal.UpdateSale(sale, func(s *Sale, _ func() uint64) error {
		switch {
		case s.Status != Open:
			return ErrOver
		case !s.abandoned():
			return ErrBusy
		}
		s.Status = Voided
		s.happened(t.now(), SaleVoided, "", by, "")
		return nil
	})
	if err != nil {
		return s, fmt.Errorf("checkout: void sale %s: %w", sale, err)
	}
	return s, nil
}
