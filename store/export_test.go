package store

import (
	"encoding/json"
	"os"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// WithStep adds a migration after those that there are.
func (o Options) WithStep(what string, run func(tx *bbolt.Tx) error) Options {
	o.steps = append(append([]step{}, o.migrations()...), step{what, run})
	return o
}

// WithOpenFile puts something in the place of os.OpenFile.
func (o Options) WithOpenFile(open func(string, int, os.FileMode) (*os.File, error)) Options {
	o.openFile = open
	return o
}

// Fill stores many sales in one transaction.
func Fill(db *DB, sales []checkout.Sale) error {
	return db.write(func(w *writing) error {
		for _, s := range sales {
			seq, err := w.Bucket([]byte(bucketSales)).NextSequence()
			if err != nil {
				return err
			}
			payload, err := json.Marshal(s)
			if err != nil {
				return err
			}
			if _, err := w.put(seq, nil, payload); err != nil {
				return err
			}
			if s.Number != 0 {
				if err := set(w.Tx, bucketNumbers, keySaleNumber, s.Number); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Seal makes a record with a good checksum, as somebody who tampers would.
var Seal = seal

// Key8 is how sequences and numbers are keyed.
var Key8 = number8
