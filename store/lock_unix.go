//go:build !windows

package store

import "github.com/gofrs/flock"

// lockItself keeps tills away from a database file by the lock that bbolt takes
// of it: the lock file beside it may have been deleted under a till. Readers share
// it. nil comes back where there is no such file.
func lockItself(file string) (*flock.Flock, error) { return share(file) }
