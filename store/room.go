package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"kasir/checkout"
)

// How much room a disk must have left, in bytes.
const (
	roomFloor    = 200 << 20 // no new money below, where the database is large
	leastFloor   = 2 * ballastSize
	ballastSize  = 16 << 20
	ballastFloor = 8 << 20 // below it the ballast goes overboard
	ballastFile  = "kasir.ballast"
)

// Room says how full the disk of a database is, in bytes. Copy is what must be
// free before a backup is written to it.
type Room struct{ Free, Floor, Copy uint64 }

// Enough tells whether there is room for new payments.
func (r Room) Enough() bool { return r.Free >= r.Floor }

// EnoughForCopy tells whether there is room for a backup beside the database.
func (r Room) EnoughForCopy() bool { return r.Free >= r.Copy }

// Room measures the disk of the database.
func (db *DB) Room() (Room, error) { return roomIn(filepath.Dir(db.bolt.Path()), db.options) }

// RoomIn measures the disk of a data folder. The floor is 200 MB, or five times
// the database where that is less, and never below two ballasts.
func RoomIn(dir string) (Room, error) { return roomIn(dir, Options{}) }

func roomIn(dir string, o Options) (Room, error) {
	info, err := os.Stat(filepath.Join(dir, File))
	if err != nil {
		return Room{}, fmt.Errorf("store: room on the disk: %w", err)
	}
	free, err := o.freeSpace(dir)
	if err != nil {
		return Room{}, fmt.Errorf("store: room on the disk: %w", err)
	}
	floor := floorOf(int(info.Size()))
	size := uint64(info.Size()) //nolint:gosec // no file has a size below zero
	return Room{Free: free, Floor: floor, Copy: floor + size + copyMargin}, nil
}

// floorOf is the floor of a database of so many bytes.
func floorOf(size int) uint64 {
	return max(leastFloor, min(roomFloor, 5*uint64(size))) //nolint:gosec // no file has a size below zero
}

func (o Options) freeSpace(dir string) (uint64, error) {
	if o.free != nil {
		return o.free(dir)
	}
	return freeSpace(dir)
}

// RoomForMoney tells whether the database can take new payments: ErrNoRoom below the
// floor, ErrGone where the disk cannot be measured, ErrReplaced.
func (db *DB) RoomForMoney() error {
	if err := db.InPlace(); err != nil {
		return err
	}
	room, err := db.Room()
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", checkout.ErrGone, err)
	case !room.Enough():
		return fmt.Errorf("%d MB are free, %d are needed: %w", room.Free>>20, room.Floor>>20, checkout.ErrNoRoom)
	}
	return nil
}

// KeepBallast makes sure that a file lies beside the database that is given up
// when the disk is nearly full, so that how running payments end can still be
// stored. Where there is no room for it, it is left out.
func (db *DB) KeepBallast() error {
	file := filepath.Join(filepath.Dir(db.bolt.Path()), ballastFile)
	info, err := os.Stat(file)
	if err == nil && info.Size() == ballastSize {
		db.ballast.Store(&file)
		return nil
	}
	if room, err := db.Room(); err != nil || !room.Enough() {
		return err
	}
	ballast := make([]byte, ballastSize)
	if _, err := rand.Read(ballast); err != nil { // zeros take no room on some file systems
		return fmt.Errorf("store: keep ballast: %w", err)
	}
	if err := os.WriteFile(file, ballast, 0o600); err != nil {
		return fmt.Errorf("store: keep ballast: %w", errors.Join(err, os.Remove(file)))
	}
	db.ballast.Store(&file)
	return nil
}

// dropBallast gives the ballast up where the next write may find no room.
func (db *DB) dropBallast() error {
	file := db.ballast.Load()
	if file == nil {
		return nil
	}
	if free, err := db.options.freeSpace(filepath.Dir(*file)); err != nil || free >= ballastFloor {
		return nil //nolint:nilerr // a disk that cannot be measured is found out by the write itself
	}
	db.ballast.Store(nil)
	if err := os.Remove(*file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("give the ballast up: %w", err)
	}
	return nil
}
