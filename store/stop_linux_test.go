package store_test

import (
	"fmt"
	"os/signal"
	"syscall"
	"testing"

	"kasir/checkout"
	"kasir/store"
)

func init() { parts["full"] = fillDisk }

// fillDisk forbids its process to write beyond the first page of any file,
// which is how a full disk looks to a program, and says what becomes of the
// database.
func fillDisk(dir string) error {
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	if err := db.OpenSale(newSale(1)); err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ) // the write shall fail and not end the process
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	small := syscall.Rlimit{Cur: 4096, Max: limit.Max}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		return err
	}
	_, err = db.UpdateSale("sale-0001", paid("POS-1"))
	fmt.Println(err)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	_, err = db.UpdateSale("sale-0001", paid("POS-1"))
	fmt.Println(err)
	for s, err := range db.All() {
		fmt.Println(db.Stopped(), s.Status, err)
	}
	_, err = db.Sale("sale-0001")
	fmt.Println(err)
	return nil
}

func TestAFullDiskStopsTheDatabase(t *testing.T) {
	dir := t.TempDir()
	p := play(t, "full", dir)
	for _, want := range []string{
		"store: update sale sale-0001: the journal has stopped: write " + dir + "/kasir.db: file too large",
		"store: update sale sale-0001: the journal has stopped",
		"true open <nil>",
		"store: sale sale-0001: the journal has stopped",
	} {
		if !p.lines.Scan() || p.lines.Text() != want {
			t.Errorf("got %q\nwant %q", p.lines.Text(), want)
		}
	}
	must(t, p.Wait())

	db := open(t, dir)
	if s := update(t, db, "sale-0001", paid("POS-1")); s.Status != checkout.Completed || s.Number != 1 {
		t.Errorf("got %s with number %d, want completed with 1", s.Status, s.Number)
	}
	wantClean(t, db)
}
