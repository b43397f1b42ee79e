package store

import "github.com/gofrs/flock"

// lockItself locks nothing: Windows lets nobody delete the lock file beside a
// database, nor replace one that is open, and a lock would keep us from reading it.
func lockItself(string) (*flock.Flock, error) { return nil, nil }
