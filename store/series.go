package store

import (
	"crypto/rand"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// A series is what a restore leaves behind, or the loss of a database.
type series struct {
	Text   string    `json:"text"`   // stands in our numbers on paper
	Since  time.Time `json:"since"`  // when the backup was restored
	Newest time.Time `json:"newest"` // when something last happened in it
	Shift  uint64    `json:"shift"`  // the shift that ran in it; 0 once somebody has answered for the gap
	Entry  uint64    `json:"entry"`  // its newest entry of the audit log
}

func readSeries(tx *bbolt.Tx) (s series, err error) {
	_, err = get(tx, bucketMeta, keySeries, &s)
	return s, err
}

// Series stands in our numbers on paper since a backup was restored, so that none
// that was given after the backup is given again; empty before.
func (db *DB) Series() (string, error) {
	var s series
	err := db.read(func(tx *bbolt.Tx) (err error) {
		s, err = readSeries(tx)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("store: series of numbers: %w", err)
	}
	return s.Text, nil
}

// BeginSeries gives our numbers a series of their own where nothing has been
// numbered yet: what was sold here before is in no file, and no number that stands
// on its paper may be given again. It changes nothing where that has been done.
func (db *DB) BeginSeries(at time.Time) error {
	err := db.write(func(w *writing) error {
		s, err := readSeries(w.Tx)
		if err != nil {
			return err
		}
		if number, _ := w.Bucket([]byte(bucketNumbers)).Cursor().Last(); s.Text != "" || number != nil {
			return nil
		}
		return set(w.Tx, bucketMeta, keySeries, series{Text: newSeries(), Since: at})
	})
	if err != nil {
		return fmt.Errorf("store: begin a series of numbers: %w", err)
	}
	return nil
}

func newSeries() string { return rand.Text()[:4] }

// Gap reads the gap that a restore left and nobody has ended; zero where there is
// none.
func (db *DB) Gap() (g checkout.Gap, err error) {
	err = db.read(func(tx *bbolt.Tx) error {
		g, err = readGap(tx)
		return err
	})
	if err != nil {
		return g, fmt.Errorf("store: gap: %w", err)
	}
	return g, nil
}

func readGap(tx *bbolt.Tx) (checkout.Gap, error) {
	s, err := readSeries(tx)
	if err != nil || s.Shift == 0 {
		return checkout.Gap{}, err
	}
	return checkout.Gap{Series: s.Text, From: s.Newest, To: s.Since, Shift: s.Shift}, nil
}

// Known is when something last happened before the gap, of what the audit log dates
// no later than by; zero where there is nothing.
func (db *DB) Known(by time.Time) (at time.Time, err error) {
	err = db.read(func(tx *bbolt.Tx) error {
		s, err := readSeries(tx)
		if err != nil {
			return err
		}
		c := tx.Bucket([]byte(bucketAudit)).Cursor()
		for key, record := c.Seek([]byte(number8(s.Entry))); key != nil; key, record = c.Prev() {
			_, e, err := decodeLink(string(key), record)
			if err != nil {
				return err
			}
			if !e.Event.At.After(by) {
				at = e.Event.At
				return nil
			}
		}
		return nil
	})
	if err != nil {
		return at, fmt.Errorf("store: what was known before the gap: %w", err)
	}
	return at, nil
}

// EndGap ends the gap of a series, with an entry in the audit log, in one
// transaction. ErrOver where it is not there, or no longer.
func (db *DB) EndGap(text string, e checkout.Event) error {
	return db.recordWith(e, func(w *writing) error {
		s, err := readSeries(w.Tx)
		switch {
		case err != nil:
			return err
		case s.Text != text || s.Shift == 0:
			return checkout.ErrOver
		}
		s.Shift = 0
		return set(w.Tx, bucketMeta, keySeries, s)
	})
}

// restoredTask is what a restore leaves for a person to see to, until the owner
// has ended its gap: what happened in it is unknown here.
func restoredTask(tx *bbolt.Tx) ([]checkout.Task, error) {
	g, err := readGap(tx)
	if err != nil || g.IsZero() {
		return nil, err
	}
	return []checkout.Task{g.Task()}, nil
}
