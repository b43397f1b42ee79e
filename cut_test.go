package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/store"
)

// cutFolder is a folder whose till was cut off while it was open, with a copy of
// its database.
func cutFolder(t *testing.T) folder {
	t.Helper()
	dir := folder{path: t.TempDir()}
	db, err := store.Open(dir.path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.ClockJumped(time.Date(2026, 5, 9, 5, 0, 0, 0, time.UTC), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := store.NewBackups(db, dir.path).Make(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir.path, "kasir.open"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestADamagedDatabaseIsNotOpenedAfterACut(t *testing.T) {
	dir := cutFolder(t)
	err := dir.proveAfterCut(func(file string) error {
		if filepath.Base(file) != store.File {
			t.Errorf("verified %s", file)
		}
		return errors.New("sales, key 2: the record does not match its checksum")
	})
	if err == nil {
		t.Fatal("a damaged database is opened")
	}
	for _, want := range []string{"damaged", "kasir --data", "restore", "kasir-000001-"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "key 2") {
		t.Errorf("a person reads what is for the log: %v", err)
	}
	if err := os.RemoveAll(filepath.Join(dir.path, store.BackupsDir)); err != nil {
		t.Fatal(err)
	}
	if err := dir.damaged(errors.New("x")); !strings.Contains(err.Error(), "no good copy") {
		t.Errorf("got %v", err)
	}
}

func TestOnlyACutIsProved(t *testing.T) {
	dir := cutFolder(t)
	if err := dir.proveAfterCut(func(string) error { return nil }); err != nil {
		t.Errorf("a whole database: %v", err)
	}
	if err := os.Remove(filepath.Join(dir.path, "kasir.open")); err != nil {
		t.Fatal(err)
	}
	if err := dir.proveAfterCut(func(string) error { return errors.New("asked") }); err != nil {
		t.Errorf("one that was closed: %v", err)
	}
}

func TestRestoreFromTheCommandLine(t *testing.T) {
	dir := cutFolder(t)
	backup, err := store.NewestGoodBackup(dir.path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out, errOut strings.Builder
	if code := run([]string{"--data", dir.path, "restore", backup}, nil, &out, &errOut); code != done {
		t.Fatalf("exit %d: %s", code, errOut.String())
	}
	for _, want := range []string{"OK: 0 sales", "kasir.db.replaced-", "2. Press *", "Look up the rest at each service"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	for _, args := range [][]string{{"restore"}, {"restore", "a", "b"}, {"backup"}, {"export"}, {"export", "--day", "x", filepath.Join(dir.path, "x.csv")}} {
		if code := run(append([]string{"--data", dir.path}, args...), nil, &out, &errOut); code != misuse {
			t.Errorf("%v: exit %d", args, code)
		}
	}
	if code := run([]string{"--data", dir.path, "restore", filepath.Join(dir.path, "none.db")}, nil, &out, &errOut); code != failed {
		t.Errorf("a missing backup: exit %d", code)
	}
	csv := filepath.Join(dir.path, "out.csv")
	if code := run([]string{"--data", dir.path, "export", csv}, nil, &out, &errOut); code != done {
		t.Errorf("export: exit %d: %s", code, errOut.String())
	}
	if data, err := os.ReadFile(csv); err != nil || !strings.HasPrefix(string(data), "day,time,kind,") || !strings.Contains(string(data), "checksum,") {
		t.Errorf("export: %q, %v", data, err)
	}
}

// A second till found the mark of the first, verified a database that was in use,
// and called it damaged.
func TestASecondTillFindsNoDamage(t *testing.T) {
	dir := folder{path: t.TempDir()}
	db, err := store.Open(dir.path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = dir.proveAfterCut(func(string) error { return errors.New("asked") })
	if err == nil || !strings.Contains(err.Error(), "open already") {
		t.Errorf("got %v", err)
	}
}
