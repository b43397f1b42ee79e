package checkout

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kasir/checkout/money"
)

// gapSkew is how long before a gap and after it is looked too: the machine's clock
// may have been wrong by some hours, or by its time zone, and nobody knows.
const gapSkew = 36 * time.Hour

// A Lister is a provider that can tell which payments its service has.
type Lister interface {
	// List names the payments that were made in a span of time by the service's
	// clock, one page of them, without those that it knows to be another till's.
	// after is empty for the first page and next leads to the one behind; it is
	// empty at the end.
	List(ctx context.Context, from, to time.Time, after string) (page []Listed, next string, err error)
}

// Listed is a payment as a service's list has it.
type Listed struct {
	Ref     string    // as the till keeps it, or what follows the slash in that
	Payment PaymentID // what the till called it, where the service tells
	Amount  money.Amount
	Status  Status
	Made    time.Time
}

// CompareGap asks the services what a till cannot know of a gap. Those that have
// a list are asked for it: what they have and the journal does not is named. Of
// every other service that is said. And every payment that was booked since the
// shift of the backup began is asked about as Compare does, because it may have
// been paid or given back in the gap. progress, which may be nil, hears how many
// of how many services and payments have been asked; ctx ends it at any time.
//
// An error is the journal's; a service's silence is a Difference.
func (t *Till) CompareGap(ctx context.Context, g Gap, progress func(done, total int)) ([]Difference, error) {
	all, err := t.compareGap(ctx, g, progress)
	if err != nil {
		return all, fmt.Errorf("checkout: compare %s: %w", g, err)
	}
	return all, nil
}

func (t *Till) compareGap(ctx context.Context, g Gap, progress func(done, total int)) ([]Difference, error) {
	asked, err := t.askablesSince(g.Shift)
	if err != nil {
		return nil, err
	}
	from, to, err := t.span(g)
	if err != nil {
		return nil, err
	}
	var all []Difference
	total := len(t.Methods) + len(asked)
	seen := make(map[string]bool) // two methods of one service have one list
	for i, m := range t.Methods {
		found, err := t.missing(ctx, m, from, to, seen)
		if err != nil {
			return all, err
		}
		all = append(all, found...)
		if progress != nil {
			progress(i+1, total)
		}
	}
	found, err := t.compareEach(ctx, asked, func(done, _ int) {
		if progress != nil {
			progress(len(t.Methods)+done, total)
		}
	})
	return append(all, found...), err
}

// span is the time that the services are asked about, by their clocks. It ends
// now, whatever was noted: what is known already is named to nobody. What the
// backup noted last may lie in the future, because the clock was ahead then; so it
// begins with the newest fact that does not.
func (t *Till) span(g Gap) (from, to time.Time, err error) {
	now := t.now().Add(-t.ClockAhead(time.Time{}))
	from, to = g.From, now
	if from.After(now) {
		if from, err = t.Gaps.Known(now); err != nil {
			return from, to, err
		}
	}
	for _, noted := range []time.Time{g.From, g.To} { // the clock may be behind now
		if noted.After(to) {
			to = noted
		}
	}
	if from.IsZero() { // nothing had ever happened; services are not asked about the year 1
		return time.Unix(0, 0), to.Add(gapSkew), nil
	}
	return from.Add(-gapSkew), to.Add(gapSkew), nil
}

// askablesSince lists the payments to ask about from a shift on.
func (t *Till) askablesSince(shift uint64) ([]askable, error) {
	running, err := t.Shifts.Shift(0)
	var all []askable
	for n := shift; err == nil && n <= running.Number; n++ {
		var more []askable
		more, err = t.askables(n)
		all = append(all, more...)
	}
	return all, err
}

// missing names what the service of a method has and the till does not.
func (t *Till) missing(ctx context.Context, m Method, from, to time.Time, seen map[string]bool) ([]Difference, error) {
	lister, lists := m.Provider.(Lister)
	switch {
	case m.Cash != nil:
		return nil, nil
	case !lists:
		return []Difference{{Kind: NoList, Method: m.ID}}, nil
	}
	var all []Difference
	for after := ""; ; {
		page, next, err := t.listOnce(ctx, lister, from, to, after)
		if err != nil {
			t.log().Warn("no list", "method", m.ID, "err", err)
			return append(all, Difference{Kind: NotListed, Method: m.ID, Trouble: TroubleOf(err).Trouble.String()}), nil
		}
		for _, l := range page {
			name := m.Service + " " + l.Ref
			if seen[name] {
				continue
			}
			seen[name] = true
			d, err := t.unknown(ctx, m, l)
			if err != nil {
				return all, err
			}
			if d.Kind != "" {
				all = append(all, d)
			}
		}
		if after = next; after == "" {
			return all, nil
		}
		pause(ctx, comparePace, nil)
	}
}

func (t *Till) listOnce(ctx context.Context, lister Lister, from, to time.Time, after string) ([]Listed, string, error) {
	if ctx.Err() != nil {
		return nil, "", &Fault{Trouble: NoAnswer, Err: ctx.Err()}
	}
	ctx, cancel := context.WithTimeout(ctx, compareWait)
	defer cancel()
	page, next, err := lister.List(ctx, from, to, after)
	if err == nil && next != "" && next == after {
		err = &Fault{Trouble: Garbled, Sent: true, Err: errors.New("the list does not end")}
	}
	return page, next, err
}

// unknown judges one payment of a list. No Kind where the till knows it, or where
// no money is in it.
func (t *Till) unknown(ctx context.Context, m Method, l Listed) (Difference, error) {
	known, err := t.knows(m.Service, l.Ref)
	if err == nil && !known {
		known, err = t.startsNow(l.Payment)
	}
	if err != nil || known {
		return Difference{}, err
	}
	d := Difference{Method: m.ID, Payment: l.Payment, Ref: l.Ref, Amount: l.Amount, At: l.Made}
	status := l.Status
	if status.IsUnpaidEnd() { // money can come after the end, which a list need not say
		pause(ctx, comparePace, nil)
		p := Payment{ID: l.Payment, Method: m.ID, Provider: m.Service, Ref: l.Ref, Amount: l.Amount, Status: status, Created: l.Made, Ended: l.Made}
		g, err := t.askOnce(ctx, p)
		if err != nil {
			d.Kind, d.Trouble = NotCompared, TroubleOf(err).Trouble.String()
			return d, nil
		}
		status = g.Status
	}
	switch {
	case status == Paid || status == Unresolved:
		d.Kind = UnknownThere
	case status.IsOpen():
		d.Kind = OpenThere
	}
	return d, nil
}

// startsNow tells whether a payment is just being asked for, so that its reference is
// not known yet.
func (t *Till) startsNow(id PaymentID) (bool, error) {
	if id == "" {
		return false, nil
	}
	sales, err := t.Journal.Unfinished()
	for _, s := range sales {
		if p := s.Payment(id); p != nil && p.Status.IsOpen() {
			return true, err
		}
	}
	return false, err
}

// knows tells whether a payment of the journal has a reference of a list.
func (t *Till) knows(service, ref string) (bool, error) {
	if ref == "" {
		return false, nil
	}
	for after := Cursor(0); ; {
		page, err := t.Gaps.Search(Query{Text: ref}, after, pageOfStamped)
		if err != nil {
			return false, err
		}
		for _, s := range page.Sales {
			for _, p := range s.Payments {
				if p.Provider == service && (p.Ref == ref || strings.HasSuffix(p.Ref, "/"+ref)) {
					return true, nil
				}
			}
		}
		if after = page.Next; after == 0 {
			return false, nil
		}
	}
}
