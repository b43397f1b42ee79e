package store

import (
	"fmt"
	"os"

	"kasir/checkout"
)

// InPlace tells whether the database is still where it was opened. A file that was
// moved, deleted or replaced meanwhile takes changes like any other, but nobody
// will find them there: ErrGone, ErrReplaced.
func (db *DB) InPlace() error {
	if db.file == nil { // only read
		return nil
	}
	ours, err := db.file.Stat()
	if err != nil {
		return fmt.Errorf("store: look at the open file: %w", err)
	}
	there, err := os.Stat(db.bolt.Path())
	switch {
	case err != nil:
		return fmt.Errorf("store: %w: %w", checkout.ErrGone, err)
	case !os.SameFile(ours, there):
		return fmt.Errorf("store: %s: %w", db.bolt.Path(), checkout.ErrReplaced)
	}
	return nil
}

// size is how long the open file is, wherever it lies now: it can be copied from there.
func (db *DB) size() (int, error) {
	if db.file == nil {
		return fileSize(db.bolt.Path())
	}
	info, err := db.file.Stat()
	if err != nil {
		return 0, err
	}
	return int(info.Size()), nil
}
