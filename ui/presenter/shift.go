package presenter

import (
	"strconv"

	"kasir/checkout"
	"kasir/checkout/money"
)

// shiftPage says how the running shift stands, what is still loose in it first,
// and what can be done about it.
type shiftPage struct {
	shift checkout.Shift
	loose []todo
	known bool // the journal has been read
	pick  pick
}

// A doing is one thing that can be done on a page.
type doing struct {
	label string // a key of the word list
	do    func()
}

func (c *Counter) openShift() {
	if c.Till.Shifts == nil {
		return
	}
	p := &shiftPage{shift: c.shift}
	c.onlyPage(p)
	p.look(c)
}

// look reads how the shift stands.
func (p *shiftPage) look(c *Counter) {
	c.behind(func() func() {
		shift, err := c.Till.Shifts.Shift(0)
		loose, failed := c.looseEnds()
		return func() {
			if err != nil || failed != nil {
				c.failed("", firstOf(err, failed))
				return
			}
			for _, t := range loose {
				c.learn(t.sale) // none is listed that its own page does not know
			}
			p.shift, p.loose, p.known = shift, loose, true
			c.shift = shift
		}
	})
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// looseEnds lists what is open or late, the oldest first. It reads the journal.
func (c *Counter) looseEnds() ([]todo, error) {
	sales, err := c.Till.Journal.Unfinished()
	left, failed := c.readGap()
	var all []todo
	if !left.IsZero() {
		all = append(all, todo{Task: left.Task()})
	}
	for _, s := range sales {
		for _, task := range s.LooseEnds(c.now()) {
			all = append(all, todo{task, s})
		}
	}
	return all, firstOf(err, failed)
}

// looseFact is a loose end in one line.
func (c *Counter) looseFact(t todo) Fact {
	value := dotted(c.money(t.Amount), c.row(t.sale).Number)
	if t.Kind == checkout.TaskRestored {
		value = c.moment(t.Since)
	}
	return Fact{Label: c.taskWord(t), Value: value, Tone: Warn}
}

func (p *shiftPage) heard(checkout.Sale) { p.known = false }

func (p *shiftPage) render(c *Counter) (PageState, []Action) {
	if !p.known && p.shift.Number != 0 { // a sale has changed meanwhile
		p.known = true
		p.look(c)
	}
	doings := p.doings(c)
	choices := c.doings(doings)
	enter := p.pick.choose(c, choices, "act.choose", func(i int) { doings[i].do() })
	return PageState{
		Name: "shift", Title: c.Words.Say("shift.title"), Lead: c.Words.Say("shift.lead"),
		Body: Choices{Facts: p.facts(c), Choices: choices},
	}, append([]Action{enter}, c.pageKeys()...)
}

// looseShown is how many loose ends stand beside the choices.
const looseShown = 5

func (p *shiftPage) facts(c *Counter) []Fact {
	say := c.Words.Say
	if p.shift.Number == 0 {
		return []Fact{{Label: say("shift.number"), Value: "…"}}
	}
	facts := []Fact{{Label: say("shift.number"), Value: strconv.FormatUint(p.shift.Number, 10)}}
	if p.shift.IsOpen() {
		facts = append(facts, Fact{
			Label: say("shift.open-since"), Value: dotted(c.moment(p.shift.Opened), p.shift.OpenedBy), Tone: Good,
		})
	} else {
		facts = append(facts, Fact{Label: say("shift.state"), Value: say("shift.not-open"), Tone: Warn})
	}
	if len(p.loose) == 0 {
		return append(facts, Fact{Label: say("shift.loose"), Value: say("shift.nothing-loose")})
	}
	facts = append(facts, Fact{Label: say("shift.loose"), Value: strconv.Itoa(len(p.loose)), Tone: Warn})
	for _, t := range p.loose[:min(len(p.loose), looseShown)] {
		facts = append(facts, c.looseFact(t))
	}
	return facts
}

func (p *shiftPage) doings(c *Counter) []doing {
	if p.shift.Number == 0 {
		return nil
	}
	var all []doing
	if !p.shift.IsOpen() {
		all = append(all, doing{"shift.do.open", func() { p.open(c) }})
	}
	all = append(all, doing{"shift.do.figures", func() { c.openFigures() }})
	if c.takesCash() {
		all = append(all,
			doing{"shift.do.cash-in", func() { p.moveCash(c, checkout.PaidIn) }},
			doing{"shift.do.cash-out", func() { p.moveCash(c, checkout.PaidOut) }})
	}
	return append(all, doing{"shift.do.close", func() { c.beginClosing(p.shift.Number, p.loose) }})
}

// takesCash tells whether there is a drawer with money in it.
func (c *Counter) takesCash() bool {
	for _, m := range c.Till.Methods {
		if m.Cash != nil {
			return true
		}
	}
	return false
}

// open opens the shift, with the change that lies in the drawer.
func (p *shiftPage) open(c *Counter) {
	open := func(float money.Amount) {
		var floats []money.Amount
		if float.IsPositive() {
			floats = []money.Amount{float}
		}
		by := c.by()
		c.chore(func() {
			shift, err := c.Till.OpenShift(floats, by)
			c.Dispatch(func() {
				if err != nil {
					c.failed("", err)
					return
				}
				c.tell(Good, "notice.shift-open", "number", strconv.FormatUint(shift.Number, 10))
				p.look(c)
				c.show()
			})
		})
	}
	if !c.takesCash() {
		open(money.Amount{})
		return
	}
	c.openPage(newTally(c, "shift-float", "shift.float", "shift.float.lead", func(float money.Amount) {
		c.closePage()
		open(float)
	}))
}

// moveCash puts cash into the drawer or takes it out, for a reason.
func (p *shiftPage) moveCash(c *Counter, kind checkout.CashKind) {
	order := checkout.CashOrder{ID: checkout.NewCashID(), Kind: kind, By: c.by()}
	c.openPage(newTally(c, string(kind), "shift."+string(kind), "shift."+string(kind)+".lead", func(amount money.Amount) {
		if !amount.IsPositive() {
			return
		}
		order.Amount = amount
		c.openPage(&why{name: "cash-reason", reasons: newReasons(cashReasons), then: func(reason string) {
			order.Reason = reason
			c.permit(order.Act(), func(by consent) {
				order.Approval = by.id
				p.orderCash(c, order)
			})
		}})
	}))
}

// cashReasons are why cash moves beside sales, the most frequent first.
var cashReasons = []string{"why.change", "why.bank", "why.supplier", "why.wages", "why.other"}

func (p *shiftPage) orderCash(c *Counter, order checkout.CashOrder) {
	c.onlyPage(p)
	c.chore(func() {
		_, err := c.Till.MoveCash(order)
		c.Dispatch(func() {
			if err != nil {
				c.failed("", err)
				return
			}
			c.printed() // the drawer
			c.tell(Good, "notice."+string(order.Kind), "amount", c.money(order.Amount))
			p.look(c)
			c.show()
		})
	})
}

// tally is a page on which an amount is typed.
type tally struct {
	name   string // of the page
	title  string // a key of the word list
	lead   string // likewise
	figure figure
	done   func(money.Amount)
	must   bool // something must be typed, be it 0
}

func newTally(c *Counter, name, title, lead string, done func(money.Amount)) *tally {
	return &tally{name: name, title: title, lead: lead, figure: figure{all: money.Of(0, c.Till.Shop.Currency)}, done: done}
}

func (t *tally) render(c *Counter) (PageState, []Action) {
	back := t.figure.keys(c)
	enter := primary(c.on("Enter", "act.go-on", func() {
		if t.figure.typed || !t.must {
			t.done(t.figure.value())
		}
	}))
	return PageState{
		Name: t.name, Title: c.Words.Say(t.title), Lead: c.Words.Say(t.lead),
		Body: Figure{Next: c.Words.Say("act.go-on"), Amount: t.figure.state(c, t.title)},
	}, []Action{enter, back, c.on("F1", "act.help", c.help)}
}

// why is a page on which a reason is chosen.
type why struct {
	name    string
	facts   []Fact
	reasons reasons
	then    func(reason string)
}

func (w *why) render(c *Counter) (PageState, []Action) {
	enter := w.reasons.choose(c, "act.go-on", func() { w.then(w.reasons.words(c)) })
	return PageState{
		Name: w.name, Title: c.Words.Say("why.title"), Lead: c.Words.Say("why.lead"),
		Body: w.reasons.body(c, w.facts),
	}, append([]Action{enter}, c.pageKeys()...)
}
