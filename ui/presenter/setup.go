package presenter

import (
	"errors"
	"slices"

	"kasir/checkout"
)

// A setup is the wizard of the first start. Each of its pages can be skipped,
// and the next start asks again for what a till cannot do without.
type setup struct{ at int }

// The pages of the wizard.
const (
	setupWelcome = iota
	setupShop
	setupMethod
	setupPrinter
	setupOwner
	setupDone
)

var setupNames = []string{"setup", "setup-shop", "setup-method", "setup-printer", "setup-owner", "setup-done"}

// name is what the page of the wizard is called that is made now; other where
// it is no page of the wizard.
func (w *setup) name(other string) string {
	if w == nil {
		return other
	}
	return setupNames[w.at]
}

// setupFields are the keys that the wizard asks for; the settings have them all.
var setupFields = map[string][]string{
	"shop":    {"name", "address", "support", "currency", "timezone"},
	"printer": {"address", "profile", "drawer"},
}

func (c *Counter) beginSetup() {
	w := &setup{}
	w.show(c)
	c.behind(func() func() {
		found := c.Office.Printers(c.ctx)
		return func() { c.printers = found }
	})
}

// next goes to the next page, also from one that is skipped.
func (w *setup) next(c *Counter) {
	w.at++
	w.show(c)
}

func (w *setup) show(c *Counter) {
	switch w.at {
	case setupWelcome, setupDone:
		c.onlyPage(&setupPage{setup: w, name: w.name(""), done: w.at == setupDone})
	case setupShop:
		w.section(c, "shop")
	case setupMethod:
		c.onlyPage(&providerPage{setup: w, name: w.name("")})
	case setupPrinter:
		w.section(c, "printer")
	case setupOwner:
		c.onlyPage(newPersonForm(w, nil, checkout.Owner))
	}
}

// section asks for the part of a section that a first sale needs.
func (w *setup) section(c *Counter, table string) {
	c.onlyPage(waitPage{}) // so that no second press goes on from here
	c.behind(func() func() {
		all, err := c.Office.Sections()
		return func() {
			i := slices.IndexFunc(all, func(s Section) bool { return s.Table == table })
			if err != nil || i < 0 {
				c.tell(Bad, "settings.unreadable")
				w.next(c)
				return
			}
			s := all[i]
			s.Fields = slices.DeleteFunc(slices.Clone(s.Fields), func(f Setting) bool {
				return !slices.Contains(setupFields[table], f.Key)
			})
			c.onlyPage(newSectionPage(s, nil, w))
		}
	})
}

// waitPage stands until the settings have been read.
type waitPage struct{}

func (waitPage) render(c *Counter) (PageState, []Action) {
	return PageState{Name: "wait", Locked: true, Body: Outcome{Pay: PayState{Tone: Busy, Title: c.Words.Say("asking.title")}}}, nil
}

// setupPage is the first and the last page of the wizard.
type setupPage struct {
	*setup
	name string // of the page
	done bool   // it is the last one
	pick pick
}

func (p *setupPage) render(c *Counter) (PageState, []Action) {
	key, doings := "setup.welcome", []doing{
		{"setup.begin", func() { p.next(c) }},
		{"setup.practise", func() { c.Office.Restart(true) }},
	}
	if p.done {
		key, doings = "setup.done", []doing{{"setup.start", func() { c.Office.Restart(false) }}}
	}
	choices := c.doings(doings)
	enter := p.pick.choose(c, choices, "act.choose", func(i int) { doings[i].do() })
	return PageState{
		Name: p.name, Title: c.Words.Say(key), Lead: c.Words.Say(key + ".lead"), Locked: true,
		Body: Choices{Choices: choices},
	}, []Action{enter, c.on("l", "act.language", c.setupLanguage)}
}

// setupLanguage speaks another language, and has the shop speak it too.
func (c *Counter) setupLanguage() {
	c.nextLanguage()
	language := c.Words.Language()
	c.behind(func() func() {
		all, err := c.Office.Sections()
		if i := slices.IndexFunc(all, func(s Section) bool { return s.Table == "shop" }); err == nil && i >= 0 {
			err = c.Office.Save("", all[i], map[string]string{"language": language})
		}
		return func() {
			if err != nil {
				c.failed("", err)
			}
		}
	})
}

// personForm sets somebody up, or gives somebody another secret.
type personForm struct {
	setup  *setup           // the wizard that it is part of; nil in the settings
	name   string           // of the page
	member *checkout.Member // nil for somebody new
	form   form
	note   Message
	busy   bool
}

// newPersonForm asks for a name and a role where somebody is new.
func newPersonForm(w *setup, member *checkout.Member, role checkout.Role) *personForm {
	p := &personForm{setup: w, name: w.name("person"), member: member}
	if member == nil {
		p.form.texts = append(p.form.texts, &text{label: "person.name", most: 32})
		if w == nil {
			p.form.texts = append(p.form.texts, &text{label: "person.role", value: role.String(), oneOf: []string{"cashier", "manager", "owner"}})
		}
	}
	p.form.texts = append(p.form.texts,
		&text{label: "person.secret", secret: true, most: 200}, &text{label: "person.again", secret: true, most: 200})
	return p
}

func (p *personForm) field(label string) *text {
	return p.form.find(label)
}

// role is what the person is.
func (p *personForm) role() checkout.Role {
	role := checkout.Owner
	switch {
	case p.member != nil:
		role = p.member.Role
	case p.setup == nil:
		_ = role.UnmarshalText([]byte(p.field("person.role").value)) // one of three
	}
	return role
}

func (p *personForm) render(c *Counter) (PageState, []Action) {
	state := PageState{
		Name: p.name, Title: c.Words.Say("person.title"), Lead: c.Words.Say("person.lead." + p.role().String()),
		Body: Form{Fields: p.form.fields(c)},
	}
	if p.note.Text != "" { // there is no room for a line of its own
		state.Lead = p.note.Text
	}
	if p.member != nil {
		state.Title = p.member.Name
	}
	if p.setup != nil {
		state.Locked, state.Title = true, c.Words.Say("setup.owner")
	}
	if p.busy {
		return state, nil
	}
	save := p.form.keys(c, "act.save", func() { p.save(c) })
	if p.setup != nil {
		return state, []Action{save, c.on("Esc", "act.skip", func() { p.setup.next(c) })}
	}
	return state, append([]Action{save}, c.pageKeys()...)
}

// save has the person set up.
func (p *personForm) save(c *Counter) {
	secret, again := p.field("person.secret"), p.field("person.again")
	if secret.value != again.value {
		again.value, again.wrong = "", "person.not-the-same"
		return
	}
	name, role, value := p.field("person.name").value, p.role(), checkout.Secret(secret.value)
	p.busy, p.note = true, Message{Busy, c.Words.Say("identify.checking")}
	c.chore(func() {
		var err error
		if p.member != nil {
			err = c.Staff.Change(p.member.Name, value)
		} else {
			err = c.Staff.Add(name, role, value)
		}
		c.Dispatch(func() {
			p.busy, p.note = false, Message{}
			p.saved(c, err)
			c.show()
		})
	})
}

func (p *personForm) saved(c *Counter, err error) {
	if errors.Is(err, checkout.ErrNoVault) && c.Office != nil {
		c.needVault(p.setup != nil, func() { p.save(c) })
		return
	}
	secret, again := p.field("person.secret"), p.field("person.again")
	secret.value, again.value = "", ""
	switch {
	case errors.Is(err, checkout.ErrWeakSecret):
		secret.wrong = "person.weak." + p.role().String()
		p.form.at = slices.Index(p.form.texts, secret)
	case errors.Is(err, checkout.ErrName), errors.Is(err, checkout.ErrNameTaken):
		p.field("person.name").wrong = "person.bad-name"
		p.form.at = 0
	case errors.Is(err, checkout.ErrOwnerFirst):
		p.note = Message{Warn, c.Words.Say("person.owner-first")}
	case err != nil:
		c.failed("", err)
	case p.setup != nil:
		p.setup.next(c)
	default:
		c.tell(Good, "notice.saved")
		c.leavePage(p)
		c.peopleChanged()
	}
}
