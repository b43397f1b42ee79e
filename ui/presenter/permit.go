package presenter

import (
	"errors"

	"kasir/checkout"
)

// Approvers are the people who may consent to what somebody else may not do.
type Approvers interface {
	// Approvers lists who may approve an act.
	Approvers(act checkout.Act) ([]string, error)
	// Approve lets somebody, who proves by a secret that it is he, approve an
	// act once. What it gives stands for that consent.
	Approve(name string, secret checkout.Secret, act checkout.Act) (approval string, err error)
}

// A consent is what somebody has approved: the approval's id, and who.
type consent struct{ id, by string }

// permit has an act allowed: at once where whoever is at the till may do it;
// else somebody who may is asked for his secret, and his consent goes with the
// act. What is done checks it once more.
func (c *Counter) permit(act checkout.Act, then func(consent)) {
	if c.Till.Guard == nil {
		then(consent{})
		return
	}
	asked := c.top()
	c.behind(func() func() {
		_, err := c.Till.Guard.Allow(c.by(), act, "")
		var refused *checkout.NotAllowedError
		var names []string
		if errors.As(err, &refused) && c.People != nil {
			names, err = c.People.Approvers(act)
		}
		return func() {
			switch {
			case c.top() != asked: // whoever asked has gone on
			case refused != nil && len(names) > 0:
				c.openPage(&approval{act: act, need: refused.Need, names: names, secret: text{label: "approval.secret", secret: true}, then: then})
			case err != nil || refused != nil:
				c.tell(Warn, "notice.not-allowed")
			default:
				then(consent{})
			}
		}
	})
}

// approval is where somebody consents to an act.
type approval struct {
	act    checkout.Act
	need   checkout.Role
	names  []string
	pick   pick
	secret text
	asking bool
	then   func(consent)
}

func (a *approval) render(c *Counter) (PageState, []Action) {
	a.pick.keys(c, len(a.names), func() { a.secret.value, a.secret.wrong = "", "" })
	a.secret.keys(c)
	c.tapping(func(place int) { a.pick.at = max(0, min(place, len(a.names)-1)) })
	var choices []Choice
	for i, name := range a.names {
		choices = append(choices, Choice{Label: name, Selected: i == a.pick.in(len(a.names))})
	}
	secret := a.secret.field(c, true)
	actions := c.pageKeys()
	if !a.asking && a.secret.value != "" {
		actions = append([]Action{primary(c.on("Enter", "act.approve", func() { a.ask(c) }))}, actions...)
	}
	return PageState{
		Name: "approval", Title: c.Words.Say("approval.title"),
		Lead: c.Words.Say("approval.lead." + a.need.String()),
		Body: Choices{Facts: a.facts(c), Choices: choices, Other: &secret},
	}, actions
}

func (a *approval) facts(c *Counter) []Fact {
	facts := []Fact{{Label: c.Words.Say("approval.act"), Value: c.Words.Say("right." + string(a.act.Right))}}
	if !a.act.Amount.IsZero() {
		facts = append(facts, Fact{Label: c.Words.Say("sale.total"), Value: c.money(a.act.Amount), Tone: Busy})
	}
	return append(facts, Fact{Label: c.Words.Say("approval.for"), Value: c.by()})
}

// ask proves the secret, which takes a while on purpose.
func (a *approval) ask(c *Counter) {
	a.asking = true
	name, secret := a.names[a.pick.at], checkout.Secret(a.secret.value)
	c.behind(func() func() {
		id, err := c.People.Approve(name, secret, a.act)
		return func() {
			a.asking, a.secret.value = false, ""
			if err != nil {
				a.secret.wrong = "approval.wrong"
				return
			}
			if c.top() == page(a) {
				c.closePage()
				a.then(consent{id: id, by: name})
			}
		}
	})
}
