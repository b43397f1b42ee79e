package store

import (
	"bytes"
	"fmt"
	"iter"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// ClosedShifts goes through the shifts that have been closed, the newest first.
func (db *DB) ClosedShifts() iter.Seq2[checkout.Shift, error] {
	return func(yield func(checkout.Shift, error) bool) {
		running, err := db.Shift(0)
		if err != nil {
			yield(running, err)
			return
		}
		for n := running.Number - 1; n > 0; n-- {
			if s, err := db.Shift(n); !yield(s, err) {
				return
			}
		}
	}
}

// Papers goes through the papers that belong to no sale, the newest first.
func (db *DB) Papers() iter.Seq2[checkout.Paper, error] {
	return func(yield func(checkout.Paper, error) bool) {
		var papers []checkout.Paper
		err := db.read(func(tx *bbolt.Tx) error {
			for p, err := range papersBackwards(tx) {
				if err != nil {
					return err
				}
				papers = append(papers, p)
			}
			return nil
		})
		if err != nil {
			yield(checkout.Paper{}, fmt.Errorf("store: papers: %w", err))
			return
		}
		for _, p := range papers {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// papersBackwards goes through the papers within a transaction.
func papersBackwards(tx *bbolt.Tx) iter.Seq2[checkout.Paper, error] {
	return func(yield func(checkout.Paper, error) bool) {
		c := tx.Bucket([]byte(bucketPapers)).Cursor()
		for key, _ := c.Last(); key != nil; key, _ = c.Prev() {
			var p checkout.Paper
			if _, err := get(tx, bucketPapers, string(key), &p); !yield(p, err) {
				return
			}
		}
	}
}

// Booked goes through the sales of which something is booked to a shift, as All
// does.
func (db *DB) Booked(shift uint64) iter.Seq2[checkout.Sale, error] {
	return db.scan(bucketByShift, number8(shift))
}

// BookedOn goes through the sales of which something is booked to a business day,
// as All does.
func (db *DB) BookedOn(day string) iter.Seq2[checkout.Sale, error] {
	return db.scan(bucketByBooking, dayPrefix(day))
}

// Tasks lists what a person must see to, the oldest sale first.
func (db *DB) Tasks(now time.Time) ([]checkout.Task, error) {
	return db.fromUnfinished(func(s *checkout.Sale) []checkout.Task { return s.Tasks(now) })
}

// LooseEnds lists what stands in the way of closing the shift, the oldest sale
// first.
func (db *DB) LooseEnds(now time.Time) ([]checkout.Task, error) {
	return db.fromUnfinished(func(s *checkout.Sale) []checkout.Task { return s.LooseEnds(now) })
}

func (db *DB) fromUnfinished(of func(*checkout.Sale) []checkout.Task) ([]checkout.Task, error) {
	sales, err := db.Unfinished()
	if err != nil {
		return nil, err
	}
	var all []checkout.Task
	for _, s := range sales {
		all = append(all, of(&s)...)
	}
	err = db.read(func(tx *bbolt.Tx) error {
		others, err := restoredTask(tx)
		all = append(all, others...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: tasks: %w", err)
	}
	return all, nil
}

// inTransaction goes through the sales of a bucket within a transaction.
func inTransaction(tx *bbolt.Tx, bucket, prefix string) iter.Seq2[checkout.Sale, error] {
	return func(yield func(checkout.Sale, error) bool) {
		c := tx.Bucket([]byte(bucket)).Cursor()
		for key, value := c.Seek([]byte(prefix)); key != nil && bytes.HasPrefix(key, []byte(prefix)); key, value = c.Next() {
			if !yield(follow(tx, bucket, key, value)) {
				return
			}
		}
	}
}
