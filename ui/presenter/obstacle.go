package presenter

import (
	"context"
	"strconv"

	"kasir/checkout"
)

// An Obstacle keeps the till from opening. Its functions wait, and are called off
// the UI goroutine; Leave and Again are called on it.
type Obstacle struct {
	What  string   // the word for it: "damaged"
	Place string   // the folder that it is about
	Said  []string // what only the error itself can tell, a line each; in English

	// Copy finds the newest copy that is whole; one without a file where there is
	// none. Nil where no copy helps.
	Copy func() Backup
	// Restore puts a copy in the place of the data, and names the word for why it
	// did not.
	Restore func(file string) (trouble string)
	// Unlock opens the vault, where a copy cannot be restored without. Nil where
	// that is of no use. checkout.ErrWrongSecret may be tried again.
	Unlock func(passphrase checkout.Secret) error
	// Anew puts aside what is left of the data, so that the till begins without any.
	// Nil where it must not.
	Anew func() (trouble string)

	Again func() // starts the program again
	Leave func() // ends it
}

// NeedsVault is the word for a copy that is restored only once the vault is open.
const NeedsVault = "obstacle.locked"

// Meet shows what keeps the till from opening, in place of Open: this Counter
// serves nobody and needs no more than the shop, Words, Log and Dispatch.
func (c *Counter) Meet(ctx context.Context, o Obstacle) {
	c.ctx, c.cancel = context.WithCancel(ctx)
	c.entry.Currency = c.Till.Shop.Currency
	c.Block(o)
}

// Block shows what keeps the till from opening to whoever has knocked.
func (c *Counter) Block(o Obstacle) {
	p := &obstaclePage{Obstacle: o}
	c.onlyPage(p)
	if o.Copy != nil {
		p.find(c)
	}
	c.show()
}

// obstaclePage says what is in the way and what to do, and does it where that can
// be done with a key.
type obstaclePage struct {
	Obstacle
	newest  Backup
	note    Message
	looking bool // for a copy
	doing   bool // what is not left half done
	first   int  // of the lines
}

// find looks for the copy that can be restored.
func (p *obstaclePage) find(c *Counter) {
	p.looking, p.note = true, Message{Busy, c.Words.Say("obstacle.looking")}
	c.behind(func() func() {
		newest := p.Copy()
		return func() {
			c.Log.Info("copy found", "file", newest.File)
			p.newest, p.looking, p.note = newest, false, Message{}
			if newest.File == "" {
				p.note = Message{Bad, c.Words.Say("obstacle.no-copy")}
			}
		}
	})
}

func (p *obstaclePage) render(c *Counter) (PageState, []Action) {
	state := PageState{
		Name: "obstacle", Title: c.Words.Say("obstacle." + p.What), Lead: c.Words.Say("obstacle." + p.What + ".lead"),
		Note: p.note, Locked: true,
	}
	lines := p.lines(c)
	scroll(c, &p.first, len(lines))
	state.Body = Story{Facts: p.facts(c), Lines: lines, First: p.first}
	if p.doing {
		return state, nil
	}
	leave := c.on("Esc", "act.close-kasir", p.Leave)
	c.on("Enter", "", p.Leave)
	var actions []Action
	if p.newest.File != "" {
		actions = append(actions, primary(c.on("F5", "act.restore", func() { p.askRestore(c) })))
	}
	if p.Anew != nil && !p.looking {
		actions = append(actions, danger(c.on("F9", "act.begin-anew", func() { p.askAnew(c) })))
	}
	if len(actions) == 0 {
		leave = primary(c.on("Enter", "act.close-kasir", p.Leave))
	}
	return state, append(actions, leave)
}

func (p *obstaclePage) facts(c *Counter) []Fact {
	facts := []Fact{{Label: c.Words.Say("obstacle.place"), Value: p.Place}}
	if p.newest.File == "" {
		return facts
	}
	return append(facts,
		Fact{Label: c.Words.Say("obstacle.newest"), Value: c.date(p.newest.Made)},
		Fact{Label: c.Words.Say("copies.sales"), Value: strconv.Itoa(p.newest.Sales)})
}

// lines say what to do, what only the error tells, and what comes of a restore.
func (p *obstaclePage) lines(c *Counter) []Line {
	lines := []Line{{Text: c.Words.Say("obstacle." + p.What + ".do")}}
	for _, said := range p.Said {
		lines = append(lines, Line{Text: said, Tone: Warn})
	}
	if p.newest.File != "" {
		lines = append(lines, Line{Text: c.Words.Say("obstacle.lost", "time", c.date(p.newest.Made)), Tone: Warn})
		for _, word := range consequencesAtStart {
			lines = append(lines, Line{Text: c.Words.Say(word)})
		}
	}
	return lines
}

// consequencesAtStart are those of a restore while no till is open.
var consequencesAtStart = []string{"copies.then.look", "copies.then.numbers", "copies.then.prints", "copies.then.people", "obstacle.kept"}

func (p *obstaclePage) askRestore(c *Counter) {
	time := c.date(p.newest.Made)
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("copies.sure", "time", time), Text: c.Words.Say("obstacle.lost", "time", time)},
		yes:   Action{Key: "Enter", Label: c.Words.Say("act.restore"), Danger: true},
		no:    c.Words.Say("act.back"),
		then:  func() { p.restore(c) },
	}
}

func (p *obstaclePage) restore(c *Counter) {
	p.do(c, "obstacle.restoring", func() string { return p.Restore(p.newest.File) })
}

// unlock asks for the passphrase of the vault that the copy needs, and restores it.
func (p *obstaclePage) unlock(c *Counter) {
	c.openPage(&doorPage{
		Door: Door{
			Open: p.Unlock, Leave: p.Leave,
			Enter:   func() { c.closePage(); p.restore(c) },
			Blocked: func(error) Obstacle { return p.Obstacle },
		},
		passphrase: newPassphrase("vault.passphrase"),
	})
}

func (p *obstaclePage) askAnew(c *Counter) {
	c.dialog = &question{
		state: DialogState{Title: c.Words.Say("obstacle.anew"), Text: c.Words.Say("obstacle.anew.text")},
		yes:   Action{Key: "Enter", Label: c.Words.Say("act.begin-anew"), Danger: true},
		no:    c.Words.Say("act.back"),
		then:  func() { p.do(c, "obstacle.restoring", p.Anew) },
	}
}

// do takes the obstacle away and starts again, or says why not.
func (p *obstaclePage) do(c *Counter, word string, remove func() (trouble string)) {
	p.doing, p.note = true, Message{Busy, c.Words.Say(word)}
	c.behind(func() func() {
		trouble := remove()
		return func() {
			p.doing, p.note = false, Message{}
			switch {
			case trouble == "":
				p.doing = true
				p.Again()
			case trouble == NeedsVault && p.Unlock != nil:
				p.unlock(c)
			default:
				p.note = Message{Bad, c.Words.Say(trouble)}
			}
		}
	})
}

// StartedAgain takes in that somebody has started the program a second time, and
// is shown this one instead.
func (c *Counter) StartedAgain() {
	c.tell(Busy, "notice.open-already")
	c.show()
}
