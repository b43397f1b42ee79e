package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store"
)

func TestHappeningsWithoutASaleAreLogged(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.Record(checkout.Event{At: noon, What: "till-opened", By: "sari"}))
	sell(t, db, 1)
	must(t, db.Record(checkout.Event{At: noon, What: "drawer-opened", By: "sari"}))
	if r := wantClean(t, db); r.Entries != 7 {
		t.Errorf("got %d entries, want 7", r.Entries)
	}
}

func TestAKeyedLogCannotBeMadeAgainWithoutTheKey(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, store.File)
	db := open(t, dir)
	sell(t, db, 1) // before the shop had a key
	must(t, db.Close())
	secret := store.Options{AuditKey: []byte("a key from the vault")}
	db, err := store.Open(dir, secret)
	must(t, err)
	sell(t, db, 2)
	if r := wantClean(t, db); r.Unproved != 0 {
		t.Errorf("%d entries were not proved with the key", r.Unproved)
	}
	must(t, db.Close())

	report, err := store.VerifyFile(file, store.Options{}, nil)
	must(t, err)
	if !report.Clean() || report.Unproved != 5 {
		t.Errorf("without the key: got %v and %d unproved, want nothing and 5", report.Findings, report.Unproved)
	}
	report, err = store.VerifyFile(file, store.Options{AuditKey: []byte("another")}, nil)
	must(t, err)
	wantFinding(t, report, "its last 5 entries are sealed with another key than the vault's")

	db = open(t, dir) // somebody goes on without the key
	wantError(t, db.Record(checkout.Event{At: noon, What: "nothing-to-see"}), store.ErrSealed)
	wantError(t, db.OpenSale(newSale(3)), store.ErrSealed)
	must(t, db.Close())
	behind(t, file, func(tx *bbolt.Tx) error { // or writes around the till
		_, err := tx.Bucket([]byte("audit")).NextSequence()
		must(t, err)
		link := `{"hash":"` + strings.Repeat("0", 64) + `","entry":{"event":{"at":"2026-05-09T05:00:00Z","what":"nothing-to-see"}}}`
		return tx.Bucket([]byte("audit")).Put([]byte(store.Key8(11)), store.Seal("audit", store.Key8(11), []byte(link)))
	})
	report, err = store.VerifyFile(file, secret, nil)
	must(t, err)
	wantFinding(t, report, "entry 11: it is not sealed, though the entry before it is")
}

func TestARefusedChangeLeavesNoTraceInTheLog(t *testing.T) {
	db := open(t, t.TempDir())
	must(t, db.OpenSale(newSale(1)))
	wantError(t, db.OpenSale(newSale(2)), checkout.ErrBusy)
	if r := wantClean(t, db); r.Entries != 2 {
		t.Errorf("got %d entries, want 2", r.Entries)
	}
}
