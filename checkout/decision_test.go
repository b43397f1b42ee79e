package checkout_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// late is a counter with a sale that was dropped before its money came.
func late(t *testing.T) (*counter, checkout.Sale) {
	t.Helper()
	c := newCounter(t)
	ctx, cancel := context.WithCancel(t.Context())
	o := order(50000)
	c.pay(ctx, o)
	wait(1500 * time.Millisecond)
	if _, err := c.Cancel(ctx, o.Sale, c.last().Payment.ID, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Void(o.Sale, "ani"); err != nil {
		t.Fatal(err)
	}
	c.service.pay()
	wait(time.Minute)
	cancel()
	<-c.done
	s := c.sale(o.Sale)
	if !s.Stray(s.Payments[0]) {
		t.Fatalf("the money did not come late: %v, %v", s.Status, s.Payments[0].Status)
	}
	return c, s
}

func kinds(s checkout.Sale) []checkout.TaskKind {
	var all []checkout.TaskKind
	for _, task := range s.Tasks(time.Now()) {
		all = append(all, task.Kind)
	}
	return all
}

func oneTask(t *testing.T, s checkout.Sale, want checkout.TaskKind) {
	t.Helper()
	if got := kinds(s); len(got) != 1 || got[0] != want || !s.Unfinished() {
		t.Errorf("tasks: %v, want %s; unfinished: %v", got, want, s.Unfinished())
	}
}

func noTask(t *testing.T, s checkout.Sale) {
	t.Helper()
	if got := kinds(s); len(got) != 0 || s.Unfinished() {
		t.Errorf("tasks: %v; unfinished: %v", got, s.Unfinished())
	}
}

func TestLateMoneyIsMadeASale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		oneTask(t, s, checkout.TaskLate)
		if left, err := c.Till.Resume(); err != nil || len(left) != 1 {
			t.Errorf("after a restart the task is gone: %v, %d", err, len(left))
		}
		r := checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.MadeSale, By: "ani"}
		s, err := c.Decide(r)
		if err != nil || s.Status != checkout.Completed || s.Number != 1 || s.Receipt == nil || len(s.Prints) != 1 {
			t.Fatalf("%v, %v, number %d", err, s.Status, s.Number)
		}
		noTask(t, s)
		r.What = checkout.Acknowledged
		if _, err := c.Decide(r); !errors.Is(err, checkout.ErrOver) {
			t.Errorf("decided twice: %v", err)
		}
	})
}

func TestLateMoneyGoesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		c.Methods[0].Provider = &refunder{service: c.service, back: map[string]checkout.RefundStatus{}, next: checkout.RefundDone}
		s, err := c.Refund(t.Context(), refundOf(s, 50000), quiet)
		if err != nil || s.Status != checkout.Voided {
			t.Fatalf("%v, %v", err, s.Status)
		}
		noTask(t, s)
		if _, err := c.Decide(checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.MadeSale}); !errors.Is(err, checkout.ErrOver) {
			t.Errorf("a sale of money that went back: %v", err)
		}
	})
}

func TestLateMoneyPaysForTheReplacement(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		c.Methods = append(c.Methods, checkout.Method{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &checkout.Cash{}})
		o := order(60000)
		o.Method = "cash"
		if _, err := c.TakeCash(o, money.Of(10000, rupiah)); err != nil {
			t.Fatal(err)
		}
		r := checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.AttachedTo, Into: o.Sale, By: "ani"}
		for range 2 { // pressed twice it counts once
			var err error
			if s, err = c.Decide(r); err != nil {
				t.Fatal(err)
			}
		}
		into := c.sale(o.Sale)
		if into.Status != checkout.Completed || len(into.Attached) != 1 || len(into.Receipt.Tenders) != 2 || into.Due().Minor != 0 {
			t.Errorf("the replacement: %v, due %s, %+v", into.Status, into.Due(), into.Attached)
		}
		noTask(t, s)
		noTask(t, into)
	})
}

// The customer was asked again and paid twice: his first money is attached to
// the sale, and one of the two payments goes back.
func TestSalePaidTwiceIsATaskUntilOneGoesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		c.Methods = append(c.Methods, checkout.Method{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &checkout.Cash{}})
		o := order(50000)
		o.Method = "cash"
		if _, err := c.TakeCash(o, money.Of(50000, rupiah)); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Decide(checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.AttachedTo, Into: o.Sale}); err != nil {
			t.Fatal(err)
		}
		into := c.sale(o.Sale)
		oneTask(t, into, checkout.TaskTwice)
		into, err := c.Refund(t.Context(), refundOf(into, 50000), quiet)
		if err != nil {
			t.Fatal(err)
		}
		noTask(t, into)
	})
}

// Two writes stand behind an attachment. A crash between them must leave the
// money counted once, and the next start must finish it.
func TestCrashBetweenTheTwoStepsOfAnAttachment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		o := order(50000)
		if err := c.db.OpenSale(checkout.Sale{ID: o.Sale, Status: checkout.Open, Lines: o.Lines, Created: time.Now(), BusinessDay: "2026-01-01"}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.db.UpdateSale(s.ID, func(s *checkout.Sale, _ func() uint64) error {
			s.Payments[0].Decided = checkout.Decision{What: checkout.AttachedTo, Sale: o.Sale, At: time.Now(), Untold: true}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			again := &checkout.Till{Shop: c.Shop, Journal: c.db, Methods: c.Methods}
			if _, err := again.Resume(); err != nil {
				t.Fatal(err)
			}
		}
		into, from := c.sale(o.Sale), c.sale(s.ID)
		if into.Status != checkout.Completed || len(into.Attached) != 1 || from.Payments[0].Decided.Untold {
			t.Errorf("after the restart: %v, %d attached, untold %v", into.Status, len(into.Attached), from.Payments[0].Decided.Untold)
		}
	})
}

// doubtful is a counter whose payment nobody can say anything about.
func doubtful(t *testing.T, ctx context.Context) (*counter, checkout.Order) {
	t.Helper()
	c := newCounter(t)
	c.Methods = append(c.Methods, checkout.Method{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &checkout.Cash{}})
	c.service.lost = silent
	o := order(50000)
	c.pay(ctx, o)
	wait(30 * time.Second)
	if !c.last().Doubt {
		t.Fatal("no doubt")
	}
	return c, o
}

// guard lets the owner do all and others what the owner approved.
type guard struct{ approvals map[string]checkout.Act }

func (g guard) Allow(by string, act checkout.Act, approval string) (string, error) {
	if by == "owner" || act.Right == checkout.RightSell {
		return "", nil
	}
	if got, ok := g.approvals[approval]; ok && got == act {
		delete(g.approvals, approval)
		return "owner", nil
	}
	return "", &checkout.NotAllowedError{Act: act, Need: checkout.Owner}
}

func TestAnotherMethodInDoubtNeedsAnApproval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c, o := doubtful(t, ctx)
		g := guard{map[string]checkout.Act{}}
		c.Guard = g
		cash := checkout.Order{Sale: o.Sale, Lines: o.Lines, Method: "cash", Cashier: "ani"}
		if _, err := c.TakeCash(cash, money.Of(50000, rupiah)); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("cash beside a payment in doubt: %v", err)
		}
		cash.Despite, cash.Why = c.sale(o.Sale).Payments[0].ID, "the customer must leave"
		if _, err := c.TakeCash(cash, money.Of(50000, rupiah)); !errors.Is(err, checkout.ErrNotAllowed) {
			t.Errorf("without an approval: %v", err)
		}
		cash.Approval = "a1"
		g.approvals["a1"] = c.DespiteAct(c.sale(o.Sale), cash.Despite)
		s, err := c.TakeCash(cash, money.Of(50000, rupiah))
		if err != nil || s.Status != checkout.Completed || s.Payments[0].Live() || !s.Payments[0].Followed() {
			t.Fatalf("approved: %v, %v, live %v, watched %v", err, s.Status, s.Payments[0].Live(), s.Payments[0].Followed())
		}
		// The doubtful money comes after all: that is a task, and nothing else moves.
		c.service.network(nil)
		wait(10 * time.Second)
		c.service.pay()
		wait(time.Minute)
		s = c.sale(o.Sale)
		oneTask(t, s, checkout.TaskTwice)
		cancel()
		<-c.done
	})
}

// The customer paid the code that was set aside while the next one was shown:
// that next code must go, or he pays twice.
func TestMoneyForASetAsidePaymentTakesTheOtherCodeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c, o := doubtful(t, ctx)
		c.service.canKill = true
		c.Methods = append(c.Methods, c.Methods[0])
		second := newService()
		second.canKill = true
		c.Methods[2].ID, c.Methods[2].Provider = "other", second
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_, _ = c.Pay(ctx, checkout.Order{Sale: o.Sale, Lines: o.Lines, Method: "other", Despite: c.sale(o.Sale).Payments[0].ID}, func(checkout.Standing) {})
		}()
		wait(2 * time.Second)
		c.service.pay()
		c.service.network(nil)
		wait(20 * time.Second)
		s := c.sale(o.Sale)
		if s.Status != checkout.Completed || s.Payments[0].Status != checkout.Paid || s.Payments[1].Status != checkout.Cancelled {
			t.Errorf("%v: %v, %v", s.Status, s.Payments[0].Status, s.Payments[1].Status)
		}
		cancel()
		<-c.done
		<-ended
	})
}

func TestPersonSaysHowAnUnresolvedPaymentEnded(t *testing.T) {
	for what, want := range map[checkout.Verdict]checkout.SaleStatus{checkout.SeenPaid: checkout.Completed, checkout.SeenUnpaid: checkout.Voided} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			c, o := doubtful(t, ctx)
			wait(24 * time.Hour)
			s := c.sale(o.Sale)
			if s.Payments[0].Status != checkout.Unresolved {
				t.Fatalf("got %v", s.Payments[0].Status)
			}
			oneTask(t, s, checkout.TaskUnresolved)
			s, err := c.Decide(checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: what, By: "owner", Note: "looked it up"})
			if err == nil && what == checkout.SeenUnpaid {
				s, err = c.Void(s.ID, "owner")
			}
			if err != nil || s.Status != want {
				t.Errorf("%s: %v, %v", what, err, s.Status)
			}
			noTask(t, s)
			cancel()
			<-c.done
		})
	}
}

// The owner had looked and seen no money, so nobody was told when it came the
// next day. And where he had only said that he knew, he could not say so of the
// money: the task stayed for ever.
func TestMoneyThatComesAfterADecisionIsATask(t *testing.T) {
	for _, said := range [][]checkout.Verdict{{checkout.Acknowledged, checkout.SeenUnpaid}, {checkout.Acknowledged}} {
		testMoneyAfter(t, said)
	}
}

func testMoneyAfter(t *testing.T, said []checkout.Verdict) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c := newCounter(t)
		c.service.twist = func(g *checkout.Progress) { g.Status = checkout.Unresolved }
		o := order(50000)
		c.pay(ctx, o)
		wait(2 * time.Second)
		s := c.sale(o.Sale)
		for _, what := range said {
			if _, err := c.Decide(checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: what, By: "owner"}); err != nil {
				t.Fatal(what, err)
			}
		}
		if _, err := c.Void(s.ID, "owner"); err != nil {
			t.Fatal(err)
		}
		c.service.mu.Lock()
		c.service.twist = nil
		c.service.mu.Unlock()
		c.service.pay()
		wait(time.Minute)
		s = c.sale(o.Sale)
		oneTask(t, s, checkout.TaskLate)
		if !slices.Contains(s.Verdicts(s.Payments[0]), checkout.Acknowledged) {
			t.Errorf("offered: %v", s.Verdicts(s.Payments[0]))
		}
		s, err := c.Decide(checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.Acknowledged, By: "owner", Note: "given back at the bank"})
		if err != nil || s.Payments[0].Decided.Note == "" {
			t.Errorf("acknowledged: %+v, %v", s.Payments[0].Decided, err)
		}
		noTask(t, s)
		cancel()
		<-c.done
	})
}
