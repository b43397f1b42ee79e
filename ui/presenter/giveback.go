package presenter

import (
	"context"
	"errors"
	"slices"

	"kasir/checkout"
)

// tryRefund gives money back where whoever is at the till may; else somebody
// who may is asked first, and Enter confirms after that.
func (c *Counter) tryRefund(r *refunding) {
	act := c.Till.RefundAct(r.sale, r.order(c))
	c.permit(act, func(by consent) {
		r.consent = by
		if by.id == "" {
			c.giveBack(r)
			return
		}
		c.openPage(&refundConfirm{r})
	})
}

// giveBack sends the refund on its way and shows how it stands. The order's id
// makes a doubled press one refund.
func (c *Counter) giveBack(r *refunding) {
	order := r.order(c)
	c.onlyPage(&refundResult{sale: r.sale, order: order})
	c.arrived = arrival{at: c.now(), meant: []string{"Enter"}} // pressed twice it must not take the answer away
	if _, known := c.refunds[order.ID]; !known {
		c.refunds[order.ID] = checkout.RefundStanding{Sale: r.sale} // its end is news, wherever the cashier is by then
	}
	c.followRefund(order.Sale, order.ID, func(ctx context.Context, watch func(checkout.RefundStanding)) error {
		_, err := c.Till.Refund(ctx, order, watch)
		return err
	})
}

// resumeRefunds takes up the refunds in motion that nobody follows, as an earlier
// run left them.
func (c *Counter) resumeRefunds(s checkout.Sale) {
	for _, r := range s.Refunds {
		if _, followed := c.refunds[r.ID]; followed || !r.InMotion() {
			continue
		}
		c.refunds[r.ID] = checkout.RefundStanding{Sale: s, Refund: r}
		c.followRefund(s.ID, r.ID, func(ctx context.Context, watch func(checkout.RefundStanding)) error {
			_, err := c.Till.FollowRefund(ctx, s.ID, r.ID, watch)
			return err
		})
	}
}

// followRefund runs the asking about a refund and brings its news.
func (c *Counter) followRefund(sale checkout.SaleID, refund string, ask func(context.Context, func(checkout.RefundStanding)) error) {
	c.spawn(func() {
		err := ask(c.ctx, func(st checkout.RefundStanding) {
			c.Dispatch(func() { c.heardRefund(st) })
		})
		if err != nil && c.ctx.Err() == nil {
			c.Dispatch(func() { c.refundFailed(sale, refund, err) })
		}
	})
}

// heardRefund takes in how a refund stands.
func (c *Counter) heardRefund(st checkout.RefundStanding) {
	_, running := c.refunds[st.Refund.ID]
	if st.Refund.InMotion() {
		c.refunds[st.Refund.ID] = st
	} else {
		delete(c.refunds, st.Refund.ID)
	}
	result, shown := c.top().(*refundResult)
	shown = shown && result.order.ID == st.Refund.ID
	if shown {
		if result.standing.Refund.Status != st.Refund.Status && !result.standing.Refund.Created.IsZero() {
			c.arrived = arrival{at: c.now(), meant: []string{"Enter"}}
		}
		result.standing = st
	}
	if running && !st.Refund.InMotion() && !shown {
		c.tellRefund(st.Refund)
	}
	c.remember(st.Sale)
	c.refresh(st.Sale)
	if slices.ContainsFunc(st.Sale.Prints, checkout.Print.Waits) {
		c.printed()
	}
	c.show()
}

// tellRefund tells of a refund's end while something else is on screen.
func (c *Counter) tellRefund(r checkout.Refund) {
	if r.Status == checkout.RefundDone {
		c.tell(Busy, "notice.refund-done", "amount", c.money(r.Amount))
		return
	}
	c.tell(Bad, "notice.refund-refused", "amount", c.money(r.Amount))
	c.ring()
}

// refundFailed takes in that a refund could not even be stored: no money moved.
func (c *Counter) refundFailed(sale checkout.SaleID, refund string, err error) {
	if c.Log != nil {
		c.Log.Error("refund stopped", "sale", sale, "refund", refund, "err", err)
	}
	delete(c.refunds, refund)
	word := "refund.failed"
	switch {
	case errors.Is(err, checkout.ErrStopped) || c.diskFailed():
		c.stopped = true
	case Hindrance(err) != "":
		word = Hindrance(err)
	case errors.Is(err, checkout.ErrTooMuch):
		word = "refund.failed-too-much"
	case errors.Is(err, checkout.ErrUnavailable):
		word = "refund.failed-unavailable"
	case errors.Is(err, checkout.ErrNotAllowed):
		word = "refund.failed-not-allowed"
	}
	if result, ok := c.top().(*refundResult); ok && result.order.ID == refund {
		result.failed = word
	} else {
		c.tell(Bad, word)
	}
	c.show()
}
