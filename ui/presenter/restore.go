package presenter

import (
	"strconv"
	"time"

	"kasir/checkout"
)

// restorePage says what comes of putting a copy in the place of the data. The
// copy is verified while it is read.
type restorePage struct {
	file   string
	proved Backup
	ready  bool // it is whole
	busy   bool
	note   Message
	first  int // of the lines
}

func (c *Counter) openRestore(file string) {
	p := &restorePage{file: file, busy: true, note: Message{Busy, c.Words.Say("copies.proving")}}
	c.openPage(p)
	c.behind(func() func() {
		proved, trouble := c.Office.ProveBackup(file)
		return func() {
			p.proved, p.ready, p.busy, p.note = proved, trouble == "", false, Message{}
			if trouble != "" {
				p.note = Message{Bad, c.Words.Say(trouble)}
			}
		}
	})
}

// consequences are what comes of a restore, in the order in which it matters.
var consequences = []string{
	"copies.then.lost", "copies.then.look", "copies.then.waiting", "copies.then.numbers", "copies.then.keys", "copies.then.prints",
	"copies.then.people", "copies.then.kept", "copies.then.start",
}

func (p *restorePage) render(c *Counter) (PageState, []Action) {
	scroll(c, &p.first, len(consequences))
	facts := []Fact{{Label: c.Words.Say("copies.file"), Value: p.file}}
	state := PageState{Name: "restore", Title: c.Words.Say("copies.restore.title"), Lead: c.Words.Say("copies.restore.lead"), Note: p.note}
	var lines []Line
	if p.ready {
		facts = append(facts,
			Fact{Label: c.Words.Say("copies.taken"), Value: c.date(p.proved.Made)},
			Fact{Label: c.Words.Say("copies.sales"), Value: strconv.Itoa(p.proved.Sales)})
		for _, word := range consequences {
			lines = append(lines, Line{Text: c.Words.Say(word)})
		}
		lines[0].Tone = Warn
	}
	state.Body = Story{Facts: facts, Lines: lines, First: p.first}
	if !p.ready || p.busy {
		return state, c.pageKeys()
	}
	restore := danger(c.on("F5", "act.restore", func() { p.ask(c) })) // not Enter, which led here
	return state, append([]Action{restore}, c.pageKeys()...)
}

func (p *restorePage) ask(c *Counter) {
	if p.moneyMoves(c) {
		return
	}
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("copies.sure", "time", c.date(p.proved.Made)), Text: c.Words.Say("copies.then.lost")},
		yes:   Action{Key: "Enter", Label: c.Words.Say("act.restore"), Danger: true},
		no:    c.Words.Say("act.back"),
		then: func() {
			c.permit(checkout.Act{Right: checkout.RightSettings}, func(by consent) { p.begin(c, by) })
		},
	}
}

// begin has the till restore, unless money has begun to move meanwhile.
func (p *restorePage) begin(c *Counter, approval consent) {
	p.busy, p.note = true, Message{Busy, c.Words.Say("copies.restoring")}
	by := c.cashier()
	c.behind(func() func() {
		begin, trouble := c.Office.Restore(by, approval.id, p.file)
		return func() {
			p.busy, p.note = false, Message{}
			switch {
			case trouble != "":
				p.note = Message{Bad, c.Words.Say(trouble)}
			case c.top() != page(p) || p.moneyMoves(c): // whoever asked has gone on
			default:
				p.busy, p.note = true, Message{Busy, c.Words.Say("copies.restoring")}
				begin()
			}
		}
	})
}

// moneyMoves tells, also whoever reads the page, whether a customer is paying or
// can still pay, or money is on its way back.
func (p *restorePage) moneyMoves(c *Counter) bool {
	switch {
	case c.held() || c.cash != nil && c.cash.taking:
		p.note = Message{Warn, c.Words.Say("copies.paying")}
	case len(c.refunds) > 0:
		p.note = Message{Warn, c.Words.Say("copies.refunding")}
	default:
		return p.waits(c)
	}
	return true
}

// waits tells, and names it, whether a code can still be paid that is not in front
// of the customer: parked, or taken back and not dead yet.
func (p *restorePage) waits(c *Counter) bool {
	for _, s := range c.latest {
		for _, pay := range s.Payments {
			if pay.Status.IsOpen() {
				p.note = Message{Warn, dotted(c.money(pay.Amount), c.moment(pay.Created)) + ": " + c.Words.Say("copies.waiting")}
				return true
			}
		}
	}
	return false
}

// scroll moves the first of n lines by the arrows.
func scroll(c *Counter, first *int, n int) {
	*first = max(0, min(*first, n-1))
	c.on("Down", "", func() { *first++ })
	c.on("Up", "", func() { *first-- })
}

// restoredPage says how the last restore came out, until an owner has read it.
type restoredPage struct {
	restored Restored
	first    int // of the lines
}

// tellRestored shows how a restore came out, once somebody is at the till.
func (c *Counter) tellRestored() {
	if c.restored != nil {
		c.openPage(&restoredPage{restored: *c.restored})
	}
}

func (p *restoredPage) render(c *Counter) (PageState, []Action) {
	r := p.restored
	state := PageState{Name: "restored", Title: c.Words.Say("copies.restored"), Lead: c.Words.Say("copies.restored.lead")}
	facts := []Fact{{Label: c.Words.Say("copies.file"), Value: r.File}}
	if r.Trouble != "" {
		state.Title = c.Words.Say("copies.not-restored")
		state.Note = Message{Bad, c.Words.Say(r.Trouble)}
	} else {
		facts = append(facts, Fact{Label: c.Words.Say("copies.ends"), Value: c.date(r.Ends)}, Fact{Label: c.Words.Say("copies.sales"), Value: strconv.Itoa(r.Sales)})
	}
	lines := r.lines(c)
	scroll(c, &p.first, len(lines))
	state.Body = Story{Facts: facts, Lines: lines, First: p.first}
	read := primary(c.on("Enter", "act.read", func() { p.seen(c) }))
	return state, append([]Action{read}, c.pageKeys()...)
}

// lines say what is to be done now.
func (r Restored) lines(c *Counter) []Line {
	if r.Trouble != "" {
		lines := []Line{{Text: c.Words.Say("copies.unchanged")}}
		if r.Detail != "" {
			lines = append(lines, Line{Text: r.Detail})
		}
		return lines
	}
	lines := []Line{
		{Text: c.Words.Say("copies.now.ask", "count", strconv.Itoa(r.Open))},
		{Text: c.Words.Say("copies.now.look"), Tone: Warn},
		{Text: c.Words.Say("copies.now.refunds"), Tone: Warn},
		{Text: c.Words.Say("copies.now.series", "series", r.Series)},
	}
	if r.Papers > 0 {
		lines = append(lines, Line{Text: c.Words.Say("copies.now.papers", "count", strconv.Itoa(r.Papers))})
	}
	if r.Replaced != "" {
		lines = append(lines, Line{Text: c.Words.Say("copies.now.kept", "path", r.Replaced)})
	}
	return lines
}

// seen puts the page away for good; Esc only until somebody signs in again.
func (p *restoredPage) seen(c *Counter) {
	c.onlyOwner(checkout.RightSettings, func() {
		by := c.cashier()
		c.behind(func() func() {
			err := c.Office.SeenRestored(by)
			return func() {
				if err != nil {
					c.failed("", err)
					return
				}
				c.restored = nil
				c.leavePage(p)
			}
		})
	})
}

// date is a moment with its day, as the shop's wall shows it; a dash for none.
func (c *Counter) date(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.In(c.Till.Shop.Location()).Format("2006-01-02 15:04")
}
