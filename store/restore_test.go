package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

// asOf leaves a backup of a database with a sale that is sold, one that has not
// been sent and one whose receipt waits, and the number of the last sale.
func asOf(t *testing.T, dir string) (backup string) {
	t.Helper()
	db := open(t, dir)
	sell(t, db, 1)
	must(t, db.OpenSale(newSale(2)))
	update(t, db, "sale-0002", parked(true))
	must(t, db.OpenSale(newSale(3)))
	update(t, db, "sale-0003", shown("ref-0003"))
	update(t, db, "sale-0003", paid("POS-000003"))
	backup = filepath.Join(t.TempDir(), "backup.db")
	must(t, db.Backup(backup))
	sell(t, db, 4)
	must(t, db.Close())
	return backup
}

func TestARestoredBackupRepeatsNothing(t *testing.T) {
	dir := t.TempDir()
	backup := asOf(t, dir)
	r, err := store.Restore(dir, backup, store.Options{}, noon.Add(time.Hour))
	must(t, err)
	if r.Backup.Sales != 3 || r.Open != 1 || r.Papers != 1 || len(r.Series) != 4 || !r.Newest.Equal(noon) {
		t.Errorf("got %+v", r)
	}
	replaced, err := store.VerifyFile(r.Replaced, store.Options{}, nil)
	must(t, err)
	if replaced.Sales != 4 || !replaced.Clean() {
		t.Errorf("what was replaced: %+v", replaced)
	}
	db := open(t, dir)
	wantClean(t, db)
	unsent, err := db.Sale("sale-0002")
	must(t, err)
	if !unsent.Payments[0].Doubtful() {
		t.Error("what was not sent when the backup was made may have been sent since")
	}
	waited, err := db.Sale("sale-0003")
	must(t, err)
	if waited.Prints[0].State != checkout.Doubtful {
		t.Errorf("the receipt that waited is %v, and would come out again as the original", waited.Prints[0].State)
	}
	series, err := db.Series()
	must(t, err)
	shop := checkout.Shop{Prefix: "POS", Till: "till-01"}
	before := shop.InvoiceNumber(3)
	shop.Series = series
	if after := shop.InvoiceNumber(3); after == before || series != r.Series {
		t.Errorf("number 3 reads %s after it read %s", after, before)
	}
	tasks, err := db.Tasks(noon)
	must(t, err)
	if len(tasks) != 1 || tasks[0].Kind != checkout.TaskRestored {
		t.Errorf("tasks: %+v", tasks)
	}
	closeShift(t, db)
	if tasks, err = db.Tasks(noon); err != nil || len(tasks) != 1 {
		t.Errorf("tasks after the Z: %+v, %v", tasks, err)
	}
}

// The till had sold two days ahead of time when a backup was restored; then its clock
// was set right, and another one restored. The second gap was taken for the earlier.
func TestTwoGapsAreOneInTheOrderOfTheRestores(t *testing.T) {
	dir := t.TempDir()
	backup := asOf(t, dir)
	_, err := store.Restore(dir, backup, store.Options{}, noon)
	must(t, err)
	db := open(t, dir)
	first, err := db.Gap()
	must(t, err)
	before := first.From.Add(-48 * time.Hour)
	must(t, db.Record(checkout.Event{At: before, What: checkout.SettingsChanged}))
	again := filepath.Join(t.TempDir(), "again.db")
	must(t, db.Backup(again))
	must(t, db.Close())
	_, err = store.Restore(dir, again, store.Options{}, before.Add(time.Hour))
	must(t, err)
	db = open(t, dir)
	if g, err := db.Gap(); err != nil || !g.From.Equal(first.From) || g.Shift != first.Shift {
		t.Errorf("got %+v, %v, want one from %v", g, err, first.From)
	}
	if at, err := db.Known(before); err != nil || at.After(before) || at.Equal(before) {
		t.Errorf("known before the first gap: %v, %v", at, err)
	}
	wantClean(t, db)
}

// The gap is the owner's to end: a Z does not end it, and neither does a second
// restore.
func TestAGapLastsUntilItIsEnded(t *testing.T) {
	dir := t.TempDir()
	backup := asOf(t, dir)
	if g, err := open(t, t.TempDir()).Gap(); err != nil || !g.IsZero() {
		t.Errorf("nothing was restored: %+v, %v", g, err)
	}
	first, err := store.Restore(dir, backup, store.Options{}, noon.Add(time.Hour))
	must(t, err)
	db := open(t, dir)
	sell(t, db, 5)
	again := filepath.Join(t.TempDir(), "again.db")
	must(t, db.Backup(again))
	must(t, db.Close())
	second, err := store.Restore(dir, again, store.Options{}, noon.Add(2*time.Hour))
	must(t, err)
	db = open(t, dir)
	g, err := db.Gap()
	if want := (checkout.Gap{Series: second.Series, From: noon, To: noon.Add(2 * time.Hour), Shift: 1}); err != nil || g != want {
		t.Errorf("got %+v, %v, want %+v", g, err, want)
	}
	ended := checkout.Event{At: noon.Add(3 * time.Hour), What: checkout.GapEnded, By: "Budi", Note: "looked up"}
	wantError(t, db.EndGap(first.Series, ended), checkout.ErrOver)
	must(t, db.EndGap(g.Series, ended))
	wantError(t, db.EndGap(g.Series, ended), checkout.ErrOver)
	if tasks, err := db.Tasks(noon); err != nil || len(tasks) != 0 {
		t.Errorf("tasks: %+v, %v", tasks, err)
	}
	if text, err := db.Series(); err != nil || text != second.Series {
		t.Errorf("numbers bear %q, %v", text, err)
	}
	wantClean(t, db)
}

// A code that was shown after the backup can still be paid, and the till that
// goes on from the backup will never ask about it.
func TestWhatCanStillBePaidIsNotForgottenSilently(t *testing.T) {
	dir := t.TempDir()
	backup := asOf(t, dir)
	db := open(t, dir)
	must(t, db.OpenSale(newSale(5)))
	update(t, db, "sale-0005", shown("ref-0005"))
	update(t, db, "sale-0005", parked(true))
	must(t, db.Close())
	r, err := store.Restore(dir, backup, store.Options{}, noon)
	must(t, err)
	if len(r.Forgotten) != 1 || r.Forgotten[0].Ref != "ref-0005" { // sale-0002 is open too, and known
		t.Errorf("forgotten: %+v", r.Forgotten)
	}
	must(t, os.WriteFile(filepath.Join(dir, store.File), []byte("damaged"), 0o600))
	if r, err = store.Restore(dir, backup, store.Options{}, noon.Add(time.Hour)); err != nil || len(r.Forgotten) != 0 {
		t.Errorf("over a damaged file: %+v, %v", r.Forgotten, err)
	}
}

func TestTwoRestoresAreTwoSeries(t *testing.T) {
	dir := t.TempDir()
	backup := asOf(t, dir)
	seen := map[string]bool{}
	for hour := range 2 {
		r, err := store.Restore(dir, backup, store.Options{}, noon.Add(time.Duration(hour)*time.Hour))
		must(t, err)
		if seen[r.Series] {
			t.Errorf("series %s was given twice", r.Series)
		}
		seen[r.Series] = true
	}
}

func TestARefundOfABackupCountsAsSent(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	update(t, db, "sale-0001", func(s *checkout.Sale, _ func() uint64) error {
		s.Refunds = append(s.Refunds, checkout.Refund{
			ID: "r", Key: "refund-key", Payment: s.Payments[0].ID, Amount: money.Of(1, idr), Way: checkout.RefundAsked,
			Status: checkout.RefundRequested, Attempts: 1, Unsent: 1, Created: noon,
		})
		return nil
	})
	backup := filepath.Join(t.TempDir(), "backup.db")
	must(t, db.Backup(backup))
	must(t, db.Close())
	_, err := store.Restore(dir, backup, store.Options{}, noon)
	must(t, err)
	s, err := open(t, dir).Sale("sale-0001")
	must(t, err)
	if r := s.Refunds[0]; r.Attempts != 2 || r.Key != "refund-key" {
		t.Errorf("got %+v", r)
	}
}

func TestNothingIsRestoredWhereItMustNotBe(t *testing.T) {
	dir := t.TempDir()
	backup := asOf(t, dir)
	file := filepath.Join(dir, store.File)

	db := open(t, dir)
	_, err := store.Restore(dir, backup, store.Options{}, noon)
	wantError(t, err, store.ErrInUse)
	must(t, db.Close())
	before := readFile(t, file)

	_, err = store.Restore(dir, file, store.Options{}, noon)
	if err == nil {
		t.Error("the database was restored from itself")
	}
	damaged := filepath.Join(t.TempDir(), "damaged.db")
	must(t, os.WriteFile(damaged, readFile(t, backup), 0o600))
	tamper(t, damaged, "sales", store.Key8(1), flip)
	_, err = store.Restore(dir, damaged, store.Options{}, noon)
	var damage *store.DamageError
	if !errors.As(err, &damage) {
		t.Errorf("a damaged backup: %v", err)
	}
	newer := filepath.Join(t.TempDir(), "newer.db")
	must(t, os.WriteFile(newer, readFile(t, backup), 0o600))
	tamper(t, newer, "meta", "schema_version", func([]byte) []byte { return store.Seal("meta", "schema_version", []byte("99")) })
	_, err = store.Restore(dir, newer, store.Options{}, noon)
	wantError(t, err, store.ErrNewer)
	sameBytes(t, file, before)
	if left, err := filepath.Glob(file + ".*"); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestABackupIsRestoredIntoAnEmptyFolder(t *testing.T) {
	backup := asOf(t, t.TempDir())
	dir := filepath.Join(t.TempDir(), "new", "folder")
	r, err := store.Restore(dir, backup, store.Options{}, noon)
	must(t, err)
	if r.Replaced != "" {
		t.Errorf("replaced %s", r.Replaced)
	}
	wantClean(t, open(t, dir))
}

// kasir.lock had been deleted under an open till. A restore asked only that file and
// replaced the database: what the till went on selling, shown as paid, was in no
// database any more.
func TestTheLockFileAloneLetsNobodyRestore(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows does not let go of a locked file")
	}
	dir := t.TempDir()
	backup := asOf(t, dir)
	file := filepath.Join(dir, store.File)
	db := open(t, dir)
	must(t, os.Remove(filepath.Join(dir, "kasir.lock")))
	_, err := store.Restore(dir, backup, store.Options{}, noon)
	wantError(t, err, store.ErrInUse)
	must(t, os.Remove(filepath.Join(dir, "kasir.lock")))
	wantError(t, open(t, t.TempDir()).Backup(file), store.ErrInUse)
	want := sell(t, db, 5)
	must(t, db.InPlace())
	must(t, db.Close())
	got, err := open(t, dir).Sale(want.ID)
	must(t, err)
	wantSame(t, got, want)
}

// What a till that was open on a replaced file did when it closed, it did to the
// other file: it blanked pages there that it thought unused.
func TestATillLeavesTheFileAloneThatReplacedItsOwn(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets nobody replace an open file")
	}
	dir := t.TempDir()
	backup := asOf(t, dir)
	file := filepath.Join(dir, store.File)
	db := open(t, dir)
	must(t, os.Rename(backup, file))
	wantError(t, db.InPlace(), checkout.ErrReplaced)
	wantError(t, db.RoomForMoney(), checkout.ErrReplaced)
	sell(t, db, 5) // what is running goes on being stored
	before := readFile(t, file)
	must(t, db.Close())
	sameBytes(t, file, before)
	if _, err := os.Stat(filepath.Join(dir, "kasir.open")); err != nil {
		t.Errorf("the next start sees no reason to look: %v", err)
	}
}
