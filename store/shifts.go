package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

var _ checkout.Shifts = (*DB)(nil)

// Shift reads a shift; 0 is the running one, which may hold nothing yet.
// ErrNotFound.
func (db *DB) Shift(number uint64) (checkout.Shift, error) {
	var s checkout.Shift
	err := db.read(func(tx *bbolt.Tx) (err error) {
		s, err = readShift(tx, number)
		return err
	})
	if err != nil {
		return checkout.Shift{}, fmt.Errorf("store: shift %d: %w", number, err)
	}
	return s, nil
}

// readShift reads a shift, or makes the running one where nothing of it is on
// disk.
func readShift(tx *bbolt.Tx, number uint64) (s checkout.Shift, err error) {
	running, err := runningShift(tx)
	if number == 0 {
		number = running
	}
	var found bool
	if err == nil {
		found, err = get(tx, bucketShifts, number8(number), &s)
	}
	switch {
	case err != nil || found:
		return s, err
	case number == running:
		return checkout.Shift{Number: running}, nil
	}
	return s, checkout.ErrNotFound
}

// runningShift is the number of the shift to which everything counts now.
func runningShift(tx *bbolt.Tx) (uint64, error) {
	var closed uint64
	_, err := get(tx, bucketNumbers, keyShiftNumber, &closed)
	return closed + 1, err
}

// UpdateShift loads, changes and stores a shift, and adds events to the audit
// log, in one transaction; 0 is the running one. An error of change comes back as
// it is. A closed shift stays as it is. ErrNotFound.
func (db *DB) UpdateShift(number uint64, change func(s *checkout.Shift) (checkout.ShiftNews, error)) (checkout.Shift, error) {
	return db.changeShift(number, func(w *writing, s *checkout.Shift) (news checkout.ShiftNews, err error) {
		before, err := closedAs(s)
		if err == nil {
			err = w.call(func() (err error) {
				news, err = change(s)
				return err
			})
		}
		if err != nil {
			return news, refusal{err}
		}
		after, err := closedAs(s)
		switch {
		case err != nil:
			return news, err
		case before == "" && after != "":
			return news, errors.New("a shift is closed by CloseShift")
		case before != after:
			return news, errors.New("a closed shift stays as it is")
		}
		return news, nil
	})
}

// CloseShift closes the running shift in one transaction. change sees what is in
// it as it is then; it sets Closed and Report, and must not call the database.
func (db *DB) CloseShift(change func(s *checkout.Shift, in checkout.ShiftView) (checkout.ShiftNews, error)) (checkout.Shift, error) {
	return db.changeShift(0, func(w *writing, s *checkout.Shift) (news checkout.ShiftNews, err error) {
		others, err := restoredTask(w.Tx)
		if err != nil {
			return news, err
		}
		err = w.call(func() (err error) {
			news, err = change(s, checkout.ShiftView{
				Others:     others,
				Booked:     inTransaction(w.Tx, bucketByShift, number8(s.Number)),
				Unfinished: inTransaction(w.Tx, bucketUnfinished, ""),
				Papers:     papersBackwards(w.Tx, newest),
			})
			return err
		})
		if err != nil {
			return news, refusal{err}
		}
		digest, err := closedAs(s)
		if err != nil || digest == "" {
			return news, errors.Join(errors.New("a closed shift has a time and a report"), err)
		}
		if err := set(w.Tx, bucketNumbers, keyShiftNumber, s.Number); err != nil {
			return news, err
		}
		news.Events = append(news.Events, checkout.Event{At: s.Closed, What: checkout.ShiftSealed, Note: sealNote(s.Number, digest)})
		return news, nil
	})
}

// refusal marks a change's own error.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func (db *DB) changeShift(number uint64, change func(*writing, *checkout.Shift) (checkout.ShiftNews, error)) (checkout.Shift, error) {
	var s checkout.Shift
	err := db.write(func(w *writing) error {
		var err error
		if s, err = readShift(w.Tx, number); err != nil {
			return err
		}
		was, err := json.Marshal(s)
		if err != nil {
			return err
		}
		running := s.Running()
		news, err := change(w, &s)
		if err != nil {
			return err
		}
		if err := w.chain("", news.Events); err != nil {
			return err
		}
		if running && !s.Running() {
			last, err := lastLink(w.Tx)
			if err != nil {
				return err
			}
			s.Head = last.Hash
		}
		if err := w.putShift(&s, was); err != nil {
			return err
		}
		for _, p := range news.Papers {
			if p.Kind == checkout.PrintReport {
				p.Report = &s // as it is on disk, head and all
			}
			if err := w.addPaper(&p, nil); err != nil {
				return err
			}
		}
		return nil
	})
	var refused refusal
	switch {
	case errors.As(err, &refused):
		return s, refused.error
	case errors.Is(err, errUnchanged):
		return s, nil
	case err != nil:
		return checkout.Shift{}, fmt.Errorf("store: shift %d: %w", number, err)
	}
	return s, nil
}

// putShift stores a shift, unless nothing of it has changed.
func (w *writing) putShift(s *checkout.Shift, was []byte) error {
	payload, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	if bytes.Equal(payload, was) {
		return errUnchanged
	}
	var back checkout.Shift
	if err := decode(bucketShifts, number8(s.Number), payload, &back); err != nil {
		return fmt.Errorf("it could not be read back: %v", err) //nolint:errorlint // no DamageError: nothing is damaged yet
	}
	return w.setSealed(bucketShifts, number8(s.Number), payload)
}

// closedAs is a hash over all that a closed shift says; empty while it runs.
func closedAs(s *checkout.Shift) (string, error) {
	if s.Running() || s.Report == nil {
		return "", nil
	}
	frozen := *s
	frozen.Head = ""
	body, err := json.Marshal(frozen)
	if err != nil {
		return "", fmt.Errorf("encode: %w", err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// sealNote is how the audit log vouches for a closed shift.
func sealNote(number uint64, digest string) string {
	return fmt.Sprintf("Z %d; sha256 %s", number, digest)
}
