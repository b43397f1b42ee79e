package presenter

import (
	"time"

	"kasir/checkout"
)

// noticeLife is how long news without a screen stays up.
const noticeLife = 8 * time.Second

func (c *Counter) news() Message {
	if c.notice.Text == "" || c.now().Sub(c.noticed) > noticeLife {
		return Message{}
	}
	return c.notice
}

// strip lists the last sales with how they stand now.
func (c *Counter) strip() []Row {
	rows := make([]Row, 0, len(c.latest))
	for _, s := range c.latest {
		total := s.Total()
		row := Row{Sale: string(s.ID), Time: c.clock(s.Created), Amount: c.money(total)}
		if n := len(s.Payments); n > 0 {
			p := s.Payments[n-1]
			row.Method = p.Method
			if m, ok := c.Till.Method(p.Method); ok {
				row.Method = m.Label
			}
			word, tone := stripStatus(s, p)
			row.Status, row.Tone = c.Words.Say("status."+word), tone
			row.Number = p.Invoice
			if row.Number == "" && s.Receipt != nil {
				row.Number = s.Receipt.Invoice
			}
			row.Open = partPaid(s) || p.Status.IsOpen() || p.Status == checkout.Unresolved
		}
		rows = append(rows, row)
	}
	return rows
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
	case p.Status == checkout.Unresolved, p.Doubtful():
		return checkout.Unresolved.String(), Warn
	case p.Status.IsOpen():
		return checkout.Pending.String(), Busy
	}
	return p.Status.String(), Calm
}

// receiptNews tells the cashier how the paper stands.
func (c *Counter) receiptNews(s checkout.Sale) Message {
	if len(s.Prints) == 0 {
		return Message{}
	}
	last := s.Prints[len(s.Prints)-1]
	if word, trouble := printTrouble(s); trouble {
		return Message{Warn, c.Words.Say("print.failed", "cause", c.Words.Say(word))}
	}
	tone := Calm
	if last.State == checkout.Printed {
		tone = Good
	}
	return Message{tone, c.Words.Say("print." + last.State.String())}
}

// printTrouble names why a sale's last paper has not come out.
func printTrouble(s checkout.Sale) (word string, trouble bool) {
	if len(s.Prints) == 0 {
		return "", false
	}
	return printWord(s.Prints[len(s.Prints)-1])
}

// printWord names why a print has not come out.
func printWord(p checkout.Print) (word string, trouble bool) {
	switch {
	case p.State != checkout.NotPrinted && p.State != checkout.Doubtful:
		return "", false
	case p.Cause == "":
		return "cause.failed", true
	}
	return "cause." + p.Cause, true
}
