package presenter

import (
	"context"
	"time"

	"kasir/checkout"
)

// A following is the asking about one payment. Of one that is only just being
// stored nothing is known but its sale.
type following struct {
	sale    checkout.SaleID
	payment checkout.PaymentID
}

// follow runs the asking about a payment, of which followed knows already, and
// brings its news to the screen.
func (c *Counter) follow(f following, ask func(context.Context, func(checkout.Standing)) error) {
	c.spawn(func() {
		err := ask(c.ctx, func(st checkout.Standing) {
			c.Dispatch(func() {
				delete(c.followed, f)
				f.payment = st.Payment.ID
				c.followed[f] = true
				c.heard(st)
			})
		})
		if c.ctx.Err() == nil {
			c.Dispatch(func() {
				delete(c.followed, f)
				if err != nil {
					c.failed(f.sale, err)
				}
			})
		}
	})
}

// followAll follows what a sale has open and nobody follows yet: two who ask about
// one payment would only ask too often.
func (c *Counter) followAll(s checkout.Sale) {
	c.resumeRefunds(s)
	for _, p := range s.Payments {
		f := following{s.ID, p.ID}
		if !p.Followed() || c.followed[f] || c.followed[following{sale: s.ID}] {
			continue
		}
		c.followed[f] = true
		c.follow(f, func(ctx context.Context, watch func(checkout.Standing)) error {
			_, err := c.Till.Follow(ctx, s.ID, p.ID, watch)
			return err
		})
	}
}

// chore queues a short act on the journal. Acts are done in the order in which
// they were asked for, never on the UI goroutine.
func (c *Counter) chore(act func()) {
	select {
	case c.chores <- act:
		return
	default: // full: the disk is slow
	}
	select {
	case c.chores <- act:
	case <-c.ctx.Done():
	}
}

func (c *Counter) doChores() {
	for {
		select {
		case act := <-c.chores:
			act()
		case <-c.ctx.Done():
			c.finishChores()
			return
		}
	}
}

// finishChores does what was asked for before the end: cash that is in the
// drawer must be on disk.
func (c *Counter) finishChores() {
	for {
		select {
		case act := <-c.chores:
			act()
		default:
			return
		}
	}
}

// tick keeps countdowns and "checked 3 s ago" true.
func (c *Counter) tick() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			c.watchStaff()
			c.Dispatch(c.show)
		case <-c.ctx.Done():
			return
		}
	}
}
