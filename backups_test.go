package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
	"kasir/ui/presenter"
)

// rungUp keeps a sale that nobody has paid yet.
func rungUp(t *testing.T, opened *till) checkout.SaleID {
	t.Helper()
	rupiah := money.MustCurrency("IDR")
	s := checkout.Sale{
		ID: checkout.NewSaleID(), Status: checkout.Open, Created: now().UTC(), Till: "till-01",
		Lines: []checkout.Line{{Amount: money.Of(50000, rupiah)}},
	}
	if err := opened.db.OpenSale(s); err != nil {
		t.Fatal(err)
	}
	return s.ID
}

func verified(t *testing.T, file string, o store.Options) int {
	t.Helper()
	report, err := store.VerifyFile(file, o, nil)
	if err != nil || !report.Clean() {
		t.Fatalf("%s: %+v, %v", file, report, err)
	}
	return report.Sales
}

func TestACopyIsRestoredFromTheSettings(t *testing.T) {
	opened := desktill(t, ours)
	o := office{opened}
	rungUp(t, opened)
	file, trouble := o.MakeBackup("")
	copies, err := o.Backups()
	if trouble != "" || err != nil || len(copies) != 1 || copies[0].File != file || time.Since(copies[0].Made) > time.Hour {
		t.Fatalf("made %q, %s; listed %+v, %v", file, trouble, copies, err)
	}
	rungUp(t, opened) // the copy does not know of it
	if proved, trouble := o.ProveBackup(file); trouble != "" || proved.Sales != 1 {
		t.Fatalf("proved %+v, %s", proved, trouble)
	}
	begin, trouble := o.Restore("", "", file)
	if trouble != "" {
		t.Fatal(trouble)
	}
	begin()
	dir, asked, key := opened.dir, opened.again, o.options()
	if asked == nil || asked.restore == nil || asked.restore.file != file {
		t.Fatalf("asked for %+v", asked)
	}
	if err := dir.carryOut(asked.restore); err != nil {
		t.Fatal(err)
	}
	if r := o.Restored(); r == nil || r.Trouble != "copies.in-use" {
		t.Fatalf("restored under an open till: %+v", r)
	}
	if err := opened.db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := dir.carryOut(asked.restore); err != nil {
		t.Fatal(err)
	}
	r := o.Restored()
	if r == nil || r.Trouble != "" || r.Sales != 1 || r.File != file || len(r.Series) != 4 || r.Replaced == "" {
		t.Fatalf("restored: %+v", r)
	}
	if n := verified(t, filepath.Join(dir.place(), store.File), key); n != 1 {
		t.Errorf("the new file has %d sales", n)
	}
	if n := verified(t, r.Replaced, key); n != 2 || filepath.Dir(r.Replaced) != dir.place() {
		t.Errorf("%s has %d sales", r.Replaced, n)
	}
}

func TestTheNextStartSaysHowARestoreCameOut(t *testing.T) {
	opened := desktill(t, ours)
	file, trouble := office{opened}.MakeBackup("")
	if trouble != "" {
		t.Fatal(trouble)
	}
	dir, options := opened.dir, office{opened}.options()
	if err := opened.db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := dir.carryOut(&restoring{file: file, options: options}); err != nil {
		t.Fatal(err)
	}
	next := reopen(t, dir.path)
	if next.settings.Shop.Series == "" {
		t.Error("numbers carry nothing new")
	}
	var state presenter.State
	next.counter.OnChange = func(s presenter.State) { state = s }
	next.counter.Dispatch = func(func()) {}
	if err := next.counter.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer next.counter.Close()
	if state.Page == nil || state.Page.Name != "restored" {
		t.Fatalf("on screen: %+v", state.Page)
	}
	if err := (office{next}).SeenRestored(""); err != nil || (office{next}).Restored() != nil {
		t.Errorf("it is still told: %v", err)
	}
}

func TestADamagedCopyChangesNothing(t *testing.T) {
	opened := desktill(t, ours)
	o := office{opened}
	rungUp(t, opened)
	file := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, trouble := o.Restore("", "", file); trouble != "copies.damaged" || opened.again != nil {
		t.Errorf("got %s, %+v", trouble, opened.again)
	}
	options := o.options()
	if err := opened.db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := opened.dir.carryOut(&restoring{file: file, options: options}); err != nil {
		t.Fatal(err)
	}
	if r := o.Restored(); r == nil || r.Trouble != "copies.damaged" || !strings.Contains(r.Detail, "nothing was changed") {
		t.Errorf("restored: %+v", r)
	}
	if n := verified(t, filepath.Join(opened.dir.place(), store.File), options); n != 1 {
		t.Errorf("%d sales are left", n)
	}
}

func TestNothingIsRestoredWhileMoneyMoves(t *testing.T) {
	opened := desktill(t, ours)
	o := office{opened}
	id := rungUp(t, opened)
	file, trouble := o.MakeBackup("")
	if trouble != "" {
		t.Fatal(trouble)
	}
	_, err := opened.db.UpdateSale(id, func(s *checkout.Sale, _ func() uint64) error {
		s.Payments = append(s.Payments, checkout.Payment{ID: "p1", Key: "a-key-of-reasonable-length", Method: "qris", Amount: s.Due(), Status: checkout.Pending, Created: now().UTC()})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, trouble := o.Restore("", "", file); trouble != "copies.paying" || opened.again != nil {
		t.Errorf("got %q, %+v", trouble, opened.again)
	}
	for name, change := range map[string]func(p *checkout.Payment){
		"parked":          func(p *checkout.Payment) { p.Parked, p.Withdrawn, p.Kept = true, time.Time{}, false },
		"being withdrawn": func(p *checkout.Payment) { p.Parked, p.Withdrawn, p.Kept = false, now().UTC(), false },
		"kept":            func(p *checkout.Payment) { p.Parked, p.Withdrawn, p.Kept = false, now().UTC(), true },
	} {
		_, err := opened.db.UpdateSale(id, func(s *checkout.Sale, _ func() uint64) error {
			change(&s.Payments[0])
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, trouble := o.Restore("", "", file); trouble != "copies.waiting" || opened.again != nil {
			t.Errorf("%s: got %q, %+v", name, trouble, opened.again)
		}
	}
}

func TestARestoreNamesWhatCanStillBePaid(t *testing.T) {
	p := checkout.Payment{Method: "qris", Ref: "ref-1", Amount: money.Of(50000, money.MustCurrency("IDR")), Created: now()}
	if text := restored(store.Restored{Forgotten: []checkout.Payment{p}}); !strings.Contains(text, "50000 IDR by qris") || !strings.Contains(text, "(ref-1) could still be paid") {
		t.Errorf("said %s", text)
	}
}

func TestACopyIsNeverSavedOverAFile(t *testing.T) {
	o := office{desktill(t, ours)}
	dir := t.TempDir()
	file := filepath.Join(dir, "holiday.jpg")
	if err := os.WriteFile(file, []byte("a picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		file: "copies.exists", "kasir.db": "copies.no-path", filepath.Join(dir, "none", "kasir.db"): "copies.failed",
	} {
		if _, trouble := o.SaveBackup("", path); trouble != want {
			t.Errorf("%s: got %q, want %q", path, trouble, want)
		}
	}
	if text, err := os.ReadFile(file); err != nil || string(text) != "a picture" {
		t.Errorf("it now says %q, %v", text, err)
	}
	saved, trouble := o.SaveBackup("", dir)
	if trouble != "" || filepath.Dir(saved) != dir {
		t.Fatalf("saved %q, %s", saved, trouble)
	}
	verified(t, saved, o.options())
}

// A full disk is told of as what it is, whatever was to be copied to it.
func TestAFullDiskHasWordsOfItsOwn(t *testing.T) {
	full := fmt.Errorf("store: backup: %w", checkout.ErrNoRoom)
	if word := copyTrouble(full); word != "copies.no-room" {
		t.Errorf("a copy: %s", word)
	}
	if word := backupTrouble(full); word != "copies.no-room-here" {
		t.Errorf("a restore: %s", word)
	}
	if said := sayRestore("/data", "x.db", full).Error(); !strings.Contains(said, "the disk of /data has no room") {
		t.Errorf("a restore by command: %s", said)
	}
}

func TestOnlyTheOwnerKeepsAndRestoresCopies(t *testing.T) {
	opened := desktill(t, ours)
	o := office{opened}
	file, trouble := o.MakeBackup("")
	if trouble != "" {
		t.Fatal(trouble)
	}
	if err := opened.people.Add("Budi", checkout.Owner, "the owner's words"); err != nil {
		t.Fatal(err)
	}
	for _, by := range []string{"", "Budi", "Sari"} {
		if _, trouble := o.Restore(by, "", file); trouble != "copies.not-allowed" {
			t.Errorf("%q restores: %q", by, trouble)
		}
		if _, trouble := o.MakeBackup(by); trouble != "copies.not-allowed" {
			t.Errorf("%q makes a copy: %q", by, trouble)
		}
		if _, trouble := o.SaveBackup(by, t.TempDir()); trouble != "copies.not-allowed" {
			t.Errorf("%q saves a copy: %q", by, trouble)
		}
	}
}
