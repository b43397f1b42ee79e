package store

import (
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// errUnchanged ends a change that has nothing to write.
var errUnchanged = errors.New("unchanged")

// A writing is one change under way.
type writing struct {
	*bbolt.Tx
	guard
	auditKey []byte
	day      func(time.Time) string
	reseals  bool // it may go on with another key than the log's
}

// book books what a change of a sale brought about to the running shift.
func (w *writing) book(old, s *checkout.Sale) error {
	shift, err := runningShift(w.Tx)
	if err == nil {
		s.Book(old, shift, w.day)
	}
	return err
}

// write runs one change and returns once it is on disk. An error of fn leaves
// everything as it was; any other leaves the outcome unknown and stops the
// database.
func (db *DB) write(fn func(w *writing) error) error {
	db.writing.Lock()
	defer db.writing.Unlock()
	if db.stopped.Load() {
		return checkout.ErrStopped
	}
	if err := db.dropBallast(); err != nil {
		return err
	}
	w := &writing{auditKey: db.options.AuditKey, day: db.options.day}
	var refused error
	err := w.run(func() error {
		return db.bolt.Update(func(tx *bbolt.Tx) error {
			w.Tx = tx
			refused = fn(w)
			return refused
		})
	})
	var damage *DamageError
	switch {
	case err == nil || w.Tx == nil:
		return err
	case refused != nil && !errors.As(err, &damage):
		return refused
	}
	db.stopped.Store(true)
	return fmt.Errorf("%w: %w", checkout.ErrStopped, err)
}

// readDurable reads what is on disk: it waits for a change that is on its way there,
// which bbolt shows to readers before. ErrStopped where nobody knows whether the
// last one came there.
func (db *DB) readDurable(fn func(tx *bbolt.Tx) error) error {
	var g guard
	return g.run(func() error {
		tx, err := db.beginDurable()
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }() // only read
		return fn(tx)
	})
}

func (db *DB) beginDurable() (*bbolt.Tx, error) {
	db.writing.Lock()
	defer db.writing.Unlock()
	if db.stopped.Load() {
		return nil, checkout.ErrStopped
	}
	return db.bolt.Begin(false)
}

func (db *DB) read(fn func(tx *bbolt.Tx) error) error {
	var g guard
	return g.run(func() error { return db.bolt.View(fn) })
}
