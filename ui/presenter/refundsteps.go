package presenter

import (
	"strings"

	"kasir/checkout"
)

// refundAmount is the first page of a refund: what is given back. What to
// expect of it stands there before any press.
type refundAmount struct{ *refunding }

func (r *refundAmount) render(c *Counter) (PageState, []Action) {
	p, terms := r.paid(c)
	state := PageState{
		Name: "refund-amount", Title: c.Words.Say("refund.title"), Lead: c.refundWay(terms, p),
		Note: r.note(c, p, terms),
		Body: Figure{Facts: r.facts(c), Amount: r.amount.state(c, "refund.amount"), Next: c.Words.Say("act.refund-next")},
	}
	if !terms.Possible {
		state.Name = "refund-impossible"
		state.Body = Outcome{Pay: PayState{
			Tone: Bad, Title: c.Words.Say("refund.impossible"), Amount: c.money(r.amount.all),
			Detail: c.reason(terms.Why), Advice: c.Words.Say("refund.impossible-advice"),
		}}
		state.Note = Message{}
		return state, c.pageKeys()
	}
	actions := []Action{r.amount.keys(c), c.on("F1", "act.help", c.help)}
	if r.wrong(terms) == "" {
		next := primary(c.on("Enter", "act.refund-next", func() { c.openPage(&refundWhy{r.refunding}) }))
		actions = append([]Action{next}, actions...)
	}
	return state, actions
}

// wrong is why the amount cannot be given back; empty when it can.
func (r *refunding) wrong(terms checkout.RefundTerms) string {
	switch value := r.amount.value(); {
	case !value.IsPositive():
		return "refund.nothing-typed"
	case value.Cmp(r.amount.all) > 0:
		return "refund.too-much"
	case !terms.Part && value != r.amount.all:
		return "reason.refund-part-off"
	}
	return ""
}

// note says what is wrong with what was typed, or what to expect.
func (r *refunding) note(c *Counter, _ checkout.Payment, terms checkout.RefundTerms) Message {
	switch wrong := r.wrong(terms); {
	case wrong != "":
		return Message{Bad, c.Words.Say(wrong, "left", c.money(r.amount.all))}
	case terms.Why.Word != "":
		return Message{Warn, c.reason(terms.Why)}
	case !terms.Part:
		return Message{Warn, c.Words.Say("refund.whole-only")}
	case !terms.Again:
		return Message{Warn, c.Words.Say("refund.once-only")}
	}
	return Message{}
}

// refundWay says who gives the money back.
func (c *Counter) refundWay(terms checkout.RefundTerms, p checkout.Payment) string {
	if !terms.Possible {
		return ""
	}
	return c.Words.Say("refund.way."+terms.Way.String(), "method", c.label(p.Method))
}

// facts is what is known of the payment.
func (r *refunding) facts(c *Counter) []Fact {
	p, _ := r.paid(c)
	row := c.row(r.sale)
	facts := []Fact{
		{Label: c.Words.Say("refund.of"), Value: dotted(row.Number, row.Time)},
		{Label: c.Words.Say("sale.method"), Value: dotted(c.label(p.Method), c.money(p.Amount))},
	}
	facts = append(facts, c.refundFacts(r.sale.RefundsOf(p.ID))...)
	return append(facts, Fact{Label: c.Words.Say("refund.left"), Value: c.money(r.amount.all)})
}

// chosen is what will be given back, beside the steps that follow.
func (r *refunding) chosen(c *Counter) []Fact {
	p, _ := r.paid(c)
	facts := []Fact{
		{Label: c.Words.Say("refund.amount"), Value: c.money(r.amount.value()), Tone: Busy},
		{Label: c.Words.Say("refund.of"), Value: dotted(c.row(r.sale).Number, c.money(r.sale.Total()))},
		{Label: c.Words.Say("sale.method"), Value: c.label(p.Method)},
		{Label: c.Words.Say("refund.left-after"), Value: c.money(r.amount.all.Minus(r.amount.value()))},
	}
	return facts
}

// refundWhy asks for the reason. Enter gives the money back, unless something
// more is needed for that.
type refundWhy struct{ *refunding }

func (r *refundWhy) render(c *Counter) (PageState, []Action) {
	p, terms := r.paid(c)
	then, label := func() { c.tryRefund(r.refunding) }, "act.give-back"
	if terms.Way == checkout.RefundByHand {
		then, label = func() { c.openPage(&refundProof{r.refunding}) }, "act.refund-next"
	}
	enter := r.reason.choose(c, label, then)
	return PageState{
		Name: "refund-reason", Title: c.Words.Say("refund.why"), Lead: c.refundWay(terms, p),
		Body: r.reason.body(c, r.chosen(c)),
	}, append([]Action{enter}, c.pageKeys()...)
}

// refundProof asks what shows that money went back outside the till.
type refundProof struct{ *refunding }

func (r *refundProof) render(c *Counter) (PageState, []Action) {
	p, terms := r.paid(c)
	form := form{texts: []*text{&r.proof}}
	r.proof.label, r.proof.hint = "proof."+string(terms.Proof), "proof.hint."+string(terms.Proof)
	enter := form.keys(c, "act.record-refund", func() {
		if r.proof.value = strings.TrimSpace(r.proof.value); !terms.Proof.Accepts(r.proof.value) {
			r.proof.wrong = "proof.wrong." + string(terms.Proof)
			return
		}
		c.tryRefund(r.refunding)
	})
	return PageState{
		Name: "refund-proof", Title: c.Words.Say("refund.proof"), Lead: c.refundWay(terms, p),
		Note: Message{Warn, c.Words.Say("proof.first")},
		Body: Form{Facts: r.chosen(c), Fields: form.fields(c)},
	}, append([]Action{enter}, c.pageKeys()...)
}

// refundConfirm is the last word after somebody has approved the refund.
type refundConfirm struct{ *refunding }

func (r *refundConfirm) render(c *Counter) (PageState, []Action) {
	p, terms := r.paid(c)
	enter := primary(c.on("Enter", "act.give-back", func() { c.giveBack(r.refunding) }))
	return PageState{
		Name: "refund-confirm", Title: c.Words.Say("refund.title"), Lead: c.refundWay(terms, p),
		Body: Outcome{Pay: PayState{
			Tone: Busy, Title: c.Words.Say("refund.confirm"), Amount: c.money(r.amount.value()), Method: c.label(p.Method),
			Detail: r.reason.words(c), Advice: c.Words.Say("refund.approved", "by", r.consent.by),
		}},
	}, append([]Action{enter}, c.pageKeys()...)
}

// dotted puts what there is of two texts on one line.
func dotted(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "  ·  " + b
}
