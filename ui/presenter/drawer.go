package presenter

import (
	"errors"

	"kasir/checkout"
)

// openDrawer opens the drawer without a sale. It is recorded, and the record
// is on disk before the pulse leaves.
func (c *Counter) openDrawer() {
	if !c.HasDrawer {
		c.tell(Warn, "notice.no-drawer")
		return
	}
	c.chore(func() {
		_, err := c.Till.OpenDrawer(c.Till.Shop.Till, "")
		c.Dispatch(func() {
			switch {
			case err == nil:
				c.printed()
			case errors.Is(err, checkout.ErrNotAllowed):
				c.tell(Warn, "notice.not-allowed")
			default:
				c.failed("", err)
			}
			c.show()
		})
	})
}

// PaperPrinted takes in how a print that belongs to no sale stands.
func (c *Counter) PaperPrinted(p checkout.Paper) {
	word, trouble := printWord(p.Print)
	switch {
	case p.Waits():
	case trouble:
		c.tell(Warn, "notice.drawer", "cause", c.Words.Say(word))
	default:
		c.tell(Good, "notice.drawer-open")
	}
	c.show()
}

// drawerButton is F10 where there is room for a button and a drawer to open.
func (c *Counter) drawerButton() []Action {
	if !c.HasDrawer {
		return nil
	}
	return []Action{c.on("F10", "act.drawer", c.openDrawer)}
}
