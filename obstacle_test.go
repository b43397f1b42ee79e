package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/settings"
	"kasir/store/vault"
)

// Which failure leads to which page of the window.
func TestEveryFailedStartHasItsPage(t *testing.T) {
	dir := cutFolder(t)
	_, badSettings := settings.Parse([]byte("[shop]\nnam = \"x\"\n"))
	for what, errs := range map[string][]error{
		isDamaged: {
			fmt.Errorf("store: latest sales: %w", &store.DamageError{Bucket: "sales", Err: errors.New("its checksum")}),
			sayStore(dir.path, &store.DamageError{Err: errors.New("it has no valid head")}),
		},
		isInUse:    {sayStore(dir.path, fmt.Errorf("open: %w", store.ErrInUse))},
		isNewer:    {sayStore(dir.path, store.ErrNewer)},
		isSealed:   {sayStore(dir.path, store.ErrSealed)},
		isReadOnly: {sayStore(dir.path, &fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission})},
		isWornDisk: {sayStore(dir.path, &fs.PathError{Op: "open", Path: "x", Err: syscall.EROFS})},
		isNoRoom:   {sayStore(dir.path, fmt.Errorf("keep a copy before migrating: %w", checkout.ErrNoRoom))},
		isUnset:    {badSettings, settings.Problem{Line: 3, Key: "printer.profile", Why: "unknown"}},
		isOther:    {sayVault(dir.path, vault.ErrWrongPassphrase), sayStore(dir.path, errors.New("x"))},
	} {
		for _, err := range errs {
			o := dir.explain(err)
			if o.what != what {
				t.Errorf("%v: the page is %s, not %s", err, o.what, what)
			}
			for _, jargon := range []string{"valid head", "checksum", "key 3"} {
				if what == isDamaged && strings.Contains(o.Error(), jargon) {
					t.Errorf("a person reads %q", o.Error())
				}
			}
			met := dir.met(o)
			if remedy := met.Restore != nil; remedy != (what == isDamaged) {
				t.Errorf("%s: a copy can be restored: %t", what, remedy)
			}
			if told := len(met.Said) > 0; told != (what == isUnset || what == isOther) {
				t.Errorf("%s: said %q", what, met.Said)
			}
			if again := dir.explain(fmt.Errorf("later: %w", o)); again != o {
				t.Errorf("explained twice: %v", again)
			}
		}
	}
}

// A database that was damaged after a clean close was told of in words for
// support, by every command, and no way back was named.
func TestDamageIsSaidWithTheWayBack(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"its first pages": func(data []byte) []byte { clear(data[:8192]); return data },
		"it was cut off":  func(data []byte) []byte { return data[:len(data)/2] },
		"it is empty":     func([]byte) []byte { return nil },
	} {
		dir := cutFolder(t)
		if err := os.Remove(filepath.Join(dir.path, "kasir.open")); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir.path, store.File)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, damage(data), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"sales"}, {"report"}, {"export", filepath.Join(t.TempDir(), "x.csv")}, {"receipt", "1"}, {"people", "list"}} {
			var out, errOut strings.Builder
			code := run(append([]string{"--data", dir.path}, args...), nil, &out, &errOut)
			if said := errOut.String(); code != failed || !strings.Contains(said, "is damaged, so nothing is sold") || !strings.Contains(said, "kasir-000001-") ||
				strings.Contains(said, "head") || strings.Contains(said, "page") {
				t.Errorf("%s: %v: exit %d: %s", name, args, code, said)
			}
		}
		var out, errOut strings.Builder
		if code := run([]string{"--data", dir.path, "verify"}, nil, &out, &errOut); code != failed || out.Len() == 0 || !strings.Contains(errOut.String(), "restore") {
			t.Errorf("%s: verify names nothing: %s %s", name, out.String(), errOut.String())
		}
		met := dir.met(dir.damaged(errors.New("x")))
		if copied := met.Copy(); met.Restore(copied.File) != "" {
			t.Errorf("%s: %s is not restored", name, copied.File)
		}
		db, err := dir.openDatabase(store.Options{})
		if err != nil {
			t.Fatalf("%s: after the restore: %v", name, err)
		}
		if series, err := db.Series(); series == "" || err != nil {
			t.Errorf("%s: the numbers go on as before: %v", name, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(dir.path, restoredFile)); err != nil {
			t.Errorf("%s: the next start says nothing: %v", name, err)
		}
	}
}

// Where kasir.db had been deleted the till opened as a new one, and gave receipt
// numbers a second time.
func TestADatabaseThatIsGoneIsNotMadeAnewUnasked(t *testing.T) {
	dir := cutFolder(t)
	file := filepath.Join(dir.path, store.File)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"sales"}, {"report"}, {"verify"}, {"people", "list"}, {"backup", filepath.Join(t.TempDir(), "x.db")}} {
		var out, errOut strings.Builder
		code := run(append([]string{"--data", dir.path}, args...), nil, &out, &errOut)
		for _, want := range []string{"missing", "restore", "kasir-000001-", "To begin anew", "kasir.open and backups"} {
			if code != failed || !strings.Contains(errOut.String(), want) {
				t.Errorf("%v: exit %d, no %q in: %s", args, code, want, errOut.String())
			}
		}
	}
	if _, err := os.Lstat(file); err == nil {
		t.Fatal("a database was made")
	}
	if err := dir.check(); err == nil || !strings.Contains(err.Error(), "is missing") {
		t.Errorf("the doctor says %v", err)
	}
	met := dir.met(dir.explain(dir.proveThere()))
	if met.What != isMissing || met.Copy().File == "" || met.Anew == nil {
		t.Fatalf("the page: %+v", met)
	}
	if trouble := met.Anew(); trouble != "" {
		t.Fatal(trouble)
	}
	var begun []string
	if err := dir.proveThere(); err != nil {
		t.Errorf("it does not begin anew: %v", err)
	}
	for range 2 { // a start more changes nothing
		db, err := dir.openDatabase(store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		series, err := db.Series()
		if err != nil || series == "" || slices.Contains(begun, series) != (len(begun) > 0) {
			t.Errorf("its numbers bear %q, %v after %v: those on paper are given again", series, err, begun)
		}
		begun = append(begun, series)
		if g, err := db.Gap(); err != nil || !g.IsZero() {
			t.Errorf("there is a gap: %v, %v", g, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := filepath.Glob(filepath.Join(dir.path, "before-*", store.BackupsDir, "kasir-*.db"))
	if err != nil || len(kept) != 1 {
		t.Errorf("kept are %v, %v", kept, err)
	}
}

// kasir.db was deleted under an open till, and a second start offered to restore a
// copy or to begin anew beside it. The open till still has the data.
func TestADatabaseDeletedUnderATillIsInUse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody delete an open file")
	}
	dir := cutFolder(t)
	db, err := dir.openDatabase(store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := os.Remove(filepath.Join(dir.path, store.File)); err != nil {
		t.Fatal(err)
	}
	if o := dir.explain(dir.proveThere()); o.what != isInUse {
		t.Errorf("the page is %s: %v", o.what, o)
	}
}

// Each of what a till leaves in its folder tells that there was one.
func TestWhatTellsThatADatabaseIsGone(t *testing.T) {
	for name, missing := range map[string]bool{
		"": false, settings.Name: false, vault.File: false, "kasir.lock": false, "kasir.db.new": false, filepath.Join(store.BackupsDir, "notes.txt"): false,
		"kasir.log": true, "kasir.open": true, filepath.Join(store.BackupsDir, "kasir-000002-20260509T050000Z.db"): true, filepath.Join(store.BackupsDir, "schema-3.db"): true,
	} {
		dir := folder{path: t.TempDir()}
		if name != "" {
			file := filepath.Join(dir.path, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, nil, 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		if err := dir.proveThere(); (err != nil) != missing {
			t.Errorf("with %q: %v", name, err)
		}
		dir.training, dir.path = true, filepath.Dir(dir.path)
		if err := dir.proveThere(); err != nil {
			t.Errorf("training with %q: %v", name, err)
		}
	}
}

// Where people were set up, whoever stands at the till does not take them away by
// deleting a file and pressing a key.
func TestOnlyTheOwnerBeginsAnewWherePeopleAreSetUp(t *testing.T) {
	dir := folder{path: staffedFolder(t)}
	if err := errors.Join(os.Remove(filepath.Join(dir.path, store.File)), os.WriteFile(filepath.Join(dir.path, "kasir.open"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	met := dir.met(dir.explain(dir.proveThere()))
	if met.What != isMissing || met.Anew != nil {
		t.Errorf("the page: %+v", met)
	}
}

func TestTheWindowOfAnObstacleSpeaksTheShopsLanguage(t *testing.T) {
	dir := folder{path: t.TempDir()}
	t.Setenv("LC_ALL", "id_ID.UTF-8")
	if got := dir.words().Language(); got != "id" {
		t.Errorf("without settings: %s", got)
	}
	if err := os.WriteFile(filepath.Join(dir.path, settings.Name), []byte("[shop]\nlanguage = \"en\"\nnam = \"x\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := dir.words().Language(); got != "en" {
		t.Errorf("with settings that have a mistake: %s", got)
	}
}
