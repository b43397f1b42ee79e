package checkout_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
)

// A holder is a service that keeps paid money until the shop takes it.
type holder struct {
	*service
	captures int
	refuses  bool
}

func (h *holder) Capture(context.Context, checkout.Payment) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.captures++
	if h.refuses {
		return silent("capture")
	}
	return nil
}

// The customer had paid and the service kept the money, because the shop's last
// step was lost; nothing tried again, and the shop was never paid.
func TestUncapturedMoneyIsTakenLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		h := &holder{service: c.service, refuses: true}
		h.twist = func(g *checkout.Progress) {
			g.Uncaptured = g.Status == checkout.Paid
			if g.Uncaptured {
				g.Reason.Word = "not-captured"
			}
		}
		c.Methods[0].Provider = h
		ctx, cancel := context.WithCancel(t.Context())
		o := order(50000)
		c.pay(ctx, o)
		wait(1500 * time.Millisecond)
		c.service.pay()
		wait(15 * time.Minute)
		s := c.sale(o.Sale)
		if s.Status != checkout.Completed || h.captures < 3 {
			t.Errorf("%v, tried %d times", s.Status, h.captures)
		}
		oneTask(t, s, checkout.TaskUncaptured)
		cancel()
		<-c.done

		h.mu.Lock()
		h.refuses = false
		h.mu.Unlock()
		again := &checkout.Till{Shop: c.Shop, Journal: c.db, Methods: c.Methods}
		left, err := again.Resume()
		if err != nil || len(left) != 1 {
			t.Fatalf("after a restart: %v, %d sales", err, len(left))
		}
		if s, err = again.Follow(t.Context(), s.ID, s.Payments[0].ID, func(checkout.Standing) {}); err != nil {
			t.Fatal(err)
		}
		if s.Payments[0].Uncaptured || s.Payments[0].Status != checkout.Paid || s.Payments[0].Reason.Word != "" {
			t.Errorf("got %+v", s.Payments[0])
		}
		noTask(t, s)
	})
}
