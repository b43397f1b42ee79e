package checkout_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"kasir/checkout"
	"kasir/checkout/money"
)

func cashCounter(t *testing.T, cash checkout.Cash) *counter {
	c := newCounter(t)
	c.Methods = append(c.Methods, checkout.Method{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &cash})
	return c
}

func cashOrder(minor int64) checkout.Order {
	o := order(minor)
	o.Method = "cash"
	return o
}

func TestCash(t *testing.T) {
	c := cashCounter(t, checkout.Cash{Drawer: true})
	s, err := c.TakeCash(cashOrder(47500), money.Of(50000, rupiah))
	if err != nil {
		t.Fatal(err)
	}
	p := s.Payments[0]
	if s.Status != checkout.Completed || s.Number != 1 || p.Status != checkout.Paid || p.Amount.Minor != 47500 || p.Change.Minor != 2500 {
		t.Errorf("got %v %d, %+v", s.Status, s.Number, p)
	}
	if tender := s.Receipt.Tenders[0]; tender.Tendered.Minor != 50000 || tender.Change.Minor != 2500 {
		t.Errorf("on the receipt: %+v", tender)
	}
	if len(s.Prints) != 2 || s.Prints[0].Kind != checkout.DrawerPulse || s.Prints[1].Kind != checkout.PrintReceipt {
		t.Errorf("prints: %+v", s.Prints)
	}
	if s.Receipt.Invoice != "POS-till-01-000001" {
		t.Errorf("invoice %s", s.Receipt.Invoice)
	}
}

func TestCashIsRoundedToCoins(t *testing.T) {
	c := cashCounter(t, checkout.Cash{Rounding: 100})
	s, err := c.TakeCash(cashOrder(12345), money.Of(12300, rupiah))
	if err != nil || s.Status != checkout.Completed {
		t.Fatalf("got %v, %v", s.Status, err)
	}
	if last := s.Lines[len(s.Lines)-1]; last.Label != checkout.RoundingLine || last.Amount.Minor != -45 || s.Total().Minor != 12300 {
		t.Errorf("lines %+v, total %v", s.Lines, s.Total())
	}
}

// A doubled Enter on the cash screen.
func TestCashIsTakenOnce(t *testing.T) {
	c := cashCounter(t, checkout.Cash{})
	o := cashOrder(5000)
	if _, err := c.TakeCash(o, money.Of(5000, rupiah)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.TakeCash(o, money.Of(5000, rupiah)); !errors.Is(err, checkout.ErrOver) {
		t.Errorf("got %v", err)
	}
	if s := c.sale(o.Sale); len(s.Payments) != 1 {
		t.Errorf("%d payments", len(s.Payments))
	}
}

func TestSalePaidPartInCashIsFinishedByAnotherMethod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := cashCounter(t, checkout.Cash{})
		o := cashOrder(50000)
		s, err := c.TakeCash(o, money.Of(20000, rupiah))
		if err != nil || s.Status != checkout.Open || s.Due().Minor != 30000 {
			t.Fatalf("got %v, due %v, %v", s.Status, s.Due(), err)
		}
		if _, err := c.Void(o.Sale, ""); err == nil {
			t.Error("a sale with money in it was dropped")
		}
		o.Method = "qris"
		c.pay(t.Context(), o)
		wait(1500 * time.Millisecond)
		if p := c.last().Payment; p.Amount.Minor != 30000 {
			t.Errorf("asked for %v", p.Amount)
		}
		if _, err := c.TakeCash(o, money.Of(1, rupiah)); !errors.Is(err, checkout.ErrUnavailable) {
			t.Errorf("cash by a method that is none: %v", err)
		}
		o.Method = "cash"
		if _, err := c.TakeCash(o, money.Of(30000, rupiah)); !errors.Is(err, checkout.ErrBusy) {
			t.Errorf("cash while a code is live: %v", err)
		}
		c.service.pay()
		<-c.done
		s = c.sale(o.Sale)
		if s.Status != checkout.Completed || len(s.Receipt.Tenders) != 2 || s.Receipt.Invoice != "POS-000042" {
			t.Errorf("got %v, receipt %+v", s.Status, s.Receipt)
		}
	})
}

func TestCashAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cash := checkout.Cash{Rounding: rapid.SampledFrom([]int64{0, 1, 25, 100, 500}).Draw(t, "coin")}
		due := money.Of(rapid.Int64Range(1, 10_000_000).Draw(t, "due"), rupiah)
		rounded := cash.Rounded(due)
		if off := rounded.Minus(due).Minor; 2*off > max(cash.Rounding, 1) || -2*off > max(cash.Rounding, 1) {
			t.Fatalf("%v became %v with coins of %d", due, rounded, cash.Rounding)
		}
		if !rounded.IsPositive() {
			t.Fatalf("%v became nothing with coins of %d", due, cash.Rounding)
		}
		if cash.Rounding > 1 && rounded.Minor%cash.Rounding != 0 && 2*due.Minor >= cash.Rounding {
			t.Fatalf("%v cannot be paid in coins of %d", rounded, cash.Rounding)
		}
	})
}

func TestWhatTheDrawerDidIsNotCalledAReceipt(t *testing.T) {
	for state, want := range map[checkout.PrintState]checkout.What{
		checkout.Printed: checkout.DrawerOpened, checkout.NotPrinted: checkout.DrawerFailed, checkout.NoPrinter: checkout.DrawerFailed,
	} {
		s := checkout.Sale{Prints: []checkout.Print{{Kind: checkout.DrawerPulse}}}
		s.NotePrint(0, state, "", time.Now())
		if len(s.Events) != 1 || s.Events[0].What != want {
			t.Errorf("%v: got %+v", state, s.Events)
		}
	}
}
