package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"kasir/checkout"
	"kasir/store"
)

// These put into words why a file that somebody named cannot be read or written, and
// what to do then.

// unreadable says why a file cannot be read.
func unreadable(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file; look at its name and folder"
	case errors.Is(err, fs.ErrPermission):
		return "this user may not read it; become one who may, or change its permissions"
	case errors.Is(err, store.ErrNewer):
		return "it was written by a newer kasir; install that version"
	case errors.Is(err, store.ErrInUse):
		return "another kasir has it open; close that one first"
	}
	return innermost(err).Error()
}

// errNoFile: a folder was named, or a device.
var errNoFile = errors.New("it is no file; name a file")

// plainFile looks whether a path names a file; ErrNotExist where nothing is there.
func plainFile(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return errNoFile
	}
	return err
}

// mayReplace looks whether a file can be written under a name. What is there and is
// no file stays: a folder, a device.
func mayReplace(path string) error {
	if err := plainFile(path); errors.Is(err, errNoFile) {
		return unwritten(path, err)
	}
	return nil
}

// unwritten says why a file was not written. Damage of the database that it was to be
// made from has words of its own.
func unwritten(path string, err error) error {
	var why string
	switch {
	case err == nil || isDamage(err):
		return err
	case errors.Is(err, fs.ErrNotExist) && errors.Is(plainFile(filepath.Dir(path)), fs.ErrNotExist):
		why = fmt.Sprintf("there is no folder %s; make it, or name a file in another one", filepath.Dir(path))
	case errors.Is(err, fs.ErrPermission):
		why = fmt.Sprintf("this user may not write in %s; name a file in another folder", filepath.Dir(path))
	case errors.Is(err, checkout.ErrNoRoom):
		why = "its disk has too little room; make room on it, or name a file on another disk"
	case errors.Is(err, errNoFile):
		why = err.Error()
	default:
		why = innermost(err).Error() + "; name another file"
	}
	return fmt.Errorf("%s was not written: %s", path, why)
}

// innermost is the cause of an error without the steps that led there.
func innermost(err error) error {
	for {
		var next error
		switch e := err.(type) { //nolint:errorlint // goes through the steps itself
		case interface{ Unwrap() error }:
			next = e.Unwrap()
		case interface{ Unwrap() []error }:
			if all := e.Unwrap(); len(all) > 0 {
				next = all[0]
			}
		}
		if next == nil {
			return err
		}
		err = next
	}
}

// source is a database that commands read from, and that says in plain words why a
// backup was not written.
type source struct{ *store.DB }

// Backup writes a verified copy to a file.
func (s source) Backup(file string) error {
	if err := mayReplace(file); err != nil {
		return err
	}
	return unwritten(file, s.DB.Backup(file))
}
