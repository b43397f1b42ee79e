//go:build !windows

package store

import (
	"errors"

	"github.com/gofrs/flock"
	"golang.org/x/sys/unix"
)

// lockItself keeps tills away from a database file by the lock that bbolt takes
// of it: the lock file beside it may have been deleted under a till. Readers share
// it. nil comes back where there is no such file, and where its disk, another
// machine's, knows no locks.
func lockItself(file string) (*flock.Flock, error) {
	lock, err := share(file)
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOLCK) || errors.Is(err, unix.ENOSYS) {
		return nil, nil
	}
	return lock, err
}
