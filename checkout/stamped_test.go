package checkout_test

import (
	"errors"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

var stampKey = stamp.Key("a key for tests, of 32 bytes....")

// stampedSale is a sale with tax and code on its receipt, and a refund of a part.
func stampedSale(t *testing.T) (*counter, checkout.Sale) {
	t.Helper()
	c := cashCounter(t, checkout.Cash{})
	c.Stamp = stampKey
	c.Shop.TaxRate, _ = money.ParseRate("11%")
	s, err := c.TakeCash(cashOrder(50000), money.Of(50000, rupiah))
	if err != nil {
		t.Fatal(err)
	}
	s, err = c.Refund(t.Context(), checkout.RefundOrder{
		ID: checkout.NewRefundID(), Sale: s.ID, Payment: s.Payments[0].ID, Amount: money.Of(20000, rupiah), Reason: "wrong item",
	}, func(checkout.RefundStanding) {})
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

func slipOf(t *testing.T, s checkout.Sale) *checkout.Slip {
	t.Helper()
	for _, p := range s.Prints {
		if p.Slip != nil {
			return p.Slip
		}
	}
	t.Fatal("no slip")
	return nil
}

func TestTaxAndCodeAreFrozenWithThePaper(t *testing.T) {
	c, s := stampedSale(t)
	if r := s.Receipt; r.Tax != money.Of(4955, rupiah) || !stampKey.Vouches(r.Code, r.Claim()) {
		t.Errorf("receipt: tax %v, code %q", r.Tax, r.Code)
	}
	if slip := slipOf(t, s); slip.Tax != money.Of(1982, rupiah) || !stampKey.Vouches(slip.Code, slip.Claim()) {
		t.Errorf("slip: tax %v, code %q", slip.Tax, slip.Code)
	}
	// The shop's rate, name and key change; the copy says what the original said.
	before := *s.Receipt
	c.Shop.TaxRate, c.Stamp = money.Rate{}, nil
	again, err := c.Reprint(s.ID, "sari")
	if err != nil || again.Receipt.Code != before.Code || again.Receipt.Tax != before.Tax {
		t.Errorf("after a copy: %+v, %v", again.Receipt, err)
	}
}

func TestFindStamped(t *testing.T) {
	c, s := stampedSale(t)
	found, err := checkout.FindStamped(c.db, stampKey, s.Receipt.Code)
	if err != nil || found.Sale.ID != s.ID || found.Slip != nil {
		t.Errorf("receipt: got %v, %v", found.Sale.ID, err)
	}
	slip := slipOf(t, s)
	found, err = checkout.FindStamped(c.db, stampKey, slip.Code)
	if err != nil || found.Sale.ID != s.ID || found.Slip == nil || found.Slip.Refund != slip.Refund {
		t.Errorf("slip: got %+v, %v", found.Slip, err)
	}
	if _, err := checkout.FindStamped(c.db, stampKey, "0000-0000-0000"); !errors.Is(err, checkout.ErrNotFound) {
		t.Errorf("invented: got %v", err)
	}
}

// Somebody with the file, and without the key, makes a paid sale of his own or
// writes another amount into one: its code is not what the key makes of it.
func TestAForgedRecordIsRefuted(t *testing.T) {
	c, s := stampedSale(t)
	if _, err := checkout.FindStamped(c.db, stamp.Key("another key"), s.Receipt.Code); !errors.Is(err, checkout.ErrForged) {
		t.Errorf("got %v", err)
	}
	if _, err := checkout.FindStamped(c.db, nil, s.Receipt.Code); !errors.Is(err, checkout.ErrForged) {
		t.Errorf("without a key: got %v", err)
	}
	r := *s.Receipt
	r.Total = money.Of(5000, rupiah)
	if stampKey.Vouches(r.Code, r.Claim()) {
		t.Error("another total has the same code")
	}
	r = *s.Receipt
	r.At = r.At.Add(time.Second)
	if stampKey.Vouches(r.Code, r.Claim()) {
		t.Error("another time has the same code")
	}
}

// A till without a key prints no code, which is less than a code that proves
// nothing.
func TestWithoutAKeyThereIsNoCode(t *testing.T) {
	c := cashCounter(t, checkout.Cash{})
	s, err := c.TakeCash(cashOrder(50000), money.Of(50000, rupiah))
	if err != nil || s.Receipt.Code != "" || !s.Receipt.Tax.IsZero() {
		t.Errorf("got %+v, %v", s.Receipt, err)
	}
}

// The Z of a day is a paper like others: thieves write smaller sums into it.
func TestTheZBearsACode(t *testing.T) {
	c, s := stampedSale(t)
	running, err := c.Shifts.Shift(0)
	if err != nil {
		t.Fatal(err)
	}
	z, err := c.CloseShift(checkout.Close{Shift: running.Number, By: "ani", Paper: true})
	if err != nil || z.Code == "" || z.Claim().Amount != money.Of(30000, rupiah) {
		t.Fatalf("got code %q of %v, %v", z.Code, z.Claim(), err)
	}
	found, err := checkout.FindStamped(c.db, stampKey, z.Code)
	if err != nil || found.Shift == nil || found.Shift.Number != z.Number {
		t.Errorf("got %+v, %v", found.Shift, err)
	}
	if _, err := checkout.FindStamped(c.db, stamp.Key("another key"), z.Code); !errors.Is(err, checkout.ErrForged) {
		t.Errorf("another key: got %v", err)
	}
	if _, err := checkout.FindStamped(c.db, stampKey, "0000-0000-0000"); !errors.Is(err, checkout.ErrNotFound) {
		t.Errorf("invented: got %v", err)
	}
	if _, err := checkout.FindStamped(c.db, stampKey, s.Receipt.Code); err != nil {
		t.Errorf("the receipt is no longer found: %v", err)
	}
}
