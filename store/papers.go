package store

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// AddPaper stores a paper that belongs to no sale under an ID of its own, and
// what happened in the audit log, in one transaction.
func (db *DB) AddPaper(p checkout.Paper, happened checkout.Event) (checkout.Paper, error) {
	err := db.write(func(w *writing) error { return w.addPaper(&p, []checkout.Event{happened}) })
	if err != nil {
		return checkout.Paper{}, fmt.Errorf("store: add paper: %w", err)
	}
	return p, nil
}

// addPaper stores a new paper, booked to the running shift.
func (w *writing) addPaper(p *checkout.Paper, happened []checkout.Event) error {
	papers := w.Bucket([]byte(bucketPapers))
	id, err := papers.NextSequence()
	if err != nil {
		return err
	}
	if papers.Get([]byte(number8(id))) != nil {
		return damaged(bucketPapers, number8(id), "the place of the next paper is taken")
	}
	shift, err := runningShift(w.Tx)
	if err != nil {
		return err
	}
	p.ID, p.Booked = id, checkout.Booking{Shift: shift, Day: w.day(p.At)}
	return w.putPaper(p, happened)
}

// UpdatePaper loads, changes and stores a paper, and adds what happened to the
// audit log, in one transaction. An error of change comes back as it is.
// ErrNotFound. The change must not call the database.
func (db *DB) UpdatePaper(id uint64, change func(p *checkout.Paper) ([]checkout.Event, error)) (checkout.Paper, error) {
	var p checkout.Paper
	var refused error
	err := db.write(func(w *writing) error {
		found, err := get(w.Tx, bucketPapers, number8(id), &p)
		if err == nil && !found {
			err = checkout.ErrNotFound
		}
		if err != nil {
			return err
		}
		var events []checkout.Event
		refused = w.call(func() (err error) {
			events, err = change(&p)
			return err
		})
		if refused != nil {
			return refused
		}
		if p.ID != id {
			return errors.New("a paper keeps its ID")
		}
		return w.putPaper(&p, events)
	})
	switch {
	case refused != nil:
		return p, refused
	case err != nil:
		return checkout.Paper{}, fmt.Errorf("store: update paper %d: %w", id, err)
	}
	return p, nil
}

func (w *writing) putPaper(p *checkout.Paper, events []checkout.Event) error {
	key := number8(p.ID)
	if err := set(w.Tx, bucketPapers, key, p); err != nil {
		return err
	}
	due := w.Bucket([]byte(bucketPapersDue))
	if p.Waits() {
		if err := due.Put([]byte(key), []byte(marker)); err != nil {
			return err
		}
	} else if err := due.Delete([]byte(key)); err != nil {
		return err
	}
	return w.chain("", events)
}

// DuePapers lists the papers that wait for the printer, oldest first.
func (db *DB) DuePapers() ([]checkout.Paper, error) {
	var papers []checkout.Paper
	err := db.read(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(bucketPapersDue)).ForEach(func(key, _ []byte) error {
			var p checkout.Paper
			found, err := get(tx, bucketPapers, string(key), &p)
			if err == nil && !found {
				err = damaged(bucketPapersDue, string(key), "it leads nowhere")
			}
			papers = append(papers, p)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("store: due papers: %w", err)
	}
	return papers, nil
}

// papers proves that each paper can be read, and that those which wait, and no
// others, are listed as due.
func (v *verifier) papers() {
	if !v.has(bucketPapers) {
		return
	}
	due := v.tx.Bucket([]byte(bucketPapersDue))
	waiting := 0
	v.each(bucketPapers, func(_ uint64, key string, record []byte) {
		var p checkout.Paper
		payload, err := unseal(bucketPapers, key, record)
		if err == nil {
			err = decode(bucketPapers, key, payload, &p)
		}
		if err != nil {
			v.report.addError(err)
			return
		}
		if p.Waits() {
			waiting++
		}
		if listed := string(due.Get([]byte(key))) == marker; listed != p.Waits() {
			v.report.add(place(bucketPapers, key), "waiting for the printer: %v, listed as due: %v", p.Waits(), listed)
		}
	})
	if lines := due.Inspect().KeyN; lines != waiting {
		v.report.add(bucketPapersDue, "it lists %d papers, %d wait", lines, waiting)
	}
}
