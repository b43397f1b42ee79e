package checkout

import "time"

// A Booking says to which shift and business day something counts. It is fixed
// in the transaction in which the thing happens, by the order of transactions
// and not by the clock, so that nothing falls between two reports or into both.
type Booking struct {
	Shift uint64 `json:"shift"` // its number, which is that of its Z
	Day   string `json:"day"`   // YYYY-MM-DD
}

// IsZero tells whether nothing has been booked.
func (b Booking) IsZero() bool { return b == Booking{} }

// Book books what a change of the sale brought about: its end, payments that
// were paid or ended, refunds that were done, papers that came out. The store
// calls it with every change, with the sale as it was, or nil, the running
// shift, and the shop's business day of a moment.
func (s *Sale) Book(old *Sale, shift uint64, day func(time.Time) string) {
	if old == nil {
		old = &Sale{Status: Open}
	}
	now := s.lastEvent()
	if s.Status != Open && old.Status == Open {
		s.Booked = Booking{shift, day(now)}
	}
	for i := range s.Payments {
		p := &s.Payments[i]
		before := Created
		if was := old.Payment(p.ID); was != nil {
			before = was.Status
		}
		p.book(before, shift, day)
	}
	for i := range s.Refunds {
		r := &s.Refunds[i]
		if was := old.Refund(r.ID); r.Status == RefundDone && (was == nil || was.Status != RefundDone) {
			r.Booked = Booking{shift, day(r.Ended)}
		}
	}
	s.bookPrints(old, Booking{shift, day(now)})
}

// book books the money of a payment, or its end without any.
func (p *Payment) book(before Status, shift uint64, day func(time.Time) string) {
	switch {
	case p.Status == Paid && before != Paid:
		p.Booked = Booking{shift, day(p.PaidAt)}
	case !p.Status.IsOpen() && before.IsOpen():
		p.Booked = Booking{shift, day(p.Ended)}
	}
}

// bookPrints books the papers that have come out, and copies that left as files.
func (s *Sale) bookPrints(old *Sale, booking Booking) {
	out := func(p Print) bool { return p.State == Printed || p.State == Saved }
	for i, p := range s.Prints {
		if out(p) && (i >= len(old.Prints) || !out(old.Prints[i])) {
			s.Prints[i].Booked = booking
		}
	}
}

// end is where the end of the sale counts; a sale from before there were
// bookings counts to its own day and to no shift.
func (s *Sale) end() Booking {
	if s.Booked.IsZero() && s.Status != Open {
		return Booking{Day: s.BusinessDay}
	}
	return s.Booked
}

// lastEvent is when something last happened to the sale.
func (s *Sale) lastEvent() time.Time {
	if len(s.Events) == 0 {
		return s.Created
	}
	return s.Events[len(s.Events)-1].At
}

// Bookings lists where the sale and what belongs to it are booked, each once.
func (s *Sale) Bookings() []Booking {
	var all []Booking
	add := func(b Booking) {
		for _, other := range all {
			if other == b {
				return
			}
		}
		if !b.IsZero() {
			all = append(all, b)
		}
	}
	add(s.end())
	for _, m := range s.Movements() {
		add(m.Booked)
	}
	for _, p := range s.Payments {
		add(p.Booked)
	}
	for _, p := range s.Prints {
		add(p.Booked)
	}
	return all
}
