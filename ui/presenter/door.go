package presenter

import (
	"context"
	"errors"

	"kasir/checkout"
)

// A Door stands before a till whose vault waits for its passphrase.
type Door struct {
	// Open opens the vault, and the till behind it. It waits. checkout.ErrWrongSecret
	// may be tried again; any other error is in words for a person, and final.
	Open func(passphrase checkout.Secret) error
	// Without opens the till without its vault. It waits. Nil where the till cannot
	// do without.
	Without func() error
	// Enter goes on to the till that was opened.
	Enter func()
	// Leave ends the program; why is what kept the till shut, empty where nothing did.
	Leave func(why string)
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
	shut       string // why the till did not open, for good
}

func (p *doorPage) render(c *Counter) (PageState, []Action) {
	say := c.Words.Say
	state := PageState{Name: "vault", Title: say("vault.locked"), Lead: say("vault.locked.lead"), Note: p.note, Locked: true}
	if p.shut != "" {
		state.Name, state.Title, state.Lead = "shut", say("vault.shut"), say("vault.shut.lead")
		state.Body = Story{Lines: []Line{{Text: p.shut, Tone: Bad}}}
		return state, []Action{primary(c.on("Enter", "act.close-kasir", func() { p.Leave(p.shut) }))}
	}
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
	return state, append(actions, c.on("Esc", "act.close-kasir", func() { p.Leave("") }))
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
				p.shut, p.note = err.Error(), Message{}
			default:
				p.Enter()
			}
		}
	})
}
