package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kasir/checkout"
	"kasir/store"
)

// mb is a megabyte.
const mb = 1 << 20

// A backup took the last bytes of the disk, those that the ballast had just given
// up too. The next change found no room, and the till stopped while payments ran.
func TestABackupLeavesRoomForWhatMustBeStored(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	sell(t, db, 1)
	b := store.NewBackups(db, dir)
	room, err := db.Room()
	must(t, err)
	for _, free := range []uint64{0, mb, room.Floor, room.Copy - mb} {
		store.SetFree(db, free)
		file, err := b.Make()
		wantError(t, err, checkout.ErrNoRoom)
		if all := copies(t, dir); file != "" || len(all) != 0 {
			t.Errorf("%d MB are free: %q was made, and there is %v", free/mb, file, all)
		}
	}
	store.SetFree(db, room.Copy)
	if _, err := b.Make(); err != nil {
		t.Errorf("there is room for a copy: %v", err)
	}
	wantClean(t, db)
}

// The disk was filled by copies, and no newer one was made for good.
func TestOldCopiesMakeRoomForANewOne(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	b := store.NewBackups(db, dir)
	var first string
	for n := 1; n <= 6; n++ {
		sell(t, db, n)
		file, err := b.Make()
		must(t, err)
		if first == "" {
			first = file
		}
	}
	room, err := db.Room()
	must(t, err)
	store.SetFreeOf(db, func(string) (uint64, error) { // each copy that goes makes a megabyte of room
		return room.Copy + 4*mb - uint64(len(copies(t, dir)))*mb, nil
	})
	sell(t, db, 7)
	file, err := b.Make()
	must(t, err)
	if all := copies(t, dir); len(all) != 4 || !slices.Contains(all, file) || slices.Contains(all, first) {
		t.Errorf("kept %v", all)
	}
	store.SetFree(db, 0)
	sell(t, db, 8)
	_, err = b.Make()
	wantError(t, err, checkout.ErrNoRoom)
	if all := copies(t, dir); len(all) != 3 || !slices.Contains(all, file) {
		t.Errorf("kept %v", all)
	}
}

// The same happened where the disk filled while the copy was being written.
func TestABackupEndsWhenTheRoomFallsShort(t *testing.T) {
	asked := 0
	filling := func(string) (uint64, error) {
		if asked++; asked == 1 {
			return 1000 * mb, nil
		}
		return 20 * mb, nil
	}
	dir := t.TempDir()
	growTo(t, dir, 6*mb)
	db, err := store.Open(dir, store.Options{})
	must(t, err)
	defer func() { must(t, db.Close()) }()
	store.SetFreeOf(db, filling)
	_, err = store.NewBackups(db, dir).Make()
	wantError(t, err, checkout.ErrNoRoom)
	if all := copies(t, dir); asked != 2 || len(all) != 0 {
		t.Errorf("looked %d times, and left %v", asked, all)
	}
	store.SetFree(db, 1000*mb)
	if _, err := store.NewBackups(db, dir).Make(); err != nil {
		t.Errorf("once there is room: %v", err)
	}
}

// growTo leaves a closed database of at least so many bytes.
func growTo(t *testing.T, dir string, size int64) {
	t.Helper()
	db, err := store.Open(dir, store.Options{})
	must(t, err)
	sales := make([]checkout.Sale, size/1000)
	for i := range sales {
		sales[i] = newSale(i + 1)
		sales[i].Payments = nil
	}
	must(t, store.Fill(db, sales))
	must(t, db.Close())
	info, err := os.Stat(filepath.Join(dir, store.File))
	must(t, err)
	if info.Size() < size {
		t.Fatalf("it has %d bytes", info.Size())
	}
}

// A stick needs room for the copy and no more: no sale is stored on it.
func TestAnotherDiskMayBeFilled(t *testing.T) {
	const memory = "/dev/shm"
	dir := t.TempDir()
	if store.SameDisk(dir, memory) {
		t.Skip("there is one disk")
	}
	stick, err := os.MkdirTemp(memory, "kasir-stick-")
	if err != nil {
		t.Skip("there is no other disk: ", err)
	}
	defer func() { must(t, os.RemoveAll(stick)) }()
	db := open(t, dir)
	sell(t, db, 1)
	file := filepath.Join(stick, "copy.db")
	store.SetFree(db, 1000)
	wantError(t, db.Backup(file), checkout.ErrNoRoom)
	store.SetFree(db, mb)
	must(t, db.Backup(file))
	if all, err := os.ReadDir(stick); err != nil || len(all) != 1 {
		t.Errorf("on the stick is %v, %v", all, err)
	}
}

// A migration began with a copy that could fill the disk, and went on there.
func TestNothingIsMigratedWhereThereIsNoRoom(t *testing.T) {
	dir := t.TempDir()
	file := copyFile(t, "testdata/v1.db", dir)
	before := readFile(t, file)
	full := store.Options{}.WithFree(func(string) (uint64, error) { return 8 * mb, nil })
	_, err := store.Open(dir, full)
	wantError(t, err, checkout.ErrNoRoom)
	sameBytes(t, file, before)
	if all := copies(t, dir); len(all) != 0 {
		t.Errorf("left %v", all)
	}
	open(t, dir)
}

// A restore that found no room left half a copy beside the data.
func TestNothingIsRestoredWhereThereIsNoRoom(t *testing.T) {
	dir := t.TempDir()
	backup := asOf(t, dir)
	before := readFile(t, filepath.Join(dir, store.File))
	full := store.Options{}.WithFree(func(string) (uint64, error) { return 8 * mb, nil })
	_, err := store.Restore(dir, backup, full, noon)
	wantError(t, err, checkout.ErrNoRoom)
	sameBytes(t, filepath.Join(dir, store.File), before)
	if all, err := filepath.Glob(filepath.Join(dir, store.File+".*")); err != nil || len(all) != 0 {
		t.Errorf("left %v, %v", all, err)
	}
	_, err = store.Restore(dir, backup, store.Options{}, noon)
	must(t, err)
}
