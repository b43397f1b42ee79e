package store

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// The errors that callers may test for, beside checkout's.
var (
	// ErrInUse: another process has the data folder, or the file, open.
	ErrInUse = errors.New("in use by another process")
	// ErrNewer: a newer program wrote the database; this one must not touch it.
	ErrNewer = errors.New("written by a newer version of the program")
	// ErrSealed: the audit log is sealed with a key that the database was not
	// opened with. Reading works; changes are refused, for they would break it.
	ErrSealed = errors.New("the audit log is sealed with another key")
)

// The files in a data folder.
const (
	File     = "kasir.db"
	lockFile = "kasir.lock"
)

// Options change how a database is opened. The zero value works.
type Options struct {
	// AuditKey seals the audit log and the records, so that nobody without it
	// can make them again. Without one the log is chained by plain SHA-256.
	AuditKey []byte

	// Day is the shop's business day, YYYY-MM-DD, of a moment, to which what
	// happens then is booked; nil means the day in UTC.
	Day func(time.Time) string

	openFile func(string, int, os.FileMode) (*os.File, error) // nil means os.OpenFile
	steps    []step                                           // nil means migrations
	backups  string                                           // the folder that gets a copy before a migration; empty for none
	free     func(dir string) (uint64, error)                 // nil means freeSpace
	nearby   uint64                                           // 0 means the constant of that name
	beside   bool                                             // a till sells meanwhile, and needs a core
	oldToo   bool                                             // a file of an older schema is read as it is
}

func (o Options) day(t time.Time) string {
	if o.Day == nil {
		return t.UTC().Format(time.DateOnly)
	}
	return o.Day(t)
}

// A DB is an open database. Its methods may be called from several goroutines
// at once; changes take their turn.
type DB struct {
	bolt    *bbolt.DB
	file    *os.File     // that bbolt has open; nil where it is only read
	lock    *flock.Flock // nil where there is none to hold
	options Options

	writing sync.Mutex // held by each change, and while the structure is verified
	stopped atomic.Bool
	mark    string                 // stands while the folder is open; empty where it is only read
	ballast atomic.Pointer[string] // the file that is given up when the disk is nearly full; nil without one
}

var (
	_ checkout.Journal = (*DB)(nil)
	_ checkout.Tray    = (*DB)(nil)
	_ checkout.Gaps    = (*DB)(nil)
)

// Stopped tells whether a change failed in a way that leaves its outcome
// unknown. The database then takes no more changes until it is opened again.
func (db *DB) Stopped() bool { return db.stopped.Load() }

// level makes both heads of the file lead to the same records, by a change that
// changes nothing. What only they led to can be blanked then.
func (db *DB) level() error {
	var g guard
	return g.run(func() error { return db.bolt.Update(func(*bbolt.Tx) error { return nil }) })
}

// Close waits for running calls and gives file and folder free.
func (db *DB) Close() error {
	file := db.bolt.Path()
	there := db.InPlace() == nil // else the file and the mark of that name are not ours
	rest := there && db.mark != "" && !db.stopped.Load()
	if rest && db.level() != nil {
		rest = false
		db.stopped.Store(true) // the next start has reason to look
	}
	err := db.bolt.Close()
	if err == nil && rest {
		err = blankUnused(file)
	}
	if err == nil && there {
		err = db.markClosed()
	}
	if err := errors.Join(err, unlock(db.lock)); err != nil {
		return fmt.Errorf("store: close: %w", err)
	}
	return nil
}
