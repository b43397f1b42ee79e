package presenter

import "path/filepath"

// backupsPage lists the copies of the data, after what can be done with any.
type backupsPage struct {
	backups []Backup
	pick    pick
	note    Message
	busy    bool
}

func (c *Counter) openBackups() {
	p := &backupsPage{}
	c.openPage(p)
	p.read(c)
}

func (p *backupsPage) read(c *Counter) {
	c.behind(func() func() {
		backups, err := c.Office.Backups()
		return func() {
			if p.backups = backups; err != nil {
				p.note = Message{Bad, c.Words.Say("copies.unreadable")}
			}
		}
	})
}

func (p *backupsPage) render(c *Counter) (PageState, []Action) {
	entries := p.entries(c)
	rows := make([]Row, len(entries))
	for i, e := range entries {
		rows[i] = e.row
	}
	state := PageState{
		Name: "copies", Title: c.Words.Say("settings.copies"), Lead: c.Words.Say("copies.lead"), Note: p.note,
		Body: List{Rows: rows, Selected: p.pick.in(each(entries))},
	}
	if p.busy {
		return state, c.pageKeys()
	}
	open := func(i int) { entries[i].open() }
	p.pick.open(c, each(entries), open)
	return state, append(p.pick.enter(c, each(entries), "act.open-entry", open), c.pageKeys()...)
}

func (p *backupsPage) entries(c *Counter) []entry {
	does := func(word string, open func()) entry {
		return entry{word, Row{Amount: c.Words.Say(word), Method: c.Words.Say(word + ".about")}, open}
	}
	all := []entry{
		does("copies.make", func() { p.make(c) }),
		does("copies.save", func() { c.openPage(newPathForm("copies.save", "act.save", func(f *pathForm) { f.saveBackup(c) })) }),
		does("copies.other", func() {
			c.openPage(newPathForm("copies.other", "act.open-entry", func(f *pathForm) { c.openRestore(f.path()) }))
		}),
	}
	for _, backedUp := range p.backups {
		row := Row{Amount: c.date(backedUp.Made), Method: filepath.Base(backedUp.File), Status: c.Words.Say("copies.restore")}
		all = append(all, entry{backedUp.File, row, func() { c.openRestore(backedUp.File) }})
	}
	return all
}

// make makes a copy now.
func (p *backupsPage) make(c *Counter) {
	p.busy, p.note = true, Message{Busy, c.Words.Say("copies.making")}
	by := c.cashier()
	c.behind(func() func() {
		file, trouble := c.Office.MakeBackup(by)
		return func() {
			p.busy, p.note = false, c.backedUp(file, trouble)
			p.read(c)
		}
	})
}

// backedUp says where a copy lies, or why there is none.
func (c *Counter) backedUp(file, trouble string) Message {
	if trouble != "" {
		return Message{Bad, c.Words.Say(trouble)}
	}
	return Message{Good, c.Words.Say("copies.made", "path", file)}
}

// A pathForm asks for the path of a copy.
type pathForm struct {
	word  string // the key of its title
	enter string // the key of what Enter does
	form  form
	done  func(*pathForm)
	note  Message
	busy  bool
}

func newPathForm(word, enter string, done func(*pathForm)) *pathForm {
	return &pathForm{word: word, enter: enter, done: done, form: form{texts: []*text{{label: "copies.path", most: 500}}}}
}

func (p *pathForm) path() string { return p.form.texts[0].value }

func (p *pathForm) render(c *Counter) (PageState, []Action) {
	state := PageState{
		Name: "path", Title: c.Words.Say(p.word), Lead: c.Words.Say(p.word + ".lead"), Note: p.note,
		Body: Form{Fields: p.form.fields(c)},
	}
	if p.busy {
		return state, c.pageKeys()
	}
	enter := p.form.keys(c, p.enter, func() {
		if p.path() != "" {
			p.done(p)
		}
	})
	return state, append([]Action{enter}, c.pageKeys()...)
}

// saveBackup writes a copy to what was typed.
func (p *pathForm) saveBackup(c *Counter) {
	p.busy, p.note = true, Message{Busy, c.Words.Say("copies.making")}
	by, path := c.cashier(), p.path()
	c.behind(func() func() {
		file, trouble := c.Office.SaveBackup(by, path)
		return func() {
			p.busy, p.note = false, c.backedUp(file, trouble)
			if trouble != "" { // it stands at the field
				p.note, p.form.texts[0].wrong = Message{}, trouble
			}
		}
	})
}
