//go:build !windows

package store

import (
	"errors"

	"golang.org/x/sys/unix"
)

// IsReadOnly tells whether an error says that a disk can only be read, which no
// user may change by a permission.
func IsReadOnly(err error) bool { return errors.Is(err, unix.EROFS) }

// freeSpace is how many bytes this user may still write to the disk of a folder.
func freeSpace(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return s.Bavail * uint64(s.Bsize), nil //nolint:gosec // no block has a size below zero
}

// sameDisk tells whether what is written to one folder takes room from the other.
// One that cannot be looked at is taken for another disk: nothing can be written
// to it either.
func sameDisk(a, b string) bool {
	var first, second unix.Stat_t
	return unix.Stat(a, &first) == nil && unix.Stat(b, &second) == nil && first.Dev == second.Dev
}
