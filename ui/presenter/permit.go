package presenter

import "kasir/checkout"

// A consent is what somebody has approved: the approval's id, and who.
type consent struct{ id, by string }

// permit has an act allowed: at once where whoever is at the till may do it
// alone; else somebody who may is asked for his secret, and his consent goes
// with the act. It is bound to the act and used once. What is done checks it.
func (c *Counter) permit(act checkout.Act, then func(consent)) {
	if c.Staff == nil || !c.guarded {
		then(consent{})
		return
	}
	asked := c.top()
	c.behind(func() func() {
		alone, need := c.Staff.May(act)
		return func() {
			switch {
			case c.top() != asked: // whoever asked has gone on
			case alone:
				then(consent{})
			default:
				c.askApproval(act, need, then)
			}
		}
	})
}

// askApproval asks somebody of a role, or above it, to approve an act.
func (c *Counter) askApproval(act checkout.Act, need checkout.Role, then func(consent)) {
	p := &identify{
		name: "approval", title: "approval.title", lead: "approval.lead." + need.String(), enter: "act.approve",
		facts: func() []Fact { return c.approvalFacts(act) },
		check: func(m checkout.Member, secret checkout.Secret) (func(), error) {
			a, err := c.Staff.Approve(m.Name, secret, act)
			if err != nil {
				return nil, err
			}
			return func() { then(consent{a.ID, a.By}) }, nil
		},
	}
	c.openPage(p)
	p.list(c, need)
}

// approvalFacts is what is to be approved, and for whom.
func (c *Counter) approvalFacts(act checkout.Act) []Fact {
	facts := []Fact{{Label: c.Words.Say("approval.act"), Value: c.Words.Say("right." + string(act.Right))}}
	if act.What != "" {
		facts = append(facts, Fact{Label: c.Words.Say("approval.what"), Value: c.Words.Say("step." + act.What)})
	}
	if !act.Amount.IsZero() {
		facts = append(facts, Fact{Label: c.Words.Say("approval.amount"), Value: c.money(act.Amount), Tone: Busy})
	}
	return append(facts, Fact{Label: c.Words.Say("approval.for"), Value: c.by()})
}
