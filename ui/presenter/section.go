package presenter

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"kasir/checkout"
)

// A sectionPage is the form of one table of kasir.toml. It is tried before it is
// saved.
type sectionPage struct {
	section  Section
	form     form
	settings *settingsPage // beneath it; nil in the wizard
	setup    *setup        // the wizard that it is part of; nil in the settings
	name     string        // of the page
	note     Message
	busy     bool
}

func (c *Counter) openSection(s Section, beneath *settingsPage) {
	c.openPage(newSectionPage(s, beneath, nil))
}

func newSectionPage(s Section, beneath *settingsPage, of *setup) *sectionPage {
	p := &sectionPage{section: s, settings: beneath, setup: of, name: of.name("section")}
	for _, f := range s.Fields {
		t := &text{label: "set." + f.Word, value: f.Value, oneOf: f.OneOf, usual: f.Usual, secret: f.Secret, most: 500}
		if f.Secret {
			t.name = f.Key
			t.hint = "set.secret." + f.Kept
		}
		p.form.texts = append(p.form.texts, t)
	}
	return p
}

func (p *sectionPage) render(c *Counter) (PageState, []Action) {
	state := PageState{
		Name: p.name, Title: c.sectionTitle(p.section), Note: p.note,
		Lead: c.Words.Say("set." + p.section.Fields[p.form.at].Word + ".help"),
		Body: Form{Facts: p.facts(c), Fields: p.form.fields(c)},
	}
	if p.setup != nil {
		state.Locked = true
	}
	if p.busy {
		return state, nil
	}
	p.form.keys(c, "act.save", func() {})
	save := primary(c.on("Enter", "act.save", func() { p.save(c) }))
	c.on("PgDn", "", func() { p.form.at = min(p.form.at+fieldsShown, len(p.form.texts)-1) })
	c.on("PgUp", "", func() { p.form.at = max(p.form.at-fieldsShown, 0) })
	return state, append([]Action{save}, p.actions(c)...)
}

func (p *sectionPage) actions(c *Counter) []Action {
	var actions []Action
	if p.section.Provider != "" {
		actions = append(actions, c.on("F5", "act.try", func() { p.try(c) }))
	}
	if p.section.Table == "printer" {
		actions = append(actions, c.on("F5", "act.test-page", func() { p.testPage(c) }))
	}
	if p.section.Provider != "" && !p.section.New {
		actions = append(actions, danger(c.on("F4", "act.remove", func() { p.askRemove(c) })))
	}
	if p.setup != nil {
		return append(actions, c.on("Esc", "act.skip", func() { p.setup.next(c) }))
	}
	return append(actions, c.pageKeys()...)
}

func (p *sectionPage) facts(c *Counter) []Fact {
	var facts []Fact
	if p.section.Provider != "" {
		facts = append(facts, Fact{Label: c.Words.Say("set.method.provider"), Value: p.section.Provider})
	}
	facts = append(facts, Fact{
		Label: c.Words.Say("set.place"),
		Value: strconv.Itoa(p.form.at+1) + " / " + strconv.Itoa(len(p.form.texts)),
	})
	f := p.section.Fields[p.form.at]
	if len(f.OneOf) > 0 {
		facts = append(facts, Fact{Label: c.Words.Say("set.choices"), Value: strings.Join(f.OneOf[:min(len(f.OneOf), 8)], ", ")})
	}
	if f.Key == "address" && p.section.Table == "printer" && len(c.printers) > 0 {
		facts = append(facts, Fact{Label: c.Words.Say("set.printers"), Value: strings.Join(c.printers, "  ")})
	}
	return facts
}

func (p *sectionPage) values() map[string]string {
	values := make(map[string]string)
	for i, f := range p.section.Fields {
		values[f.Key] = p.form.texts[i].value
	}
	return values
}

// try asks whether the section would do, and shows what is wrong.
func (p *sectionPage) try(c *Counter) {
	p.trial(c, func(f Findings) {
		p.note = Message{Good, c.Words.Say("set.works")}
		if f.Trouble != "" {
			p.note = Message{Warn, c.Words.Say(f.Trouble)}
		}
	})
}

// trial tries the section and goes on where nothing in it is wrong.
func (p *sectionPage) trial(c *Counter, then func(Findings)) {
	p.busy, p.note = true, Message{Busy, c.Words.Say("set.trying")}
	values := p.values()
	c.behind(func() func() {
		found := c.Office.Try(c.ctx, p.section, values)
		return func() {
			p.busy, p.note = false, Message{}
			switch {
			case found.Shape:
				p.note = Message{Bad, c.Words.Say("set.shape")}
			case len(found.Wrong) > 0:
				p.mark(found.Wrong)
			default:
				then(found)
			}
		}
	})
}

// mark shows which fields cannot stay, and goes to the first of them.
func (p *sectionPage) mark(wrong []string) {
	first := true
	for i, f := range p.section.Fields {
		if !slices.Contains(wrong, f.Key) {
			continue
		}
		p.form.texts[i].wrong = "set." + f.Word + ".help"
		if first {
			p.form.at, first = i, false
		}
	}
}

// save saves what does, and asks first where the trial failed.
func (p *sectionPage) save(c *Counter) {
	p.trial(c, func(f Findings) {
		if f.Trouble == "" {
			p.write(c)
			return
		}
		c.dialog = &question{
			state: DialogState{Title: c.Words.Say("set.untried"), Text: c.Words.Say(f.Trouble)},
			yes:   Action{Key: "Enter", Label: c.Words.Say("act.save-anyway")},
			no:    c.Words.Say("act.back"),
			then:  func() { p.write(c) },
		}
	})
}

func (p *sectionPage) write(c *Counter) {
	p.busy = true
	values, by := p.values(), c.cashier()
	c.behind(func() func() {
		err := c.Office.Save(by, p.section, values)
		return func() { p.done(c, err) }
	})
}

// done goes on after the file has been changed.
func (p *sectionPage) done(c *Counter, err error) {
	p.busy = false
	switch {
	case errors.Is(err, checkout.ErrNoVault):
		c.needVault(p.setup != nil, func() { p.write(c) })
		return
	case err != nil:
		c.failed("", err)
		return
	}
	c.restart = true
	c.tell(Good, "notice.saved")
	if p.setup != nil {
		p.setup.next(c)
		return
	}
	c.leavePage(p)
	if p.settings != nil {
		p.settings.read(c)
	}
}

func (p *sectionPage) askRemove(c *Counter) {
	by := c.cashier()
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("remove.title", "method", c.sectionTitle(p.section)), Text: c.Words.Say("remove.text")},
		yes:   Action{Key: "Enter", Label: c.Words.Say("act.remove"), Danger: true},
		no:    c.Words.Say("act.back"),
		then: func() {
			c.behind(func() func() {
				err := c.Office.Remove(by, p.section)
				return func() { p.done(c, err) }
			})
		},
	}
}

func (p *sectionPage) testPage(c *Counter) {
	p.busy, p.note = true, Message{Busy, c.Words.Say("set.printing")}
	values := p.values()
	c.behind(func() func() {
		cause := c.Office.TestPage(c.ctx, p.section, values)
		return func() {
			p.busy, p.note = false, Message{Good, c.Words.Say("set.printed")}
			if cause != "" {
				p.note = Message{Warn, c.Words.Say(cause)}
			}
		}
	})
}

// providerPage asks which service a new method goes through.
type providerPage struct {
	settings *settingsPage
	pick     pick
	setup    *setup // the wizard that it is part of; nil in the settings
	name     string // of the page
}

func (p *providerPage) render(c *Counter) (PageState, []Action) {
	var body Choices
	for _, name := range c.Providers {
		body.Choices = append(body.Choices, Choice{Name: name, Label: c.Words.Say("provider." + name)})
	}
	enter := p.pick.choose(c, body.Choices, "act.choose", func(i int) {
		c.turnPage(newSectionPage(c.Office.Blank(c.Providers[i]), p.settings, p.setup))
	})
	state := PageState{
		Name: p.name, Title: c.Words.Say("settings.add"), Lead: c.Words.Say("provider.lead"), Body: body,
	}
	if p.setup == nil {
		return state, append([]Action{enter}, c.pageKeys()...)
	}
	state.Locked = true
	return state, []Action{enter, c.on("Esc", "act.skip", func() { p.setup.next(c) })}
}
