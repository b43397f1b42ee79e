package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

var _ checkout.Staff = (*DB)(nil)

// errForged: a record was put there by somebody without the audit key.
var errForged = errors.New("the record does not match its seal: it was changed")

// People lists who works at the till, in the order in which they came. A list
// that somebody without the audit key has changed is a DamageError.
func (db *DB) People() (people []checkout.Person, err error) {
	err = db.read(func(tx *bbolt.Tx) (err error) {
		people, err = readPeople(tx, db.options.AuditKey)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: people: %w", err)
	}
	return people, nil
}

// UpdatePeople changes the list of people and adds events to the audit log, in
// one transaction. An error of change comes back as it is. A change of nothing
// writes its events alone.
func (db *DB) UpdatePeople(change func([]checkout.Person) ([]checkout.Person, []checkout.Event, error)) error {
	var refused error
	err := db.write(func(w *writing) error {
		before, err := readPeople(w.Tx, w.auditKey)
		if err != nil {
			return err
		}
		old, err := json.Marshal(before)
		if err != nil {
			return err
		}
		var after []checkout.Person
		var events []checkout.Event
		refused = w.call(func() (err error) {
			after, events, err = change(before)
			return err
		})
		if refused != nil {
			return refused
		}
		return w.putPeople(old, after, events)
	})
	switch {
	case refused != nil:
		return refused
	case err != nil:
		return fmt.Errorf("store: update people: %w", err)
	}
	return nil
}

func (w *writing) putPeople(old []byte, after []checkout.Person, events []checkout.Event) error {
	payload, err := json.Marshal(after)
	if err != nil {
		return err
	}
	if string(payload) != string(old) {
		if err := w.setSealed(bucketPeople, keyEverybody, payload); err != nil {
			return err
		}
	}
	return w.chain("", events)
}

func readPeople(tx *bbolt.Tx, auditKey []byte) (people []checkout.Person, err error) {
	bucket := tx.Bucket([]byte(bucketPeople))
	if bucket == nil {
		return nil, nil // a file from before there were people, opened to be verified
	}
	record := bucket.Get([]byte(keyEverybody))
	if record == nil {
		return nil, nil
	}
	payload, err := unseal(bucketPeople, keyEverybody, record)
	if err != nil {
		return nil, err
	}
	known := keyID(auditKey)
	if id, right := sealOf(auditKey, known, bucketPeople, keyEverybody, record); len(auditKey) > 0 && (!right || id != known) {
		return nil, &DamageError{Bucket: bucketPeople, Key: keyEverybody, Err: errForged}
	}
	err = decode(bucketPeople, keyEverybody, payload, &people)
	return people, err
}

// people proves the list of people.
func (v *verifier) people() {
	if _, err := readPeople(v.tx, v.auditKey); err != nil {
		v.report.addError(err)
	}
}
