package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// makeDir makes a folder, and those above it, so that a power cut does not take
// the folder with all its sales. One that is there keeps its mode.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if err := makeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(parent)
}

// create makes a database where there is none. It gets its name only when it is
// whole: a crash while bbolt writes its first pages can leave a file that never
// opens again.
func create(file string, o Options) error {
	temp := file + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove what an interrupted start left: %w", err)
	}
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	bolt, err := bbolt.Open(temp, 0o600, &bbolt.Options{Timeout: 2 * time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	if err := errors.Join(migrate(bolt, 0, o.migrations()), bolt.Close()); err != nil {
		return fmt.Errorf("create: %w", err)
	}
	if err := publish(temp, file); err != nil {
		return fmt.Errorf("create: %w", err)
	}
	return nil
}

// publish gives a finished file its name, so that after a power cut there is
// either the whole file under that name or what was there before.
func publish(temp, file string) error {
	f, err := os.OpenFile(temp, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temp, file); err != nil {
		return err
	}
	return syncDir(filepath.Dir(file))
}
