package store_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"kasir/checkout"
	"kasir/store"
)

func TestAPictureIsKeptOnce(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	logo, other := bytes.Repeat([]byte("logo"), 50_000), []byte("another logo")
	name, err := db.KeepPicture(logo)
	must(t, err)
	_, err = db.KeepPicture(other)
	must(t, err)
	again, err := db.KeepPicture(logo)
	must(t, err)
	if again != name {
		t.Errorf("one picture has the names %s and %s", name, again)
	}
	must(t, db.Close())

	db = open(t, dir)
	got, err := db.Picture(name)
	must(t, err)
	if !bytes.Equal(got, logo) {
		t.Errorf("got %d bytes of another picture", len(got))
	}
	_, err = db.Picture("no such name")
	wantError(t, err, checkout.ErrNotFound)
	wantClean(t, db)
}

// Somebody who can write the file puts another picture on old receipts.
func TestAnExchangedPictureIsFound(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	name, err := db.KeepPicture([]byte("ours"))
	must(t, err)
	must(t, db.Close())
	tamper(t, filepath.Join(dir, store.File), "pictures", name, func([]byte) []byte {
		return store.Seal("pictures", name, []byte(`"dGhlaXJz"`))
	})
	db = open(t, dir)
	_, err = db.Picture(name)
	wantDamage(t, err, "pictures", name)
	report, err := db.Verify(nil)
	must(t, err)
	if report.Clean() {
		t.Error("verify finds nothing")
	}
}
