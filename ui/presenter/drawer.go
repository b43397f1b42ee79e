package presenter

import "kasir/checkout"

// openDrawer opens the drawer without a sale. It is recorded, and the record
// is on disk before the pulse leaves.
func (c *Counter) openDrawer() {
	if !c.HasDrawer {
		c.tell(Warn, "notice.no-drawer")
		return
	}
	c.permit(checkout.Act{Right: checkout.RightNoSale}, func(by consent) {
		c.chore(func() {
			_, err := c.Till.OpenDrawer(c.by(), by.id)
			c.Dispatch(func() {
				if err != nil {
					c.failed("", err)
					return
				}
				c.printed()
			})
		})
	})
}

// PaperPrinted takes in how a print that belongs to no sale stands.
func (c *Counter) PaperPrinted(p checkout.Paper) {
	word, trouble := printWord(p.Print)
	switch drawer := p.Kind == checkout.DrawerPulse; {
	case p.Waits():
	case trouble && drawer:
		c.tell(Warn, "notice.drawer", "cause", c.Words.Say(word))
	case trouble:
		c.tell(Warn, "notice.report-failed", "cause", c.Words.Say(word))
	case drawer:
		c.tell(Good, "notice.drawer-open")
	default:
		c.tell(Good, "notice.report-printed")
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
