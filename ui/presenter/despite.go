package presenter

import (
	"slices"

	"kasir/checkout"
)

// despite is the word of somebody who answers for it that a sale may be paid
// another way while one payment of it is in doubt.
type despite struct {
	payment  checkout.PaymentID // the one in doubt; empty once it has been set aside
	approval string
	why      string
}

// despiteReasons are why that is done.
var despiteReasons = []string{"why.customer-shows-unpaid", "why.customer-cannot-wait", "why.other"}

// payDespite asks why the customer is to pay another way, and for the approval
// that this needs.
type payDespite struct {
	sale   checkout.Sale
	doubt  checkout.PaymentID
	reason reasons
}

// inDoubt tells whether a method may have brought the money already. It is not
// offered again: two Enters would be two charges.
func inDoubt(m checkout.Method, payments []checkout.Payment) bool {
	return slices.ContainsFunc(payments, func(p checkout.Payment) bool {
		open := p.Status.IsOpen() || p.Status == checkout.Unresolved && p.Decided.What != checkout.SeenUnpaid
		return open && p.Method == m.ID
	})
}

// can tells whether a sale can be paid by a method.
func (c *Counter) can(m checkout.Method, s checkout.Sale) bool {
	return c.Till.Unavailable(m, s.Due()).Word == "" && !inDoubt(m, s.Payments)
}

func (c *Counter) askDespite() {
	if !slices.ContainsFunc(c.Till.Methods, func(m checkout.Method) bool { return c.can(m, c.standing.Sale) }) {
		c.tell(Warn, "despite.no-other")
		return
	}
	c.openPage(&payDespite{sale: c.standing.Sale, doubt: c.standing.Payment.ID, reason: newReasons(despiteReasons)})
}

func (d *payDespite) heard(s checkout.Sale) {
	if s.ID == d.sale.ID {
		d.sale = s
	}
}

func (d *payDespite) render(c *Counter) (PageState, []Action) {
	state := PageState{
		Name: "despite", Title: c.Words.Say("despite.title"), Lead: c.Words.Say("despite.lead"),
		Note: Message{Warn, c.Words.Say("despite.note")},
		Body: d.reason.body(c, c.factsOf(d.sale)),
	}
	if d.sale.Status != checkout.Open { // the answer came after all
		return state, c.pageKeys()
	}
	enter := d.reason.choose(c, "act.another-way", func() {
		why := d.reason.words(c)
		c.permit(c.Till.DespiteAct(d.sale, d.doubt), func(by consent) {
			c.closePages()
			c.goOn(d.sale)
			c.despite = &despite{payment: d.doubt, approval: by.id, why: why}
		})
	})
	return state, append([]Action{enter}, c.pageKeys()...)
}
