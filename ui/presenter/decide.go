package presenter

import (
	"errors"
	"strings"

	"kasir/checkout"
)

// decide records what somebody says of late or unresolved money. What was seen
// elsewhere is written down first; money that pays for another sale needs that.
func (c *Counter) decide(t todo, what checkout.Verdict) {
	ruling := checkout.Ruling{Sale: t.Sale, Payment: t.Payment, What: what, By: c.by()}
	switch what {
	case checkout.AttachedTo:
		c.openPage(&attaching{finder: newFinder(c, checkout.Query{}, nil), ruling: ruling})
	case checkout.MadeSale:
		c.rule(t.sale, ruling)
	case checkout.Acknowledged, checkout.SeenPaid, checkout.SeenUnpaid:
		c.openPage(&remark{
			name: "step." + string(what), note: text{label: "remark.label", hint: "remark.hint", most: 80},
			then: func(note string) { ruling.Note = note; c.rule(t.sale, ruling) },
		})
	}
}

// rule carries a decision out, with an approval where one is needed.
func (c *Counter) rule(s checkout.Sale, ruling checkout.Ruling) {
	c.permit(c.Till.DecideAct(s, ruling), func(by consent) {
		ruling.Approval = by.id
		c.openTasks()
		c.chore(func() {
			decided, err := c.Till.Decide(ruling)
			into, _ := c.Till.Journal.Sale(ruling.Into) // none where it pays for no other sale
			c.Dispatch(func() {
				c.learn(into)
				c.decided(decided, err)
			})
		})
	})
}

// decided takes in what a decision did.
func (c *Counter) decided(s checkout.Sale, err error) {
	c.learn(s) // it may have moved on also where it was not decided
	switch {
	case err == nil:
		c.printed() // a receipt may be due
		c.tell(Busy, "notice.decided")
		c.settled(s, nil)
	case errors.Is(err, checkout.ErrNotAllowed):
		c.tell(Warn, "notice.not-allowed")
	case errors.Is(err, checkout.ErrBusy):
		c.tell(Warn, "notice.decide-later")
	case errors.Is(err, checkout.ErrOver), errors.Is(err, checkout.ErrChanged):
		c.tell(Warn, "notice.cannot-decide")
	default:
		c.failed(s.ID, err)
	}
	c.show()
}

// closeRefund ends a refund on the word of somebody who looked it up.
func (c *Counter) closeRefund(t todo, end checkout.RefundStatus) {
	name := "step.refund-refused"
	if end == checkout.RefundDone {
		name = "step.refund-done"
	}
	c.openPage(&remark{
		name: name, note: text{label: "remark.label", hint: "remark.hint", most: 80},
		then: func(note string) {
			c.permit(c.Till.CloseRefundAct(t.sale, t.Refund, end), func(by consent) {
				c.openTasks()
				c.chore(func() {
					s, err := c.Till.CloseRefund(t.Sale, t.Refund, end, c.by(), by.id, note)
					c.Dispatch(func() { c.decided(s, err) })
				})
			})
		},
	})
}

// remark asks what somebody saw, in his own words.
type remark struct {
	name string // a key of the word list
	note text
	then func(note string)
}

func (r *remark) render(c *Counter) (PageState, []Action) {
	form := form{texts: []*text{&r.note}}
	enter := form.keys(c, "act.record", func() {
		if r.note.value = strings.TrimSpace(r.note.value); r.note.value == "" {
			r.note.wrong = "remark.missing"
			return
		}
		r.then(r.note.value)
	})
	return PageState{
		Name: "remark", Title: c.Words.Say(r.name), Lead: c.Words.Say("remark.lead"), Body: Form{Fields: form.fields(c)},
	}, append([]Action{enter}, c.pageKeys()...)
}

// attaching is the choice of the sale that late money pays for.
type attaching struct {
	*finder
	ruling checkout.Ruling
}

func (a *attaching) render(c *Counter) (PageState, []Action) {
	open := a.keys(c, "act.attach", func(s checkout.Sale) {
		a.ruling.Into = s.ID
		from, ok := c.find(a.ruling.Sale)
		if !ok || s.ID == a.ruling.Sale {
			c.tell(Warn, "notice.cannot-decide")
			return
		}
		c.rule(from, a.ruling)
	})
	return PageState{
		Name: "attach", Title: c.Words.Say("step.attached"), Lead: c.Words.Say("attach.lead"), Body: a.list(c, "history.empty"),
	}, append([]Action{open}, c.pageKeys()...)
}
