package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"kasir/store"
)

func TestAMigrationIsTakenOnce(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	want := sell(t, db, 1)
	must(t, db.Close())

	taken := 0
	options := store.Options{}.WithStep("add a bucket", func(tx *bbolt.Tx) error {
		taken++
		_, err := tx.CreateBucket([]byte("refunds"))
		return err
	})
	for range 2 {
		db, err := store.Open(dir, options)
		must(t, err)
		got, err := db.Sale(want.ID)
		must(t, err)
		wantSame(t, got, want)
		if r := wantClean(t, db); r.Schema != store.Schema()+1 {
			t.Errorf("got schema %d, want %d", r.Schema, store.Schema()+1)
		}
		must(t, db.Close())
	}
	if taken != 1 {
		t.Errorf("the step was taken %d times", taken)
	}
}

func TestAFailedMigrationLeavesTheOldVersionWhole(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	want := sell(t, db, 1)
	must(t, db.Close())

	broken := errors.New("broken")
	options := store.Options{}.
		WithStep("which works", func(tx *bbolt.Tx) error { return nil }).
		WithStep("which fails half-way", func(tx *bbolt.Tx) error {
			if err := tx.DeleteBucket([]byte("sales")); err != nil {
				return err
			}
			return broken
		})
	_, err := store.Open(dir, options)
	wantError(t, err, broken)
	if !strings.Contains(err.Error(), fmt.Sprintf("schema %d, which fails half-way", store.Schema()+2)) {
		t.Errorf("the error does not name the step: %v", err)
	}
	db, err = store.Open(dir, store.Options{}.WithStep("which works", nil))
	must(t, err)
	got, err := db.Sale(want.ID)
	must(t, err)
	wantSame(t, got, want)
	wantClean(t, db)
	must(t, db.Close())

	_, err = store.OpenReadOnly(filepath.Join(dir, store.File), options)
	if err == nil || !strings.Contains(err.Error(), "old") {
		t.Errorf("got %v, want an error that the file is old", err)
	}
}
