package checkout

import (
	"fmt"
	"slices"
	"time"

	"kasir/checkout/money"
)

// A Close is what somebody keyed in to close a shift.
type Close struct {
	Shift    uint64         // the one that is meant: a doubled press closes one
	Counted  []money.Amount // what lies in the drawer, keyed in before the expected sum is shown
	Accepted []Accepted     // loose ends that are left as they are
	Compared []Difference   // as Compare found them
	By       string
	Approval string
	Paper    bool // print the Z
}

// CloseShift makes the numbered Z of the running shift, in one transaction. A
// difference in the drawer is recorded, not refused. ErrShiftClosed where another
// shift runs, *LooseEndsError, ErrNoReason, ErrNotAllowed.
func (t *Till) CloseShift(c Close) (Shift, error) {
	approver, err := t.allow(c.By, Act{Right: RightCloseDay}, c.Approval)
	if err != nil {
		return Shift{}, fmt.Errorf("checkout: close shift %d: %w", c.Shift, err)
	}
	s, err := t.Shifts.CloseShift(func(s *Shift, in ShiftView) (ShiftNews, error) {
		if s.Number != c.Shift {
			return ShiftNews{}, ErrShiftClosed
		}
		return t.closeShift(s, c, approver, in)
	})
	if err != nil {
		return s, fmt.Errorf("checkout: close shift %d: %w", c.Shift, err)
	}
	if t.Closed != nil {
		t.Closed()
	}
	return s, nil
}

func (t *Till) closeShift(s *Shift, c Close, approver string, in ShiftView) (ShiftNews, error) {
	now := t.now()
	accepted, err := accept(c, in, now)
	if err != nil {
		return ShiftNews{}, err
	}
	t.begin(s, now)
	if err := t.sumUp(s, in); err != nil {
		return ShiftNews{}, err
	}
	shop := t.Shop
	s.Closed, s.ClosedBy, s.ApprovedBy, s.Shop = now, c.By, approver, &shop
	s.Accepted, s.Compared = accepted, slices.Clone(c.Compared)
	for i, d := range s.Compared {
		s.Compared[i].Label = t.label(d.Method)
	}
	s.Report.count(c.Counted)
	s.Code = t.Stamp.Of(s.Claim())
	news := ShiftNews{Events: []Event{{At: now, What: ShiftClosed, By: c.By, Note: s.note()}}}
	if c.Paper {
		news.Papers = []Paper{{Print: Print{Kind: PrintReport, State: Queued, By: c.By, At: now}, ApprovedBy: approver}}
	}
	return news, nil
}

// accept lists the loose ends that somebody answers for; an error where one is
// left that nobody does.
func accept(c Close, in ShiftView, now time.Time) ([]Accepted, error) {
	ends := in.Others
	for s, err := range in.Unfinished {
		if err != nil {
			return nil, err
		}
		ends = append(ends, s.LooseEnds(now)...)
	}
	var accepted []Accepted
	var loose []Task
	for _, task := range ends {
		i := slices.IndexFunc(c.Accepted, func(a Accepted) bool { return a.Task.same(task) })
		switch {
		case i < 0:
			loose = append(loose, task)
		case c.Accepted[i].Reason == "":
			return nil, ErrNoReason
		default:
			accepted = append(accepted, Accepted{Task: task, By: c.By, Reason: c.Accepted[i].Reason})
		}
	}
	if len(loose) > 0 {
		return nil, &LooseEndsError{loose}
	}
	return accepted, nil
}

// count records what was counted in the drawer.
func (r *Report) count(counted []money.Amount) {
	for _, amount := range counted {
		sum := r.drawer(amount.Currency)
		total := amount
		if sum.Counted != nil {
			total = sum.Counted.Plus(amount)
		}
		sum.Counted = &total
	}
	r.sort()
}

func (s *Shift) note() string {
	text := fmt.Sprintf("Z %d", s.Number)
	for _, d := range s.Report.Drawer {
		text += "; expected " + d.Expected().String()
		if d.Counted != nil {
			text += ", counted " + d.Counted.String() + ", difference " + d.Difference().String()
		}
	}
	return text
}
