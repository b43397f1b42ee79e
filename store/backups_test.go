package store_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/store"
)

func copies(t testing.TB, dir string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, store.BackupsDir, "*"))
	must(t, err)
	return all
}

func TestFourteenBackupsAreKept(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	b := store.NewBackups(db, dir)
	at := noon
	b.Now = func() time.Time { at = at.Add(-time.Hour); return at } // a clock that runs backwards
	var newest string
	for n := 1; n <= 16; n++ {
		sell(t, db, n)
		var err error
		newest, err = b.Make()
		must(t, err)
	}
	if file, err := b.Make(); file != "" || err != nil {
		t.Errorf("a copy although nothing happened: %s, %v", file, err)
	}
	if all := copies(t, dir); len(all) != 14 {
		t.Errorf("%d copies: %v", len(all), all)
	}
	good, err := store.NewestGoodBackup(dir, store.Options{})
	must(t, err)
	report, err := store.VerifyFile(newest, store.Options{}, nil)
	must(t, err)
	if good != newest || report.Sales != 16 || !report.Clean() {
		t.Errorf("the newest good copy is %s, not %s; it has %d sales", good, newest, report.Sales)
	}
	tamper(t, newest, "sales", store.Key8(1), flip)
	if good, err = store.NewestGoodBackup(dir, store.Options{}); err != nil || good == newest || good == "" {
		t.Errorf("a damaged copy is called good: %s, %v", good, err)
	}
}

func TestBackupsAreMadeWhileTheTillIsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		db := open(t, dir)
		b := store.NewBackups(db, dir)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { b.Run(ctx); close(done) }()
		wait := func(d time.Duration, want int) {
			t.Helper()
			time.Sleep(d) //nolint:forbidigo // virtual time
			synctest.Wait()
			if got := len(copies(t, dir)); got != want {
				t.Errorf("%d copies, want %d", got, want)
			}
		}
		sell(t, db, 1)
		wait(time.Minute, 0)
		wait(5*time.Minute, 1)
		wait(12*time.Hour, 1)
		sell(t, db, 2)
		wait(4*time.Hour, 2)
		sell(t, db, 3)
		b.Wake()
		wait(time.Second, 3)
		cancel()
		<-done
	})
}

// A full disk kept copies from being made, and only the log said so; and what a power
// cut had left of one was never removed.
func TestACopyThatFailsIsToldAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		half := filepath.Join(dir, store.BackupsDir, "kasir-000007-20260509T050000Z.db.new")
		must(t, os.MkdirAll(filepath.Dir(half), 0o700))
		must(t, os.WriteFile(half, []byte("half"), 0o600))
		db := open(t, dir)
		sell(t, db, 1)
		var free atomic.Uint64
		free.Store(1 << 20)
		store.SetFreeOf(db, func(string) (uint64, error) { return free.Load(), nil })
		b := store.NewBackups(db, dir)
		heard := make(chan error, 9)
		b.Heard = func(err error) { heard <- err }
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { b.Run(ctx); close(done) }()
		wantError(t, <-heard, checkout.ErrNoRoom)
		if _, err := os.Stat(half); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("half a copy is still there: %v", err)
		}
		free.Store(1 << 40)
		before := time.Now()
		must(t, <-heard)
		if waited := time.Since(before); waited > 15*time.Minute || len(copies(t, dir)) != 1 {
			t.Errorf("the next was made after %v; copies: %d", waited, len(copies(t, dir)))
		}
		cancel()
		<-done
	})
}

func TestACopyIsKeptBeforeAMigration(t *testing.T) {
	dir := t.TempDir()
	copyFile(t, "testdata/v1.db", dir)
	open(t, dir)
	report, err := store.VerifyFile(filepath.Join(dir, store.BackupsDir, "schema-1.db"), store.Options{}, nil)
	must(t, err)
	if report.Schema != 1 || report.Sales != 4 || !report.Clean() {
		t.Errorf("got %+v", report)
	}
}

func TestADamagedDatabaseIsNotMigrated(t *testing.T) {
	dir := t.TempDir()
	file := copyFile(t, "testdata/v1.db", dir)
	tamper(t, file, "sales_by_number", store.Key8(1), drop)
	before := readFile(t, file)
	_, err := store.Open(dir, store.Options{})
	var damage *store.DamageError
	if !errors.As(err, &damage) {
		t.Errorf("got %v", err)
	}
	sameBytes(t, file, before)
}

func TestACutIsNoticed(t *testing.T) {
	dir := t.TempDir()
	wasCut := func(want bool) {
		t.Helper()
		if cut, err := store.WasCut(dir); err != nil || cut != want {
			t.Errorf("cut: %v, %v, want %v", cut, err, want)
		}
	}
	wasCut(false)
	db, err := store.Open(dir, store.Options{})
	must(t, err)
	if _, err := store.WasCut(dir); !errors.Is(err, store.ErrInUse) {
		t.Errorf("while it is open: %v", err)
	}
	mark := readFile(t, filepath.Join(dir, "kasir.open"))
	must(t, db.Close())
	wasCut(false)
	must(t, os.WriteFile(filepath.Join(dir, "kasir.open"), mark, 0o600)) // as a kill would leave it
	wasCut(true)
}

func TestTheLatestTimeIsKept(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	latest := func(want time.Time) {
		t.Helper()
		got, err := db.LatestTime()
		must(t, err)
		if d := want.Sub(got); d < 0 || d > time.Minute {
			t.Errorf("latest time %v, want %v", got, want)
		}
	}
	first := newSale(1).Created
	latest(first)
	must(t, db.Record(checkout.Event{At: noon.Add(-time.Hour), What: "earlier"}))
	latest(first)
	later := noon.Add(48 * time.Hour)
	must(t, db.Record(checkout.Event{At: later, What: "later"}))
	latest(later)
	must(t, db.ClockJumped(noon, -48*time.Hour)) // it was wrong and has been set right
	latest(noon)
	wantClean(t, db)
}

func TestBallastGivesRoomForWhatMustBeStored(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	room, err := db.Room()
	must(t, err)
	if room.Free == 0 || room.Floor < 32<<20 || room.Floor > 200<<20 {
		t.Errorf("room: %+v", room)
	}
	must(t, db.RoomForMoney())
	must(t, db.KeepBallast())
	ballast := filepath.Join(dir, "kasir.ballast")
	if info, err := os.Stat(ballast); err != nil || info.Size() != 16<<20 {
		t.Fatalf("ballast: %v, %v", info, err)
	}
	store.SetFree(db, 7<<20)
	wantError(t, db.RoomForMoney(), checkout.ErrNoRoom)
	sell(t, db, 1) // running payments are stored all the same
	if _, err := os.Stat(ballast); !os.IsNotExist(err) {
		t.Errorf("the ballast is still there: %v", err)
	}
	must(t, db.KeepBallast())
	if _, err := os.Stat(ballast); !os.IsNotExist(err) {
		t.Errorf("ballast was taken on where there is no room: %v", err)
	}
	wantClean(t, db)
}
