package checkout_test

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/checkout/money"
)

// strayCash keeps a dropped sale of 100,000 whose money came all the same. It goes
// back out of the drawer, so that nobody need be asked.
func strayCash(t rapid.TB, r *staffRoom) checkout.Sale {
	at := r.clock
	s := checkout.Sale{
		ID: checkout.NewSaleID(), Status: checkout.Open, Till: "till-01", Created: at, BusinessDay: "2026-05-09",
		Lines: []checkout.Line{{Amount: idr(100000)}},
	}
	s.Payments = []checkout.Payment{{
		ID: checkout.PaymentID("p-" + s.ID), Sale: s.ID, Key: string(checkout.NewSaleID()), Method: "cash", Provider: "test",
		Amount: idr(100000), Status: checkout.Pending, Ref: "ref-" + string(s.ID), Attempts: 1, Created: at,
	}}
	if err := r.db.OpenSale(s); err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(s *checkout.Sale){
		func(s *checkout.Sale) {
			s.Status, s.Payments[0].Status, s.Payments[0].Ended = checkout.Voided, checkout.Expired, at
		},
		func(s *checkout.Sale) { s.Payments[0].Status, s.Payments[0].PaidAt = checkout.Paid, at },
	} {
		var err error
		if s, err = r.db.UpdateSale(s.ID, func(s *checkout.Sale, _ func() uint64) error { change(s); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// A counterDay is everything that people may try at a till with approvals. It
// keeps its own book of who may what.
type counterDay struct {
	*rapid.T
	room  *staffRoom
	till  *checkout.Till
	sales []checkout.SaleID
	user  string
	given map[string]checkout.Approval
	used  map[string]bool

	refunds, approved, decided, lockedOut int
}

// limit is what somebody may give back of one sale, in all.
func (d *counterDay) limit(name string) int64 {
	switch name {
	case "ani":
		return d.room.Limits.Cashier.Minor
	case "budi":
		return d.room.Limits.Manager.Minor
	}
	return 100000
}

func (d *counterDay) sale() checkout.Sale {
	s, err := d.room.db.Sale(rapid.SampledFrom(d.sales).Draw(d.T, "sale"))
	if err != nil {
		d.Fatal(err)
	}
	return s
}

func (d *counterDay) order(s checkout.Sale) checkout.RefundOrder {
	o := refundOf(s, rapid.SampledFrom([]int64{1, 10000, 20000, 20001, 30000, 60001}).Draw(d.T, "amount"))
	o.By = d.user
	return o
}

func (d *counterDay) ruling(s checkout.Sale) checkout.Ruling {
	what := rapid.SampledFrom([]checkout.Verdict{checkout.MadeSale, checkout.Acknowledged}).Draw(d.T, "verdict")
	return checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: what, By: d.user, Note: "seen"}
}

// signIn lets somebody in, or try to: who has tried too often is kept out.
func (d *counterDay) signIn(name string) {
	secret := rapid.SampledFrom([]checkout.Secret{secrets[name], secrets[name], secrets[name], wrong}).Draw(d.T, "secret")
	err := d.room.SignIn(name, secret)
	switch {
	case err == nil && secret == wrong:
		d.Fatalf("%s signed in with a wrong secret", name)
	case err == nil:
		d.user = name
	case errors.Is(err, checkout.ErrLockedOut):
		d.lockedOut++
		if d.room.SignIn("citra", secrets["citra"]) == nil {
			d.user = "citra"
			must(d.T, d.room.Unlock(name))
		}
	}
}

// guess tries somebody's PIN until that locks him out, as on the page that asks for
// approvals.
func (d *counterDay) guess(name string, act checkout.Act) {
	for range 10 {
		if _, err := d.room.Approve(name, wrong, act); err == nil {
			d.Fatalf("%s approved by a wrong secret", name)
		}
		d.room.pass(20 * time.Minute) // else most of them would wait
	}
}

// start restarts the till, with other limits in its settings perhaps.
func (d *counterDay) start() {
	d.room.start()
	d.room.Limits.Cashier = idr(rapid.SampledFrom([]int64{0, 10000, 20000, 20000}).Draw(d.T, "limit"))
	d.till.Guard, d.user, d.given = d.room, "", map[string]checkout.Approval{"": {}, "guessed": {ID: "guessed"}}
}

func (d *counterDay) approve(name string, act checkout.Act) (checkout.Approval, bool) {
	if name == "ani" && rapid.Bool().Draw(d.T, "another") { // she may approve nothing
		name = "citra"
	}
	a, err := d.room.Approve(name, secrets[name], act)
	if err != nil {
		return a, false
	}
	d.given[a.ID] = a
	return a, true
}

// comes tells whether what was approved is done next: at once, or too late.
func (d *counterDay) comes() bool {
	when := rapid.SampledFrom([]string{"at once", "at once", "too late", "perhaps later"}).Draw(d.T, "comes")
	if when == "too late" {
		d.room.pass(checkout.ApprovalLife + time.Second)
	}
	return when != "perhaps later"
}

// shown is an approval that whoever acts holds out: one of those that were given,
// none, or an invented one.
func (d *counterDay) shown() checkout.Approval {
	return d.given[rapid.SampledFrom(slices.Sorted(maps.Keys(d.given))).Draw(d.T, "approval")]
}

// answersFor makes sure that an approval was good for an act that came about.
func (d *counterDay) answersFor(a checkout.Approval, act checkout.Act, by, approver string) {
	if d.used[a.ID] || a.Act != act || a.For != by || a.By != approver || d.room.clock.After(a.Ends) || by != d.user {
		d.Fatalf("%v by %s on the word of %s was done with %+v", act, by, approver, a)
	}
	d.used[a.ID] = true
	if _, err := d.room.Allow(by, act, a.ID); !errors.Is(err, checkout.ErrNotAllowed) {
		d.Fatalf("an approval that was used is good again: %v", err)
	}
}

func (d *counterDay) refund(a checkout.Approval, o checkout.RefundOrder) {
	before, err := d.room.db.Sale(o.Sale)
	must(d.T, err)
	act := d.till.RefundAct(before, o)
	o.Approval = a.ID
	after, err := d.till.Refund(d.Context(), o, quiet)
	if err != nil {
		return
	}
	d.refunds++
	done, answers := after.Refund(o.ID), o.By
	if done.ApprovedBy != "" {
		d.approved++
		answers = done.ApprovedBy
		d.answersFor(a, act, done.By, done.ApprovedBy)
	}
	if done.By != d.user || after.Refunded().Minor > d.limit(answers) {
		d.Fatalf("%s has %s given back in all, on the word of %s (signed in: %s)", done.By, after.Refunded(), answers, d.user)
	}
}

func (d *counterDay) decide(a checkout.Approval, r checkout.Ruling) {
	before, err := d.room.db.Sale(r.Sale)
	must(d.T, err)
	act := d.till.DecideAct(before, r)
	r.Approval = a.ID
	after, err := d.till.Decide(r)
	if err != nil || before.Payments[0].Decided == after.Payments[0].Decided { // said once more
		return
	}
	d.decided++
	decision := after.Payments[0].Decided
	switch {
	case decision.ApprovedBy != "":
		d.answersFor(a, act, decision.By, decision.ApprovedBy)
	case decision.By == "ani" || decision.By != d.user:
		d.Fatalf("%s decided alone (signed in: %s)", decision.By, d.user)
	}
	if after.Refunded() != before.Refunded() {
		d.Fatalf("a decision gave back %s", after.Refunded())
	}
}

// step is one thing that happens.
func (d *counterDay) step() {
	name := rapid.SampledFrom([]string{"ani", "budi", "citra"}).Draw(d.T, "name")
	s := d.sale()
	if d.user == "" && rapid.IntRange(0, 3).Draw(d.T, "nobody") > 0 {
		d.signIn("ani")
	}
	switch rapid.IntRange(0, 11).Draw(d.T, "what") {
	case 0, 1:
		d.signIn(name)
	case 2:
		d.room.pass(rapid.SampledFrom([]time.Duration{time.Second, 3 * time.Minute}).Draw(d.T, "time"))
	case 3:
		d.start()
		d.signIn(name)
	case 4:
		d.guess(name, d.till.DecideAct(s, d.ruling(s)))
	case 5, 6, 7:
		o := d.order(s)
		if a, ok := d.approve(name, d.till.RefundAct(s, o)); ok && d.comes() {
			d.refund(a, o)
		}
	case 8:
		r := d.ruling(s)
		if a, ok := d.approve(name, d.till.DecideAct(s, r)); ok && d.comes() {
			d.decide(a, r)
		}
	case 9:
		shown, r := d.shown(), d.ruling(s)
		if act := shown.Act; act.Right == checkout.RightDecide && rapid.Bool().Draw(d.T, "as approved") {
			r.Sale, r.Payment, r.What = act.Sale, act.Payment, checkout.Verdict(act.What)
		}
		d.decide(shown, r)
	default:
		shown, o := d.shown(), d.order(s)
		o.By = rapid.SampledFrom([]string{d.user, d.user, name}).Draw(d.T, "by")
		if act := shown.Act; act.Right == checkout.RightRefund && rapid.Bool().Draw(d.T, "as approved") {
			o.Sale, o.Payment, o.Amount = act.Sale, act.Payment, act.Amount
		}
		d.refund(shown, o)
	}
}

// No order of sign-ins, wrong PINs, lock-outs, starts with other limits, approvals,
// decisions, waits and refunds lets anybody pass a limit: each refund is covered by
// whoever was signed in or whoever approved just this one, counting all that has
// gone back of the sale; no cashier decides alone; no approval serves twice.
func TestNoOrderOfEventsPassesALimit(t *testing.T) {
	r := staffed(t)
	var sum counterDay
	rapid.Check(t, func(rt *rapid.T) {
		r.start()
		r.pass(24 * time.Hour) // nobody has to wait any more
		if r.SignIn("ani", secrets["ani"]) != nil {
			must(rt, r.SignIn("citra", secrets["citra"]))
			must(rt, r.Unlock("ani"))
		}
		till, s := cashTill(r)
		d := counterDay{
			T: rt, room: r, till: till, sales: []checkout.SaleID{s.ID, strayCash(rt, r).ID}, user: "ani",
			given: map[string]checkout.Approval{"": {}, "guessed": {ID: "guessed"}}, used: map[string]bool{},
		}
		for range rapid.IntRange(4, 12).Draw(rt, "steps") {
			d.step()
		}
		sum.refunds += d.refunds
		sum.approved += d.approved
		sum.decided += d.decided
		sum.lockedOut += d.lockedOut
	})
	t.Logf("%d refunds, %d approved, %d decisions, %d lock-outs", sum.refunds, sum.approved, sum.decided, sum.lockedOut)
	if sum.refunds < 20 || sum.approved == 0 || sum.decided == 0 {
		t.Error("the property was hardly tried")
	}
}

// A racing guard gives a part back while a decision is being allowed.
type racing struct {
	till *checkout.Till
	race func()
}

func (g *racing) Allow(string, checkout.Act, string) (string, error) {
	if race := g.race; race != nil {
		g.race = nil
		race()
	}
	return "", nil
}

// A part of late money went back between the approval of what becomes of it and
// the decision, which was then about less than the manager had heard of.
func TestADecisionIsAboutWhatWasAllowed(t *testing.T) {
	r := staffed(t)
	till, _ := cashTill(r)
	s := strayCash(t, r)
	till.Guard = &racing{till, func() {
		if _, err := till.Refund(t.Context(), refundOf(s, 10000), quiet); err != nil {
			t.Error(err)
		}
	}}
	ruling := checkout.Ruling{Sale: s.ID, Payment: s.Payments[0].ID, What: checkout.Acknowledged, By: "ani", Note: "seen"}
	if _, err := till.Decide(ruling); !errors.Is(err, checkout.ErrChanged) {
		t.Errorf("got %v", err)
	}
	if _, err := till.Decide(ruling); err != nil {
		t.Errorf("asked for anew: %v", err)
	}
	if now, err := r.db.Sale(s.ID); err != nil || now.Payments[0].Decided.What != checkout.Acknowledged || now.Refunded() != money.Of(10000, rupiah) {
		t.Errorf("%+v, %v", now.Payments[0].Decided, err)
	}
}
