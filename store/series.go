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
	Shift  uint64    `json:"shift"`  // the shift that ran in it
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

// restoredTask is what a restore leaves for a person to see to, until the shift
// in which it was done is closed: what happened after the backup is unknown here.
func restoredTask(tx *bbolt.Tx) ([]checkout.Task, error) {
	s, err := readSeries(tx)
	if err != nil || s.Text == "" {
		return nil, err
	}
	running, err := runningShift(tx)
	if err != nil || running > s.Shift {
		return nil, err
	}
	return []checkout.Task{{Kind: checkout.TaskRestored, Since: s.Newest}}, nil
}
