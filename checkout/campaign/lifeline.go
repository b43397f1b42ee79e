package campaign

import (
	"net/http"

	"kasir/checkout"
)

// A lifeline is the network as one life of the till has it: what is dead sends
// nothing.
type lifeline struct{ run *run }

func (r *run) network() http.RoundTripper { return lifeline{r} }

// RoundTrip asks, as long as the till lives.
func (l lifeline) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.run.dead() {
		return nil, errDead
	}
	return l.run.world.wire.RoundTrip(r)
}

// shown judges what a cashier and a customer see: all of it must be durable
// (invariant 9).
func (w *world) shown(st checkout.Standing) {
	s := w.durable(st.Sale.ID)
	p := s.Payment(st.Payment.ID)
	switch {
	case p == nil:
		w.find("9: payment %s was shown before it was stored", st.Payment.ID)
	case st.Payment.Status == checkout.Paid && p.Status != checkout.Paid:
		w.find("9: payment %s was called paid before that was stored", p.ID)
	case st.Payment.Prompt.Visible() && p.Ref == "":
		w.find("9: the code of payment %s was shown before its reference was stored", p.ID)
	case st.Sale.Number != 0 && st.Sale.Number != s.Number:
		w.find("9: number %d was shown before it was stored", st.Sale.Number)
	}
	if st.Payment.Status == checkout.Paid {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.paid[st.Payment.ID] = true
	}
}

// printed judges what comes out on paper (invariants 9 and 10).
func (w *world) printed(s sheet) {
	if w.staff != nil && s.invoice() == "" {
		return // a report, or the drawer's pulse
	}
	w.mu.Lock()
	sales := make([]checkout.Sale, 0, len(w.known))
	for _, sale := range w.known {
		sales = append(sales, sale)
	}
	w.mu.Unlock()
	for _, sale := range sales {
		if !s.speaksOf(sale) {
			continue
		}
		for _, p := range sale.Prints {
			if p.State == checkout.Printing && (p.Copy > 0) == s.isCopy() && (p.Kind == checkout.PrintRefund) == s.isSlip() {
				return
			}
		}
	}
	w.find("9: a receipt was printed that no stored print speaks of")
}
