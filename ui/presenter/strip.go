package presenter

import (
	"cmp"
	"slices"
	"time"

	"kasir/checkout"
)

// noticeLife is how long news without a screen stays up.
const noticeLife = 8 * time.Second

// news is what has just happened or, while nothing has, the gravest of what is so:
// money that nobody can have read of, that no new payment can be taken, a refund that is
// not known, a printer that does not print, what became of the payment beneath a page, and
// what else is wrong with the machine.
func (c *Counter) news() Message {
	if c.notice.Text != "" && c.now().Sub(c.noticed) <= noticeLife {
		return c.notice
	}
	beneath, urgent := c.beneath()
	if c.missed.Text != "" && !urgent {
		return c.missed
	}
	if news := cmp.Or(c.moneyNews(), c.refundNews()); news.Text != "" {
		return news
	}
	if printer := c.printerNews(); printer.Text != "" && !urgent {
		return printer
	}
	if beneath.Text == "" {
		return cmp.Or(c.clockNews(), c.copyNews())
	}
	return beneath
}

// strip lists the last sales with how they stand now.
func (c *Counter) strip() []Row {
	rows := make([]Row, 0, len(c.latest))
	for _, s := range c.latest {
		rows = append(rows, c.row(s))
	}
	return rows
}

// row is a sale in one line.
func (c *Counter) row(s checkout.Sale) Row {
	row := Row{Sale: string(s.ID), Time: c.moment(s.Created), Amount: c.money(s.Total())}
	if n := len(s.Payments); n > 0 {
		p := s.Payments[n-1]
		row.Method = c.label(p.Method)
		row.Number = p.Invoice
		if row.Number == "" && s.Receipt != nil {
			row.Number = s.Receipt.Invoice
		}
		row.Open = partPaid(s) || p.Status.IsOpen() || p.Status == checkout.Unresolved
	}
	row.Status, row.Tone = c.statusOf(s)
	return row
}

// label is what people read for a method, also once it is gone from the
// settings.
func (c *Counter) label(method string) string {
	if m, ok := c.Till.Method(method); ok {
		return m.Label
	}
	return method
}

// moment is a time as the shop's wall shows it, with the day where that is
// another one.
func (c *Counter) moment(t time.Time) string {
	shop := c.Till.Shop
	if shop.BusinessDay(t) == shop.BusinessDay(c.now()) {
		return c.clock(t)
	}
	return t.In(shop.Location()).Format("2006-01-02\u00a015:04")
}

// statusOf says how a sale stands, in a word.
func (c *Counter) statusOf(s checkout.Sale) (string, Tone) {
	if len(s.Payments) == 0 {
		return "", Calm
	}
	last := s.Payments[len(s.Payments)-1]
	word, tone := stripStatus(s, last)
	if last.Status.IsOpen() && c.inDoubt(last) && !s.Stray(last) {
		word, tone = checkout.Unresolved.String(), Warn
	}
	if refunded, how := c.refundStatus(s); refunded != "" {
		word, tone = refunded, how
	}
	return c.Words.Say("status." + word), tone
}

// refundStatus says how much of a sale has gone back; nothing where none has.
func (c *Counter) refundStatus(s checkout.Sale) (string, Tone) {
	switch {
	case slices.ContainsFunc(s.Refunds, c.refundInDoubt):
		return "refund-doubt", Warn
	case slices.ContainsFunc(s.Refunds, checkout.Refund.InMotion):
		return "refunding", Busy
	case !s.Refunded().IsPositive():
		return "", Calm
	case s.HoldsMoney():
		return "part-refunded", Calm
	}
	return "refunded", Calm
}

func stripStatus(s checkout.Sale, p checkout.Payment) (string, Tone) {
	switch {
	case s.Stray(p):
		return "stray", Warn
	case partPaid(s) && s.Live() == nil:
		return checkout.Underpaid.String(), Warn
	case p.Status.IsOpen() && p.Kept:
		return "kept", Warn
	case p.Status.IsOpen() && p.Parked:
		return "parked", Busy
	case p.Status == checkout.Paid:
		return p.Status.String(), Good
	case p.Status == checkout.Unresolved:
		return checkout.Unresolved.String(), Warn
	case p.Status.IsOpen():
		return checkout.Pending.String(), Busy
	}
	return p.Status.String(), Calm
}
