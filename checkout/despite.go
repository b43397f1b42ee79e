package checkout

// A payment in doubt blocks its sale: asking the customer again could take the
// money twice. Only a person who answers for that lifts the block. The doubtful
// payment is then taken back where its provider can, and watched as long as one
// would be; where its money comes after all, that is a task (Task).

// approve asks for the right to take a payment; and where one of the sale is in
// doubt, to have it paid by another all the same.
func (t *Till) approve(order Order) (approvedBy string, err error) {
	if !order.Despite {
		return t.allow(order.Cashier, Act{Right: RightSell}, "")
	}
	s, err := t.Journal.Sale(order.Sale)
	if err != nil {
		return "", err
	}
	return t.allow(order.Cashier, order.act(&s), order.Approval)
}

// DespiteAct is the act of having a sale paid by another payment while one of
// it is in doubt, for whoever approves it.
func (t *Till) DespiteAct(s Sale) Act { return Order{}.act(&s) }

func (o Order) act(s *Sale) Act {
	act := Act{Right: RightPayInDoubt, Sale: s.ID, Amount: s.Due()}
	for _, p := range s.Payments {
		if p.unsettled() {
			act.Payment = p.ID
		}
	}
	return act
}

// setAside makes room for another payment of a sale, or says why there is none:
// ErrChanged where the order is of other lines, ErrBusy while money may come.
func (t *Till) setAside(s *Sale, order Order, approver string) error {
	switch {
	case !order.isOf(s):
		return ErrChanged
	case !s.unsettled():
		return nil
	case !order.Despite || moving(s.Refunds):
		return ErrBusy
	}
	now := t.now()
	note := "another payment is taken all the same; " + order.Why
	if approver != "" {
		note += "; approved by " + approver
	}
	for i := range s.Payments {
		p := &s.Payments[i]
		if !p.unsettled() {
			continue
		}
		p.Parked = true
		if p.Status.IsOpen() && p.Withdrawn.IsZero() {
			p.Withdrawn = now
		}
		s.happened(now, PaymentSetAside, p.ID, order.Cashier, note)
	}
	return nil
}
