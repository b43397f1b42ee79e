package presenter

import (
	"slices"

	"kasir/checkout"
)

// refundables are the sales of which something can be given back.
type refundables struct{ *finder }

func (c *Counter) openRefunds() {
	c.onlyPage(&refundables{newFinder(c, checkout.Query{Refundable: true}, c.refundable)})
}

// refundable tells whether F4 lists a sale: it holds money, and its service has not
// ended the matter with a refund that it allows once only. One that was never
// refunded is listed also where it cannot be: its page says why.
func (c *Counter) refundable(s checkout.Sale) bool {
	return slices.ContainsFunc(s.Payments, func(p checkout.Payment) bool {
		return s.Refundable(p).IsPositive() && !c.refundedForGood(s, p)
	})
}

// refundedForGood tells whether a payment was given back in part and its service
// gives nothing more.
func (c *Counter) refundedForGood(s checkout.Sale, p checkout.Payment) bool {
	refunds := s.RefundsOf(p.ID)
	done := slices.ContainsFunc(refunds, func(r checkout.Refund) bool { return r.Status == checkout.RefundDone })
	return done && !slices.ContainsFunc(refunds, checkout.Refund.InMotion) && !c.Till.RefundTerms(s, p).Possible
}

func (r *refundables) render(c *Counter) (PageState, []Action) {
	open := r.keys(c, "act.refund", c.beginRefund)
	return PageState{
		Name: "refunds", Title: c.Words.Say("refund.title"), Lead: c.Words.Say("refund.choose-sale"),
		Body: r.list(c, "refund.no-sale"),
	}, append([]Action{open}, c.pageKeys()...)
}

// refunding is a refund on its way through the pages. Its id is made when it
// begins, so that however often Enter is pressed it is one refund.
type refunding struct {
	id      string
	sale    checkout.Sale
	payment checkout.PaymentID
	amount  figure
	reason  reasons
	proof   text
	consent consent
}

// beginRefund opens the refund of a sale: at the amount, or where it was paid in
// several parts at the choice of one.
func (c *Counter) beginRefund(s checkout.Sale) {
	var paid []checkout.Payment
	for _, p := range s.Payments {
		if s.Refundable(p).IsPositive() {
			paid = append(paid, p)
		}
	}
	switch len(paid) {
	case 0:
		c.tell(Warn, "refund.no-money")
	case 1:
		c.refundPayment(s, paid[0])
	default:
		c.openPage(&refundParts{sale: s, paid: paid})
	}
}

func (c *Counter) refundPayment(s checkout.Sale, p checkout.Payment) {
	r := &refunding{id: checkout.NewRefundID(), sale: s, payment: p.ID}
	r.amount = figure{all: s.Refundable(p)}
	r.reason = newReasons(refundReasons)
	r.proof = text{label: "refund.proof", most: 80}
	c.openPage(&refundAmount{r})
}

// paid is the payment as it stands by now, and what can be given back of it.
func (r *refunding) paid(c *Counter) (checkout.Payment, checkout.RefundTerms) {
	p := r.sale.Payment(r.payment)
	return *p, c.Till.RefundTerms(r.sale, *p)
}

func (r *refunding) heard(s checkout.Sale) {
	if s.ID == r.sale.ID && len(s.Events) >= len(r.sale.Events) {
		r.sale = s
		r.amount.all = s.Refundable(*s.Payment(r.payment))
	}
}

func (r *refunding) order(c *Counter) checkout.RefundOrder {
	return checkout.RefundOrder{
		ID: r.id, Sale: r.sale.ID, Payment: r.payment, Amount: r.amount.value(),
		Reason: r.reason.words(c), Proof: r.proof.value, By: c.by(), Approval: r.consent.id,
	}
}

// refundParts is the choice of one of several payments.
type refundParts struct {
	sale checkout.Sale
	paid []checkout.Payment
	pick pick
}

func (r *refundParts) render(c *Counter) (PageState, []Action) {
	var choices []Choice
	for _, p := range r.paid {
		choices = append(choices, Choice{Name: string(p.ID), Label: c.label(p.Method) + "  " + c.money(r.sale.Refundable(p))})
	}
	enter := r.pick.choose(c, choices, "act.refund", func(i int) { c.refundPayment(r.sale, r.paid[i]) })
	return PageState{
		Name: "refund-payment", Title: c.Words.Say("refund.title"), Lead: c.Words.Say("refund.choose-payment"),
		Body: Choices{Facts: c.factsOf(r.sale), Choices: choices},
	}, append([]Action{enter}, c.pageKeys()...)
}
