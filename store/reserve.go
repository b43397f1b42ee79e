package store

import (
	"fmt"
	"path/filepath"

	"kasir/checkout"
)

// copyMargin is what a copy leaves above the floor when it begins. The database
// grows by up to 16 MB at a stroke while it is copied, and a copy must not be why
// the next payment is refused.
const copyMargin = 16 << 20

// A reserve is the room that a copy leaves free on the disk that it goes to. What
// it takes nobody else has: a change of the database that finds none stops the till.
type reserve struct {
	dir    string // that gets the copy
	keep   uint64 // while it is made
	margin uint64 // above that, when it begins
	free   func(dir string) (uint64, error)
}

// reserveIn is what a copy of the database into a folder leaves free there. Another
// disk, such as a stick, may be filled: no sale is stored on it.
func (db *DB) reserveIn(dir string) (reserve, error) {
	r := reserve{dir: dir, free: db.options.freeSpace}
	if !sameDisk(dir, filepath.Dir(db.bolt.Path())) {
		return r, nil
	}
	size, err := db.size()
	r.keep, r.margin = floorOf(size), copyMargin
	return r, err
}

// forCopy tells whether there is room for so many bytes: ErrNoRoom.
func (r reserve) forCopy(size uint64) error { return r.wants(size + r.margin + r.keep) }

// kept tells whether a copy may go on.
func (r reserve) kept() error { return r.wants(r.keep) }

func (r reserve) wants(room uint64) error {
	free, err := r.free(r.dir)
	switch {
	case err != nil:
		return fmt.Errorf("room in %s: %w", r.dir, err)
	case free == 0 && r.keep == 0: // some disks that are not this machine's do not say
		return nil
	case free < room:
		return fmt.Errorf("%d MB are free in %s, %d are needed: %w", free>>20, r.dir, (room+1<<20-1)>>20, checkout.ErrNoRoom)
	}
	return nil
}
