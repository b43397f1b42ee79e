package presenter

import (
	"errors"

	"kasir/checkout"
)

// by is who does what is done at this till: whoever is signed in, or the till
// itself where nobody is set up.
func (c *Counter) by() string {
	if user := c.user.Load(); user != nil {
		return *user
	}
	return c.Till.Shop.Till
}

// cashier is whoever is signed in; empty where nobody is.
func (c *Counter) cashier() string {
	if user := c.user.Load(); user != nil {
		return *user
	}
	return ""
}

// openStaff asks who works here. It reads the journal.
func (c *Counter) openStaff() {
	if c.Staff == nil {
		return
	}
	setUp, err := c.Staff.SetUp()
	if err == nil {
		c.members, err = c.Staff.List()
	}
	c.guarded = setUp || err != nil
	if c.guarded {
		c.lockUp(err)
	}
}

// readMembers reads anew who works here.
func (c *Counter) readMembers(then func()) {
	c.behind(func() func() {
		all, err := c.Staff.List()
		return func() {
			if err != nil {
				c.failed("", err)
				return
			}
			c.members = all
			then()
		}
	})
}

// watchStaff keeps true who is signed in: hands at the keys stay, and whoever
// has been gone for long is signed out. It reads the journal.
func (c *Counter) watchStaff() {
	if c.Staff == nil || c.user.Load() == nil {
		return
	}
	if c.hand.Swap(false) {
		c.Staff.Touch()
	}
	if _, here := c.Staff.Who(); !here {
		err := c.Staff.SignOut()
		c.user.Store(nil)
		c.Dispatch(func() {
			if err != nil {
				c.failed("", err)
			}
			c.lockUp(nil)
		})
	}
}

// touched says that a hand is at the keys.
func (c *Counter) touched() { c.hand.Store(true) }

// lock leaves the till to nobody, for the next user. A payment goes on.
func (c *Counter) lock() {
	if !c.guarded {
		c.tell(Warn, "notice.no-users")
		return
	}
	c.lockUp(nil)
	c.chore(func() {
		c.user.Store(nil)
		if err := c.Staff.SignOut(); err != nil {
			c.Dispatch(func() { c.failed("", err) })
		}
	})
}

// lockUp asks who is at the till, over everything. missing says that the list of
// people is gone from the database.
func (c *Counter) lockUp(missing error) {
	p := &identify{
		name: "sign-in", title: "sign-in.title", lead: "sign-in.lead", enter: "act.sign-in", locked: true,
		check: func(m checkout.Member, secret checkout.Secret) (func(), error) {
			if err := c.Staff.SignIn(m.Name, secret); err != nil {
				return nil, err
			}
			c.user.Store(&m.Name)
			c.touched()
			return func() { c.tell(Calm, "notice.signed-in", "name", m.Name) }, nil
		},
	}
	if errors.Is(missing, checkout.ErrPeopleMissing) {
		p.note = c.refusal(missing)
	}
	c.dialog = nil
	c.onlyPage(p)
	p.list(c, checkout.Cashier)
}

// refusal puts into words why somebody was not let in.
func (c *Counter) refusal(err error) Message {
	var wait *checkout.WaitError
	switch {
	case errors.As(err, &wait):
		return Message{Warn, c.Words.Say("identify.wait", "seconds", c.seconds(wait.For))}
	case errors.Is(err, checkout.ErrWrongSecret):
		return Message{Bad, c.Words.Say("identify.wrong")}
	case errors.Is(err, checkout.ErrLockedOut):
		return Message{Bad, c.Words.Say("identify.locked-out")}
	case errors.Is(err, checkout.ErrPeopleMissing):
		return Message{Bad, c.Words.Say("identify.missing")}
	case errors.Is(err, checkout.ErrNoVault):
		return Message{Bad, c.Words.Say("identify.no-vault")}
	}
	if c.Log != nil {
		c.Log.Error("identify", "err", err)
	}
	return Message{Bad, c.Words.Say("notice.failed")}
}
