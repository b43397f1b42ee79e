package checkout_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
)

const day = 24 * time.Hour

// startAgain is the same till after its program has ended: what it had in memory
// is gone. It follows the payment in a goroutine of its own.
func (c *counter) startAgain(ctx context.Context, p checkout.Payment) {
	before := c.Till
	c.Till = &checkout.Till{
		Now: before.Now, Shop: before.Shop, Methods: before.Methods, Journal: before.Journal, Shifts: before.Shifts, Tray: before.Tray,
	}
	c.done = make(chan struct{})
	go func() {
		defer close(c.done)
		_, err := c.Follow(ctx, p.Sale, p.ID, c.hear)
		c.mu.Lock()
		c.err = err
		c.mu.Unlock()
	}()
}

// A machine started with a date that was a day ahead: the payment that had been
// in front of the customer was taken back and called without an end at the first
// answer, and the money that came after that was a stranger's.
func TestWrongClockAtStartKeepsAskingAboutWhatIsOpen(t *testing.T) {
	for name, skew := range map[string]time.Duration{"ahead": 26 * time.Hour, "years ahead": 5 * 365 * day, "behind": -400 * day} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCounter(t)
				ctx, cancel := context.WithCancel(t.Context())
				o := order(50000)
				c.pay(ctx, o)
				wait(5 * time.Second)
				cancel()
				<-c.done
				c.skew.Store(int64(skew))
				c.startAgain(t.Context(), c.sale(o.Sale).Payments[0])
				wait(10 * time.Minute)
				p := c.sale(o.Sale).Payments[0]
				if p.Status != checkout.Pending || !p.Withdrawn.IsZero() || p.Kept || c.service.cancels != 0 {
					t.Errorf("by a wrong clock: %v, withdrawn %v, kept %v, %d cancels", p.Status, !p.Withdrawn.IsZero(), p.Kept, c.service.cancels)
				}
				c.service.pay()
				wait(2 * time.Second)
				if s := c.sale(o.Sale); s.Status != checkout.Completed || s.Number != 1 {
					t.Errorf("paid: got %v, number %d", s.Status, s.Number)
				}
				<-c.done
			})
		})
	}
}

// By a date that is ahead, the watch over an ended payment was over after one
// question, or the next question was due in weeks.
func TestWrongClockAtStartEndsNoWatch(t *testing.T) {
	for _, tt := range []struct {
		watch, skew, later time.Duration
	}{
		{time.Minute, day, 30 * time.Second},
		{time.Minute, 5 * 365 * day, 30 * time.Second},
		{day, 5 * 365 * day, 50 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			c := newCounter(t)
			c.Methods[0].Terms.Watch = tt.watch
			ctx, cancel := context.WithCancel(t.Context())
			o := order(50000)
			c.pay(ctx, o)
			wait(20*time.Minute + 5*time.Second)
			cancel()
			<-c.done
			p := c.sale(o.Sale).Payments[0]
			if p.Status != checkout.Expired || !p.Followed() {
				t.Fatalf("got %v, followed %v", p.Status, p.Followed())
			}
			c.skew.Store(int64(tt.skew))
			c.startAgain(t.Context(), p)
			wait(tt.later)
			c.service.pay()
			wait(time.Hour + time.Minute)
			if s := c.sale(o.Sale); s.Payments[0].Status != checkout.Paid || !s.Payments[0].Late() {
				t.Errorf("%+v: got %v", tt, s.Payments[0].Status)
			}
			<-c.done
		})
	}
}

// What ended yesterday is not kept in front of the cashier all morning: this run sees
// as much of its watch as there is, and asks a last time then.
func TestYesterdaysWatchEndsWhenItHasBeenSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		ctx, cancel := context.WithCancel(t.Context())
		o := order(50000)
		c.pay(ctx, o)
		wait(20*time.Minute + 5*time.Second)
		cancel()
		<-c.done
		wait(15 * time.Hour)
		c.startAgain(t.Context(), c.sale(o.Sale).Payments[0])
		polls := c.service.asked()
		wait(50 * time.Second)
		if p := c.sale(o.Sale).Payments[0]; !p.Followed() {
			t.Error("its watch ended before it was seen")
		}
		wait(20 * time.Second)
		if p := c.sale(o.Sale).Payments[0]; p.Followed() || c.service.asked()-polls > 6 {
			t.Errorf("followed %v after %d questions", p.Followed(), c.service.asked()-polls)
		}
		<-c.done
	})
}

// A clock that is set while the customer looks for his phone takes no code away.
func TestClockSetWhileACodeIsShownChangesNothing(t *testing.T) {
	for _, skew := range []time.Duration{3 * time.Hour, 30 * day, -30 * day} {
		run(t, func(t *testing.T, c *counter, o checkout.Order) {
			wait(5 * time.Second)
			events := len(c.sale(o.Sale).Events)
			c.skew.Store(int64(skew))
			wait(3 * time.Minute)
			if s := c.sale(o.Sale); len(s.Events) != events || s.Payments[0].Status != checkout.Pending {
				t.Errorf("%v: got %v after %v", skew, s.Payments[0].Status, s.Events[events:])
			}
			polls := c.service.asked()
			wait(10 * time.Second)
			if more := c.service.asked() - polls; more < 9 || more > 11 {
				t.Errorf("%v: %d questions in 10 s", skew, more)
			}
		})
	}
}

// A service that never stops calling a payment open brings it before a person, by
// the time that the till has asked and not by the date.
func TestPaymentWithoutAnEndNeedsAPerson(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.life = 1000 * time.Hour
		c.pay(t.Context(), order(50000))
		wait(6*time.Hour + 59*time.Minute)
		if p := c.last().Payment; p.Status != checkout.Pending || !p.Kept {
			t.Errorf("before: got %v, kept %v", p.Status, p.Kept)
		}
		wait(2 * time.Minute)
		p := c.last().Payment
		if p.Status != checkout.Unresolved || p.Reason.Word != "no-end" || !c.last().Doubt {
			t.Errorf("after: got %v, %v, doubt %v", p.Status, p.Reason, c.last().Doubt)
		}
		wait(3 * day)
		<-c.done
	})
}

// The network failed for the last moments of a code. It was told as a code that is
// being checked, and no word said that nobody knows.
func TestSilencePastTheCodesEndIsDoubt(t *testing.T) {
	run(t, func(t *testing.T, c *counter, _ checkout.Order) {
		wait(20*time.Minute - 2500*time.Millisecond)
		c.service.network(unreachable)
		wait(2 * time.Second)
		if st := c.last(); st.Doubt || st.Fault.Trouble == 0 {
			t.Errorf("before its end: doubt %v, fault %v", st.Doubt, st.Fault)
		}
		wait(5 * time.Second)
		st := c.last()
		if !st.Doubt || st.Payment.Status != checkout.Pending || !st.Next.After(time.Now()) {
			t.Errorf("after its end: doubt %v, %v, next %v", st.Doubt, st.Payment.Status, st.Next)
		}
		c.service.network(nil)
		wait(10 * time.Second)
		if st := c.last(); st.Doubt || st.Payment.Status != checkout.Expired {
			t.Errorf("after the network came back: doubt %v, %v", st.Doubt, st.Payment.Status)
		}
	})
}

// After an hour without a network the next try is minutes away. A machine that
// wakes up does not wait for it, nor does its next try after that.
func TestAskAllAsksAtOnceAndForgetsEarlierFailures(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(2 * time.Second)
		tries := 0
		c.service.network(func(string) error { tries++; return unreachable("") })
		wait(15 * time.Minute)
		if left := time.Until(c.last().Next); left < 20*time.Second {
			wait(left + time.Second)
		}
		before := tries
		c.AskAll()
		wait(4 * time.Second)
		if tries-before < 3 { // at once, after 1 s, after 2 s
			t.Errorf("%d tries in 4 s", tries-before)
		}
		c.service.network(nil)
		c.service.pay()
		c.AskAll()
		wait(time.Second)
		if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Paid {
			t.Errorf("got %v", p.Status)
		}
		c.AskAll() // nobody is left to wake
	})
}

// What a provider is told of a refund's age is what this run has seen of it.
func TestRefundsAgeIsSeenAndNotDated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.set(func() { f.losing = true })
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = c.Refund(ctx, refundOf(s, 1000), quiet)
		}()
		wait(3 * time.Second)
		c.skew.Store(int64(5 * day))
		wait(20 * time.Minute)
		cancel()
		<-done
		f.set(func() {
			first, last := f.asked[0], f.asked[len(f.asked)-1]
			if first.Seen != 0 || last.Seen < 15*time.Minute || last.Seen > 21*time.Minute {
				t.Errorf("seen %v at first and %v at last", first.Seen, last.Seen)
			}
			if stored := c.sale(s.ID).Refunds[0]; stored.Seen != 0 {
				t.Errorf("stored %v", stored.Seen)
			}
		})
	})
}
