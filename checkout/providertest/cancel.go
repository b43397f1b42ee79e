package providertest

import "kasir/checkout"

func cancelledCannotBePaid(s *stage) {
	p := s.started()
	g, err := s.cancel(p)
	switch {
	case err != nil:
		s.Fatalf("cancel: %v", err)
	case say(s, s.h.Can().Cancel, "take a waiting payment back") && g.Status != checkout.Cancelled:
		s.Errorf("cancel: got %v, want cancelled", g.Status)
	case !s.h.Can().Cancel && !g.Status.IsOpen():
		s.Errorf("cancel: got %v, though the service cannot cancel", g.Status)
	}
	s.h.Approve(p.Ref)
	if made := s.made(p); g.Status == checkout.Cancelled && made.Taken != 0 {
		s.Errorf("the payment was called cancelled, and then the customer paid it")
	} else if made.Taken == 1 {
		s.finds(p, checkout.Paid)
	}
}

func cancelAfterPaidIsPaid(s *stage) {
	p := s.started()
	s.h.Approve(p.Ref)
	if g, err := s.cancel(p); err != nil || g.Status != checkout.Paid || g.Amount != p.Amount {
		s.Errorf("cancel: got %v of %v, %v; want paid", g.Status, g.Amount, err)
	}
}

func malformedAnswerToCancel(s *stage) {
	p := s.started()
	s.h.Approve(p.Ref)
	s.deaf("cancel", s.cancel, p)
	if g, err := s.cancel(p); err != nil || g.Status != checkout.Paid {
		s.Errorf("cancel: got %v, %v; want paid", g.Status, err)
	}
}
