package presenter

import (
	"slices"

	"kasir/checkout"
)

// inDoubt tells whether nobody knows if money moved for a payment: by what stands on
// disk, or because its service has been silent for too long.
func (c *Counter) inDoubt(p checkout.Payment) bool {
	return p.Status == checkout.Unresolved || p.Doubtful() || p.Status.IsOpen() && c.doubts[p.ID]
}

// refundInDoubt tells whether money may have gone back and nobody has said so: the
// service is silent, or the till that asked was cut off before it heard.
func (c *Counter) refundInDoubt(r checkout.Refund) bool {
	st, followed := c.refunds[r.ID]
	unheard := st.Fault.Trouble != 0 || st.Next.IsZero() // no question of this run has come back
	return followed && unheard && mayHaveGone(st.Refund)
}

// mayHaveGone tells whether a refund was asked for and no answer names it.
func mayHaveGone(r checkout.Refund) bool {
	return r.Status == checkout.RefundRequested && r.Attempts > r.Unsent
}

// refundNews tells whoever is about to sell that a refund is not known, for as long
// as it is so: its customer may ask for the money once more.
func (c *Counter) refundNews() Message {
	if _, told := c.top().(*refundResult); told || c.screen() != Amount {
		return Message{}
	}
	var oldest checkout.Refund
	for _, s := range c.latest {
		for _, r := range slices.DeleteFunc(slices.Clone(s.Refunds), func(r checkout.Refund) bool { return !c.refundInDoubt(r) }) {
			if oldest.ID == "" || r.Created.Before(oldest.Created) {
				oldest = r
			}
		}
	}
	if oldest.ID == "" {
		return Message{}
	}
	return Message{Warn, c.Words.Say("notice.refund-doubt", "amount", c.money(oldest.Amount))}
}

// runsInDoubt tells whether the refund of a task is not known.
func (c *Counter) runsInDoubt(t todo) bool {
	r := t.sale.Refund(t.Refund)
	return r != nil && c.refundInDoubt(*r)
}
