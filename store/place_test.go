package store_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"kasir/checkout"
	"kasir/store"
)

// A folder that was renamed under an open till, or unmounted, was told as a full
// disk, and the next copy would have made the folder again in its place.
func TestAFolderThatIsGoneTakesNoNewMoney(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody rename the folder of an open file")
	}
	dir := filepath.Join(t.TempDir(), "kasir")
	db := open(t, dir)
	sell(t, db, 1)
	away := dir + "-away"
	must(t, os.Rename(dir, away))
	err := db.RoomForMoney()
	wantError(t, err, checkout.ErrGone)
	if errors.Is(err, checkout.ErrNoRoom) {
		t.Errorf("told as a full disk: %v", err)
	}
	want := sell(t, db, 2) // what is running goes on being stored
	_, err = store.NewBackups(db, dir).Make()
	wantError(t, err, checkout.ErrGone)
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was made again: %v", err)
	}
	saved := filepath.Join(t.TempDir(), "saved.db")
	must(t, db.Backup(saved)) // the owner can save what only the open file holds
	must(t, os.Rename(away, dir))
	must(t, db.RoomForMoney())
	must(t, db.Close())
	got, err := open(t, dir).Sale(want.ID)
	must(t, err)
	wantSame(t, got, want)
	report, err := store.VerifyFile(saved, store.Options{}, nil)
	must(t, err)
	if !report.Clean() || report.Sales != 2 {
		t.Errorf("saved: %+v", report)
	}
}

// kasir.db was deleted under an open till, which never noticed.
func TestADatabaseThatIsDeletedIsMissed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody delete an open file")
	}
	dir := t.TempDir()
	db := open(t, dir)
	must(t, os.Remove(filepath.Join(dir, store.File)))
	wantError(t, db.InPlace(), checkout.ErrGone)
	sell(t, db, 1)
	must(t, db.Close())
	if _, err := os.Lstat(filepath.Join(dir, store.File)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is a file again: %v", err)
	}
}
