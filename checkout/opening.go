package checkout

import (
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kasir/checkout/money"
)

// The errors of shifts that callers may test for.
var (
	// ErrShiftOpen: somebody has opened the shift already.
	ErrShiftOpen = errors.New("the shift is open already")
	// ErrShiftClosed: the shift that was meant is no longer the running one.
	ErrShiftClosed = errors.New("the shift is closed")
	// ErrNoReason: what was done needs a reason.
	ErrNoReason = errors.New("a reason is missing")
)

// OpenShift opens the running shift with the change that lies in the drawer; no
// float where that is nothing. ErrShiftOpen.
func (t *Till) OpenShift(float []money.Amount, by string) (Shift, error) {
	now := t.now()
	s, err := t.Shifts.UpdateShift(0, func(s *Shift) (ShiftNews, error) {
		if s.IsOpen() {
			return ShiftNews{}, ErrShiftOpen
		}
		t.begin(s, now)
		s.Opened, s.OpenedBy = now, by
		note := fmt.Sprintf("shift %d", s.Number)
		for _, amount := range float {
			if amount.Minor < 0 {
				return ShiftNews{}, fmt.Errorf("a float of %s: %w", amount, ErrUnavailable)
			}
			s.Cash = append(s.Cash, CashMove{
				ID: uuid.NewString(), Kind: Float, Amount: amount, By: by, At: now, Booked: t.booking(s, now),
			})
			note += "; float " + amount.String()
		}
		return ShiftNews{Events: []Event{{At: now, What: ShiftOpened, By: by, Note: note}}}, nil
	})
	if err != nil {
		return s, fmt.Errorf("checkout: open shift: %w", err)
	}
	return s, nil
}

// begin marks a shift as this till's.
func (t *Till) begin(s *Shift, now time.Time) {
	s.Till, s.Training = t.Shop.Till, t.Training
	if s.Day == "" {
		s.Day = t.Shop.BusinessDay(now)
	}
}

func (t *Till) booking(s *Shift, now time.Time) Booking {
	return Booking{s.Number, t.Shop.BusinessDay(now)}
}

// X says what the running shift comes to so far. It writes nothing.
// ErrNotAllowed.
func (t *Till) X(by, approval string) (Shift, error) {
	if _, err := t.allow(by, Act{Right: RightReports}, approval); err != nil {
		return Shift{}, fmt.Errorf("checkout: report: %w", err)
	}
	s, err := t.Shifts.Shift(0)
	if err == nil {
		t.begin(&s, t.now())
		err = t.sumUp(&s, ShiftView{Booked: t.Shifts.Booked(s.Number), Papers: t.Shifts.Papers()})
	}
	if err != nil {
		return s, fmt.Errorf("checkout: report: %w", err)
	}
	return s, nil
}

// sumUp sets what a shift comes to.
func (t *Till) sumUp(s *Shift, in ShiftView) error {
	report, err := ReportOf(t.Shop, in.Booked, s.Cash, func(b Booking) bool { return b.Shift == s.Number })
	for p, failed := range in.Papers {
		if failed != nil {
			return failed
		}
		if p.Booked.Shift < s.Number {
			break
		}
		report.AddPaper(p)
	}
	for i, m := range report.Methods {
		report.Methods[i].Label = t.label(m.Method)
	}
	s.Report = &report
	return err
}
