package store

import (
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// A series is what a restore leaves behind.
type series struct {
	Text   string    `json:"text"`   // stands in our numbers on paper
	Since  time.Time `json:"since"`  // when the backup was restored
	Newest time.Time `json:"newest"` // when something last happened in it
	Shift  uint64    `json:"shift"`  // the shift that ran in it; 0 once somebody has answered for the gap
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
