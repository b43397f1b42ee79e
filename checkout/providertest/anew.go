package providertest

import "kasir/checkout"

// paying leaves the payment at the service that p names. Where each start makes
// another, the others' answers were lost: their codes were never shown, so
// nobody can have paid them.
func (s *stage) paying(p checkout.Payment) []Made {
	s.Helper()
	all := s.h.Made()
	if !s.h.Can().Anew {
		return all
	}
	var named []Made
	for _, m := range all {
		switch {
		case m.Ref == p.Ref:
			named = append(named, m)
		case m.Taken != 0:
			s.Errorf("money was taken for a payment whose code was never shown")
		}
	}
	return named
}

// startsAnew: the power went before the answer was on disk, and the next start
// makes a payment of its own. The lost one takes no money.
func (s *stage) startsAnew(p checkout.Payment, first checkout.Progress) {
	s.Helper()
	s.recovers(again(p))
	for _, m := range s.h.Made() {
		if m.Ref == first.Ref && m.Taken != 0 {
			s.Errorf("money was taken for the payment whose answer was lost")
		}
	}
}
