package presenter

import (
	"kasir/checkout"
)

// refundResult shows how a refund stands until it has come to its end.
type refundResult struct {
	sale     checkout.Sale
	order    checkout.RefundOrder
	standing checkout.RefundStanding // without a Refund before the first news
	failed   string                  // why it was never begun; a key of the word list
}

func (r *refundResult) heard(s checkout.Sale) {
	if s.ID != r.sale.ID || len(s.Events) < len(r.sale.Events) {
		return
	}
	r.sale = s
	if one := s.Refund(r.order.ID); one != nil {
		r.standing.Refund = *one
	}
}

func (r *refundResult) render(c *Counter) (PageState, []Action) {
	pay := PayState{Amount: c.money(r.order.Amount), Method: c.label(r.sale.Payment(r.order.Payment).Method)}
	pay.Invoice = c.row(r.sale).Number
	switch one := r.standing.Refund; {
	case r.failed != "":
		pay.Tone, pay.Title, pay.Detail = Bad, c.Words.Say("refund.not-begun"), c.Words.Say(r.failed)
		pay.Advice = c.Words.Say("refund.not-begun-advice")
	case one.Created.IsZero():
		pay.Tone, pay.Title = Busy, c.Words.Say("refund.asking")
		pay.Detail = c.Words.Say("refund.asking-detail", "method", pay.Method)
		pay.Advice = c.Words.Say("refund.running-advice")
	default:
		c.refundStands(&pay, r.standing)
	}
	pay.Receipt = c.slipNews(r.sale, r.order.ID)
	return PageState{
		Name: r.name(), Title: c.Words.Say("refund.title"), Lead: r.order.Reason, Body: Outcome{Pay: pay},
	}, r.actions(c)
}

// name tells the log how the refund stands: refund-done, refund-pending.
func (r *refundResult) name() string {
	switch one := r.standing.Refund; {
	case r.failed != "":
		return "refund-failed"
	case one.Created.IsZero():
		return "refund-asking"
	default:
		return "refund-" + one.Status.String()
	}
}

func (r *refundResult) actions(c *Counter) []Action {
	actions := []Action{primary(c.on("Enter", "act.next", c.amountFromPage))}
	one := r.standing.Refund
	if one.InMotion() {
		actions = append(actions, c.on("F5", "act.check", func() { c.Till.CheckRefund(one.ID) }))
	}
	if one.Status == checkout.RefundPending || one.Status == checkout.RefundDone {
		slip := c.on("1", "act.slip", func() { c.slipOf(r.sale, one) })
		slip.Label = c.Words.Say("act.slip", "amount", c.money(one.Amount))
		actions = append(actions, slip)
	}
	esc := c.on("Esc", "act.to-sale", func() { c.onlyPage(&saleView{sale: r.sale}) })
	return append(actions, esc, c.on("F1", "act.help", c.help))
}

// refundStands puts into words how a refund stands, and the one next step.
func (c *Counter) refundStands(pay *PayState, st checkout.RefundStanding) {
	r := st.Refund
	if r.Why.Word != "" {
		pay.Detail = c.reason(r.Why)
	}
	switch {
	case r.Status == checkout.RefundDone:
		pay.Tone, pay.Title = Calm, c.Words.Say("refund.done")
		pay.Advice = c.Words.Say("refund.done." + r.Way.String())
		if r.Way == checkout.RefundInCash {
			pay.Order = c.Words.Say("refund.hand-over", "amount", c.money(r.Amount))
		}
	case r.Status == checkout.RefundRefused:
		pay.Tone, pay.Title, pay.Advice = Bad, c.Words.Say("refund.refused"), c.Words.Say("refund.refused-advice")
	case r.Status == checkout.RefundPending:
		pay.Tone, pay.Title, pay.Advice = Busy, c.Words.Say("refund.pending"), c.Words.Say("refund.running-advice")
	case mayHaveGone(r) && st.Fault.Trouble != 0:
		pay.Tone, pay.Title = Warn, c.Words.Say("refund.doubt")
		pay.Order, pay.Advice = c.Words.Say("refund.doubt-order"), c.Words.Say("refund.running-advice")
	case st.Fault.Trouble != 0:
		pay.Tone, pay.Title = Warn, c.Words.Say("unsent.title")
		pay.Detail, pay.Advice = c.Words.Say("refund.unsent"), c.Words.Say("refund.running-advice")
	default:
		pay.Tone, pay.Title = Busy, c.Words.Say("refund.asking")
		pay.Detail = c.Words.Say("refund.asking-detail", "method", pay.Method)
		pay.Advice = c.Words.Say("refund.running-advice")
	}
	if st.Fault.Trouble != 0 && r.InMotion() {
		pay.Fresh = Message{Warn, c.Words.Say("trouble."+st.Fault.Trouble.String()) + " " +
			c.Words.Say("fresh.next", "seconds", c.seconds(st.Next.Sub(c.now())))}
	}
}

// slipNews tells how the paper of a refund stands.
func (c *Counter) slipNews(s checkout.Sale, refund string) Message {
	var last *checkout.Print
	for i := range s.Prints {
		if p := &s.Prints[i]; p.Slip != nil && p.Slip.Refund == refund {
			last = p
		}
	}
	if last == nil {
		return Message{}
	}
	if word, trouble := printWord(*last); trouble {
		return Message{Warn, c.Words.Say(unsure(*last, "slip.failed", "slip.doubtful"), "cause", c.Words.Say(word))}
	}
	return Message{Calm, c.Words.Say("slip." + last.State.String())}
}
