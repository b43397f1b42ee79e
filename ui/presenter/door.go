package presenter

import (
	"context"
	"errors"

	"kasir/checkout"
)

// A Door stands before a till whose vault waits for its passphrase.
type Door struct {
	// Open opens the vault, and the till behind it. It waits. checkout.ErrWrongSecret
	// may be tried again; any other error is final.
	Open func(passphrase checkout.Secret) error
	// Without opens the till without its vault. It waits. Nil where the till cannot
	// do without.
	Without func() error
	// Enter goes on to the till that was opened.
	Enter func()
	// Blocked is what keeps the till shut behind an open vault.
	Blocked func(err error) Obstacle
	// Leave ends the program.
	Leave func()
}

// Knock asks for the passphrase of the vault, in place of Open: this Counter
// serves nobody and needs no more than the shop, Words, Log and Dispatch.
func (c *Counter) Knock(ctx context.Context, d Door) {
	c.ctx, c.cancel = context.WithCancel(ctx)
	c.entry.Currency = c.Till.Shop.Currency
	c.onlyPage(&doorPage{Door: d, passphrase: newPassphrase("vault.passphrase")})
	c.show()
}

// doorPage asks for the passphrase before anything else. What is typed is never
// shown and forgotten once it has been looked at.
type doorPage struct {
	Door
	passphrase *text
	note       Message
	busy       bool
}

func (p *doorPage) render(c *Counter) (PageState, []Action) {
	say := c.Words.Say
	state := PageState{Name: "vault", Title: say("vault.locked"), Lead: say("vault.locked.lead"), Note: p.note, Locked: true}
	without := Fact{Label: say("vault.without"), Value: say("vault.without.nothing"), Tone: Warn}
	if p.Without != nil {
		without.Value = say("vault.without.some")
	}
	state.Body = Form{
		Facts: []Fact{
			{Label: say("vault.file"), Value: dotted(c.Till.Shop.Name, c.Till.Shop.Till)},
			{Label: say("vault.holds"), Value: say("vault.holds.what")},
			without,
		},
		Fields: []Field{p.passphrase.field(c, true)},
	}
	if p.busy {
		return state, nil
	}
	p.passphrase.keys(c)
	actions := []Action{primary(c.on("Enter", "act.open-vault", func() { p.open(c) }))}
	if p.Without != nil {
		return state, append(actions, c.on("Esc", "act.without-vault", func() { p.wait(c, p.Without) }))
	}
	return state, append(actions, c.on("Esc", "act.close-kasir", p.Leave))
}

// open looks at what was typed.
func (p *doorPage) open(c *Counter) {
	passphrase := checkout.Secret(p.passphrase.value)
	if passphrase == "" {
		return
	}
	p.passphrase.value = ""
	p.wait(c, func() error { return p.Open(passphrase) })
}

// wait has the till opened, and enters it.
func (p *doorPage) wait(c *Counter, open func() error) {
	p.busy, p.note = true, Message{Busy, c.Words.Say("identify.checking")}
	c.behind(func() func() {
		err := open()
		return func() {
			switch {
			case errors.Is(err, checkout.ErrWrongSecret):
				p.busy, p.note = false, Message{Bad, c.Words.Say("vault.wrong")}
				c.Log.Warn("vault refused")
			case err != nil:
				c.Block(p.Blocked(err))
			default:
				p.Enter()
			}
		}
	})
}
