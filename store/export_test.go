package store

import (
	"bytes"
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

// SealWith makes a record that is sealed with a key.
var SealWith = sealWith

// Reseal puts another payload under the seal of a record.
func Reseal(bucket, key string, record, payload []byte) []byte {
	body := append(bytes.Clone(record[recordHead:recordHead+sealSize]), payload...)
	forged := seal(bucket, key, body)
	forged[0] = sealedFormat
	return forged
}

// ChainAgain makes every link of the audit log anew, as somebody would who has
// the file and not the key.
func ChainAgain(tx *bbolt.Tx, key []byte) error {
	log := tx.Bucket([]byte(bucketAudit))
	before := ""
	for n := uint64(1); n <= log.Sequence(); n++ {
		var l link
		if _, err := get(tx, bucketAudit, number8(n), &l); err != nil {
			return err
		}
		before = linkHash(key, before, l.Entry)
		l = link{Hash: before, Keyed: len(key) > 0, Key: keyID(key), Entry: l.Entry}
		if err := set(tx, bucketAudit, number8(n), l); err != nil {
			return err
		}
	}
	return nil
}

// AsOf takes only the first migrations.
func (o Options) AsOf(version int) Options {
	o.steps = migrations[:version]
	return o
}

// Path is the database's file.
func (db *DB) Path() string { return db.bolt.Path() }

// Schema is today's schema version.
func Schema() int { return len(migrations) }

// SetFree fixes what the disk says of its room, in bytes.
func SetFree(db *DB, free uint64) {
	SetFreeOf(db, func(string) (uint64, error) { return free, nil })
}

// SetFreeOf puts something in the place of what the disk says of its room.
func SetFreeOf(db *DB, free func(dir string) (uint64, error)) { db.options.free = free }

// SameDisk tells whether two folders take room from one another.
var SameDisk = sameDisk

// WithFree is SetFreeOf before it is open.
func (o Options) WithFree(free func(dir string) (uint64, error)) Options {
	o.free = free
	return o
}

// NoSync leaves it to the system when changes reach the disk.
func NoSync(db *DB) { db.bolt.NoSync = true }

// SetNearby fixes how many sales one core looks through.
func SetNearby(db *DB, sales uint64) { db.options.nearby = sales }
