package checkout

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// record stores what an answer changes, once it is certain that the answer
// speaks of this payment. An answer that changes nothing writes nothing.
func (t *Till) record(p Payment, g Progress) (Sale, error) {
	if err := match(p, g); err != nil {
		return Sale{}, &Fault{Trouble: Mismatch, Sent: true, Err: err}
	}
	m, _ := t.Method(p.Method)
	trial := p
	if !trial.absorb(g, m.Terms, t.now()) {
		return t.Journal.Sale(p.Sale)
	}
	s, err := t.update(p, func(s *Sale, p *Payment, number func() uint64) error {
		now, before := t.now(), p.Status
		if !p.absorb(g, m.Terms, now) {
			return errOvertaken
		}
		if p.Status != before && p.Status == Paid && s.Status != Open {
			p.PaidAt = after(p.PaidAt, s.Completed)
		}
		s.happened(now, PaymentAnswered, p.ID, "", note(*p, before, g))
		switch {
		case s.Status != Open:
		case p.Status == Paid && !s.Due().IsPositive():
			t.complete(s, number(), now)
		case p.Parked && s.abandoned():
			s.Status = Voided // its customer has long gone
			s.happened(now, SaleVoided, "", "", "")
		}
		return nil
	})
	if errors.Is(err, errOvertaken) {
		return t.Journal.Sale(p.Sale)
	}
	if err == nil {
		t.log().Info("payment", "sale", p.Sale, "payment", p.ID, "method", p.Method,
			"ref", p.Ref, "status", s.Payment(p.ID).Status.String())
	}
	return s, err
}

// match refuses an answer that is not certainly about this payment.
func match(p Payment, g Progress) error {
	switch {
	case p.Ref != "" && g.Ref != "" && g.Ref != p.Ref:
		return errors.New("the answer names another payment")
	case p.Ref == "" && g.Ref == "" && g.Status != Declined && g.Status != Unresolved:
		return errors.New("the answer names no payment")
	case !g.Amount.IsZero() && g.Amount != p.Amount:
		return fmt.Errorf("the answer is about %s, not %s", g.Amount, p.Amount)
	case g.Status == Paid && g.Amount.IsZero():
		return errors.New("the answer says paid, but not how much")
	}
	return nil
}

// absorb takes over what an answer says and tells whether that changed
// anything. The lifecycle decides the status; a reference, once known, stays.
func (p *Payment) absorb(g Progress, terms Terms, now time.Time) bool {
	changed := false
	before := p.Status
	if p.Status = before.After(g.Status); p.Status != before {
		changed = true
		p.arrive(terms, g, now)
	}
	changed = set(&p.Ref, g.Ref, p.Ref == "") || changed
	changed = set(&p.Invoice, g.Invoice, p.Invoice == "") || changed
	changed = set(&p.Received, g.Received, true) || changed
	if p.Missing != g.Missing && g.Status != 0 {
		p.Missing, changed = g.Missing, true
	}
	if plausible(g.Expires, now) && !g.Expires.Equal(p.Expires) {
		p.Expires, changed = g.Expires, true
	}
	// Two starts of one payment can have made two sessions at a service that
	// knows no keys. Only the code of the one that is asked about may be shown.
	if g.Ref == "" || g.Ref == p.Ref {
		changed = p.Prompt.merge(g.Prompt) || changed
	}
	if len(g.Print) > 0 && !maps.Equal(g.Print, p.Print) {
		p.Print, changed = g.Print, true
	}
	return changed
}

// after is now, or just past an earlier fact where the clock has been set back
// meanwhile: what came after it must also be read as coming after it.
func after(now, fact time.Time) time.Time {
	if fact.IsZero() || now.After(fact) {
		return now
	}
	return fact.Add(time.Nanosecond)
}

// plausible tells whether a time can be the end of a payment at a counter. A
// time in the wrong unit can lie so far off that it could not even be stored,
// and no such slip may cost the answer that carries it.
func plausible(expires, now time.Time) bool {
	return !expires.IsZero() && expires.Sub(now).Abs() < 20*366*24*time.Hour
}

// arrive notes what belongs to a new status: when, why, and how long a payment
// that ended without all its money is still watched.
func (p *Payment) arrive(terms Terms, g Progress, now time.Time) {
	p.Reason = g.Reason
	switch {
	case p.Status == Paid:
		p.PaidAt, p.Watch, p.Uncaptured = after(now, p.Decided.At), time.Time{}, g.Uncaptured
	case p.Status.IsOpen():
	default:
		if p.Ended.IsZero() {
			p.Ended = now
		}
		if g.Ref == "" && p.Ref == "" {
			return // nothing to ask by
		}
		p.Watch = now
		if p.Expires.After(now) {
			p.Watch = p.Expires
		}
		p.Watch = p.Watch.Add(terms.Watch)
	}
}

// merge takes over a newer prompt and tells whether it is one.
func (p *Prompt) merge(g Prompt) bool {
	if !g.Visible() && g.Picture == "" && g.Refused == "" {
		return false
	}
	if g.Code == p.Code && g.Link == p.Link && g.Refused == p.Refused &&
		slices.Equal(g.Facts, p.Facts) && string(g.Image) == string(p.Image) && (g.Picture == p.Picture || g.Picture == "") {
		return false
	}
	if g.Picture != "" && g.Picture == p.Picture && !g.Visible() {
		return false // the picture has been read already
	}
	if g.Picture == "" {
		g.Picture = p.Picture
	}
	*p = g
	return true
}

func set(field *string, value string, allowed bool) bool {
	if value == "" || !allowed || *field == value {
		return false
	}
	*field = value
	return true
}

func note(p Payment, before Status, g Progress) string {
	text := p.Status.String()
	if p.Status == before {
		text = "still " + text
	}
	for _, part := range []string{g.Reason.Word, g.Reason.Text} {
		if part != "" {
			text += "; " + part
		}
	}
	return text
}

// complete turns a sale that is paid in full into a completed one: number,
// receipt and prints stand in the transaction that made it Paid.
func (t *Till) complete(s *Sale, number uint64, now time.Time) {
	s.Status, s.Number, s.Completed = Completed, number, now
	for _, p := range s.Payments {
		if s.Completed.Before(p.PaidAt) {
			s.Completed = p.PaidAt // a clock that was set back makes no good money stray
		}
	}
	s.BusinessDay = t.Shop.BusinessDay(now)
	s.Receipt = t.receipt(s)
	for i := range s.Payments { // one that was set aside came first: the code on the screen must go
		if p := &s.Payments[i]; p.Status.IsOpen() && p.Withdrawn.IsZero() {
			p.Withdrawn = now
			s.happened(now, PaymentWithdrawn, p.ID, "", "the sale is paid")
		}
	}
	first := s.firstReceipt()
	for copy := range max(t.Papers, 1) {
		s.Prints = append(s.Prints, Print{Kind: PrintReceipt, Copy: first + copy, State: Queued, At: now})
	}
	s.happened(now, SaleCompleted, "", s.Cashier, fmt.Sprintf("number %d", number))
}
