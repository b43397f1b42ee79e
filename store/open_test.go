package store_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store"
)

func TestANewFolderIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := filepath.Join(t.TempDir(), "a", "kasir")
	open(t, dir)
	for name, want := range map[string]fs.FileMode{".": 0o700, store.File: 0o600, "kasir.lock": 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s: got mode %v, want %v", name, got, want)
		}
	}
}

// hold keeps a database open until somebody ends the process.
func hold(dir string) error {
	if _, err := store.Open(dir, store.Options{}); err != nil {
		return err
	}
	fmt.Println("open")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

func TestASecondProcessIsTurnedAwayAtOnce(t *testing.T) {
	dir := t.TempDir()
	holder := play(t, "hold", dir)
	if !holder.lines.Scan() {
		t.Fatal("the other process could not open the database")
	}
	begun := time.Now()
	_, err := store.Open(dir, store.Options{})
	wantError(t, err, store.ErrInUse)
	_, err = store.OpenReadOnly(filepath.Join(dir, store.File), store.Options{})
	wantError(t, err, store.ErrInUse)
	_, err = store.VerifyFile(filepath.Join(dir, store.File), store.Options{}, nil)
	wantError(t, err, store.ErrInUse)
	if took := time.Since(begun); took > time.Second {
		t.Errorf("it took %v to be turned away", took)
	}
	must(t, holder.Process.Kill())
	_ = holder.Wait()
	wantClean(t, open(t, dir))
}

func TestTheLockFileAloneDoesNotDecide(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows does not let go of a locked file")
	}
	t.Parallel() // bbolt waits two seconds for its own lock
	dir := t.TempDir()
	open(t, dir)
	must(t, os.Remove(filepath.Join(dir, "kasir.lock")))
	_, err := store.Open(dir, store.Options{})
	wantError(t, err, store.ErrInUse)
}

func TestReadingKeepsTillsOut(t *testing.T) {
	dir := t.TempDir()
	must(t, open(t, dir).Close())
	db, err := store.OpenReadOnly(filepath.Join(dir, store.File), store.Options{})
	must(t, err)
	_, err = store.Open(dir, store.Options{})
	wantError(t, err, store.ErrInUse)
	must(t, db.Close())
	open(t, dir)
}

func TestReadOnlyReadsAndWritesNothing(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	want := sell(t, db, 1)
	must(t, db.Close())
	file := copyFile(t, filepath.Join(dir, store.File), t.TempDir())
	before := readFile(t, file)

	db, err := store.OpenReadOnly(file, store.Options{})
	must(t, err)
	got, err := db.Sale(want.ID)
	must(t, err)
	wantSame(t, got, want)
	wantClean(t, db)
	if err := db.OpenSale(newSale(2)); err == nil || errors.Is(err, checkout.ErrStopped) {
		t.Errorf("got %v, want an error that the file is only read", err)
	}
	must(t, db.Close())
	sameBytes(t, file, before)
	if _, err := store.OpenReadOnly(filepath.Join(dir, "none.db"), store.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v for a file that is not there", err)
	}
}

func TestAnInterruptedCreationIsForgotten(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, store.File+".new"), []byte("half a file"), 0o600))
	db := open(t, dir)
	sell(t, db, 1)
	wantClean(t, db)
	if _, err := os.Stat(filepath.Join(dir, store.File+".new")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the half file is still there: %v", err)
	}
}

func TestADamagedFileIsRefusedAndNotReplaced(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	backup := filepath.Join(dir, "backup.db") // of the same pages, without room to grow
	must(t, db.Backup(backup))
	must(t, db.Close())
	whole := readFile(t, backup)
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"an empty file":     {nil, "it has no valid head"},
		"something else":    {[]byte("this is no database"), "it has no valid head"},
		"a file of zeros":   {make([]byte, len(whole)), "it has no valid head"},
		"a file cut in two": {whole[:len(whole)/2], "it was cut off"},
		"a file cut short":  {whole[:2*os.Getpagesize()], "it was cut off"},
	} {
		damaged := t.TempDir()
		file := filepath.Join(damaged, store.File)
		must(t, os.WriteFile(file, c.content, 0o600))
		_, err := store.Open(damaged, store.Options{})
		wantDamage(t, err, "", "")
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, c.want)
		}
		report, err := store.VerifyFile(file, store.Options{}, nil)
		must(t, err)
		wantFinding(t, report, c.want)
		sameBytes(t, file, c.content)
	}
}

func TestANewerDatabaseIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	step := func(*bbolt.Tx) error { return nil }
	db, err := store.Open(dir, store.Options{}.WithStep("of tomorrow", step))
	must(t, err)
	must(t, db.Close())
	file := filepath.Join(dir, store.File)
	before := readFile(t, file)
	_, err = store.Open(dir, store.Options{})
	wantError(t, err, store.ErrNewer)
	_, err = store.OpenReadOnly(file, store.Options{})
	wantError(t, err, store.ErrNewer)
	sameBytes(t, file, before)
}
