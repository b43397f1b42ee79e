package presenter

import (
	"slices"
	"strconv"
	"strings"

	"kasir/checkout"
)

// render works out what is shown, and with it what every key does.
func (c *Counter) render() State {
	c.hands = hands{keys: make(map[string]func())}
	s := State{
		Screen: c.screen(), Shop: c.Till.Shop.Name, Training: c.Till.Training,
		Language: c.Words.Language(), Notice: c.news(), Tasks: c.taskMark(),
		Strip: c.strip(), StripTitle: c.Words.Say("strip.title"), StripEmpty: c.Words.Say("strip.empty"),
	}
	if c.Till.Training {
		s.TrainingMark, s.Practice = c.Words.Say("training.banner"), c.Practice
	}
	switch s.Screen {
	case Amount:
		s.Amount = c.amountState()
		s.Actions = c.amountActions()
	case Method:
		sale := c.sum()
		s.Total, s.MethodTitle = c.money(sale.Due()), c.Words.Say("method.title")
		s.Methods = c.choices()
		s.Actions = c.methodActions()
	case Cash:
		s.Cash = c.cashState()
		s.Actions = c.cashActions()
	case Waiting, Paid, Unpaid, Doubt:
		s.Pay = c.payState()
		s.Actions = c.payActions(s.Screen)
	case Stopped:
		s.Pay = PayState{
			Tone: Warn, Title: c.Words.Say("stopped.title"),
			Detail: c.Words.Say("stopped.detail"), Advice: c.Words.Say("stopped.advice"),
		}
	}
	s.Customer = c.customer(s)
	if c.top() == nil {
		c.seen = s.Screen
	}
	c.turned = c.turned && mayTurn(s.Screen) && c.top() == nil
	s.Turned = c.turned
	c.renderPage(&s)
	if c.dialog != nil {
		dialog, beneath := c.dialog.state, c.hands
		c.hands = hands{keys: make(map[string]func())}
		if c.dialog.keys {
			dialog.Table = c.legend(beneath, s.Actions)
			c.through(beneath)
		}
		dialog.Actions = c.dialogActions()
		s.Dialog = &dialog
	}
	return s
}

func (c *Counter) screen() Screen {
	switch {
	case c.stopped:
		return Stopped
	case c.front != "":
		return phase(c.standing)
	case c.cash != nil:
		return Cash
	case c.choosing:
		return Method
	}
	return Amount
}

// on gives a key its act and makes the action that a button shows. Acts that
// need no button have no label.
func (c *Counter) on(key, label string, act func()) Action {
	c.hands.keys[key] = act
	if label == "" {
		return Action{}
	}
	return Action{Key: key, Label: c.Words.Say(label)}
}

func primary(a Action) Action { a.Primary = true; return a }
func danger(a Action) Action  { a.Danger = true; return a }

// everywhere are the keys that work on each screen.
func (c *Counter) everywhere() []Action {
	c.on("F7", "", c.openShift)
	c.on("s", "", c.openSettings)
	c.on("F8", "", c.lock)
	c.on("F10", "", c.openDrawer)
	c.on("F3", "", c.openHistory)
	c.on("F4", "", c.openRefunds)
	c.on("*", "", c.openTasks)
	return []Action{
		c.on("F6", "act.reprint", c.reprint),
		c.on("F1", "act.help", c.help),
	}
}

func (c *Counter) amountState() AmountState {
	sale := c.sum()
	st := AmountState{
		Title: c.Words.Say("amount.title"), Entry: c.money(c.entry.Amount()),
		Count: len(c.lines), Decimals: c.entry.Currency.Decimals,
		Empty: c.entry.Amount().IsZero() && len(c.lines) == 0,
	}
	if len(c.lines) > 0 {
		st.Sum = c.Words.Say("amount.sum", "count", strconv.Itoa(len(sale.Lines)), "sum", c.money(sale.Total()))
	}
	return st
}

func (c *Counter) amountActions() []Action {
	digitKeys(c.digit, c.hands.keys)
	c.on("000", "", func() { c.digit(0); c.digit(0); c.digit(0) })
	c.on(".", "", func() { c.entry.Mark() })
	c.on("+", "", c.add)
	c.on("Backspace", "", c.back)
	c.on("F2", "", c.leave)
	actions := []Action{
		primary(c.on("Enter", "act.charge", c.charge)),
		c.on("Esc", "act.clear", c.clear),
	}
	for _, s := range c.latest {
		if parked(s) {
			actions = append(actions, c.on("F9", "act.unpark", c.unparkLatest))
			break
		}
	}
	actions = append(actions, c.on("F3", "act.history", c.openHistory), c.on("F4", "act.refund", c.openRefunds),
		c.on("F7", "act.shift", c.openShift))
	return slices.Concat(actions, c.drawerButton(), c.everywhere())
}

func parked(s checkout.Sale) bool {
	for _, p := range s.Payments {
		if p.Parked && p.Status.IsOpen() {
			return true
		}
	}
	return false
}

func (c *Counter) choices() []Choice {
	sale := c.sum()
	var choices []Choice
	for i, m := range c.Till.Methods {
		choice := Choice{Key: c.methodKey(i), Label: m.Label, Selected: i == c.chosen}
		if why := c.Till.Unavailable(m, sale.Due()); why.Word != "" {
			choice.Why = c.reason(why)
		} else if inDoubt(m, c.paid) {
			choice.Why = c.Words.Say("method.in-doubt")
		}
		choices = append(choices, choice)
	}
	return choices
}

// methodKey is the key that starts a method: a digit, and a letter where there are
// more of them than digits. Few shops have as many, and the last have none.
func (c *Counter) methodKey(i int) string {
	const before = "s" // opens the settings
	if i >= strings.Index(keysOfNames, before) {
		return ""
	}
	return keysOfNames[i : i+1]
}

func (c *Counter) methodActions() []Action {
	for i := range c.Till.Methods {
		if key := c.methodKey(i); key != "" {
			c.on(key, "", func() { c.choose(i) })
		}
	}
	n := len(c.Till.Methods)
	c.on("Down", "", func() { c.chosen = (c.chosen + 1) % n })
	c.on("Up", "", func() { c.chosen = (c.chosen + n - 1) % n })
	c.on("F2", "", c.leave)
	return append([]Action{
		primary(c.on("Enter", "act.charge", func() { c.choose(c.chosen) })),
		c.on("Esc", "act.back", c.leaveMethods),
	}, c.everywhere()...)
}

// leaveMethods goes back to the amount. A sale of which a part is paid keeps its
// amounts; it stays open and is found in the strip.
func (c *Counter) leaveMethods() {
	if hasMoney(c.paid) || c.despite != nil {
		c.leave()
		return
	}
	c.choosing = false
}

// payActions are what can be done about the payment on screen. While it is
// only just being stored nothing can.
func (c *Counter) payActions(screen Screen) []Action {
	if c.standing.Payment.ID == "" {
		return nil
	}
	switch screen {
	case Paid:
		c.on("F2", "", c.next)
		var look []Action
		if c.receiptNews(c.standing.Sale).Tone == Warn {
			look = c.lookAt(c.standing.Sale)
		}
		return slices.Concat([]Action{primary(c.on("Enter", "act.next", c.next))}, look, c.drawerButton(), c.everywhere())
	case Unpaid:
		c.on("F2", "", c.next)
		actions := []Action{primary(c.on("Enter", "act.next", c.next))}
		if c.standing.Sale.Status == checkout.Open && !c.standing.Payment.Status.IsOpen() {
			actions = append(actions, c.on("Esc", "act.again", c.again))
		}
		return append(actions, c.everywhere()...)
	case Doubt:
		c.on("F2", "", c.askNew)
		serve := c.on("F9", "act.serve-next", c.park)
		actions := []Action{primary(serve)} // nobody is left to ask
		if c.standing.Payment.Followed() {
			actions = []Action{primary(c.on("F5", "act.check", c.checkNow)), serve}
		}
		if c.standing.Sale.Status == checkout.Open {
			actions = append(actions, c.on("+", "act.another-way", c.askDespite))
		}
		if p := c.standing.Payment; p.Status.IsOpen() && p.Withdrawn.IsZero() {
			actions = append(actions, danger(c.on("Esc", "act.cancel", c.askCancel)))
		}
		return append(actions, c.everywhere()...)
	case Amount, Method, Cash, Waiting, Stopped:
	}
	return c.waitingActions()
}

func (c *Counter) waitingActions() []Action {
	p := c.standing.Payment
	c.on("F2", "", c.askNew)
	actions := []Action{
		c.on("F5", "act.check", c.checkNow),
		c.on("F9", "act.park", c.park),
	}
	if p.Withdrawn.IsZero() {
		actions = append(actions, danger(c.on("Esc", "act.cancel", c.askCancel)))
	}
	if p.Prompt.Link != "" && c.OpenLink != nil {
		actions = append(actions, c.on("o", "act.open", func() { c.OpenLink(p.Prompt.Link) }))
	}
	actions = append(actions, c.on("t", "act.turn", c.turnScreen))
	if c.Customer != nil && p.Ref != "" {
		actions = append(actions, c.on("p", "act.customer", func() { c.Customer(p) }))
	}
	return append(actions, c.everywhere()...)
}

// through lets the function keys of what lies beneath a dialog work through it:
// the table of keys invites to press one.
func (c *Counter) through(beneath hands) {
	for key, act := range beneath.keys {
		if len(key) > 1 && key[0] == 'F' {
			c.hands.keys[key] = c.closing(act)
		}
	}
}

// closing takes the dialog away before an act.
func (c *Counter) closing(act func()) func() {
	return func() { c.dialog = nil; act() }
}

func (c *Counter) dialogActions() []Action {
	q := c.dialog
	var actions []Action
	for key, act := range q.more {
		c.hands.keys[key] = act
	}
	if q.then != nil {
		c.hands.keys[q.yes.Key] = c.closing(q.then)
		actions = append(actions, q.yes)
	}
	c.hands.keys["Esc"] = c.closing(func() {})
	return append(actions, Action{Key: "Esc", Label: q.no})
}
