package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"kasir/store/durable"
)

// openMark stands in a data folder while its database is open. One that stands
// there when nobody has it open says that the last program did not close it.
const openMark = "kasir.open"

// WasCut tells whether whoever had a folder's database open last never closed it:
// the power failed, or the program was killed. The database should then be
// verified, in a process of its own, before anything is sold on it. ErrInUse where
// somebody has it open now.
func WasCut(dir string) (bool, error) {
	lock, err := lockBeside(filepath.Join(dir, File))
	if err == nil {
		err = unlock(lock)
	}
	if err != nil {
		return false, fmt.Errorf("store: look at %s: %w", dir, err)
	}
	_, err = os.Lstat(filepath.Join(dir, openMark))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func markOpen(dir string) error { return durable.Write(filepath.Join(dir, openMark), nil) }

// markClosed takes the mark away, unless the database stopped: then the next
// start has reason to look.
func (db *DB) markClosed() error {
	if db.mark == "" || db.stopped.Load() {
		return nil
	}
	return os.Remove(db.mark)
}
