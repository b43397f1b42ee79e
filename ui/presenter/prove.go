package presenter

import (
	"errors"

	"kasir/checkout"
	"kasir/checkout/stamp"
)

// proof is what was found about the code of a paper.
type proof struct {
	asking bool
	text   string // that the note is about
	note   Message
}

// said is the note on a text, for as long as that text stands there.
func (p *proof) said(text string) Message {
	if p.text != text {
		return Message{}
	}
	return p.note
}

// prove opens the sale of a paper whose code was scanned or typed, and says
// whether the paper is the till's own. A text that is no code, or that names a
// sale otherwise, such as an invoice number of twelve letters, is looked for as
// ever.
func (h *history) prove(c *Counter, text string, otherwise func()) {
	code, err := stamp.Parse(text)
	if err != nil || c.Prove == nil || h.moved {
		otherwise()
		return
	}
	if h.proof.asking {
		return
	}
	h.proof.asking = true
	c.behind(func() func() {
		found, err := c.Prove(code)
		named := false
		if errors.Is(err, checkout.ErrNotFound) {
			page, unread := c.Ledger.Search(checkout.Query{Text: text}, 0, 1)
			if named = len(page.Sales) > 0; unread != nil {
				err = unread
			}
		}
		return func() {
			h.proof.asking = false
			switch {
			case c.top() != page(h) || h.search.value != text: // somebody has gone on
			case named:
				otherwise()
			default:
				h.proven(c, code, found, err)
			}
		}
	})
}

// proven says what has been found out about a code.
func (h *history) proven(c *Counter, code stamp.Code, found checkout.Stamped, err error) {
	note := c.stampNote(code, found, err)
	if err == nil && found.Shift == nil {
		c.openPage(&saleView{sale: found.Sale, note: note})
		return
	}
	h.proof.text, h.proof.note = h.search.value, note
}

// stampNote says what a code is worth, and what the paper must say: a genuine
// code can be copied onto another paper.
func (c *Counter) stampNote(code stamp.Code, found checkout.Stamped, err error) Message {
	switch {
	case errors.Is(err, checkout.ErrNotFound):
		return Message{Bad, c.Words.Say("stamp.not-ours", "code", string(code))}
	case errors.Is(err, checkout.ErrForged):
		return Message{Bad, c.Words.Say("stamp.changed")}
	case err != nil:
		c.warn("look up a code", err)
		return Message{Warn, c.Words.Say("find.failed")}
	case found.Shift != nil:
		claim := found.Shift.Claim()
		return Message{Good, c.Words.Say("stamp.z", "number", claim.Number, "amount", c.money(claim.Amount))}
	case found.Slip != nil:
		return Message{Good, c.Words.Say("stamp.slip", "amount", c.money(found.Slip.Amount), "time", c.moment(found.Slip.At))}
	}
	r := found.Sale.Receipt
	return Message{Good, c.Words.Say("stamp.receipt", "amount", c.money(r.Total), "time", c.moment(r.At))}
}
