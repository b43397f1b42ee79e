package checkout_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

// A refunder is a service that gives money back too, by key.
type refunder struct {
	*service
	mu     sync.Mutex
	back   map[string]checkout.RefundStatus // by key
	asked  []checkout.Refund                // as they arrived
	next   checkout.RefundStatus            // what becomes of a new one
	losing bool                             // answers do not arrive
	once   bool                             // a payment is given back once, or not at all
}

func (f *refunder) RefundTerms(_ checkout.Payment, earlier []checkout.Refund, _ time.Time) checkout.RefundTerms {
	if f.once && len(earlier) > 0 {
		return checkout.RefundTerms{Why: checkout.Reason{Word: "refund-once"}}
	}
	return checkout.RefundTerms{Possible: true, Part: true, Again: true}
}

func (f *refunder) Refund(_ context.Context, _ checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, r)
	if _, known := f.back[r.Key]; !known {
		f.back[r.Key] = f.next
	}
	if f.losing {
		return checkout.RefundProgress{}, silent("refund")
	}
	g := checkout.RefundProgress{Status: f.back[r.Key], Ref: "back-" + r.Key, Amount: r.Amount}
	if g.Status == checkout.RefundRefused {
		g.Reason.Word = "refund-denied"
	}
	return g, nil
}

func (f *refunder) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

// given is how much the service gave back.
func (f *refunder) given() (sum int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	seen := map[string]bool{}
	for _, r := range f.asked {
		if f.back[r.Key] == checkout.RefundDone && !seen[r.Key] {
			sum += r.Amount.Minor
			seen[r.Key] = true
		}
	}
	return sum
}

// sold is a counter with a sale of 50,000 that is paid.
func sold(t *testing.T) (*counter, *refunder, checkout.Sale) {
	t.Helper()
	c := newCounter(t)
	f := &refunder{service: c.service, back: map[string]checkout.RefundStatus{}, next: checkout.RefundDone}
	c.Methods[0].Provider = f
	ctx, cancel := context.WithCancel(t.Context())
	o := order(50000)
	c.pay(ctx, o)
	wait(1500 * time.Millisecond)
	c.service.pay()
	wait(2 * time.Second)
	cancel()
	<-c.done
	s := c.sale(o.Sale)
	if s.Status != checkout.Completed {
		t.Fatalf("the sale is %v", s.Status)
	}
	return c, f, s
}

func refundOf(s checkout.Sale, minor int64) checkout.RefundOrder {
	return checkout.RefundOrder{
		ID: checkout.NewRefundID(), Sale: s.ID, Payment: s.Payments[0].ID,
		Amount: money.Of(minor, rupiah), Reason: "wrong item", By: "ani",
	}
}

func quiet(checkout.RefundStanding) {}

func TestRefundIsDoneAndItsSlipIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		s, err := c.Refund(t.Context(), refundOf(s, 20000), quiet)
		if err != nil {
			t.Fatal(err)
		}
		r, slip := s.Refunds[0], s.Prints[len(s.Prints)-1]
		switch {
		case r.Status != checkout.RefundDone || r.Ended.IsZero() || r.Attempts != 1 || f.given() != 20000:
			t.Errorf("got %+v; the service gave %d", r, f.given())
		case slip.Kind != checkout.PrintRefund || slip.Slip == nil || slip.Slip.Pending || slip.Slip.Left != money.Of(30000, rupiah):
			t.Errorf("slip: %+v", slip.Slip)
		case s.Refundable(s.Payments[0]) != money.Of(30000, rupiah):
			t.Errorf("left: %s", s.Refundable(s.Payments[0]))
		case s.Payments[0].Status != checkout.Paid || s.Unfinished():
			t.Error("a refund changed the payment, or left the sale unfinished")
		}
	})
}

// The slip said "Still refundable" of a payment that its service gives back once, and
// the till refused it to the customer who came back with the paper.
func TestASlipPromisesNoMoreThanCanBeGiven(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.once = true
		s, err := c.Refund(t.Context(), refundOf(s, 20000), quiet)
		if err != nil || s.Prints[len(s.Prints)-1].Slip.Left != money.Of(0, rupiah) {
			t.Errorf("%v: %+v", err, s.Prints[len(s.Prints)-1].Slip)
		}
	})
}

// The customer presses, the answer is lost, the till asks again: with a second
// key the service would give back twice.
func TestLostRefundAnswerIsAskedForAgainUnderOneKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.losing = true
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			_, _ = c.Refund(ctx, refundOf(s, 20000), quiet)
		}()
		wait(time.Minute)
		s = c.sale(s.ID)
		if r := s.Refunds[0]; r.Status != checkout.RefundRequested || s.Refundable(s.Payments[0]) != money.Of(30000, rupiah) {
			t.Errorf("in silence: %v, %s left; the amount must stay reserved", r.Status, s.Refundable(s.Payments[0]))
		}
		if _, err := c.Refund(ctx, refundOf(s, 1000), quiet); !errors.Is(err, checkout.ErrUnavailable) {
			t.Errorf("a second refund while one is in motion: %v", err)
		}
		f.set(func() { f.losing = false })
		wait(10 * time.Minute)
		<-done
		cancel()
		for _, r := range f.asked {
			if r.Key != f.asked[0].Key || r.Amount != f.asked[0].Amount {
				t.Errorf("asked again otherwise: %+v", r)
			}
		}
		if len(f.asked) < 3 || f.given() != 20000 || c.sale(s.ID).Refunds[0].Status != checkout.RefundDone {
			t.Errorf("asked %d times, gave %d", len(f.asked), f.given())
		}
	})
}

func TestRefundSurvivesARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.next = checkout.RefundPending
		ctx, cancel := context.WithCancel(t.Context())
		go func() { _, _ = c.Refund(ctx, refundOf(s, 20000), quiet) }()
		wait(3 * time.Second)
		cancel()
		synctest.Wait()

		again := &checkout.Till{Shop: c.Shop, Journal: c.db, Methods: c.Methods}
		left, err := again.Resume()
		if err != nil || len(left) != 1 || !left[0].Refunds[0].InMotion() {
			t.Fatalf("after the restart: %v, %d sales", err, len(left))
		}
		f.set(func() { f.back[f.asked[0].Key] = checkout.RefundDone })
		s, err = again.FollowRefund(t.Context(), s.ID, left[0].Refunds[0].ID, quiet)
		if err != nil || s.Refunds[0].Status != checkout.RefundDone || f.given() != 20000 {
			t.Errorf("%v, %v, gave %d", err, s.Refunds[0].Status, f.given())
		}
		slips := 0
		for _, p := range s.Prints {
			if p.Kind == checkout.PrintRefund {
				slips++
			}
		}
		if slips != 1 {
			t.Errorf("%d slips came of one refund", slips)
		}
	})
}

func TestRefusedRefundFreesItsAmount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.next = checkout.RefundRefused
		s, err := c.Refund(t.Context(), refundOf(s, 50000), quiet)
		if err != nil || s.Refunds[0].Status != checkout.RefundRefused || s.Refunds[0].Why.Word != "refund-denied" {
			t.Fatalf("%v, %+v", err, s.Refunds)
		}
		if s.Refundable(s.Payments[0]) != money.Of(50000, rupiah) || s.Prints[len(s.Prints)-1].Kind == checkout.PrintRefund {
			t.Error("a refused refund kept its amount or had a slip")
		}
		f.next = checkout.RefundDone
		if s, err = c.Refund(t.Context(), refundOf(s, 50000), quiet); err != nil || f.given() != 50000 {
			t.Errorf("the next refund: %v, gave %d", err, f.given())
		}
	})
}

// Two presses, two screens: the order speaks of one refund, and another order
// meets the reservation.
func TestDoubledRefundIsOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		o := refundOf(s, 50000)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { _, _ = c.Refund(t.Context(), o, quiet) })
			all.Go(func() { _, _ = c.Refund(t.Context(), refundOf(s, 50000), quiet) })
		}
		all.Wait()
		if s = c.sale(s.ID); len(s.Refunds) != 1 || f.given() != 50000 {
			t.Errorf("%d refunds, gave %d", len(s.Refunds), f.given())
		}
	})
}

func TestRefundsThatCannotBe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _, s := sold(t)
		tooMuch, none, foreign, nobody := refundOf(s, 50001), refundOf(s, 0), refundOf(s, 1), refundOf(s, 1)
		foreign.Amount.Currency = money.MustCurrency("AED")
		nobody.Payment = "other"
		for name, o := range map[string]checkout.RefundOrder{"too much": tooMuch, "nothing": none, "foreign": foreign, "of nobody": nobody} {
			if got, err := c.Refund(t.Context(), o, quiet); err == nil || len(got.Refunds) > 0 {
				t.Errorf("%s: %v, %d refunds", name, err, len(got.Refunds))
			}
		}
		if _, err := c.Refund(t.Context(), tooMuch, quiet); !errors.Is(err, checkout.ErrTooMuch) {
			t.Errorf("too much: %v", err)
		}
	})
}

// Where the database had been replaced under the till, a refund stood in a file that
// nobody opens again: the next run knew nothing of it and gave the money back twice.
func TestNothingIsGivenBackWhileTheDataIsNotInItsPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		for _, missing := range []error{checkout.ErrGone, checkout.ErrReplaced} {
			c.Room = func() error { return missing }
			if _, err := c.Refund(t.Context(), refundOf(s, 20000), quiet); !errors.Is(err, missing) || f.given() != 0 {
				t.Errorf("got %v, and %d were given back", err, f.given())
			}
		}
		c.Room = func() error { return checkout.ErrNoRoom }
		if _, err := c.Refund(t.Context(), refundOf(s, 20000), quiet); err != nil || f.given() != 20000 {
			t.Errorf("on a full disk: got %v, and %d were given back", err, f.given())
		}
	})
}

func TestOwnerClosesARefundThatNobodyTellsAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.next = checkout.RefundPending
		go func() { _, _ = c.Refund(t.Context(), refundOf(s, 50000), quiet) }()
		wait(16 * time.Minute)
		s = c.sale(s.ID)
		tasks := s.Tasks(time.Now())
		if len(tasks) != 1 || tasks[0].Kind != checkout.TaskRefund {
			t.Errorf("tasks: %+v", tasks)
		}
		s, err := c.CloseRefund(s.ID, s.Refunds[0].ID, checkout.RefundDone, "owner", "", "seen in the dashboard")
		if err != nil || s.Refunds[0].Status != checkout.RefundDone || len(s.Tasks(time.Now())) != 0 {
			t.Errorf("%v, %+v", err, s.Refunds)
		}
		wait(time.Second) // its follower ends
	})
}

func TestMoneyGivenBackByHandNeedsItsProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _, s := sold(t)
		c.Methods[0].Provider = byHand{c.service}
		o := refundOf(s, 50000)
		if _, err := c.Refund(t.Context(), o, quiet); !errors.Is(err, checkout.ErrUnavailable) {
			t.Errorf("without a proof: %v", err)
		}
		o.Proof = "0x" + strings.Repeat("1f", 32)
		s, err := c.Refund(t.Context(), o, quiet)
		if err != nil || s.Refunds[0].Status != checkout.RefundDone || s.Refunds[0].Way != checkout.RefundByHand {
			t.Errorf("%v, %+v", err, s.Refunds)
		}
	})
}

// byHand is a service that gives nothing back when asked.
type byHand struct{ *service }

func (byHand) RefundTerms(checkout.Payment, []checkout.Refund, time.Time) checkout.RefundTerms {
	return checkout.RefundTerms{Possible: true, Part: true, Proof: checkout.ProofTransaction}
}

func TestCashGoesBackOutOfTheDrawer(t *testing.T) {
	c := newCounter(t)
	c.Methods = append(c.Methods, checkout.Method{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &checkout.Cash{Drawer: true}})
	o := order(50000)
	o.Method = "cash"
	s, err := c.TakeCash(o, money.Of(20000, rupiah)) // a part
	if err != nil {
		t.Fatal(err)
	}
	s, err = c.Refund(t.Context(), refundOf(s, 20000), quiet)
	if err != nil || s.Refunds[0].Status != checkout.RefundDone || s.Prints[len(s.Prints)-2].Kind != checkout.DrawerPulse {
		t.Fatalf("%v, %+v, prints %+v", err, s.Refunds, s.Prints)
	}
	if s.Due() != money.Of(50000, rupiah) {
		t.Errorf("due after the part went back: %s", s.Due())
	}
	if s, err = c.Void(s.ID, "ani"); err != nil || s.Status != checkout.Voided {
		t.Errorf("the sale that was given back cannot be dropped: %v", err)
	}
}

// No order of orders, answers and ends gives back more than came, and the amount
// of a refund in motion is never free.
func TestNoMoreGoesBackThanCame(t *testing.T) {
	ways := []checkout.RefundStatus{checkout.RefundRequested, checkout.RefundPending, checkout.RefundDone, checkout.RefundRefused}
	rapid.Check(t, func(rt *rapid.T) {
		s := checkout.Sale{Payments: []checkout.Payment{{ID: "p", Status: checkout.Paid, Amount: money.Of(rapid.Int64Range(1, 1000).Draw(rt, "paid"), rupiah)}}}
		till := checkout.Till{Methods: []checkout.Method{{Provider: &refunder{}}}}
		for i := range rapid.IntRange(1, 20).Draw(rt, "steps") {
			amount := money.Of(rapid.Int64Range(-5, 1100).Draw(rt, "amount"), rupiah)
			if amount.IsPositive() && amount.Cmp(s.Refundable(s.Payments[0])) <= 0 {
				s.Refunds = append(s.Refunds, checkout.Refund{ID: fmt.Sprint(i), Payment: "p", Amount: amount, Status: checkout.RefundRequested})
			}
			if n := len(s.Refunds); n > 0 {
				r := &s.Refunds[rapid.IntRange(0, n-1).Draw(rt, "which")]
				r.Status = r.Status.After(rapid.SampledFrom(ways).Draw(rt, "answer"))
			}
			out := int64(0)
			for _, r := range s.Refunds {
				if r.Status != checkout.RefundRefused {
					out += r.Amount.Minor
				}
			}
			if left := s.Refundable(s.Payments[0]); left.Minor < 0 || out+left.Minor != s.Payments[0].Amount.Minor {
				rt.Fatalf("%d out or reserved, %s left of %s", out, left, s.Payments[0].Amount)
			}
			if terms := till.RefundTerms(s, s.Payments[0]); terms.Possible && !s.Refundable(s.Payments[0]).IsPositive() {
				rt.Fatal("a refund is offered of nothing")
			}
		}
	})
}

// The ends of a refund are ends: money that went back does not come again, and a
// freed amount may have gone back under another refund by now.
func TestRefundEndsStay(t *testing.T) {
	for _, end := range []checkout.RefundStatus{checkout.RefundDone, checkout.RefundRefused} {
		for answer := checkout.RefundRequested; answer <= checkout.RefundRefused; answer++ {
			if got := end.After(answer); got != end {
				t.Errorf("%v after %v is %v", end, answer, got)
			}
		}
	}
	if got := checkout.RefundPending.After(checkout.RefundRequested); got != checkout.RefundPending {
		t.Errorf("a pending refund became %v", got)
	}
}

// The store is the last to say no, should the domain ever fail to.
func TestStoreRefusesMoreThanCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _, s := sold(t)
		_, err := c.db.UpdateSale(s.ID, func(s *checkout.Sale, _ func() uint64) error {
			for i := range 2 {
				s.Refunds = append(s.Refunds, checkout.Refund{
					ID: fmt.Sprint(i), Key: fmt.Sprint("key", i), Payment: s.Payments[0].ID, Way: checkout.RefundAsked,
					Amount: money.Of(30000, rupiah), Status: checkout.RefundRequested,
				})
			}
			return nil
		})
		if err == nil || errors.Is(err, store.ErrInUse) {
			t.Errorf("60,000 of 50,000: %v", err)
		}
	})
}
