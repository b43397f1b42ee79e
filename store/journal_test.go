package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/store"
)

func TestASaleComesBackAsItWas(t *testing.T) {
	db := open(t, t.TempDir())
	want := newSale(1)
	must(t, db.OpenSale(want))
	got, err := db.Sale(want.ID)
	must(t, err)
	wantSame(t, got, want)
}

func TestReopenedDatabaseHasEverything(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	done, waiting := sell(t, db, 1), newSale(2)
	must(t, db.OpenSale(waiting))
	must(t, db.Close())

	db = open(t, dir)
	got, err := db.Sale(done.ID)
	must(t, err)
	wantSame(t, got, done)
	unfinished, err := db.Unfinished()
	must(t, err)
	if len(unfinished) != 1 {
		t.Fatalf("got %v unfinished, want only the second sale", ids(unfinished))
	}
	wantSame(t, unfinished[0], waiting)
	wantClean(t, db)
}

func TestUnknownSaleIsNotFound(t *testing.T) {
	db := open(t, t.TempDir())
	_, err := db.Sale("no")
	wantError(t, err, checkout.ErrNotFound)
	_, err = db.UpdateSale("no", func(*checkout.Sale, func() uint64) error {
		t.Error("the change was run")
		return nil
	})
	wantError(t, err, checkout.ErrNotFound)
	_, err = db.ByNumber(1)
	wantError(t, err, checkout.ErrNotFound)
}

func TestASaleIsOpenedOnce(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.OpenSale(newSale(1)))
	update(t, db, "sale-0001", parked(true))
	again := newSale(1)
	again.Payments[0].Key = "another"
	if err := db.OpenSale(again); err == nil || errors.Is(err, checkout.ErrBusy) {
		t.Errorf("got %v, want an error that the sale exists", err)
	}
	wantClean(t, db)
}

func TestErrorOfTheChangeComesBackAsItIs(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	must(t, db.OpenSale(newSale(1)))
	before := readFile(t, filepath.Join(dir, store.File))
	refused := errors.New("refused")
	s, err := db.UpdateSale("sale-0001", func(s *checkout.Sale, number func() uint64) error {
		s.Note, s.Number = "changed", number()
		return refused
	})
	if !errors.Is(err, refused) {
		t.Errorf("got %v, want the change's own error", err)
	}
	wantSame(t, s, newSale(1))
	sameBytes(t, filepath.Join(dir, store.File), before)
}

func TestNothingIsWrittenForNoChange(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	must(t, db.OpenSale(newSale(1)))
	before := readFile(t, filepath.Join(dir, store.File))
	s := update(t, db, "sale-0001", func(s *checkout.Sale, number func() uint64) error {
		number()
		return nil
	})
	wantSame(t, s, newSale(1))
	sameBytes(t, filepath.Join(dir, store.File), before)
}

func TestNumbersHaveNoGaps(t *testing.T) {
	db := open(t, t.TempDir())
	for n := 1; n <= 3; n++ {
		s := newSale(n)
		must(t, db.OpenSale(s))
		_, err := db.UpdateSale(s.ID, func(s *checkout.Sale, number func() uint64) error {
			_ = paid("")(s, number)
			return checkout.ErrOver
		})
		wantError(t, err, checkout.ErrOver)
		if got := update(t, db, s.ID, paid("")).Number; got != uint64(n) {
			t.Errorf("got number %d, want %d", got, n)
		}
	}
	if r := wantClean(t, db); r.Numbers != 3 {
		t.Errorf("got last number %d, want 3", r.Numbers)
	}
}

func TestOnePaymentIsLive(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.OpenSale(newSale(1)))
	wantError(t, db.OpenSale(newSale(2)), checkout.ErrBusy)
	_, err := db.Sale("sale-0002")
	wantError(t, err, checkout.ErrNotFound)

	update(t, db, "sale-0001", parked(true))
	must(t, db.OpenSale(newSale(2)))
	s, err := db.UpdateSale("sale-0001", parked(false))
	wantError(t, err, checkout.ErrBusy)
	if s.ID != "" {
		t.Errorf("got sale %s with the error, want none", s.ID)
	}

	_, err = db.UpdateSale("sale-0002", func(s *checkout.Sale, _ func() uint64) error {
		s.Payments = append(s.Payments, newPayment(s.ID, 2, 2))
		return nil
	})
	wantError(t, err, checkout.ErrBusy)

	update(t, db, "sale-0002", expired)
	update(t, db, "sale-0001", parked(false))
	wantClean(t, db)
}

func TestOfTwoAtOnceOneIsBusy(t *testing.T) {
	db := open(t, t.TempDir())
	for round := range 20 {
		var group sync.WaitGroup
		results := make([]error, 2)
		for i := range results {
			group.Go(func() { results[i] = db.OpenSale(newSale(2*round + i)) })
		}
		group.Wait()
		busy := slices.IndexFunc(results, func(err error) bool { return errors.Is(err, checkout.ErrBusy) })
		if busy < 0 || results[1-busy] != nil {
			t.Fatalf("round %d: got %v, want one ErrBusy", round, results)
		}
		update(t, db, newSale(2*round+1-busy).ID, expired)
	}
	wantClean(t, db)
}

func TestAKeyIsUsedOnce(t *testing.T) {
	db := open(t, t.TempDir())
	sell(t, db, 1)
	stolen := newSale(2)
	stolen.Payments[0].Key = "key-0001-1"
	if err := db.OpenSale(stolen); err == nil || !strings.Contains(err.Error(), "key-0001-1") {
		t.Errorf("got %v, want an error that names the key", err)
	}
	stolen.Payments[0].Key = ""
	if err := db.OpenSale(stolen); err == nil {
		t.Error("a payment without a key was stored")
	}
	wantClean(t, db)
}

func TestAPanicOfTheChangeIsNoDamage(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.OpenSale(newSale(1)))
	func() {
		defer func() {
			if r := recover(); r != "a bug" {
				t.Errorf("got panic %v, want the change's own", r)
			}
		}()
		_, _ = db.UpdateSale("sale-0001", func(*checkout.Sale, func() uint64) error { panic("a bug") })
	}()
	update(t, db, "sale-0001", parked(true))
	if db.Stopped() {
		t.Error("the database has stopped")
	}
}

func TestWhatCannotBeStoredIsAnErrorAndChangesNothing(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.OpenSale(newSale(1)))
	for name, c := range map[string]change{
		"a year without a spelling": func(s *checkout.Sale, _ func() uint64) error {
			s.Payments[0].Expires = time.Date(55_840, 1, 1, 0, 0, 0, 0, time.UTC)
			return nil
		},
		"an unknown currency": func(s *checkout.Sale, _ func() uint64) error {
			s.Lines[0].Amount.Currency.Code = "XXX"
			return nil
		},
		"no status": func(s *checkout.Sale, _ func() uint64) error {
			s.Payments[0].Status = 0
			return nil
		},
	} {
		if _, err := db.UpdateSale("sale-0001", c); err == nil {
			t.Errorf("%s was stored", name)
		}
	}
	if db.Stopped() {
		t.Error("the database has stopped")
	}
	s, err := db.Sale("sale-0001")
	must(t, err)
	wantSame(t, s, newSale(1))
}
