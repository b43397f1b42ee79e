package checkout_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// wait lets virtual time pass and everything settle.
func wait(d time.Duration) {
	time.Sleep(d) //nolint:forbidigo // virtual time
	synctest.Wait()
}

// run plays a payment in virtual time.
func run(t *testing.T, play func(t *testing.T, c *counter, o checkout.Order)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		ctx, cancel := context.WithCancel(t.Context())
		o := order(50000)
		c.pay(ctx, o)
		play(t, c, o)
		cancel()
		<-c.done
	})
}

func TestPaid(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(3500 * time.Millisecond)
		c.service.pay()
		wait(time.Second)
		s := c.sale(o.Sale)
		p := s.Payments[0]
		switch {
		case p.Status != checkout.Paid || s.Status != checkout.Completed || s.Number != 1:
			t.Errorf("got payment %v, sale %v, number %d", p.Status, s.Status, s.Number)
		case s.Receipt == nil || s.Receipt.Invoice != "POS-000042" || s.Receipt.Total != money.Of(50000, rupiah):
			t.Errorf("receipt: %+v", s.Receipt)
		case len(s.Prints) != 1 || s.Prints[0].State != checkout.Queued || s.Prints[0].Copy != 0:
			t.Errorf("prints: %+v", s.Prints)
		case p.Followed():
			t.Error("a paid payment is still asked about")
		}
		if late := c.last().Heard.Sub(p.Created); late > 4600*time.Millisecond {
			t.Errorf("heard %v after the start of a payment that was paid after 3.5 s", late)
		}
	})
}

func TestTwentyMinutesOfPollingWriteNothing(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(2 * time.Second)
		before := len(c.sale(o.Sale).Events)
		wait(19 * time.Minute)
		if events := len(c.sale(o.Sale).Events); events != before {
			t.Errorf("%d events while nothing happened", events-before)
		}
		if polls := c.service.asked(); polls < 1130 || polls > 1145 {
			t.Errorf("%d polls in 19 minutes at 1 Hz", polls)
		}
		wait(2 * time.Minute)
		if s := c.sale(o.Sale); s.Payments[0].Status != checkout.Expired {
			t.Errorf("got %v", s.Payments[0].Status)
		}
		if len(c.service.starts) != 1 {
			t.Errorf("started %d times", len(c.service.starts))
		}
	})
}

func TestLostAnswerIsAskedForAgainWithTheSameKeyAndBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.lost = silent
		o := order(50000)
		ctx, cancel := context.WithCancel(t.Context())
		c.pay(ctx, o)
		wait(10 * time.Second)
		if st := c.last(); !st.Doubt || st.Payment.Status != checkout.Created {
			t.Errorf("after lost answers: doubt %v, %v", st.Doubt, st.Payment.Status)
		}
		c.service.network(nil)
		wait(10 * time.Second)
		if st := c.last(); st.Doubt || st.Payment.Status != checkout.Pending || !st.Payment.Prompt.Visible() {
			t.Errorf("after the network came back: doubt %v, %v", st.Doubt, st.Payment.Status)
		}
		if len(c.service.payments) != 1 || len(c.service.starts) < 2 {
			t.Errorf("%d payments from %d starts", len(c.service.payments), len(c.service.starts))
		}
		for _, p := range c.service.starts {
			if first := c.service.starts[0]; p.Key != first.Key || string(p.Request) != string(first.Request) {
				t.Errorf("asked again with key %s and %s", p.Key, p.Request)
			}
		}
		if p := c.sale(o.Sale).Payments[0]; p.Attempts < len(c.service.starts) {
			t.Errorf("%d attempts on disk, %d arrived", p.Attempts, len(c.service.starts))
		}
		cancel()
		<-c.done
	})
}

func TestNothingSentIsNoDoubtAndCancelsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.down = unreachable
		o := order(50000)
		c.pay(t.Context(), o)
		wait(5 * time.Second)
		st := c.last()
		if st.Doubt || st.Fault.Trouble != checkout.Unreachable {
			t.Errorf("doubt %v, trouble %v", st.Doubt, st.Fault.Trouble)
		}
		s, err := c.Cancel(t.Context(), o.Sale, st.Payment.ID, "Sari")
		if err != nil || s.Payments[0].Status != checkout.Cancelled {
			t.Errorf("got %v, %v", s.Payments[0].Status, err)
		}
		<-c.done
		if len(c.service.starts)+c.service.cancels != 0 {
			t.Error("something was sent")
		}
	})
}

func TestSilenceBecomesDoubtAndEnds(t *testing.T) {
	run(t, func(t *testing.T, c *counter, _ checkout.Order) {
		wait(5 * time.Second)
		c.service.network(unreachable)
		wait(12 * time.Second)
		if st := c.last(); st.Doubt || st.Fault.Trouble == 0 {
			t.Errorf("after 12 s of silence: doubt %v, fault %v", st.Doubt, st.Fault)
		}
		wait(15 * time.Second)
		if !c.last().Doubt {
			t.Error("27 s of silence are no doubt")
		}
		c.service.network(nil)
		c.service.pay()
		wait(10 * time.Second)
		if st := c.last(); st.Doubt || st.Payment.Status != checkout.Paid {
			t.Errorf("got doubt %v, %v", st.Doubt, st.Payment.Status)
		}
	})
}

func TestCancel(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		c.service.canKill = true
		wait(2 * time.Second)
		s, err := c.Cancel(t.Context(), o.Sale, c.last().Payment.ID, "Sari")
		if err != nil || s.Payments[0].Status != checkout.Cancelled || s.Status != checkout.Open {
			t.Errorf("got %v, %v, %v", s.Payments[0].Status, s.Status, err)
		}
		if s, err = c.Void(o.Sale, "Sari"); err != nil || s.Status != checkout.Voided {
			t.Errorf("got %v, %v", s.Status, err)
		}
	})
}

func TestCancelAfterPaidIsPaid(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		c.service.canKill = true
		wait(1500 * time.Millisecond)
		c.service.pay()
		s, err := c.Cancel(t.Context(), o.Sale, c.last().Payment.ID, "")
		if err != nil || s.Status != checkout.Completed {
			t.Errorf("got %v, %v", s.Status, err)
		}
	})
}

// A gateway without a cancel leaves the code payable. The sale may be dropped,
// the payment must not be.
func TestKeptPaymentIsWatchedAndItsMoneyIsStray(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(1500 * time.Millisecond)
		s, err := c.Cancel(t.Context(), o.Sale, c.last().Payment.ID, "")
		if err != nil || !s.Payments[0].Kept || s.Payments[0].Live() {
			t.Fatalf("got %+v, %v", s.Payments[0], err)
		}
		if s, err = c.Void(o.Sale, ""); err != nil || s.Status != checkout.Voided {
			t.Fatalf("got %v, %v", s.Status, err)
		}
		wait(time.Minute)
		c.service.pay()
		wait(10 * time.Second)
		s = c.sale(o.Sale)
		if p := s.Payments[0]; p.Status != checkout.Paid || s.Status != checkout.Voided || !s.Stray(p) || s.Number != 0 {
			t.Errorf("got payment %v, sale %v, number %d", p.Status, s.Status, s.Number)
		}
	})
}

func TestVoidIsRefusedWhileItCouldBePaid(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(1500 * time.Millisecond)
		if _, err := c.Void(o.Sale, ""); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("got %v", err)
		}
	})
}

func TestMoneyAfterTheEndCompletesASaleThatIsStillOpen(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(20*time.Minute + 5*time.Second)
		if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Expired || !p.Followed() {
			t.Fatalf("got %v, followed %v", p.Status, p.Followed())
		}
		c.service.pay()
		wait(40 * time.Second)
		if s := c.sale(o.Sale); s.Status != checkout.Completed || !s.Payments[0].Late() {
			t.Errorf("got %v, late %v", s.Status, s.Payments[0].Late())
		}
	})
}

func TestWatchEnds(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(25 * time.Minute)
		if p := c.sale(o.Sale).Payments[0]; p.Followed() {
			t.Error("a payment that expired minutes ago is still watched")
		}
		<-c.done
	})
}

// A payment expired, the shop closed, the customer's money came, and the till,
// started the next morning, found the watch over and never asked.
func TestMoneyThatCameWhileTheTillWasOffIsHeard(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(20*time.Minute + 5*time.Second)
		p := c.sale(o.Sale).Payments[0]
		if p.Status != checkout.Expired || !p.Followed() {
			t.Fatalf("got %v, followed %v", p.Status, p.Followed())
		}
		c.service.network(unreachable) // the till is off
		wait(30 * time.Second)
		c.service.pay()
		wait(10 * time.Hour)
		if p := c.sale(o.Sale).Payments[0]; !p.Followed() {
			t.Error("the watch ended without an answer")
		}
		c.service.network(nil)
		wait(time.Hour)
		if s := c.sale(o.Sale); s.Payments[0].Status != checkout.Paid || !s.Payments[0].Late() {
			t.Errorf("got %v", s.Payments[0].Status)
		}
	})
}

func TestTimeoutTakesThePaymentBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.canKill = true
		c.Methods[0].Terms.Timeout = 3 * time.Minute
		o := order(50000)
		c.pay(t.Context(), o)
		wait(3*time.Minute + 5*time.Second)
		if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Cancelled {
			t.Errorf("got %v", p.Status)
		}
		wait(30 * time.Minute)
		<-c.done
	})
}

func TestAnotherPaymentsAnswerIsNeverPaid(t *testing.T) {
	for name, twist := range map[string]func(*checkout.Progress){
		"amount":    func(g *checkout.Progress) { g.Amount.Minor++ },
		"currency":  func(g *checkout.Progress) { g.Amount.Currency = money.MustCurrency("USD") },
		"reference": func(g *checkout.Progress) { g.Ref += "x" },
		"no amount": func(g *checkout.Progress) { g.Amount = money.Amount{} },
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, c *counter, o checkout.Order) {
				wait(1500 * time.Millisecond)
				c.service.mu.Lock()
				c.service.twist = twist
				c.service.mu.Unlock()
				c.service.pay()
				wait(time.Minute)
				if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Pending {
					t.Errorf("got %v", p.Status)
				}
				if st := c.last(); st.Fault.Trouble != checkout.Mismatch || !st.Doubt {
					t.Errorf("got trouble %v, doubt %v", st.Fault.Trouble, st.Doubt)
				}
			})
		})
	}
}

func TestDoubledEnterIsOnePayment(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(time.Millisecond)
		_, err := c.Pay(t.Context(), o, c.hear)
		if !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("got %v", err)
		}
		wait(3 * time.Second)
		if s := c.sale(o.Sale); len(s.Payments) != 1 || len(c.service.payments) != 1 {
			t.Errorf("%d payments here, %d there", len(s.Payments), len(c.service.payments))
		}
	})
}

// Two presses within a millisecond: the second one's sale was not there when it
// looked, and was when it was stored. The cashier read of a broken journal.
func TestEnterPressedTwiceAtOnceIsOnePayment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		ctx, cancel := context.WithCancel(t.Context())
		o := order(50000)
		late := make(chan struct{})
		first := c.Till
		second := &checkout.Till{Shop: c.Shop, Methods: c.Methods, Journal: slow{c.db, late}}
		errs := make(chan error, 2)
		go func() { _, err := second.Pay(ctx, o, func(checkout.Standing) {}); errs <- err }()
		synctest.Wait()
		go func() { _, err := first.Pay(ctx, o, func(checkout.Standing) {}); errs <- err }()
		wait(time.Second)
		close(late)
		if err := <-errs; !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("got %v", err)
		}
		cancel()
		<-errs
		if s := c.sale(o.Sale); len(s.Payments) != 1 {
			t.Errorf("%d payments", len(s.Payments))
		}
	})
}

// slow opens a sale when it is told to.
type slow struct {
	checkout.Journal
	now chan struct{}
}

func (s slow) OpenSale(sale checkout.Sale) error {
	<-s.now
	return s.Journal.OpenSale(sale)
}

func TestOneLivePaymentATill(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(1500 * time.Millisecond)
		other := order(7000)
		if _, err := c.Pay(t.Context(), other, c.hear); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("got %v", err)
		}
		if _, err := c.Park(o.Sale, c.last().Payment.ID, ""); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		if _, err := c.Pay(ctx, other, func(checkout.Standing) {}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if _, err := c.Unpark(o.Sale, c.sale(o.Sale).Payments[0].ID, ""); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("two live payments: %v", err)
		}
	})
}

func TestParkedPaymentCompletesItsSale(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(1500 * time.Millisecond)
		if _, err := c.Park(o.Sale, c.last().Payment.ID, ""); err != nil {
			t.Fatal(err)
		}
		c.service.pay()
		wait(2 * time.Second)
		if s := c.sale(o.Sale); s.Status != checkout.Completed {
			t.Errorf("got %v", s.Status)
		}
	})
}

func TestKeyIsNeverUsedPastItsLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.lost = silent
		o := order(50000)
		c.pay(t.Context(), o)
		wait(30 * time.Hour)
		<-c.done
		p := c.sale(o.Sale).Payments[0]
		if p.Status != checkout.Unresolved || p.Reason.Word != "key-too-old" {
			t.Errorf("got %v, %v", p.Status, p.Reason)
		}
		for _, start := range c.service.starts {
			if start.Key != p.Key {
				t.Error("a second key")
			}
		}
	})
}

func TestRefusedStartEndsWithoutAWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.twist = func(g *checkout.Progress) {
			*g = checkout.Progress{Status: checkout.Declined, Reason: checkout.Reason{Word: "refused"}}
		}
		o := order(50000)
		c.pay(t.Context(), o)
		<-c.done
		if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Declined || p.Reason.Word != "refused" || p.Followed() {
			t.Errorf("got %v, %v", p.Status, p.Reason)
		}
	})
}

// On the amber screen of a payment that was never answered F5 must not be a
// button that does nothing.
func TestCheckWakesTheFollowerOfAnUnansweredStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.lost = silent
		o := order(50000)
		ctx, cancel := context.WithCancel(t.Context())
		c.pay(ctx, o)
		wait(time.Minute)
		st := c.last()
		if left := time.Until(st.Next); left < 2*time.Second {
			wait(left + 2*time.Second)
			st = c.last()
		}
		c.service.network(nil)
		if _, err := c.Check(t.Context(), o.Sale, st.Payment.ID); err != nil {
			t.Fatal(err)
		}
		wait(time.Millisecond)
		if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Pending {
			t.Errorf("got %v; the next try was due in %v", p.Status, time.Until(st.Next))
		}
		cancel()
		<-c.done
	})
}

// F5 hammered: one question at the second's end and no more, and not none
// either, because the next poll of a slow service may be ten seconds away.
func TestHammeredCheckAsksOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.Methods[0].Terms.Poll = time.Minute
		o := order(50000)
		ctx, cancel := context.WithCancel(t.Context())
		c.pay(ctx, o)
		wait(100 * time.Millisecond)
		id := c.last().Payment.ID
		c.service.pay()
		for range 20 {
			go func() { _, _ = c.Check(ctx, o.Sale, id) }()
		}
		wait(500 * time.Millisecond)
		if n := c.service.asked(); n != 0 {
			t.Errorf("asked %d times within the second", n)
		}
		wait(time.Second)
		if n := c.service.asked(); n != 1 || c.sale(o.Sale).Status != checkout.Completed {
			t.Errorf("asked %d times; the sale is %v", n, c.sale(o.Sale).Status)
		}
		cancel()
		<-c.done
	})
}

func TestUnavailableMethodStoresNothing(t *testing.T) {
	c := newCounter(t)
	c.Methods[0].Missing = checkout.Reason{Word: "missing-secret"}
	o := order(50000)
	if _, err := c.Pay(t.Context(), o, c.hear); !errors.Is(err, checkout.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	if _, err := c.db.Sale(o.Sale); !errors.Is(err, checkout.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestReprint(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		if _, err := c.Reprint(o.Sale, "Sari"); err == nil {
			t.Error("an unpaid sale has a receipt")
		}
		wait(1500 * time.Millisecond)
		c.service.pay()
		wait(2 * time.Second)
		fail := func(s *checkout.Sale, _ func() uint64) error {
			s.NotePrint(0, checkout.NotPrinted, "unreachable", time.Now())
			return nil
		}
		if _, err := c.db.UpdateSale(o.Sale, fail); err != nil {
			t.Fatal(err)
		}
		s, err := c.Reprint(o.Sale, "Sari")
		if err != nil || len(s.Prints) != 1 || s.Prints[0].State != checkout.Queued {
			t.Errorf("an original that never came out: %+v, %v", s.Prints, err)
		}
		wait := func(s *checkout.Sale, _ func() uint64) error {
			s.NotePrint(0, checkout.Queued, "paper-out", time.Now())
			return nil
		}
		if _, err := c.db.UpdateSale(o.Sale, wait); err != nil {
			t.Fatal(err)
		}
		if s, err = c.Reprint(o.Sale, "Sari"); err != nil || len(s.Prints) != 1 {
			t.Errorf("an original that waits for paper: %+v, %v", s.Prints, err)
		}
		for n := 1; n <= 2; n++ {
			if s, err = c.Reprint(o.Sale, "Sari"); err != nil || s.Prints[n].Copy != n || s.Prints[n].By != "Sari" {
				t.Errorf("copy %d: %+v, %v", n, s.Prints, err)
			}
		}
	})
}

// After a cancel that the service could not carry out, it was asked twice within
// two milliseconds, and then at a fifth of the pace: a customer who paid in that
// moment stood there for five seconds while the till said that nothing had come.
func TestACodeThatWasTakenBackIsWatchedClosely(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(2500 * time.Millisecond)
		var asked []time.Time
		c.service.mu.Lock()
		c.service.down = func(string) error { asked = append(asked, time.Now()); return nil }
		c.service.mu.Unlock()
		if _, err := c.Cancel(t.Context(), o.Sale, c.last().Payment.ID, ""); err != nil {
			t.Fatal(err)
		}
		wait(10 * time.Second)
		c.service.mu.Lock()
		for i := range asked[1:] {
			if gap := asked[i+1].Sub(asked[i]); gap < time.Second || gap > 1100*time.Millisecond {
				t.Errorf("question %d comes %v after the one before", i+1, gap)
			}
		}
		c.service.mu.Unlock()
		c.service.pay()
		wait(1100 * time.Millisecond)
		if p := c.sale(o.Sale).Payments[0]; p.Status != checkout.Paid {
			t.Errorf("a second after the money it is %v", p.Status)
		}
	})
}

// A finger on F5 and the pace of the follower together asked a service more than
// thirty times in twenty seconds.
func TestNobodyAsksTwiceWithinASecond(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(2500 * time.Millisecond)
		var asked []time.Time
		c.service.mu.Lock()
		c.service.down = func(string) error { asked = append(asked, time.Now()); return nil }
		c.service.mu.Unlock()
		for range 67 {
			wait(300 * time.Millisecond)
			go func() { _, _ = c.Check(t.Context(), o.Sale, c.last().Payment.ID) }()
		}
		wait(2 * time.Second)
		c.service.mu.Lock()
		defer c.service.mu.Unlock()
		if len(asked) < 20 {
			t.Errorf("asked %d times in twenty seconds", len(asked))
		}
		for i := range asked[1:] {
			if gap := asked[i+1].Sub(asked[i]); gap < time.Second {
				t.Errorf("question %d comes %v after the one before", i+1, gap)
			}
		}
	})
}
