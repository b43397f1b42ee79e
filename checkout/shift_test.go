package checkout_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/checkout/money"
)

func idr(minor int64) money.Amount { return money.Of(minor, rupiah) }

// running is the number of the shift that runs.
func (c *counter) running() uint64 {
	c.t.Helper()
	s, err := c.Shifts.Shift(0)
	if err != nil {
		c.t.Fatal(err)
	}
	return s.Number
}

func (c *counter) closeShift(counted ...money.Amount) checkout.Shift {
	c.t.Helper()
	s, err := c.CloseShift(checkout.Close{Shift: c.running(), Counted: counted, By: "ani"})
	if err != nil {
		c.t.Fatal(err)
	}
	return s
}

func (c *counter) sellCash(minor int64) checkout.Sale {
	c.t.Helper()
	s, err := c.TakeCash(cashOrder(minor), idr(minor))
	if err != nil {
		c.t.Fatal(err)
	}
	return s
}

func (c *counter) giveBack(s checkout.Sale, minor int64) {
	c.t.Helper()
	if _, err := c.Refund(context.Background(), refundOf(s, minor), quiet); err != nil {
		c.t.Fatal(err)
	}
}

func (c *counter) whole() {
	c.t.Helper()
	report, err := c.db.Verify(nil)
	if err != nil || !report.Clean() {
		c.t.Fatalf("verify: %v %v", err, report.Findings)
	}
}

func TestAShiftFromFloatToZ(t *testing.T) {
	c := cashCounter(t, checkout.Cash{Drawer: true, Rounding: 500})
	if _, err := c.OpenShift([]money.Amount{idr(200_000)}, "ani"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.OpenShift(nil, "budi"); !errors.Is(err, checkout.ErrShiftOpen) {
		t.Errorf("opened twice: %v", err)
	}
	c.sellCash(50_000)
	rounded := c.sellCash(30_200) // comes to 30,000 in coins
	c.giveBack(c.sellCash(10_000), 4_000)
	out := checkout.CashOrder{ID: checkout.NewCashID(), Kind: checkout.PaidOut, Amount: idr(20_000), By: "ani", Reason: "ice"}
	for range 2 {
		if _, err := c.MoveCash(out); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.OpenDrawer("ani", ""); err != nil {
		t.Fatal(err)
	}
	x, err := c.X("ani", "")
	if err != nil {
		t.Fatal(err)
	}
	z := c.closeShift(idr(265_000))
	if !reflect.DeepEqual(x.Report.Methods, z.Report.Methods) || !x.Running() || z.Running() || z.Number != 1 || z.Mark() == "" {
		t.Errorf("X %+v, Z %+v", x, z)
	}
	r := z.Report
	want := checkout.Sum{
		Payments: 3, Paid: idr(90_000), Refunds: 1, Refunded: idr(4_000), Rounding: idr(rounded.Total().Minor - 30_200),
	}
	if r.Sales != 3 || r.NoSales != 1 || len(r.Sums) != 1 || r.Sums[0] != want || r.Sums[0].Net() != idr(86_000) {
		t.Errorf("report %+v", r)
	}
	d := r.Drawer[0]
	if d.Expected() != idr(200_000+90_000-4_000-20_000) || d.Difference() != idr(-1_000) {
		t.Errorf("drawer %+v, expected %v, difference %v", d, d.Expected(), d.Difference())
	}
	if due, err := c.db.DuePapers(); err != nil || len(due) != 2 || due[0].Move != out.ID || due[1].Move != "" {
		t.Errorf("drawer openings due: %+v, %v", due, err)
	}
	c.whole()
}

// The paper said "cash" and "qris", as the settings call the methods, where the
// receipts of the same day say "Cash" and "QRIS".
func TestAShiftNamesItsMethodsAsPeopleDo(t *testing.T) {
	c := cashCounter(t, checkout.Cash{})
	c.sellCash(50_000)
	differs := []checkout.Difference{{Kind: checkout.PaidThere, Method: "cash", Amount: idr(1)}, {Kind: checkout.PaidThere, Method: "gone", Amount: idr(1)}}
	z, err := c.CloseShift(checkout.Close{Shift: 1, By: "ani", Compared: differs})
	if err != nil || z.Report.Methods[0].Name() != "Cash" || z.Compared[0].Name() != "Cash" || z.Compared[1].Name() != "gone" {
		t.Errorf("got %+v, %+v, %v", z.Report, z.Compared, err)
	}
	if differs[0].Label != "" {
		t.Error("what was handed over has been changed")
	}
	c.whole()
}

func TestAZCannotBeMadeTwice(t *testing.T) {
	c := cashCounter(t, checkout.Cash{})
	c.sellCash(50_000)
	twice := checkout.Close{Shift: 1, By: "ani"}
	if _, err := c.CloseShift(twice); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CloseShift(twice); !errors.Is(err, checkout.ErrShiftClosed) {
		t.Errorf("a doubled press: %v", err)
	}
	if _, err := c.db.UpdateShift(1, func(s *checkout.Shift) (checkout.ShiftNews, error) {
		s.Report.Sales++
		return checkout.ShiftNews{}, nil
	}); err == nil {
		t.Error("a closed shift was changed")
	}
	c.whole()
}

func TestReportsComeOutOnPaper(t *testing.T) {
	c := cashCounter(t, checkout.Cash{})
	c.sellCash(50_000)
	x, err := c.PrintShift(0, "ani", "")
	if err != nil || x.Report == nil || !x.Report.Running() || x.Report.Report.Sales != 1 || x.Copy != 0 {
		t.Errorf("X: %+v, %v", x, err)
	}
	if _, err := c.PrintShift(1, "ani", ""); !errors.Is(err, checkout.ErrNotFound) {
		t.Errorf("a Z before there is one: %v", err)
	}
	if _, err := c.CloseShift(checkout.Close{Shift: 1, By: "ani", Paper: true}); err != nil {
		t.Fatal(err)
	}
	z, err := c.PrintShift(1, "budi", "")
	if err != nil || z.Report.Mark() == "" || z.Copy != 1 {
		t.Errorf("Z: %+v, %v", z, err)
	}
	due, err := c.db.DuePapers()
	if err != nil || len(due) != 3 || due[1].Copy != 0 || due[1].Report.Head != z.Report.Head {
		t.Errorf("due: %+v, %v", due, err)
	}
	c.whole()
}

func TestLooseEndsKeepAShiftOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := late(t)
		var loose *checkout.LooseEndsError
		order := checkout.Close{Shift: 1, By: "ani"}
		_, err := c.CloseShift(order)
		if !errors.As(err, &loose) || len(loose.Tasks) != 1 || loose.Tasks[0].Kind != checkout.TaskLate {
			t.Fatalf("closed over late money: %v", err)
		}
		order.Accepted = []checkout.Accepted{{Task: loose.Tasks[0]}}
		if _, err := c.CloseShift(order); !errors.Is(err, checkout.ErrNoReason) {
			t.Errorf("accepted without a reason: %v", err)
		}
		order.Accepted[0].Reason = "the customer comes back tomorrow"
		z, err := c.CloseShift(order)
		if err != nil || len(z.Accepted) != 1 || z.Accepted[0].By != "ani" || z.Accepted[0].Task.Sale != s.ID {
			t.Errorf("got %+v, %v", z.Accepted, err)
		}
		if tasks, err := c.db.Tasks(time.Now()); err != nil || len(tasks) != 1 {
			t.Errorf("the task is gone: %v, %v", tasks, err)
		}
		c.whole()
	})
}

func TestAPaymentThatCanStillBePaidKeepsAShiftOpen(t *testing.T) {
	run(t, func(t *testing.T, c *counter, o checkout.Order) {
		wait(2 * time.Second)
		_, err := c.CloseShift(checkout.Close{Shift: 1})
		var loose *checkout.LooseEndsError
		if !errors.As(err, &loose) || loose.Tasks[0].Kind != checkout.TaskOpen || loose.Tasks[0].Sale != o.Sale {
			t.Errorf("got %v", err)
		}
	})
}

func TestClosingNeedsItsRight(t *testing.T) {
	c := cashCounter(t, checkout.Cash{})
	c.Guard = guard{approvals: map[string]checkout.Act{"paper": {Right: checkout.RightCloseDay}}}
	if _, err := c.CloseShift(checkout.Close{Shift: 1, By: "ani"}); !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("got %v", err)
	}
	if _, err := c.X("ani", ""); !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("got %v", err)
	}
	move := checkout.CashOrder{ID: "1", Kind: checkout.PaidOut, Amount: idr(1), By: "ani", Reason: "change"}
	if _, err := c.MoveCash(move); !errors.Is(err, checkout.ErrNotAllowed) {
		t.Errorf("got %v", err)
	}
	z, err := c.CloseShift(checkout.Close{Shift: 1, By: "ani", Approval: "paper"})
	if err != nil || z.ApprovedBy != "owner" {
		t.Errorf("got %+v, %v", z, err)
	}
}

// A clock that goes wrong moves no money from one Z into another, or out of all.
func TestClocksDoNotMoveMoneyBetweenShifts(t *testing.T) {
	c := cashCounter(t, checkout.Cash{})
	at := time.Date(2026, 5, 9, 5, 0, 0, 0, time.UTC)
	c.Now = func() time.Time { return at }
	var sold, summed int64
	for _, jump := range []time.Duration{0, -48 * time.Hour, 9000 * time.Hour, -time.Minute} {
		at = at.Add(jump)
		c.sellCash(10_000)
		sold += 10_000
		z := c.closeShift()
		summed += z.Report.Sums[0].Paid.Minor
	}
	if sold != summed {
		t.Errorf("sold %d, the Zs say %d", sold, summed)
	}
	c.whole()
}

func TestComparingNamesWhatDiffers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, f, s := sold(t)
		compare := func(want ...checkout.DifferenceKind) {
			t.Helper()
			all, err := c.Compare(t.Context(), 1, nil)
			var got []checkout.DifferenceKind
			for _, d := range all {
				got = append(got, d.Kind)
			}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, %v, want %v", all, err, want)
			}
		}
		compare()
		f.twist = func(p *checkout.Progress) { p.Amount = idr(1) }
		compare(checkout.OtherAmount)
		f.twist = func(p *checkout.Progress) { p.Status = checkout.Expired }
		compare(checkout.PaidHere)
		f.twist = func(p *checkout.Progress) {
			p.Status, p.Reason = checkout.Unresolved, checkout.Reason{Word: "refunded-elsewhere"}
		}
		compare(checkout.RefundedThere)
		c.giveBack(s, 50_000)
		compare()
		f.twist = nil
		c.service.network(unreachable)
		compare(checkout.NotCompared)
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if all, err := c.Compare(ended, 1, nil); err != nil || len(all) != 1 || all[0].Kind != checkout.NotCompared {
			t.Errorf("ended: %v, %v", all, err)
		}
		z, err := c.CloseShift(checkout.Close{Shift: 1, Compared: []checkout.Difference{{Kind: checkout.PaidHere, Sale: s.ID}}})
		if err != nil || len(z.Compared) != 1 {
			t.Errorf("got %+v, %v", z.Compared, err)
		}
	})
}

func TestMoneyThatOnlyTheServiceHasIsRecordedWhenComparing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounter(t)
		c.service.canKill = true
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
		wait(48 * time.Hour) // nobody watches any more
		cancel()
		<-c.done
		c.service.pay()
		all, err := c.Compare(t.Context(), 1, nil)
		if err != nil || len(all) != 1 || all[0].Kind != checkout.PaidThere {
			t.Fatalf("got %v, %v", all, err)
		}
		oneTask(t, c.sale(o.Sale), checkout.TaskLate)
	})
}

// Whatever is sold, given back, moved and closed in whatever order: each Z comes
// to its movements, every movement is in one Z, and the Zs count 1, 2, 3.
func TestReportsAreTheirMovements(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := cashCounter(t, checkout.Cash{Rounding: 100})
		moved := map[uint64]int64{} // by shift
		drawer := map[uint64]int64{}
		var sales []checkout.Sale
		zs := []checkout.Shift{}
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			shift := uint64(len(zs) + 1)
			amount := rapid.Int64Range(1, 90).Draw(rt, "amount") * 100
			switch rapid.SampledFrom([]string{"sell", "sell", "refund", "move", "close"}).Draw(rt, "step") {
			case "sell":
				sales = append(sales, c.sellCash(amount))
				moved[shift], drawer[shift] = moved[shift]+amount, drawer[shift]+amount
			case "refund":
				if len(sales) == 0 {
					continue
				}
				s := c.sale(sales[rapid.IntRange(0, len(sales)-1).Draw(rt, "sale")].ID)
				if amount = min(amount, s.Refundable(s.Payments[0]).Minor); amount > 0 {
					c.giveBack(s, amount)
					moved[shift], drawer[shift] = moved[shift]-amount, drawer[shift]-amount
				}
			case "move":
				kind := rapid.SampledFrom([]checkout.CashKind{checkout.PaidIn, checkout.PaidOut}).Draw(rt, "kind")
				if _, err := c.MoveCash(checkout.CashOrder{ID: checkout.NewCashID(), Kind: kind, Amount: idr(amount), Reason: "x"}); err != nil {
					rt.Fatal(err)
				}
				if kind == checkout.PaidOut {
					amount = -amount
				}
				drawer[shift] += amount
			case "close":
				zs = append(zs, c.closeShift())
			}
		}
		zs = append(zs, c.closeShift())
		for i, z := range zs {
			var net, inDrawer int64
			for _, sum := range z.Report.Sums {
				net += sum.Net().Minor
			}
			var byMethod, byHour int64
			for _, sum := range z.Report.Methods {
				byMethod += sum.Net().Minor
			}
			for _, sum := range z.Report.Hours {
				byHour += sum.Net().Minor
			}
			for _, sum := range z.Report.Drawer {
				inDrawer += sum.Expected().Minor
			}
			if z.Number != uint64(i+1) || net != moved[z.Number] || byMethod != net || byHour != net || inDrawer != drawer[z.Number] {
				rt.Fatalf("Z %d says %d (%d by method, %d by hour) and %d in the drawer, want %d and %d",
					z.Number, net, byMethod, byHour, inDrawer, moved[z.Number], drawer[z.Number])
			}
		}
		c.whole()
	})
}
