package checkout

import (
	"errors"
	"fmt"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// CashService is how settings name payment in cash. It is a tender and no
// provider: nobody is asked, so there is nothing to start, to poll or to cancel.
const CashService = "cash"

// Cash are the rules of a method that is cash.
type Cash struct {
	Rounding int64 // minor units of the smallest coin; a sale paid in full is rounded to it; 0 or 1 rounds nothing
	Drawer   bool  // the drawer opens for it
}

// Rounded is what a sum comes to in coins: the nearest multiple of the
// smallest one, halves up. What is less than half a coin stays as it is, since
// nothing cannot be paid.
func (c Cash) Rounded(due money.Amount) money.Amount {
	if c.Rounding <= 1 {
		return due
	}
	if rounded := (due.Minor + c.Rounding/2) / c.Rounding * c.Rounding; rounded > 0 {
		due.Minor = rounded
	}
	return due
}

// RoundingLine labels the line by which a sale in cash was rounded.
const RoundingLine = "rounding"

// TakeCash takes banknotes for a sale, in one transaction: what was tendered,
// what of it pays, what goes back. Less than what is due pays a part, and the
// sale stays open for another method. ErrBusy while a payment by another
// method is live, ErrOver where the sale is done, ErrNoRoom, ErrUnavailable
// where the method is no cash or of another currency.
func (t *Till) TakeCash(order Order, tendered money.Amount) (Sale, error) {
	m, ok := t.Method(order.Method)
	switch {
	case !ok || m.Cash == nil || m.Currency != tendered.Currency:
		return Sale{}, fmt.Errorf("checkout: take cash by %s: %w", order.Method, ErrUnavailable)
	case !tendered.IsPositive():
		return Sale{}, fmt.Errorf("checkout: take cash: %s is nothing", tendered)
	}
	if err := t.room(); err != nil {
		return Sale{}, fmt.Errorf("checkout: take cash: %w", err)
	}
	approver, err := t.approve(order)
	if err != nil {
		return Sale{}, fmt.Errorf("checkout: take cash: %w", err)
	}
	take := func(s *Sale, number func() uint64) error {
		if err := t.setAside(s, order, approver); err != nil {
			return err
		}
		return t.takeCash(s, m, tendered, number)
	}
	s, err := t.Journal.UpdateSale(order.Sale, take)
	if errors.Is(err, ErrNotFound) {
		if err = t.Journal.OpenSale(t.newSale(order)); err == nil {
			s, err = t.Journal.UpdateSale(order.Sale, take)
		}
	}
	if err != nil {
		return s, fmt.Errorf("checkout: take cash: %w", err)
	}
	return s, nil
}

func (t *Till) takeCash(s *Sale, m Method, tendered money.Amount, number func() uint64) error {
	due := s.Due()
	if s.Status != Open || !due.IsPositive() {
		return ErrOver
	}
	now := t.now()
	amount := tendered
	if rounded := m.Cash.Rounded(due); tendered.Cmp(rounded) >= 0 {
		if rounded != due {
			s.Lines = append(s.Lines, Line{Label: RoundingLine, Amount: rounded.Minus(due)})
		}
		amount = rounded
	}
	p := Payment{
		ID: PaymentID(uuid.NewString()), Sale: s.ID, Key: uuid.NewString(), Method: m.ID, Provider: m.Service,
		Amount: amount, Status: Created.After(Paid), Created: now, PaidAt: now,
		Tendered: tendered, Change: tendered.Minus(amount),
	}
	s.Payments = append(s.Payments, p)
	s.happened(now, PaymentAnswered, p.ID, s.Cashier, "cash "+tendered.String()+", change "+p.Change.String())
	if m.Cash.Drawer {
		s.Prints = append(s.Prints, Print{Kind: DrawerPulse, State: Queued, At: now})
	}
	if !s.Due().IsPositive() {
		t.complete(s, number(), now)
	}
	return nil
}
