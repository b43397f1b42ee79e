package store

import (
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// clockStep is how exactly the greatest time seen is kept; every change would be
// one more record to write.
const clockStep = time.Minute

// seeTime remembers the greatest time at which anything happened.
func (w *writing) seeTime(at time.Time) error {
	var seen time.Time
	if _, err := get(w.Tx, bucketMeta, keyClock, &seen); err != nil {
		return err
	}
	if at.Sub(seen) < clockStep {
		return nil
	}
	return set(w.Tx, bucketMeta, keyClock, at)
}

// LatestTime is the greatest time at which anything has happened so far, exact to
// a minute. A clock that is well behind it is wrong, or was.
func (db *DB) LatestTime() (seen time.Time, err error) {
	err = db.read(func(tx *bbolt.Tx) error {
		_, err := get(tx, bucketMeta, keyClock, &seen)
		return err
	})
	if err != nil {
		return seen, fmt.Errorf("store: latest time: %w", err)
	}
	return seen, nil
}

// ClockJumped records that the machine's clock was set, and takes what it says
// now for the latest time. No sale and no payment changes by it.
func (db *DB) ClockJumped(now time.Time, by time.Duration) error {
	err := db.write(func(w *writing) error {
		e := checkout.Event{At: now, What: checkout.ClockJumped, Note: by.Round(time.Second).String()}
		if err := w.chain("", []checkout.Event{e}); err != nil {
			return err
		}
		return set(w.Tx, bucketMeta, keyClock, now)
	})
	if err != nil {
		return fmt.Errorf("store: record a clock that jumped: %w", err)
	}
	return nil
}
