package campaign

import (
	"slices"

	"kasir/checkout"
	"kasir/checkout/simulator"
)

// transition judges one change of a sale: where a payment may go is written
// down here once more, apart from the code that is judged by it (invariants 5
// and 7).
func (w *world) transition(old, s *checkout.Sale) {
	if w.staff != nil {
		w.staff.permitted(old, s)
	}
	for i := range old.Payments {
		before, after := old.Payments[i].Status, s.Payments[i].Status
		if !slices.Contains(ways[before], after) {
			w.find("7: payment %s went from %s to %s", s.Payments[i].ID, before, after)
		}
		if before.IsOpen() && after.IsUnpaidEnd() {
			w.mustBeOver(s.Payments[i])
		}
		if old.Payments[i].Key != s.Payments[i].Key || string(old.Payments[i].Request) != string(s.Payments[i].Request) {
			w.find("5: payment %s changed its key or its bytes", s.Payments[i].ID)
		}
	}
	for i, r := range old.Refunds {
		if now := s.Refunds[i]; now.Key != r.Key || now.Amount != r.Amount || !r.InMotion() && now.Status != r.Status {
			w.find("7: refund %s changed its key, its amount or its end", r.ID)
		}
	}
	for _, p := range s.Payments {
		if s.Refundable(p).Minor < 0 {
			w.find("6: more is given back of payment %s than came", p.ID)
		}
	}
	if len(s.Payments) > len(old.Payments) {
		w.another(old, s)
	}
}

// another judges that one more payment is asked for: nothing may be on its way
// for the sale, unless somebody answers for that.
func (w *world) another(old, s *checkout.Sale) {
	if !old.Due().IsPositive() {
		w.find("5: another payment was asked for, and nothing is due of sale %s", s.ID)
	}
	for i, p := range old.Payments {
		waits := p.Status.IsOpen() || p.Status == checkout.Unresolved && p.Decided.What != checkout.SeenUnpaid
		if waits && !s.Payments[i].Aside {
			w.find("5: a second payment was asked for while %s is %s", p.ID, p.Status)
		}
	}
}

// mustBeOver: an end is the service's word. While it waits, money can come.
func (w *world) mustBeOver(p checkout.Payment) {
	for _, there := range w.gateway.Payments() {
		if p.Ref != "" && there.ID == paymentOf(p.Ref) && there.State == simulator.Waiting {
			w.find("16: payment %s is %s here, while its service waits", p.ID, p.Status)
		}
	}
}

// ways are where a payment may go.
var ways = map[checkout.Status][]checkout.Status{
	checkout.Created:    checkout.Statuses(),
	checkout.Pending:    checkout.Statuses()[1:],
	checkout.Underpaid:  {checkout.Underpaid, checkout.Unresolved, checkout.Paid},
	checkout.Unresolved: {checkout.Unresolved, checkout.Paid},
	checkout.Paid:       {checkout.Paid},
	checkout.Declined:   {checkout.Declined, checkout.Unresolved, checkout.Paid},
	checkout.Cancelled:  {checkout.Cancelled, checkout.Unresolved, checkout.Paid},
	checkout.Expired:    {checkout.Expired, checkout.Unresolved, checkout.Paid},
}
