package checkout

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// NewCashID names a cash move that is about to be keyed in, so that a doubled
// press speaks of one.
func NewCashID() string { return uuid.NewString() }

// A CashOrder is what somebody keyed in to do with the drawer beside sales.
type CashOrder struct {
	ID       string // made with NewCashID; a repeated order is one move
	Kind     CashKind
	Amount   money.Amount
	By       string
	Approval string
	Reason   string
}

// Act is the act that a cash order would be, for whoever approves it.
func (o CashOrder) Act() Act { return Act{Right: RightNoSale, Amount: o.Amount} }

// MoveCash puts cash into the drawer or takes it out, beside sales, and asks for
// the drawer to be opened. ErrNoReason, ErrNotAllowed,
// ErrUnavailable where the amount cannot be.
func (t *Till) MoveCash(o CashOrder) (Shift, error) {
	now := t.now()
	known := func(m CashMove) bool { return m.ID == o.ID }
	running, err := t.Shifts.Shift(0)
	if err == nil && slices.ContainsFunc(running.Cash, known) {
		return running, nil
	}
	if err == nil {
		err = o.check()
	}
	var approver string
	if err == nil {
		approver, err = t.allow(o.By, o.Act(), o.Approval)
	}
	if err != nil {
		return running, fmt.Errorf("checkout: %s: %w", o.Kind, err)
	}
	s, err := t.Shifts.UpdateShift(0, func(s *Shift) (ShiftNews, error) {
		if slices.ContainsFunc(s.Cash, known) {
			return ShiftNews{}, nil
		}
		t.begin(s, now)
		move := CashMove{
			ID: o.ID, Kind: o.Kind, Amount: o.Amount, By: o.By, ApprovedBy: approver, Reason: o.Reason,
			At: now, Booked: t.booking(s, now),
		}
		s.Cash = append(s.Cash, move)
		pulse := Paper{Print: Print{Kind: DrawerPulse, State: Queued, By: o.By, At: now}, Move: o.ID}
		return ShiftNews{
			Events: []Event{{At: now, What: CashMoved, By: o.By, Note: move.note()}}, Papers: []Paper{pulse},
		}, nil
	})
	if err != nil {
		return s, fmt.Errorf("checkout: %s: %w", o.Kind, err)
	}
	return s, nil
}

func (o CashOrder) check() error {
	switch {
	case o.ID == "" || o.Kind != PaidIn && o.Kind != PaidOut:
		return ErrNotFound
	case o.Reason == "":
		return ErrNoReason
	case !o.Amount.IsPositive():
		return ErrUnavailable
	}
	return nil
}

func (m CashMove) note() string {
	text := string(m.Kind) + " " + m.Amount.String() + "; " + m.Reason
	if m.ApprovedBy != "" {
		text += "; approved by " + m.ApprovedBy
	}
	return text
}
