package presenter

import (
	"context"
	"strconv"

	"kasir/checkout"
)

// comparing is the page while the services are asked what they have.
type comparing struct {
	lead        string // a key of the word list
	done, total int
	cancel      context.CancelFunc
}

// asking is a comparison that can be ended, and says how far it is.
type asking func(ctx context.Context, progress func(done, total int)) ([]checkout.Difference, error)

// compare asks the services behind a page of its own, which whoever waits can
// leave or cut short; then hears what was found.
func (c *Counter) compare(lead string, ask asking, then func([]checkout.Difference)) {
	ctx, cancel := context.WithCancel(c.ctx)
	p := &comparing{lead: lead, cancel: cancel}
	c.openPage(p)
	c.behind(func() func() {
		defer cancel()
		found, err := ask(ctx, func(done, total int) {
			c.Dispatch(func() {
				p.done, p.total = done, total
				c.show()
			})
		})
		changed := c.moneyFound(found)
		return func() {
			for _, s := range changed { // also where nobody waits for the rest
				c.learn(s)
			}
			switch {
			case c.top() != page(p): // whoever waited has gone back
			case err != nil:
				c.leavePage(p)
				c.failed("", err)
			default:
				then(found)
			}
		}
	})
}

// moneyFound reads the sales whose money the till has taken in while it compared. It
// reads the journal.
func (c *Counter) moneyFound(all []checkout.Difference) []checkout.Sale {
	var changed []checkout.Sale
	for _, d := range all {
		if d.Kind != checkout.PaidThere {
			continue
		}
		s, err := c.Till.Journal.Sale(d.Sale)
		if err != nil {
			c.warn("read a sale that was compared", err)
			continue
		}
		changed = append(changed, s)
	}
	return changed
}

func (p *comparing) render(c *Counter) (PageState, []Action) {
	progress := ""
	if p.total > 0 {
		progress = strconv.Itoa(p.done) + " / " + strconv.Itoa(p.total)
	}
	return PageState{Name: "comparing", Title: c.Words.Say("closing.compare"), Body: Outcome{Pay: PayState{
		Tone: Busy, Title: c.Words.Say("closing.compare"), Amount: progress, Detail: c.Words.Say(p.lead),
	}}}, []Action{c.on("Esc", "act.skip", p.cancel)}
}
