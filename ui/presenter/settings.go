package presenter

import (
	"strings"

	"kasir/checkout"
)

// settingsPage lists all that can be set at this till.
type settingsPage struct {
	sections []Section
	vault    VaultKept
	pick     pick
	failed   bool
}

// An entry is one row of the settings, and what it opens.
type entry struct {
	name string // which one it is; no word for people
	row  Row
	open func()
}

// openSettings is for the owner, who alone may change anything there.
func (c *Counter) openSettings() {
	if c.Office == nil {
		c.tell(Warn, "notice.no-settings")
		return
	}
	c.onlyOwner(checkout.RightSettings, func() {
		c.onlyPage(waitPage{}) // so that no row comes in under a hand that is about to choose
		c.behind(func() func() {
			p := newSettingsPage(c.Office)
			return func() {
				if c.top() == page(waitPage{}) { // or somebody has locked the till
					c.onlyPage(p)
				}
			}
		})
	})
}

// newSettingsPage reads what is set. It waits.
func newSettingsPage(o Office) *settingsPage {
	sections, err := o.Sections()
	return &settingsPage{sections: sections, vault: o.Vault(), failed: err != nil}
}

// onlyOwner does what needs a right for as long as a page is open, so that no
// single approval could stand for it.
func (c *Counter) onlyOwner(right checkout.Right, do func()) {
	if c.Staff == nil || !c.guarded {
		do()
		return
	}
	c.behind(func() func() {
		alone, _ := c.Staff.May(checkout.Act{Right: right})
		return func() {
			if !alone {
				c.tell(Warn, "notice.owner-only")
				return
			}
			do()
		}
	})
}

func (p *settingsPage) read(c *Counter) {
	c.behind(func() func() {
		now := newSettingsPage(c.Office)
		return func() {
			p.sections, p.vault, p.failed = now.sections, now.vault, now.failed
		}
	})
}

func (p *settingsPage) render(c *Counter) (PageState, []Action) {
	entries := p.entries(c)
	rows := make([]Row, len(entries))
	for i, e := range entries {
		rows[i] = e.row
	}
	open := func(i int) { entries[i].open() }
	p.pick.open(c, each(entries), open)
	state := PageState{
		Name: "settings", Title: c.Words.Say("settings.title"), Lead: c.Words.Say("settings.lead"),
		Body: List{Rows: rows, Selected: p.pick.in(each(entries))},
	}
	switch {
	case p.failed:
		state.Note = Message{Bad, c.Words.Say("settings.unreadable")}
	case c.restart:
		state.Note = Message{Warn, c.Words.Say("settings.restart")}
	}
	enter := p.pick.enter(c, each(entries), "act.open-entry", open)
	return state, append(enter, c.on("Esc", "act.back", c.leaveSettings), c.on("F1", "act.help", c.help))
}

// each lets one of some entries be picked.
func each(entries []entry) among {
	return among{len(entries), func(i int) string { return entries[i].name }}
}

// entries are what there is to set.
func (p *settingsPage) entries(c *Counter) []entry {
	var all []entry
	for _, s := range p.sections {
		e := entry{name: s.Table, row: Row{Amount: c.sectionTitle(s), Method: s.About}, open: func() { c.openSection(s, p) }}
		if s.Missing {
			e.row.Status, e.row.Tone = c.Words.Say("settings.secret-missing"), Warn
		}
		all = append(all, e)
	}
	add := func(word string, open func()) *Row {
		all = append(all, entry{"do " + word, Row{Amount: c.Words.Say("settings." + word), Method: c.Words.Say("settings." + word + ".about")}, open})
		return &all[len(all)-1].row
	}
	add("add", func() { c.openPage(&providerPage{settings: p, name: "add-method"}) })
	if row := add("people", c.openPeople); !c.guarded {
		row.Status, row.Tone = c.Words.Say("settings.no-users"), Warn
	}
	vault := add("vault", func() { p.openVault(c) })
	vault.Status = c.Words.Say("vault.is." + string(p.vault))
	if p.vault == NoVault || p.vault == VaultLocked {
		vault.Tone = Warn
	}
	add("copies", c.openBackups)
	add("doctor", c.openDoctor)
	add("bundle", c.makeBundle)
	if c.restart {
		add("anew", c.askRestart)
	}
	return all
}

// openVault is for the vault that a passphrase opens. Who gives a keyring's vault
// away does so on the command line, beside the keyring.
func (p *settingsPage) openVault(c *Counter) {
	if p.vault == VaultInKeyring {
		c.tell(Calm, "notice.vault-keyring")
		return
	}
	c.openPage(newVaultForm(p.vault, func() { p.read(c) }))
}

// sectionTitle is what a section is called.
func (c *Counter) sectionTitle(s Section) string {
	switch {
	case s.Title != "":
		return s.Title
	case s.Table == "people": // who they are is another page
		return c.Words.Say("settings.people-rights")
	}
	return c.Words.Say("settings." + s.Table)
}

// leaveSettings goes back to selling, by way of a new start where something was
// changed that only a new start takes up.
func (c *Counter) leaveSettings() {
	c.pages = nil
	if c.restart {
		c.askRestart()
	}
}

func (c *Counter) askRestart() {
	if c.held() {
		c.tell(Warn, "notice.restart-later")
		return
	}
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("restart.title"), Text: c.Words.Say("restart.text")},
		yes:   Action{Key: "Enter", Label: c.Words.Say("restart.yes"), Primary: true},
		no:    c.Words.Say("restart.no"),
		then:  func() { c.Office.Restart(c.Till.Training) },
	}
}

// makeBundle writes a support bundle.
func (c *Counter) makeBundle() {
	c.tell(Busy, "notice.bundle-under-way")
	by := c.by()
	c.behind(func() func() {
		path, err := c.Office.Bundle(c.ctx, by)
		return func() {
			if err != nil {
				c.failed("", err)
				return
			}
			c.tell(Good, "notice.bundle", "path", path)
		}
	})
}

// doctorPage is what the doctor found, line by line.
type doctorPage struct {
	lines []Line
	first int
}

func (c *Counter) openDoctor() {
	p := &doctorPage{lines: []Line{{Text: c.Words.Say("doctor.asking"), Tone: Busy}}}
	c.openPage(p)
	c.behind(func() func() {
		found := c.Office.Doctor(c.ctx)
		return func() {
			p.lines = nil
			for _, text := range found {
				p.lines = append(p.lines, doctorLine(text))
			}
		}
	})
}

func (p *doctorPage) render(c *Counter) (PageState, []Action) {
	p.first = max(0, min(p.first, len(p.lines)-1))
	c.on("Down", "", func() { p.first++ })
	c.on("Up", "", func() { p.first-- })
	return PageState{
		Name: "doctor", Title: c.Words.Say("settings.doctor"), Lead: c.Words.Say("doctor.lead"),
		Body: Story{Lines: p.lines, First: p.first},
	}, c.pageKeys()
}

// doctorLine is one finding; what needs somebody stands out.
func doctorLine(found string) Line {
	switch {
	case strings.HasPrefix(found, "TO DO"):
		return Line{Text: strings.TrimSpace(strings.TrimPrefix(found, "TO DO")), Tone: Warn}
	case strings.HasPrefix(found, "OK"):
		return Line{Text: strings.TrimSpace(strings.TrimPrefix(found, "OK")), Tone: Good}
	}
	return Line{Text: strings.TrimSpace(found)}
}
