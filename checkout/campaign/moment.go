package campaign

import (
	"bytes"
	"fmt"
	"slices"

	"kasir/checkout"
)

// moment checks every promise that holds at any moment, once all that is under
// way has come to rest: it waits for the network or for a time.
func (c *staff) moment() {
	r := c.run
	if !pass(r.ctx, instant) {
		return
	}
	if err := c.look(); err != nil {
		c.find("12: the store is not whole: %v", err)
		return
	}
	v := c.verdictOn(c.sales, c.report)
	for _, i := range invariants {
		if i.always {
			i.check(v)
		}
	}
}

// look reads all that the store says and proves it, where it has been written
// since the last look: each commit changes a head page.
func (c *staff) look() error {
	head, err := c.disk.head()
	if err != nil || bytes.Equal(head, c.head) {
		return err
	}
	c.head, c.sales = head, nil
	if c.report, err = c.run.db.Verify(nil); err != nil {
		return err
	}
	for s, err := range c.run.db.All() {
		if err != nil {
			return err
		}
		c.sales = append(c.sales, s)
	}
	return nil
}

// permitted judges what a transaction did that not everybody may (invariant 22).
func (c *staff) permitted(old, s *checkout.Sale) {
	before := old.Refunded()
	for _, r := range s.Refunds[len(old.Refunds):] {
		right := checkout.RightRefund
		if r.Way == checkout.RefundByHand {
			right = checkout.RightRecordRefund
		}
		act := checkout.Act{Right: right, Sale: s.ID, Payment: r.Payment, Amount: r.Amount, Before: before}
		small := right == checkout.RightRefund && before.Plus(r.Amount).Cmp(c.limit()) <= 0
		c.owned(act, r.By, r.ApprovedBy, small)
	}
	for i, p := range old.Payments {
		if now := s.Payments[i]; now.Decided.What != p.Decided.What && now.Decided.What != "" {
			act := checkout.Act{Right: checkout.RightDecide, Sale: s.ID, Payment: p.ID, Amount: p.Amount}
			c.owned(act, now.Decided.By, now.Decided.ApprovedBy, false)
		}
	}
}

// permittedMove likewise judges what was done with the drawer.
func (c *staff) permittedMove(move checkout.CashMove) {
	if move.Kind != checkout.Float {
		c.owned(checkout.Act{Right: checkout.RightNoSale, Amount: move.Amount}, move.By, move.ApprovedBy, false)
	}
}

// owned judges who did an act: the owner, a cashier where everybody may, or with an
// approval of just this act, which is used up.
func (c *staff) owned(act checkout.Act, by, approvedBy string, everybody bool) {
	if approvedBy == "" && (by == members[0].name || everybody) {
		return
	}
	c.mu.Lock()
	i := slices.IndexFunc(c.consents, func(one consent) bool { return !one.used && one.Act == act && one.For == by && one.By == approvedBy })
	if i >= 0 {
		c.consents[i].used = true
	}
	c.mu.Unlock()
	if i < 0 {
		c.find("22: %s did %q, approved by %q: nobody had approved just that", by, fmt.Sprint(act), approvedBy)
	}
}
