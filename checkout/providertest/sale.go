package providertest

import (
	"context"
	"sync"

	"kasir/checkout"
)

func saleIsPaid(s *stage) {
	sale := s.sell(s.till(), func(p checkout.Payment) { s.h.Approve(p.Ref) })
	s.complete(sale)
}

// complete checks that money and sale agree: one payment, taken once, one
// completed sale.
func (s *stage) complete(sale checkout.Sale) {
	s.Helper()
	p := sale.Payments[0]
	if sale.Status != checkout.Completed || p.Status != checkout.Paid || sale.Number != 1 || sale.Receipt == nil {
		s.Errorf("sale: got %v with a payment %v, number %d; want it completed", sale.Status, p.Status, sale.Number)
	}
	if made := s.made(p); made.Taken != 1 {
		s.Errorf("money was taken %d times for a paid sale", made.Taken)
	}
	s.sameBytes(p)
}

func saleSurvivesSilence(s *stage) {
	s.n.Play(LoseRequest, LoseAnswer, Fail(503), Stall)
	sale := s.sell(s.till(), func(p checkout.Payment) {
		s.n.Play(Fail(500), Stall, LoseAnswer, Refuse(404))
		s.h.Approve(p.Ref)
	})
	s.complete(sale)
}

func saleIsNotPaidByForgery(s *stage) {
	t := s.till()
	sale := s.sell(t, func(p checkout.Payment) {
		forgeries := s.forgeries(p)
		for _, name := range names(forgeries) {
			s.n.Play(forgeries[name])
		}
		// The customer declines, so that whoever believes one of them is seen.
		s.h.Abandon(p.Ref)
	})
	if p := sale.Payments[0]; p.Status == checkout.Paid || sale.Status == checkout.Completed {
		s.Errorf("sale: got %v with a payment %v, and nobody has paid", sale.Status, p.Status)
	}
}

func saleExpires(s *stage) {
	sale := s.sell(s.till(), func(checkout.Payment) {}) // the customer walks away
	if p := sale.Payments[0]; !p.Status.IsUnpaidEnd() {
		s.Errorf("payment: got %v, want an unpaid end", p.Status)
	}
}

func saleIsPaidLate(s *stage) {
	if !say(s, s.h.Can().LatePaid, "be paid after the end") {
		return
	}
	t := s.till()
	abandoned, paid := false, false
	sale := s.follow(t, s.intend(t), func(st checkout.Standing) {
		switch p := st.Payment; {
		case p.Ref != "" && !abandoned:
			abandoned = true
			s.h.Abandon(p.Ref)
		case p.Status.IsUnpaidEnd() && !paid:
			paid = true
			s.h.ApproveLate(p.Ref)
		}
	})
	s.complete(sale)
	if !sale.Payments[0].Late() {
		s.Errorf("the payment is not called late")
	}
}

// saleWithdrawnInDoubt: nobody knows whether the request arrived, and the
// cashier takes it back. It did arrive, and money came for it.
func saleWithdrawnInDoubt(s *stage) {
	t := s.till()
	s.n.Play(LoseAnswer)
	cancelled := false
	sale := s.follow(t, s.intend(t), func(st checkout.Standing) {
		p := st.Payment
		if cancelled || !p.Doubtful() {
			return
		}
		cancelled = true
		if _, err := t.Cancel(s.Context(), p.Sale, p.ID, "ani"); s.heard(err) != nil {
			s.Errorf("cancel: %v", err)
		}
		if !s.h.Can().Anew {
			s.h.Approve(s.made(p).Ref)
		}
	})
	if p := sale.Payments[0]; s.h.Can().Anew {
		if !p.Status.IsUnpaidEnd() {
			s.Errorf("payment: got %v, though its code was never shown", p.Status)
		}
	} else if p.Status != checkout.Paid {
		s.Errorf("payment: got %v, while money was taken %d times", p.Status, s.made(p).Taken)
	}
}

// saleParked: the customer has left the counter to look for his phone, before
// or after the code was drawn.
func saleParked(s *stage) {
	t := s.till()
	heard := 0
	sale := s.follow(t, s.intend(t), func(st checkout.Standing) {
		p := st.Payment
		if p.Ref == "" {
			return
		}
		if heard++; heard == 1 {
			if _, err := t.Park(p.Sale, p.ID, "ani"); s.heard(err) != nil {
				s.Errorf("park: %v", err)
			}
		}
		if heard == 60 {
			s.h.Approve(p.Ref)
		}
	})
	s.complete(sale)
}

// saleSurvivesPowerCuts: the power goes after every step, and each time a new
// till takes the sale up from the journal.
func saleSurvivesPowerCuts(s *stage) {
	journal := &Memory{}
	t := s.till()
	t.Journal = journal
	sale := s.intend(t)
	s.n.Play(LoseRequest, LoseAnswer)
	for cuts := range 8 {
		t = s.till()
		t.Journal = journal
		if left, err := t.Resume(); err != nil || len(left) != 1 {
			s.Fatalf("resume: got %d sales, %v", len(left), err)
		}
		ctx, cancel := context.WithTimeout(s.Context(), patience)
		_, err := t.Follow(ctx, sale.ID, sale.Payments[0].ID, func(st checkout.Standing) {
			switch {
			case cuts < 7:
				cancel()
			case st.Payment.Ref != "":
				s.h.Approve(st.Payment.Ref)
			}
		})
		cancel()
		if s.heard(err) != nil && cuts == 7 {
			s.Errorf("follow: %v", err)
		}
	}
	sale, err := journal.Sale(sale.ID)
	if err != nil {
		s.Fatalf("sale: %v", err)
	}
	s.complete(sale)
}

func twoAskersAtOnce(s *stage) {
	t := s.till()
	sale := s.intend(t)
	var all sync.WaitGroup
	var once sync.Once
	for range 2 {
		all.Go(func() {
			s.follow(t, sale, func(st checkout.Standing) {
				if st.Payment.Ref != "" {
					once.Do(func() { s.h.Approve(st.Payment.Ref) })
				}
			})
		})
	}
	all.Wait()
	sale, err := t.Journal.Sale(sale.ID)
	if err != nil {
		s.Fatalf("sale: %v", err)
	}
	s.complete(sale)
}

// intend has the till store a sale and a payment, and stop before anything is
// sent, as if the power had gone.
func (s *stage) intend(t *checkout.Till) checkout.Sale {
	s.Helper()
	ctx, cancel := context.WithCancel(s.Context())
	order := checkout.Order{Sale: checkout.NewSaleID(), Method: s.m.ID, Lines: []checkout.Line{{Amount: s.h.Amount()}}}
	_, err := t.Pay(ctx, order, func(checkout.Standing) { cancel() })
	cancel()
	if s.heard(err) == nil {
		s.Fatalf("pay: ended without an error though it was stopped")
	}
	sale, err := t.Journal.Sale(order.Sale)
	if err != nil || len(sale.Payments) != 1 {
		s.Fatalf("sale: got %d payments, %v", len(sale.Payments), err)
	}
	return sale
}

func (s *stage) follow(t *checkout.Till, sale checkout.Sale, watch func(checkout.Standing)) checkout.Sale {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), patience)
	defer cancel()
	sale, err := t.Follow(ctx, sale.ID, sale.Payments[0].ID, watch)
	if s.heard(err) != nil {
		s.Errorf("follow: %v", err)
	}
	return sale
}
