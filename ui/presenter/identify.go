package presenter

import "kasir/checkout"

// An identify page asks who somebody is: a name, then what that person alone
// knows. What is typed is never shown and forgotten once it has been looked at.
type identify struct {
	name   string // of the page
	title  string // keys of the word list
	lead   string
	enter  string
	locked bool
	facts  func() []Fact
	// check looks at what was typed, off the UI goroutine, and says what follows.
	check func(m checkout.Member, secret checkout.Secret) (then func(), err error)

	least   checkout.Role
	members []checkout.Member
	pick    pick
	chosen  bool // who it is; the secret is being typed
	secret  text
	busy    bool
	note    Message
}

// list reads who may be asked: everybody of a role and above.
func (p *identify) list(c *Counter, least checkout.Role) {
	p.least = least
	p.fill(c)
	c.readMembers(func() { p.fill(c) })
}

// fill takes the list as it is known; whoever is chosen already stays so.
func (p *identify) fill(c *Counter) {
	if p.chosen {
		return
	}
	p.members = nil
	for _, m := range c.members {
		if m.Role >= p.least {
			p.members = append(p.members, m)
		}
	}
	if p.pick.on == "" {
		p.pick.at = p.lastUser(c)
	}
}

func (p *identify) among() among {
	return among{len(p.members), func(i int) string { return p.members[i].Name }}
}

// lastUser is the place of whoever signed in last, who often comes back.
func (p *identify) lastUser(c *Counter) int {
	for i, m := range p.members {
		if m.Name == c.lastUser {
			return i
		}
	}
	return 0
}

func (p *identify) render(c *Counter) (PageState, []Action) {
	state := PageState{
		Name: p.name, Title: c.Words.Say(p.title), Lead: c.Words.Say(p.lead), Note: p.note, Locked: p.locked,
	}
	var facts []Fact
	if p.facts != nil {
		facts = p.facts()
	}
	if !p.chosen {
		body, actions := p.names(c)
		body.Facts = facts
		state.Body = body
		return state, actions
	}
	m := p.members[p.pick.at]
	actions := p.typing(c, m)
	if m.Role != checkout.Owner {
		facts = append([]Fact{{Label: c.Words.Say("identify.name"), Value: m.Name}}, facts...)
		state.Body = Figure{Facts: facts, Next: c.Words.Say(p.enter), Amount: AmountState{
			Title: c.Words.Say("identify.pin", "name", m.Name), Entry: p.secret.field(c, true).Text, Empty: p.secret.value == "",
		}}
		return state, actions
	}
	field := p.secret.field(c, true)
	field.Label = c.Words.Say("identify.passphrase", "name", m.Name)
	state.Body = Form{Facts: facts, Fields: []Field{field}}
	return state, actions
}

// keysOfNames choose somebody: digits and then letters.
const keysOfNames = "123456789abcdefghijklmnopqrstuvwxyz"

// names lets somebody be chosen.
func (p *identify) names(c *Counter) (Choices, []Action) {
	var body Choices
	at := p.pick.in(p.among())
	choose := func(i int) func() {
		return func() {
			p.pick.put(i, p.among())
			p.chosen, p.note, p.secret = true, Message{}, text{secret: true, most: 200}
		}
	}
	c.tapping(func(place int) {
		if place < len(p.members) && !p.members[place].LockedOut {
			choose(place)()
		}
	})
	for i, m := range p.members[:min(len(p.members), len(keysOfNames))] {
		choice := Choice{Name: m.Name, Key: string(keysOfNames[i]), Label: m.Name, Selected: i == at}
		if m.LockedOut {
			choice.Why = c.Words.Say("identify.locked-out")
		} else {
			c.on(choice.Key, "", choose(i))
		}
		body.Choices = append(body.Choices, choice)
	}
	p.pick.keys(c, p.among(), func() {})
	var actions []Action
	if at >= 0 && !p.members[at].LockedOut {
		actions = append(actions, primary(c.on("Enter", "act.choose", choose(at))))
	}
	if !p.locked {
		actions = append(actions, c.pageKeys()...)
	}
	return body, actions
}

// typing lets the secret be typed, on the keyboard or the keypad.
func (p *identify) typing(c *Counter, m checkout.Member) []Action {
	if p.busy {
		return nil
	}
	p.secret.keys(c)
	for _, digit := range "0123456789" {
		c.on(string(digit), "", func() { p.secret.add(digit) })
	}
	c.on("000", "", func() {
		for range 3 {
			p.secret.add('0')
		}
	})
	return []Action{
		primary(c.on("Enter", p.enter, func() { p.try(c, m) })),
		c.on("Esc", "act.back", func() { p.chosen, p.secret = false, text{} }),
	}
}

// try has the secret looked at, after everything that was asked for before: an
// act belongs to whoever was signed in when it was asked for.
func (p *identify) try(c *Counter, m checkout.Member) {
	secret := checkout.Secret(p.secret.value)
	if secret == "" {
		return
	}
	p.busy, p.secret.value = true, ""
	p.note = Message{Busy, c.Words.Say("identify.checking")}
	c.chore(func() {
		then, err := p.check(m, secret)
		c.Dispatch(func() {
			p.busy = false
			if err == nil && p.locked {
				c.lastUser = m.Name
			}
			if err != nil {
				p.note = c.refusal(err)
				c.show()
				return
			}
			if c.top() != page(p) { // who asked has left: what was approved is not wanted any more
				c.show()
				return
			}
			c.unlock(p)
			then()
			c.show()
		})
	})
}
