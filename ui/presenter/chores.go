package presenter

import (
	"context"
	"time"

	"kasir/checkout"
)

// follow runs the asking about a payment and brings its news to the screen.
func (c *Counter) follow(sale checkout.SaleID, ask func(context.Context, func(checkout.Standing)) error) {
	c.spawn(func() {
		err := ask(c.ctx, func(st checkout.Standing) {
			c.Dispatch(func() { c.heard(st) })
		})
		if err != nil && c.ctx.Err() == nil {
			c.Dispatch(func() { c.failed(sale, err) })
		}
	})
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
