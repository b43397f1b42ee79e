package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store"
)

// wantStopped expects a database that takes no change and tells no till what may
// not be on disk; it still finds what somebody looks for.
func wantStopped(t *testing.T, db *store.DB, known checkout.Sale) {
	t.Helper()
	if !db.Stopped() {
		t.Error("the database goes on")
	}
	wantError(t, db.OpenSale(newSale(99)), checkout.ErrStopped)
	wantError(t, db.Record(checkout.Event{What: "till-opened"}), checkout.ErrStopped)
	_, err := db.UpdateSale(known.ID, func(*checkout.Sale, func() uint64) error {
		t.Error("the change was run")
		return nil
	})
	wantError(t, err, checkout.ErrStopped)
	_, err = db.Sale(known.ID)
	wantError(t, err, checkout.ErrStopped)
	_, err = db.Unfinished()
	wantError(t, err, checkout.ErrStopped)
	got, err := db.ByNumber(known.Number)
	must(t, err)
	wantSame(t, got, known)
}

// bbolt shows a change to readers before it is on disk, and where its last sync
// fails even after that. A refund was called done from such a reading.
func TestAReaderWaitsForTheDisk(t *testing.T) {
	db := open(t, t.TempDir())
	known := sell(t, db, 1)
	inside, heard := make(chan struct{}), make(chan checkout.Sale)
	go func() {
		<-inside
		s, err := db.Sale(known.ID)
		if err != nil {
			t.Error(err)
		}
		heard <- s
	}()
	update(t, db, known.ID, func(s *checkout.Sale, _ func() uint64) error {
		close(inside)
		select {
		case s := <-heard:
			t.Error("a sale was read while it was being changed")
			go func() { heard <- s }()
		case <-time.After(20 * time.Millisecond):
		}
		s.Note = "changed"
		return nil
	})
	if s := <-heard; s.Note != "changed" {
		t.Errorf("read %q", s.Note)
	}
}

func TestAFailedCommitStopsTheDatabase(t *testing.T) {
	dir := t.TempDir()
	var file *os.File
	capture := func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
		file, err = os.OpenFile(name, flag, mode)
		return file, err
	}
	db, err := store.Open(dir, store.Options{}.WithOpenFile(capture))
	must(t, err)
	known := sell(t, db, 1)
	must(t, file.Close()) // from here on every write fails
	wantError(t, db.OpenSale(newSale(2)), checkout.ErrStopped)
	wantStopped(t, db, known)
	_ = db.Close() // the file is closed already

	db = open(t, dir)
	got, err := db.Sale(known.ID)
	must(t, err)
	wantSame(t, got, known)
	sell(t, db, 2)
	wantClean(t, db)
}

func TestDamageFoundByAChangeStopsTheDatabase(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	known := sell(t, db, 2)
	must(t, db.Close())
	tamper(t, filepath.Join(dir, store.File), "sales", store.Key8(1), func(value []byte) []byte {
		value[len(value)-2] ^= 1
		return value
	})
	db = open(t, dir)
	_, err := db.UpdateSale("sale-0001", printed)
	wantError(t, err, checkout.ErrStopped)
	wantDamage(t, err, "sales", store.Key8(1))
	wantStopped(t, db, known)
}

func TestNothingIsEverOverwritten(t *testing.T) {
	for _, bucket := range []string{"sales", "audit"} {
		file := threeSales(t)
		behind(t, file, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucket)).SetSequence(0) })
		db := open(t, filepath.Dir(file))
		known, err := db.Sale("sale-0001")
		must(t, err)
		another := newSale(4)
		another.Payments = nil
		wantDamage(t, db.OpenSale(another), bucket, store.Key8(1))
		wantStopped(t, db, known)
	}
}
