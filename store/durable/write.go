package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Write gives a file new content, readable by its user alone. A file of that
// name is replaced.
func Write(file string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*.new") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	if err = errors.Join(err, temp.Close()); err == nil {
		err = Publish(temp.Name(), file)
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // what went wrong first is worth telling
	}
	return err
}

// Publish gives a finished file its name. A file of that name is replaced.
func Publish(temp, file string) error {
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
	return SyncDir(filepath.Dir(file))
}

// MakeDir makes a folder, and those above it, for its user alone. One that is
// there keeps its mode.
func MakeDir(dir string) error {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(dir)
	if err := MakeDir(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return SyncDir(parent)
}
