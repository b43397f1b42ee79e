package store_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"kasir/store"
)

func TestABackupIsWholeWhileSalesGoOn(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	first := sell(t, db, 1)
	stop := make(chan struct{})
	var group sync.WaitGroup
	defer group.Wait()
	defer close(stop)
	group.Go(func() {
		for n := 2; ; n++ {
			select {
			case <-stop:
				return
			default:
				sell(t, db, n)
			}
		}
	})
	file := filepath.Join(dir, "backup.db")
	for range 5 {
		must(t, db.Backup(file))
	}

	backup, err := store.OpenReadOnly(file, store.Options{})
	must(t, err)
	got, err := backup.Sale(first.ID)
	must(t, err)
	wantSame(t, got, first)
	wantClean(t, backup)
	if err := backup.Backup(file); err == nil {
		t.Error("a backup was copied onto itself")
	}
	must(t, backup.Close())
}

func TestABackupDoesNotReplaceTheDatabase(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	want := sell(t, db, 1)
	if err := db.Backup(filepath.Join(dir, ".", store.File)); err == nil {
		t.Error("the database was replaced by its copy")
	}
	other := t.TempDir()
	open(t, other)
	wantError(t, db.Backup(filepath.Join(other, store.File)), store.ErrInUse)
	if err := db.Backup(filepath.Join(dir, "missing", "backup.db")); err == nil {
		t.Error("a backup into a folder that is not there succeeded")
	}
	got, err := db.Sale(want.ID)
	must(t, err)
	wantSame(t, got, want)
	wantClean(t, db)
}

func TestADamagedDatabaseLeavesTheOldBackup(t *testing.T) {
	file := threeSales(t)
	dir := filepath.Dir(file)
	backup := filepath.Join(t.TempDir(), "backup.db")
	must(t, os.WriteFile(backup, []byte("the old backup"), 0o600))
	tamper(t, file, "sales", store.Key8(2), flip)
	if err := open(t, dir).Backup(backup); err == nil {
		t.Error("a damaged copy passed for a backup")
	}
	sameBytes(t, backup, []byte("the old backup"))
	if _, err := os.Stat(backup + ".new"); err == nil {
		t.Error("the damaged copy was left behind")
	}
}

// The file outgrew its map while it was being verified: bbolt let every change
// wait for the verifying to end, which here waits for the changes.
func TestSalesGoOnWhileTheFileIsVerifiedAndGrows(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	before, err := os.Stat(filepath.Join(dir, store.File))
	must(t, err)
	n := 1
	report, err := db.Verify(func(done, total int) {
		for ; n <= 40; n++ {
			sell(t, db, n+1)
		}
	})
	must(t, err)
	after, err := os.Stat(filepath.Join(dir, store.File))
	must(t, err)
	if after.Size() <= before.Size() {
		t.Errorf("the file did not grow: %d bytes, then %d", before.Size(), after.Size())
	}
	if !report.Clean() || report.Sales != 1 {
		t.Errorf("got %+v, want the one sale that was there", report)
	}
	if report := wantClean(t, db); report.Sales != 41 {
		t.Errorf("got %d sales", report.Sales)
	}
}
