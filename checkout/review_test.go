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

// These are ways to lose or double money that a reading of the code found, each
// as it happened.

// cashToo lets a counter take cash as well.
func (c *counter) cashToo() {
	c.Methods = append(c.Methods, checkout.Method{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &checkout.Cash{}})
}

// open stores a sale that nobody has paid anything for.
func (c *counter) open(minor int64) checkout.SaleID {
	c.t.Helper()
	o := order(minor)
	err := c.db.OpenSale(checkout.Sale{ID: o.Sale, Status: checkout.Open, Lines: o.Lines, Created: time.Now(), BusinessDay: "2026-01-01"})
	if err != nil {
		c.t.Fatal(err)
	}
	return o.Sale
}

// aside is a counter whose payment in doubt was set aside for cash.
func aside(t *testing.T, cash int64) (c *counter, id checkout.SaleID, end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	c, o := doubtful(t, ctx)
	paying := checkout.Order{Sale: o.Sale, Lines: o.Lines, Method: "cash", Despite: c.sale(o.Sale).Payments[0].ID, Why: "in a hurry"}
	if _, err := c.TakeCash(paying, money.Of(cash, rupiah)); err != nil {
		t.Fatal(err)
	}
	return c, o.Sale, func() {
		cancel()
		<-c.done
	}
}

// A person saw the doubtful money after the sale had been paid in cash: 100,000
// for 50,000, and nobody was told.
func TestSeenPaidOfASaleThatIsPaidIsATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, id, end := aside(t, 50000)
		wait(25 * time.Hour)
		s := c.sale(id)
		s, err := c.Decide(checkout.Ruling{Sale: id, Payment: s.Payments[0].ID, What: checkout.SeenPaid, By: "owner"})
		if err != nil {
			t.Fatal(err)
		}
		oneTask(t, s, checkout.TaskTwice)
		end()
	})
}

// A part in cash, then the whole by the code that was set aside.
func TestOverpaidSaleIsATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, id, end := aside(t, 20000)
		c.service.network(nil)
		c.service.pay()
		wait(time.Minute)
		s := c.sale(id)
		oneTask(t, s, checkout.TaskTwice)
		if task := s.Tasks(time.Now())[0]; task.Amount != money.Of(20000, rupiah) {
			t.Errorf("to go back: %s", task.Amount)
		}
		end()
	})
}

// The clock was set back before the doubtful money came, so it looked as if it
// had come in time.
func TestClockSetBackHidesNoSecondPayment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, id, end := aside(t, 50000)
		c.skew.Store(int64(-5 * time.Minute))
		c.service.network(nil)
		c.service.pay()
		wait(10 * time.Minute)
		oneTask(t, c.sale(id), checkout.TaskTwice)
		end()
	})
}

// Late money was attached to a sale that it did not complete, and went back while
// that sale counted it.
func TestAttachedMoneyCompletesItsSaleOrStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		r := checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.AttachedTo, Into: c.open(60000)}
		if _, err := c.Decide(r); !errors.Is(err, checkout.ErrOver) {
			t.Errorf("50,000 for a sale of 60,000: %v", err)
		}
		oneTask(t, c.sale(s.ID), checkout.TaskLate)
	})
}

func TestAttachedMoneyCountsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		c.skew.Store(int64(-time.Hour)) // and the clock is set back
		first, second := c.open(50000), c.open(50000)
		r := checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.AttachedTo, Into: first}
		if _, err := c.Decide(r); err != nil {
			t.Fatal(err)
		}
		r.Into = second
		if _, err := c.Decide(r); !errors.Is(err, checkout.ErrOver) {
			t.Errorf("the second time: %v", err)
		}
		if s := c.sale(second); s.Status != checkout.Open || len(s.Attached) != 0 {
			t.Errorf("the second sale: %v", s.Status)
		}
	})
}

// Both payments of a sale that was paid twice went back: the one as attached
// money, the other as the task said.
func TestOnlyOneOfTwoPaymentsGoesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		c.cashToo()
		c.Methods[0].Provider = &refunder{service: c.service, back: map[string]checkout.RefundStatus{}, next: checkout.RefundDone}
		o := order(50000)
		o.Method = "cash"
		if _, err := c.TakeCash(o, money.Of(50000, rupiah)); err != nil {
			t.Fatal(err)
		}
		s, err := c.Decide(checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.AttachedTo, Into: o.Sale})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = c.Refund(t.Context(), refundOf(s, 50000), quiet); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("the attached money: %v", err)
		}
		into, err := c.Refund(t.Context(), refundOf(c.sale(o.Sale), 50000), quiet)
		if err != nil {
			t.Fatal(err)
		}
		noTask(t, into)
		if _, err = c.Refund(t.Context(), refundOf(s, 50000), quiet); err != nil {
			t.Errorf("once the sale is paid once, its goods may come back: %v", err)
		}
	})
}

// The owner may know of an excess that no service can give back.
func TestExcessCanBeAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, id, end := aside(t, 20000)
		c.service.network(nil)
		c.service.pay()
		wait(time.Minute)
		task := func() checkout.Task { s := c.sale(id); return s.Tasks(time.Now())[0] }()
		s, err := c.Decide(checkout.Ruling{Sale: id, Payment: task.Payment, What: checkout.Acknowledged, By: "owner"})
		if err != nil {
			t.Fatal(err)
		}
		noTask(t, s)
		end()
	})
}

// An unhurried service takes its time before it gives money back.
type unhurried struct{ *refunder }

func (f unhurried) Refund(ctx context.Context, p checkout.Payment, r checkout.Refund) (checkout.RefundProgress, error) {
	time.Sleep(10 * time.Second) //nolint:forbidigo // virtual time
	return f.refunder.Refund(ctx, p, r)
}

// A person closed the refund as refused while the request was on the wire. It
// arrived, and the freed amount went back once more.
func TestNobodyClosesARefundThatIsOnTheWire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		f.losing = true
		c.Methods[0].Provider = unhurried{f}
		o := refundOf(s, 50000)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_, _ = c.Refund(t.Context(), o, quiet)
		}()
		wait(5 * time.Second)
		if _, err := c.CloseRefund(s.ID, o.ID, checkout.RefundRefused, "owner", "", "not there"); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("closed after five seconds: %v", err)
		}
		wait(20 * time.Minute)
		f.set(func() { f.losing = false })
		c.CheckRefund(o.ID)
		wait(time.Second) // the question is on the wire
		_, err := c.CloseRefund(s.ID, o.ID, checkout.RefundRefused, "owner", "", "not there")
		<-ended
		s = c.sale(s.ID)
		if r := s.Refunds[0]; r.Status != checkout.RefundDone || !errors.Is(err, checkout.ErrOver) {
			t.Errorf("closed as %v (%v), while the service gave %d", r.Status, err, f.given())
		}
	})
}

func TestRepeatedOrderMustSayTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _, s := sold(t)
		o := refundOf(s, 10000)
		if _, err := c.Refund(t.Context(), o, quiet); err != nil {
			t.Fatal(err)
		}
		o.Amount = money.Of(20000, rupiah)
		if _, err := c.Refund(t.Context(), o, quiet); !errors.Is(err, checkout.ErrChanged) {
			t.Errorf("another amount under one id: %v", err)
		}
	})
}

// The approval was given for one payment in doubt, and a doubled press took a
// healthy code off the screen with it.
func TestAnswerForOneDoubtIsNoneForAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c, o := doubtful(t, ctx)
		doubt := c.sale(o.Sale).Payments[0].ID
		other := newService()
		c.Methods = append(c.Methods, c.Methods[0])
		c.Methods[2].ID, c.Methods[2].Provider = "other", other
		ended := make(chan struct{}, 2)
		for range 2 {
			go func() {
				_, _ = c.Pay(ctx, checkout.Order{Sale: o.Sale, Lines: o.Lines, Method: "other", Despite: doubt}, func(checkout.Standing) {})
				ended <- struct{}{}
			}()
			wait(1200 * time.Millisecond)
		}
		if s := c.sale(o.Sale); len(s.Payments) != 2 || !s.Payments[1].Live() {
			t.Errorf("%d payments, the second live: %v", len(s.Payments), s.Payments[1].Live())
		}
		cancel()
		<-c.done
		<-ended
		<-ended
	})
}

// An owner acknowledged a payment that nobody can explain, and its sale could
// neither be paid nor dropped any more.
func TestAcknowledgedSaleCanBeDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c, o := doubtful(t, ctx)
		wait(25 * time.Hour)
		s := c.sale(o.Sale)
		if _, err := c.Decide(checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.Acknowledged, By: "owner"}); err != nil {
			t.Fatal(err)
		}
		s, err := c.Void(s.ID, "owner")
		if err != nil {
			t.Fatal(err)
		}
		noTask(t, s)
		cancel()
		<-c.done
	})
}

// A refund was asked for while another code of the same open sale was live; it
// was refused after that code was paid, and the sale was paid but never completed.
func TestNoRefundBesideALiveCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c := newCounter(t)
		c.cashToo()
		o := order(50000)
		cash := o
		cash.Method = "cash"
		s, err := c.TakeCash(cash, money.Of(20000, rupiah))
		if err != nil {
			t.Fatal(err)
		}
		c.pay(ctx, o)
		wait(2 * time.Second)
		if _, err = c.Refund(ctx, refundOf(s, 20000), quiet); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("beside a live code: %v", err)
		}
		cancel()
		<-c.done
	})
}
