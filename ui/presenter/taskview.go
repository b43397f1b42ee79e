package presenter

import (
	"kasir/checkout"
)

// taskView is one task with what can be done about it.
type taskView struct {
	task todo
	pick pick
}

func (v *taskView) heard(s checkout.Sale) {
	if s.ID == v.task.sale.ID && len(s.Events) >= len(v.task.sale.Events) {
		v.task.sale = s
	}
}

// open tells whether the task still is one.
func (v *taskView) open(c *Counter) bool {
	for _, t := range c.todos() {
		if t.Sale == v.task.Sale && t.Payment == v.task.Payment && t.Refund == v.task.Refund {
			v.task = t // a refund that runs becomes one that is stuck
			return true
		}
	}
	return false
}

func (v *taskView) render(c *Counter) (PageState, []Action) {
	state := PageState{Name: "task", Title: c.Words.Say("tasks.title"), Lead: dotted(c.taskWord(v.task), c.money(v.task.Amount))}
	if !v.open(c) {
		state.Body = Outcome{Pay: PayState{
			Tone: Calm, Title: c.Words.Say("task.done"), Amount: c.money(v.task.Amount), Advice: c.Words.Say("task.done-advice"),
		}}
		back := primary(c.on("Enter", "act.back", c.closePage))
		return state, append([]Action{back}, c.pageKeys()...)
	}
	steps := v.steps(c)
	choices := c.doings(steps)
	enter := v.pick.choose(c, choices, "act.do", func(i int) { steps[i].do() })
	actions := append([]Action{enter}, v.check(c)...)
	state.Note = Message{Warn, c.Words.Say("task.advice." + v.kind())}
	state.Body = Choices{Facts: v.facts(c), Choices: choices}
	return state, append(actions, c.pageKeys()...)
}

// kind is the task's word.
func (v *taskView) kind() string {
	if v.task.Kind == "" {
		return "running"
	}
	return string(v.task.Kind)
}

func (v *taskView) facts(c *Counter) []Fact {
	row := c.taskRow(v.task)
	facts := []Fact{
		{Label: c.Words.Say("task.amount"), Value: row.Amount, Tone: Warn},
		{Label: c.Words.Say("task.since"), Value: row.Time},
		{Label: c.Words.Say("sale.method"), Value: row.Method},
		{Label: c.Words.Say("refund.of"), Value: dotted(row.Number, c.money(v.task.sale.Total()))},
	}
	p := v.task.sale.Payment(v.task.Payment)
	if p != nil && p.Ref != "" {
		facts = append(facts, Fact{Label: c.Words.Say("sale.ref"), Value: p.Ref})
	}
	if st, ok := c.refunds[v.task.Refund]; ok && st.Fault.Trouble != 0 {
		facts = append(facts, Fact{Label: c.Words.Say("sale.status"), Value: c.Words.Say("trouble." + st.Fault.Trouble.String()), Tone: Warn})
	}
	return facts
}

// check is F5, where somebody is left to ask.
func (v *taskView) check(c *Counter) []Action {
	p := v.task.sale.Payment(v.task.Payment)
	switch {
	case v.task.Refund != "":
		return []Action{c.on("F5", "act.check", func() { c.Till.CheckRefund(v.task.Refund) })}
	case p != nil && p.Followed():
		return []Action{c.on("F5", "act.check", func() { c.check(checkout.Standing{Sale: v.task.sale, Payment: *p}, c.tellChecked) })}
	}
	return nil
}

// steps are what can be done about the task, the most likely one first.
func (v *taskView) steps(c *Counter) []doing {
	t := v.task
	var steps []doing
	add := func(label string, do func()) { steps = append(steps, doing{label, do}) }
	if t.Refund != "" {
		add("step.refund-done", func() { c.closeRefund(t, checkout.RefundDone) })
		add("step.refund-refused", func() { c.closeRefund(t, checkout.RefundRefused) })
	} else if p := t.sale.Payment(t.Payment); p != nil {
		for _, what := range t.sale.Verdicts(*p) {
			add("step."+string(what), func() { c.decide(t, what) })
		}
		if t.sale.Refundable(*p).IsPositive() {
			add("step.refund", func() { c.refundPayment(t.sale, *p) })
		}
		if partPaid(t.sale) {
			add("step.pay-rest", func() { c.closePages(); c.goOn(t.sale) })
		}
	}
	add("step.look", func() { c.openPage(&saleView{sale: t.sale}) })
	return steps
}
