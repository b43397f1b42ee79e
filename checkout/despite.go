package checkout

// A payment in doubt blocks its sale: asking the customer again could take the
// money twice. Only a person who answers for that lifts the block. The doubtful
// payment is then taken back where its provider can, and watched as long as one
// would be; where its money comes after all, that is a task (Task).

// approve asks for the right to take a payment; and where the order names one of
// the sale that is in doubt, to have it paid by another all the same.
func (t *Till) approve(order Order) (consent, error) {
	if order.Despite == "" {
		_, err := t.allow(order.Cashier, Act{Right: RightSell}, "")
		return consent{}, err
	}
	s, err := t.Journal.Sale(order.Sale)
	if err != nil {
		return consent{}, err
	}
	c := consent{act: t.DespiteAct(s, order.Despite)}
	c.by, err = t.allow(order.Cashier, c.act, order.Approval)
	return c, err
}

// A consent is an act that was allowed, and by whom where a second person had to.
type consent struct {
	act Act
	by  string
}

// DespiteAct is the act of having a sale paid by another payment while one of
// it is in doubt, for whoever approves it.
func (t *Till) DespiteAct(s Sale, doubt PaymentID) Act {
	return Act{Right: RightPayInDoubt, Sale: s.ID, Payment: doubt, Amount: s.Due()}
}

// setAside makes room for another payment of a sale, or says why there is none:
// ErrChanged where the order is of other lines, or the sale is not as it was when
// that was allowed; ErrBusy while money may come for which nobody answers.
func (t *Till) setAside(s *Sale, order Order, allowed consent) error {
	switch {
	case !order.isOf(s):
		return ErrChanged
	case !s.unsettled():
		return nil
	case moving(s.Refunds):
		return ErrBusy
	}
	for i := range s.Payments {
		p := &s.Payments[i]
		switch {
		case !p.unsettled() || p.Aside:
		case p.ID != order.Despite:
			return ErrBusy
		case t.DespiteAct(*s, p.ID) != allowed.act:
			return ErrChanged
		default:
			t.putAside(s, p, order, allowed)
		}
	}
	return nil
}

// putAside lets a payment in doubt no longer block its sale. It is taken back
// where its provider can, and watched as before.
func (t *Till) putAside(s *Sale, p *Payment, order Order, allowed consent) {
	now := t.now()
	p.Aside = true
	if p.Status.IsOpen() && p.Withdrawn.IsZero() {
		p.Withdrawn = now
	}
	note := "another payment is taken all the same; " + order.Why
	if allowed.by != "" {
		note += "; approved by " + allowed.by
	}
	s.happened(now, PaymentSetAside, p.ID, order.Cashier, note)
}
