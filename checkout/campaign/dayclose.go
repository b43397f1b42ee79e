package campaign

import (
	"errors"
	"fmt"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

// closeDay makes the Z of the one day that a scenario is, once nothing is
// unclear. What waits for a person the owner answers for. However often it is
// keyed in, it is the same Z.
func (r *run) closeDay() {
	w := r.world
	if w.shift == 0 {
		running, err := r.journal.Shift(0)
		if err != nil {
			r.check("reading the shift", err)
			return
		}
		w.shift = running.Number
	}
	loose, err := r.db.LooseEnds(w.clock())
	if err != nil {
		r.check("listing loose ends", err)
		return
	}
	c := checkout.Close{Shift: w.shift, By: "Budi"}
	for _, task := range loose {
		c.Accepted = append(c.Accepted, checkout.Accepted{Task: task, By: "Budi", Reason: "looked up tomorrow"})
	}
	if _, err = r.till.CloseShift(c); !errors.Is(err, checkout.ErrShiftClosed) {
		r.check("closing the day", err)
	}
}

// CloseShift closes a shift, unless the till dies of it.
func (j *journal) CloseShift(change func(s *checkout.Shift, in checkout.ShiftView) (checkout.ShiftNews, error)) (checkout.Shift, error) {
	j.turn.Lock()
	defer j.turn.Unlock()
	switch {
	case j.run.dead():
		return checkout.Shift{}, errDead
	case j.run.halted.Load():
		return checkout.Shift{}, checkout.ErrStopped
	}
	fails := j.run.world.fails()
	if err := j.spoil(fails); err != nil {
		return checkout.Shift{}, err
	}
	var d *death
	var before []byte
	s, err := j.DB.CloseShift(func(s *checkout.Shift, in checkout.ShiftView) (checkout.ShiftNews, error) {
		news, err := change(s, in)
		if err == nil {
			d = j.run.world.deathAt(DayClose)
			before, err = j.begin(d)
		}
		return news, err
	})
	if err == nil {
		err = j.end(d, before)
	}
	if err == nil && fails == diskUnknown {
		err = unknown()
	}
	j.run.halt(err)
	return s, err
}

// zOfTheDay compares the Z with the sales that it sums up (invariant 4).
func (v *verdict) zOfTheDay() error {
	if v.shift == 0 {
		return nil
	}
	db, err := store.OpenReadOnly(v.disk.file(), store.Options{AuditKey: auditKey})
	if err != nil {
		return fmt.Errorf("campaign: read the Z: %w", err)
	}
	defer func() { _ = db.Close() }() // only read
	z, err := db.Shift(v.shift)
	if err != nil || z.Running() {
		v.find("4: the day was closed and its Z is not there: %v", err)
		return nil
	}
	var paid, back, wantPaid, wantBack money.Amount
	for _, sum := range z.Report.Sums {
		paid, back = paid.Plus(sum.Paid), back.Plus(sum.Refunded)
	}
	for _, s := range v.sales { // what ended after the Z belongs to the next one
		for _, p := range s.Payments {
			if p.Status == checkout.Paid && p.Booked.IsZero() {
				v.find("4: payment %s came and is in no shift", p.ID)
			}
			if p.Status == checkout.Paid && p.Booked.Shift == v.shift {
				wantPaid = wantPaid.Plus(p.Amount)
			}
		}
		for _, r := range s.Refunds {
			if r.Status == checkout.RefundDone && r.Booked.IsZero() {
				v.find("4: refund %s went back and is in no shift", r.ID)
			}
			if r.Status == checkout.RefundDone && r.Booked.Shift == v.shift {
				wantBack = wantBack.Plus(r.Amount)
			}
		}
	}
	if paid.Minor != wantPaid.Minor || back.Minor != wantBack.Minor {
		v.find("4: the Z says %s in and %s back, the sales say %s and %s", paid, back, wantPaid, wantBack)
	}
	return nil
}
