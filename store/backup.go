package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"kasir/store/durable"
)

// Backup writes a copy of the database, as of now, and verifies it before it
// gets its name. A file of that name is replaced. Sales go on meanwhile. ErrNoRoom
// where the copy would take the room that payments need, or finds none.
func (db *DB) Backup(file string) error {
	if err := db.backup(file); err != nil {
		return fmt.Errorf("store: backup to %s: %w", file, err)
	}
	return nil
}

func (db *DB) backup(file string) error {
	if sameFile(file, db.bolt.Path()) {
		return errors.New("this is the database itself")
	}
	lock, err := lockBeside(file)
	if err != nil {
		return err
	}
	defer func() { _ = unlock(lock) }()
	itself, err := lockItself(file)
	if err != nil {
		return err
	}
	defer func() { _ = unlock(itself) }()
	room, err := db.reserveIn(filepath.Dir(file))
	if err != nil {
		return err
	}
	temp := file + ".new"
	err = copyTo(temp, room, db.read)
	if err == nil {
		err = blankUnused(temp)
	}
	if err == nil {
		o := db.options
		o.beside = true
		err = proved(temp, o)
	}
	if err == nil {
		err = durable.Publish(temp, file)
	}
	if err != nil {
		_ = os.Remove(temp) // what went wrong first is worth telling
	}
	return err
}

// copyTo writes what a reading sees to a file, as long as there is room for it.
func copyTo(name string, room reserve, read func(func(*bbolt.Tx) error) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = read(func(tx *bbolt.Tx) error {
		if err := room.forCopy(uint64(tx.Size())); err != nil { //nolint:gosec // no file has a size below zero
			return err
		}
		_, err := tx.WriteTo(&steadyFile{file: f, room: room})
		return err
	})
	return errors.Join(err, f.Sync(), f.Close())
}

// syncEvery is how many bytes of a copy may be on their way to the disk.
const syncEvery = 4 << 20

// A steadyFile brings what is written to the disk little by little, and takes no
// more where the room falls short. A sale that is stored meanwhile would have to
// wait behind all of it, or find none left.
type steadyFile struct {
	file   *os.File
	room   reserve
	synced int // bytes since
}

func (f *steadyFile) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	if f.synced += n; err == nil && f.synced >= syncEvery {
		f.synced = 0
		if err = f.file.Sync(); err == nil {
			err = f.room.kept()
		}
	}
	return n, err
}

func proved(name string, o Options) error {
	report, err := VerifyFile(name, o, nil)
	if err == nil && !report.Clean() {
		err = &DamageError{Err: fmt.Errorf("%s", report.Findings[0])}
	}
	return err
}

func sameFile(a, b string) bool {
	first, err1 := os.Stat(a)
	second, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(first, second)
}
