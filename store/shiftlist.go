package store

import (
	"fmt"
	"iter"
	"math"
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

// newest is behind the last paper.
const newest = math.MaxUint64

// Papers goes through the papers that belong to no sale, the newest first. They
// are read some at a time: whoever looks for the last ones need not wait for those
// of years.
func (db *DB) Papers() iter.Seq2[checkout.Paper, error] {
	return func(yield func(checkout.Paper, error) bool) {
		for before := uint64(newest); before > 0; {
			var papers []checkout.Paper
			err := db.read(func(tx *bbolt.Tx) (err error) {
				papers, before, err = paperPage(tx, before)
				return err
			})
			for _, p := range papers {
				if !yield(p, nil) {
					return
				}
			}
			if err != nil {
				yield(checkout.Paper{}, fmt.Errorf("store: papers: %w", err))
				return
			}
		}
	}
}

// paperPage reads the newest papers before one; next is where to go on, 0 at the
// end.
func paperPage(tx *bbolt.Tx, before uint64) (papers []checkout.Paper, next uint64, err error) {
	for p, err := range papersBackwards(tx, before) {
		if err != nil {
			return papers, 0, err
		}
		if papers = append(papers, p); len(papers) == batch {
			return papers, p.ID, nil
		}
	}
	return papers, 0, nil
}

// papersBackwards goes through the papers before one within a transaction.
func papersBackwards(tx *bbolt.Tx, before uint64) iter.Seq2[checkout.Paper, error] {
	return func(yield func(checkout.Paper, error) bool) {
		c := tx.Bucket([]byte(bucketPapers)).Cursor()
		for key, _ := seekBefore(c, number8(before-1)); key != nil; key, _ = c.Prev() {
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
		for from := prefix; ; {
			var sales []found
			sales, from = page(tx, bucket, prefix, from, batch)
			for _, s := range sales {
				if !yield(s.sale, s.err) {
					return
				}
			}
			if from == "" {
				return
			}
		}
	}
}
