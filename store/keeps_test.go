package store_test

import (
	"testing"

	"kasir/checkout"
)

func TestWhatMustNeverGoStays(t *testing.T) {
	db := open(t, t.TempDir())
	want := sell(t, db, 1)
	for name, c := range map[string]func(s *checkout.Sale){
		"fewer events":            func(s *checkout.Sale) { s.Events = s.Events[1:] },
		"no events":               func(s *checkout.Sale) { s.Events = nil },
		"another past":            func(s *checkout.Sale) { s.Events[0].By = "somebody else" },
		"another time":            func(s *checkout.Sale) { s.Events[0].At = noon.Add(1) },
		"another id":              func(s *checkout.Sale) { s.ID = "sale-0002" },
		"another number":          func(s *checkout.Sale) { s.Number = 2 },
		"no number":               func(s *checkout.Sale) { s.Number = 0 },
		"another receipt":         func(s *checkout.Sale) { s.Receipt.Invoice = "POS-9" },
		"no receipt":              func(s *checkout.Sale) { s.Receipt = nil },
		"no longer completed":     func(s *checkout.Sale) { s.Status = checkout.Voided },
		"no longer paid":          func(s *checkout.Sale) { s.Payments[0].Status = checkout.Pending },
		"a payment gone":          func(s *checkout.Sale) { s.Payments = nil },
		"another key":             func(s *checkout.Sale) { s.Payments[0].Key = "another" },
		"two payments of one key": func(s *checkout.Sale) { s.Payments = append(s.Payments, s.Payments[0]) },
	} {
		_, err := db.UpdateSale(want.ID, func(s *checkout.Sale, _ func() uint64) error {
			c(s)
			return nil
		})
		if err == nil {
			t.Errorf("%s: was stored", name)
		}
	}
	if db.Stopped() {
		t.Error("a refused change stopped the database")
	}
	got, err := db.Sale(want.ID)
	must(t, err)
	wantSame(t, got, want)
	wantClean(t, db)
}

func TestANumberIsNotMadeUp(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.OpenSale(newSale(1)))
	_, err := db.UpdateSale("sale-0001", func(s *checkout.Sale, number func() uint64) error {
		s.Number = number() + 1
		return nil
	})
	if err == nil {
		t.Error("a number that leaves a gap was stored")
	}
	numbered := newSale(2)
	numbered.Number = 1
	if err := db.OpenSale(numbered); err == nil {
		t.Error("a new sale brought its own number")
	}
	nameless := newSale(3)
	nameless.ID = ""
	if err := db.OpenSale(nameless); err == nil {
		t.Error("a sale without an id was stored")
	}
}
