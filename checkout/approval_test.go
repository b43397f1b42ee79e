package checkout_test

import (
	"errors"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

func TestAnApprovalIsForOneActOnce(t *testing.T) {
	act := refundAct(30000, 0)
	otherSale, otherRight, otherPayment := act, act, act
	otherSale.Sale, otherPayment.Payment = "s2", "p2"
	otherRight.Right = checkout.RightRecordRefund
	for name, c := range map[string]struct {
		before func(r *staffRoom)
		act    checkout.Act
		allow  bool
	}{
		"just so":                 {func(*staffRoom) {}, act, true},
		"in the last moment":      {func(r *staffRoom) { r.pass(checkout.ApprovalLife) }, act, true},
		"stale":                   {func(r *staffRoom) { r.pass(checkout.ApprovalLife + time.Second) }, act, false},
		"another amount":          {func(*staffRoom) {}, refundAct(30001, 0), false},
		"a smaller amount":        {func(*staffRoom) {}, refundAct(29999, 0), false},
		"another sale":            {func(*staffRoom) {}, otherSale, false},
		"another payment":         {func(*staffRoom) {}, otherPayment, false},
		"another right":           {func(*staffRoom) {}, otherRight, false},
		"after more has gone":     {func(*staffRoom) {}, refundAct(30000, 1000), false},
		"after a start":           {func(r *staffRoom) { r.start(); _ = r.SignIn("ani", secrets["ani"]) }, act, false},
		"after others signed in":  {func(r *staffRoom) { _ = r.SignIn("budi", secrets["budi"]); _ = r.SignIn("ani", secrets["ani"]) }, act, false},
		"of a person who is gone": {func(r *staffRoom) { r.gone("budi") }, act, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := staffed(t)
			r.signIn(t, "ani")
			a, err := r.Approve("BUDI", secrets["budi"], act)
			must(t, err)
			c.before(r)
			by, err := r.Allow("ani", c.act, a.ID)
			if allowed := err == nil && by == "budi"; allowed != c.allow {
				t.Errorf("got %q, %v", by, err)
			}
			if _, err := r.Allow("ani", act, a.ID); !errors.Is(err, checkout.ErrNotAllowed) {
				t.Errorf("an approval that was shown is shown again: %v", err)
			}
		})
	}
}

// gone takes a person away behind everybody's back.
func (r *staffRoom) gone(name string) {
	_ = r.db.UpdatePeople(func(people []checkout.Person) ([]checkout.Person, []checkout.Event, error) {
		var left []checkout.Person
		for _, p := range people {
			if p.Name != name {
				left = append(left, p)
			}
		}
		return left, nil, nil
	})
}

func TestWhoMayApprove(t *testing.T) {
	r := staffed(t)
	if _, err := r.Approve("citra", secrets["citra"], refundAct(30000, 0)); !errors.Is(err, checkout.ErrSignedOut) {
		t.Errorf("for nobody: %v", err)
	}
	r.signIn(t, "ani")
	for _, c := range []struct {
		name   string
		secret checkout.Secret
		act    checkout.Act
		want   error
	}{
		{"ani", secrets["ani"], refundAct(30000, 0), checkout.ErrNotAllowed}, // herself
		{"budi", secrets["ani"], refundAct(30000, 0), checkout.ErrWrongSecret},
		{"budi", secrets["budi"], refundAct(60001, 0), checkout.ErrNotAllowed},
		{"budi", secrets["budi"], refundAct(30000, 30001), checkout.ErrNotAllowed},
		{"dewi", secrets["budi"], refundAct(30000, 0), checkout.ErrNotFound},
		{"budi", secrets["budi"], refundAct(60000, 0), nil},
		{"citra", secrets["citra"], refundAct(1e9, 0), nil},
	} {
		if _, err := r.Approve(c.name, c.secret, c.act); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s, %v: %v, want %v", c.name, c.act, err, c.want)
		}
	}
	for range 3 {
		wantWrong(t, err2(r.Approve("budi", wrong, refundAct(30000, 0))))
	}
	must(t, err2(r.Approve("budi", secrets["budi"], refundAct(30000, 0))))
	for range 5 {
		wantWrong(t, err2(r.Approve("budi", wrong, refundAct(30000, 0))))
	}
	wantWait(t, err2(r.Approve("budi", secrets["budi"], refundAct(30000, 0))), 30*time.Second)
}

func err2[T any](_ T, err error) error { return err }

// A manager may refund more than a cashier, and nobody signed in refunds for
// another.
func TestTheSignedInPersonIsWhoActs(t *testing.T) {
	r := staffed(t)
	r.signIn(t, "ani")
	for _, by := range []string{"", "budi", "citra", "Ani"} {
		if _, err := r.Allow(by, refundAct(1000, 0), ""); !errors.Is(err, checkout.ErrSignedOut) {
			t.Errorf("ani acts as %q: %v", by, err)
		}
	}
}

// A cashier gives back in parts what would need an approval as a whole.
func TestSplittingARefundDoesNotPassTheLimit(t *testing.T) {
	r := staffed(t)
	till, s := cashTill(r)
	r.signIn(t, "ani")
	give := func(minor int64, approval string) error {
		o := refundOf(s, minor)
		o.Approval = approval
		return err2(till.Refund(t.Context(), o, quiet))
	}
	must(t, give(12000, ""))
	must(t, give(8000, ""))
	if err := give(1, ""); !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("above the limit in three parts: %v", err)
	}
	o := refundOf(s, 15000)
	now, err := r.db.Sale(s.ID)
	must(t, err)
	a, err := r.Approve("budi", secrets["budi"], till.RefundAct(now, o))
	must(t, err)
	must(t, give(15000, a.ID))
	if err := give(15000, a.ID); !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("one approval, two refunds: %v", err)
	}
	now, err = r.db.Sale(s.ID)
	if err != nil || now.Refunded() != money.Of(35000, rupiah) || now.Refunds[2].ApprovedBy != "budi" {
		t.Errorf("%v, %s, %+v", err, now.Refunded(), now.Refunds)
	}
}

// cashTill is a till with a sale of 100,000 that was paid in cash.
func cashTill(r *staffRoom) (*checkout.Till, checkout.Sale) {
	till := &checkout.Till{
		Shop: checkout.Shop{Name: "Shop", Currency: rupiah, Till: "till-01", Zone: "Asia/Jakarta"}, Journal: r.db, Guard: r,
		Methods: []checkout.Method{{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &checkout.Cash{}}},
	}
	if err := r.SignIn("ani", secrets["ani"]); err != nil {
		panic(err)
	}
	o := order(100000)
	o.Method, o.Cashier = "cash", "ani"
	s, err := till.TakeCash(o, money.Of(100000, rupiah))
	if err != nil {
		panic(err)
	}
	return till, s
}
