package checkout_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
)

// A refund's answer was lost, and three seconds later the clock was set a day ahead:
// the refund counted as stuck, and could be called refused while its request was still
// on the way.
func TestASetClockMakesNoRefundRefusable(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.set(func() { f.losing = true })
		ctx, cancel := context.WithCancel(t.Context())
		o := refundOf(s, 50000)
		done := make(chan struct{})
		go func() { defer close(done); _, _ = c.Refund(ctx, o, quiet) }()
		wait(3 * time.Second)
		c.skew.Store(int64(day))
		if _, err := c.CloseRefund(s.ID, o.ID, checkout.RefundRefused, "owner", "", "not listed there"); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("3 s after it was asked for: %v", err)
		}
		wait(15 * time.Minute)
		if _, err := c.CloseRefund(s.ID, o.ID, checkout.RefundRefused, "owner", "", "not listed there"); err != nil {
			t.Errorf("a quarter of an hour later: %v", err)
		}
		cancel()
		<-done
	})
}

// A payment was cancelled while the clock was a week ahead. When the clock had been
// set right its end lay in the future, and its service was asked every 15 s for a week.
func TestAnEndInTheFutureIsNotAskedAboutAllTheTime(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		c.service.canKill = true
		c.skew.Store(int64(7 * day))
		wait(3 * time.Second)
		if _, err := c.Cancel(t.Context(), o.Sale, c.sale(o.Sale).Payments[0].ID, "ani"); err != nil {
			t.Fatal(err)
		}
		wait(3 * time.Second)
		c.skew.Store(0)
		wait(2 * time.Hour)
		before := c.service.asked()
		wait(24 * time.Hour)
		if n := c.service.asked() - before; n > 50 {
			t.Errorf("asked %d times in a day", n)
		}
	})
}

// A method was missing from kasir.toml for one start. A payment half a minute old,
// whose answer was lost, ended at once as one whose key is too old; the method came
// back seconds later, and the payment was never asked about again.
func TestAMissingMethodEndsNoDoubt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c, o := doubtful(t, ctx)
		cancel()
		<-c.done
		methods := c.Methods
		c.Methods = c.Methods[1:]
		ctx, cancel = context.WithCancel(t.Context())
		c.startAgain(ctx, c.sale(o.Sale).Payments[0])
		wait(5 * time.Second)
		cancel()
		<-c.done
		c.Methods = methods
		c.service.network(nil)
		c.startAgain(t.Context(), c.sale(o.Sale).Payments[0])
		wait(5 * time.Second)
		if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Pending {
			t.Errorf("after %v: %v, %+v", time.Since(p.Created), p.Status, p.Reason)
		}
		c.service.pay()
		wait(5 * time.Second)
		if s := c.sale(o.Sale); s.Status != checkout.Completed {
			t.Errorf("paid: %v", s.Status)
		}
	})
}

// ahead is a service that says that the machine's clock is ahead.
type ahead struct {
	*service
	by time.Duration
}

func (a ahead) ClockReadings() []checkout.ClockReading {
	one := checkout.ClockReading{Ahead: a.by, At: time.Now().Add(a.by)}
	return []checkout.ClockReading{one, one}
}

// By a clock seven hours ahead every code looked over, so one answer that was lost
// made a doubt of it, and the customer could not scan it any more.
func TestAnAheadClockMakesNoDoubtOfOneLostAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.skew.Store(int64(7 * time.Hour))
		c.Methods[0].Provider = ahead{c.service, 7 * time.Hour}
		ctx, cancel := context.WithCancel(t.Context())
		c.pay(ctx, order(50000))
		wait(3 * time.Second)
		c.service.network(silent)
		wait(4 * time.Second)
		if st := c.last(); st.Doubt || st.Fault.Trouble == 0 || st.Payment.Status != checkout.Pending {
			t.Errorf("%v: doubt %v, fault %v", st.Payment.Status, st.Doubt, st.Fault)
		}
		cancel()
		<-c.done
	})
}

// The method of a refund was gone from the settings: "refused" was never believed, as
// the till began to count only when somebody said it.
func TestARefundOfAMissingMethodCanBeEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.set(func() { f.losing = true })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		o := refundOf(s, 50000)
		_, _ = c.Refund(ctx, o, quiet) // its answer is lost
		c.Methods = c.Methods[1:]
		ctx, cancel = context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); _, _ = c.FollowRefund(ctx, s.ID, o.ID, quiet) }()
		wait(time.Hour)
		if _, err := c.CloseRefund(s.ID, o.ID, checkout.RefundRefused, "owner", "", "not listed there"); err != nil {
			t.Error(err)
		}
		cancel()
		<-done
	})
}
