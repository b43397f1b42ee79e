package store

import (
	"bytes"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// OpenSale stores a new sale. ErrBusy where its payment is live while another
// sale's is.
func (db *DB) OpenSale(s checkout.Sale) error {
	err := db.write(func(w *writing) error {
		if err := openable(&s); err != nil {
			return err
		}
		if err := w.book(nil, &s); err != nil {
			return err
		}
		payload, err := encodeSale(&s)
		if err != nil {
			return err
		}
		sales := w.Bucket([]byte(bucketSales))
		seq, err := sales.NextSequence()
		if err != nil {
			return err
		}
		if sales.Get([]byte(number8(seq))) != nil {
			return damaged(bucketSales, number8(seq), "the place of the next sale is taken")
		}
		_, err = w.put(seq, nil, payload)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: open sale %s: %w", s.ID, err)
	}
	return nil
}

// UpdateSale loads, changes and stores a sale in one transaction; the sale it
// returns is as on disk. An error of change comes back as it is, with the sale
// that stays. A change that changes nothing writes nothing. ErrNotFound, and
// ErrBusy where it would make a second payment live.
//
// The change must not call the database.
func (db *DB) UpdateSale(id checkout.SaleID, change func(s *checkout.Sale, number func() uint64) error) (checkout.Sale, error) {
	var result checkout.Sale
	var refused error
	err := db.write(func(w *writing) error {
		old, err := find(w.Tx, id)
		if err != nil {
			return err
		}
		result, refused, err = w.update(old, change)
		if refused != nil {
			return refused
		}
		return err
	})
	switch {
	case refused != nil:
		return result, refused
	case errors.Is(err, errUnchanged):
		return result, nil
	case err != nil:
		return checkout.Sale{}, fmt.Errorf("store: update sale %s: %w", id, err)
	}
	return result, nil
}

// update changes a copy of a sale and stores it. refused is the change's own error.
func (w *writing) update(old stored, change func(*checkout.Sale, func() uint64) error) (s checkout.Sale, refused, err error) {
	if s, err = decodeSale(old.seq, old.payload); err != nil {
		return s, nil, err
	}
	var last uint64
	if _, err := get(w.Tx, bucketNumbers, keySaleNumber, &last); err != nil {
		return s, nil, err
	}
	refused = w.call(func() error {
		return change(&s, func() uint64 { return last + 1 })
	})
	if refused != nil {
		return old.sale, refused, nil
	}
	if err := w.book(&old.sale, &s); err != nil {
		return s, nil, err
	}
	if err := keeps(&old.sale, &s, last+1); err != nil {
		return s, nil, err
	}
	payload, err := encodeSale(&s)
	switch {
	case err != nil:
		return s, nil, err
	case bytes.Equal(payload, old.payload):
		return old.sale, nil, errUnchanged
	}
	// A number is used up only here, with the sale that bears it.
	if s.Number != old.sale.Number {
		if err := set(w.Tx, bucketNumbers, keySaleNumber, s.Number); err != nil {
			return s, nil, err
		}
	}
	s, err = w.put(old.seq, &old.sale, payload)
	return s, nil, err
}

// Sale reads one sale. ErrNotFound.
func (db *DB) Sale(id checkout.SaleID) (checkout.Sale, error) {
	var s stored
	err := db.readDurable(func(tx *bbolt.Tx) (err error) {
		s, err = find(tx, id)
		return err
	})
	if err != nil {
		return checkout.Sale{}, fmt.Errorf("store: sale %s: %w", id, err)
	}
	return s.sale, nil
}

// Unfinished lists the sales that the till must come back to, in the order in
// which they were opened.
func (db *DB) Unfinished() ([]checkout.Sale, error) {
	sales, err := list(db.readDurable, bucketUnfinished, "")
	if err != nil {
		return nil, fmt.Errorf("store: unfinished sales: %w", err)
	}
	return sales, nil
}
