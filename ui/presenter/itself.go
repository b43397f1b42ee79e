package presenter

import (
	"slices"
	"time"
)

// A selling screen may come by itself: the customer has paid, the time is up, the
// network is gone. A hand that was on its way to a key of the screen before means
// nothing on this one, which nobody has read yet.

const (
	// onItsWay is how long a hand still presses a key that it meant for what was
	// shown before.
	onItsWay = 700 * time.Millisecond
	// unread is how long nobody can have read which methods there are, and so cannot
	// mean a digit that charges.
	unread = 250 * time.Millisecond
	// briefly is how long PAID may have been shown without having been read.
	briefly = 1500 * time.Millisecond
)

// An arrival is something that has come by itself, until a hand has gone on.
type arrival struct {
	at     time.Time
	screen bool     // it is a selling screen
	digits bool     // digits charge on it
	meant  []string // keys that did something before, and leave what has come
	paid   Message  // says that money has come; empty where none has
}

// leaving are the keys that take a selling screen away, or confirm what it asks.
var leaving = []string{"Enter", "Esc", "F2", "F9"}

// isMeant tells whether a key was pressed for what is shown. One that did nothing
// before was: Enter on PAID is never slowed, and what it leaves unread stays as a
// notice.
func (c *Counter) isMeant(key string) bool {
	since := c.now().Sub(c.arrived.at)
	if slices.Contains(c.arrived.meant, key) {
		return since >= onItsWay
	}
	return !c.arrived.digits || !c.leaves(key) || since >= unread
}

func (c *Counter) leaves(key string) bool {
	return c.state.Screen == Method || slices.Contains(leaving, key) // there a digit charges
}

// Push takes a tap on the button of a key, as Press takes the key. Where the
// screen has just changed by itself another button has come under the finger.
func (c *Counter) Push(key string) {
	if c.arrived.screen && c.leaves(key) && c.now().Sub(c.arrived.at) < onItsWay {
		return
	}
	c.Press(key)
}

// arrive notes that a selling screen has come by itself in place of another, where
// nothing lies over it that somebody must take away first.
func (c *Counter) arrive(before, now State, could hands) {
	if c.acting || before.Screen == "" || before.Screen == now.Screen {
		return
	}
	if before.Page != nil || now.Page != nil || now.Dialog != nil {
		return
	}
	c.arrived = arrival{at: c.now(), screen: true, digits: now.Screen == Method}
	for _, key := range leaving {
		if could.keys[key] != nil {
			c.arrived.meant = append(c.arrived.meant, key)
		}
	}
	if now.Screen == Paid {
		c.arrived.paid = c.paidUnread(before.Screen == Cash)
	}
}

// paidUnread is what must not be missed of PAID: that the money has come, which
// whoever counted banknotes knows, or how much change to give.
func (c *Counter) paidUnread(inCash bool) Message {
	p := c.standing.Payment
	switch {
	case !inCash:
		return Message{Good, c.Words.Say("notice.paid-unread",
			"amount", c.money(p.Amount), "method", c.label(p.Method), "time", c.clock(c.arrived.at))}
	case p.Change.IsPositive():
		return Message{Good, c.Words.Say("cash.change", "amount", c.money(p.Change))}
	}
	return Message{}
}

// leavePaid keeps saying that money has come where PAID was taken away before
// anybody can have read it.
func (c *Counter) leavePaid() {
	if c.state.Screen != Paid || c.screen() == Paid {
		return
	}
	if c.now().Sub(c.arrived.at) < briefly {
		c.missed = c.arrived.paid
	}
	c.arrived.paid = Message{}
}
