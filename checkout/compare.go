package checkout

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kasir/checkout/money"
)

// How a shift is compared: one question after the other, so that a service which
// is asked about a whole day's payments is not asked for more than a counter
// would.
const (
	comparePace = 200 * time.Millisecond
	compareWait = 10 * time.Second // for one answer
)

// refundedThere is how providers say that money which had come has gone back.
const refundedThere = "refunded-elsewhere"

// Compare asks the services about every payment of a shift that they know, and
// lists where they say something else than the till. Money that they have and
// the till did not know of is recorded at once, as any late money is. progress,
// which may be nil, hears how many of how many have been asked. It can be ended
// at any time: what has not been asked then is listed as not compared.
//
// An error is the journal's; a service's silence is a Difference.
func (t *Till) Compare(ctx context.Context, shift uint64, progress func(done, total int)) ([]Difference, error) {
	asked, err := t.askables(shift)
	if err != nil {
		return nil, fmt.Errorf("checkout: compare shift %d: %w", shift, err)
	}
	all, err := t.compareEach(ctx, asked, progress)
	if err != nil {
		return all, fmt.Errorf("checkout: compare shift %d: %w", shift, err)
	}
	return all, nil
}

// compareEach asks about some payments, one after the other.
func (t *Till) compareEach(ctx context.Context, asked []askable, progress func(done, total int)) ([]Difference, error) {
	var all []Difference
	for i, one := range asked {
		d, err := t.compare(ctx, one)
		if err != nil {
			return all, err
		}
		if d.Kind != "" {
			all = append(all, d)
		}
		if progress != nil {
			progress(i+1, len(asked))
		}
		if i+1 < len(asked) {
			pause(ctx, comparePace, nil)
		}
	}
	return all, nil
}

// An askable is a payment that a service can be asked about.
type askable struct {
	Payment
	givenBack bool // all or some of it, by this till
}

func (t *Till) askables(shift uint64) ([]askable, error) {
	var all []askable
	for s, err := range t.Shifts.Booked(shift) {
		if err != nil {
			return nil, err
		}
		for _, p := range s.Payments {
			if p.Booked.Shift == shift && p.Ref != "" && p.Provider != CashService {
				givenBack := p.Status == Paid && s.Refundable(p).Cmp(p.Amount) < 0
				all = append(all, askable{p, givenBack})
			}
		}
	}
	return all, nil
}

// compare asks about one payment. No Kind where both say the same.
func (t *Till) compare(ctx context.Context, one askable) (Difference, error) {
	p := one.Payment
	d := Difference{Sale: p.Sale, Payment: p.ID, Method: p.Method, Ref: p.Ref, Amount: p.Amount}
	g, err := t.askOnce(ctx, p)
	if err != nil {
		d.Kind, d.Trouble = NotCompared, TroubleOf(err).Trouble.String()
		return d, nil
	}
	switch {
	case g.Status == Paid && !g.Amount.IsZero() && g.Amount != p.Amount:
		d.Kind, d.There = OtherAmount, g.Amount
	case g.Status == Paid && p.Status != Paid:
		d.Kind, d.There = PaidThere, money.Of(g.Amount.Minor, p.Amount.Currency)
		if _, err := t.record(p, g); isJournal(err) {
			return d, err
		}
	case g.Status == Paid || p.Status != Paid:
	case g.Reason.Word == refundedThere && one.givenBack:
	case g.Reason.Word == refundedThere:
		d.Kind = RefundedThere
	default:
		d.Kind = PaidHere
	}
	return d, nil
}

func (t *Till) askOnce(ctx context.Context, p Payment) (Progress, error) {
	if ctx.Err() != nil {
		return Progress{}, &Fault{Trouble: NoAnswer, Err: ctx.Err()}
	}
	m, ok := t.Method(p.Method)
	if !ok || m.Provider == nil {
		return Progress{}, &Fault{Trouble: Misused, Err: errors.New("the method is missing from the settings")}
	}
	ctx, cancel := context.WithTimeout(ctx, compareWait)
	defer cancel()
	g, err := m.Provider.Poll(ctx, p)
	if err == nil && g.Ref != "" && g.Ref != p.Ref {
		err = &Fault{Trouble: Mismatch, Sent: true, Err: errors.New("the answer names another payment")}
	}
	return g, err
}
