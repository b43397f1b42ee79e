package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// A stored is a sale as it is on disk.
type stored struct {
	seq     uint64
	payload []byte // lives as long as the transaction
	sale    checkout.Sale
}

func encodeSale(s *checkout.Sale) ([]byte, error) {
	payload, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return payload, nil
}

func decodeSale(seq uint64, payload []byte) (checkout.Sale, error) {
	var s checkout.Sale
	err := decode(bucketSales, number8(seq), payload, &s)
	return s, err
}

// put stores a sale and keeps every index and the audit log in step with it. It
// is the one place that writes sales. old is nil for a new sale.
func (w *writing) put(seq uint64, old *checkout.Sale, payload []byte) (checkout.Sale, error) {
	s, err := decodeSale(seq, payload)
	if err != nil {
		return s, fmt.Errorf("it could not be read back: %v", err) //nolint:errorlint // no DamageError: nothing is damaged yet
	}
	if err := w.checkLive(seq, old, &s); err != nil {
		return s, err
	}
	if err := w.index(seq, old, &s); err != nil {
		return s, err
	}
	known := 0
	if old != nil {
		known = len(old.Events)
	}
	if err := w.chain(s.ID, s.Events[known:]); err != nil {
		return s, err
	}
	return s, w.setSealed(bucketSales, number8(seq), payload)
}

// checkLive keeps a second payment from holding the till. A payment that is
// live already may always be written: its news must not be lost.
func (w *writing) checkLive(seq uint64, old, s *checkout.Sale) error {
	before, after := 0, countLive(s)
	if old != nil {
		before = countLive(old)
	}
	if after <= before {
		return nil
	}
	if after > 1 {
		return checkout.ErrBusy
	}
	c := w.Bucket([]byte(bucketLive)).Cursor()
	for key, _ := c.First(); key != nil; key, _ = c.Next() {
		if string(key) != number8(seq) {
			return checkout.ErrBusy
		}
	}
	return nil
}

func countLive(s *checkout.Sale) (n int) {
	for _, p := range s.Payments {
		if p.Live() {
			n++
		}
	}
	return n
}

// index takes away the lines that a sale no longer has and adds its new ones.
func (w *writing) index(seq uint64, old, s *checkout.Sale) error {
	var before []indexEntry
	if old != nil {
		before = indexEntries(seq, old)
	}
	after := indexEntries(seq, s)
	for _, e := range before {
		if !slices.Contains(after, e) {
			if err := w.Bucket([]byte(e.bucket)).Delete([]byte(e.key)); err != nil {
				return fmt.Errorf("index %s: %w", e.bucket, err)
			}
		}
	}
	for _, e := range after {
		if slices.Contains(before, e) {
			continue
		}
		b := w.Bucket([]byte(e.bucket))
		if b.Get([]byte(e.key)) != nil {
			return fmt.Errorf("%s is taken by another sale", place(e.bucket, e.key))
		}
		if err := b.Put([]byte(e.key), []byte(e.value)); err != nil {
			return fmt.Errorf("index %s: %w", e.bucket, err)
		}
	}
	return nil
}

func readSale(tx *bbolt.Tx, seq uint64) (stored, error) {
	return parseSale(seq, tx.Bucket([]byte(bucketSales)).Get([]byte(number8(seq))))
}

// parseSale reads the record of a sale; nil is a missing one.
func parseSale(seq uint64, record []byte) (stored, error) {
	key := number8(seq)
	if record == nil {
		return stored{}, damaged(bucketSales, key, "the record is missing")
	}
	payload, err := unseal(bucketSales, key, record)
	if err != nil {
		return stored{}, err
	}
	s, err := decodeSale(seq, payload)
	return stored{seq, payload, s}, err
}

// find reads a sale by its id.
func find(tx *bbolt.Tx, id checkout.SaleID) (stored, error) {
	at := tx.Bucket([]byte(bucketByID)).Get([]byte(id))
	if at == nil {
		return stored{}, checkout.ErrNotFound
	}
	seq, ok := parse8(at)
	if !ok {
		return stored{}, damaged(bucketByID, string(id), "it leads nowhere")
	}
	s, err := readSale(tx, seq)
	if err == nil && s.sale.ID != id {
		err = damaged(bucketByID, string(id), "it leads to another sale")
	}
	return s, err
}
