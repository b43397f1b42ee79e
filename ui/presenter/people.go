package presenter

import (
	"errors"

	"kasir/checkout"
)

// peoplePage lists who works at the till.
type peoplePage struct{ pick pick }

func (c *Counter) openPeople() {
	if c.Staff == nil {
		c.tell(Warn, "person.no-vault")
		return
	}
	c.onlyOwner(checkout.RightPeople, func() {
		c.openPage(&peoplePage{})
		c.readMembers(func() {})
	})
}

// peopleChanged takes in who works here now. With the first person rights begin
// to be checked, with the last they end.
func (c *Counter) peopleChanged() {
	c.readMembers(func() {
		was := c.guarded
		c.guarded = len(c.members) > 0
		if c.guarded && !was {
			c.lockUp(nil)
		}
	})
}

func (p *peoplePage) render(c *Counter) (PageState, []Action) {
	rows := make([]Row, len(c.members))
	for i, m := range c.members {
		rows[i] = Row{Amount: m.Name, Method: c.Words.Say("role." + m.Role.String())}
		if m.LockedOut {
			rows[i].Status, rows[i].Tone = c.Words.Say("person.locked-out"), Bad
		}
	}
	all := among{len(c.members), func(i int) string { return c.members[i].Name }}
	open := func(i int) { c.openPage(&personPage{member: c.members[i]}) }
	p.pick.open(c, all, open)
	add := c.on("+", "act.add-person", func() {
		role := checkout.Cashier
		if len(c.members) == 0 {
			role = checkout.Owner
		}
		c.openPage(newPersonForm(nil, nil, role))
	})
	actions := append(p.pick.enter(c, all, "act.open-entry", open), add)
	return PageState{
		Name: "people", Title: c.Words.Say("settings.people"), Lead: c.Words.Say("settings.people.about"),
		Body: List{Rows: rows, Selected: p.pick.in(all), Empty: c.Words.Say("settings.no-users")},
	}, append(actions, c.pageKeys()...)
}

// personPage is what can be done about somebody.
type personPage struct {
	member checkout.Member
	pick   pick
}

func (p *personPage) render(c *Counter) (PageState, []Action) {
	m := p.member
	doings := []doing{
		{"person.change", func() { c.turnPage(newPersonForm(nil, &m, m.Role)) }},
		{"person.remove", func() { p.askRemove(c) }},
	}
	if m.Failed > 0 {
		doings = append(doings, doing{"person.unlock", func() { p.do(c, func() error { return c.Staff.Unlock(m.Name) }) }})
	}
	choices := c.doings(doings)
	enter := p.pick.choose(c, choices, "act.choose", func(i int) { doings[i].do() })
	return PageState{
		Name: "person", Title: m.Name, Lead: c.Words.Say("role." + m.Role.String()), Body: Choices{Choices: choices},
	}, append([]Action{enter}, c.pageKeys()...)
}

func (p *personPage) askRemove(c *Counter) {
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("person.remove.title", "name", p.member.Name), Text: c.Words.Say("person.remove.text")},
		yes:   Action{Key: "Enter", Label: c.Words.Say("person.remove"), Danger: true},
		no:    c.Words.Say("act.back"),
		then:  func() { p.do(c, func() error { return c.Staff.Remove(p.member.Name) }) },
	}
}

// do changes the list of people, in the order of acts.
func (p *personPage) do(c *Counter, change func() error) {
	c.chore(func() {
		err := change()
		c.Dispatch(func() {
			switch {
			case errors.Is(err, checkout.ErrOwnerFirst):
				c.tell(Warn, "person.owner-last")
			case err != nil:
				c.failed("", err)
			default:
				c.tell(Good, "notice.saved")
				c.leavePage(p)
				c.peopleChanged()
			}
			c.show()
		})
	})
}
