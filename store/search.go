package store

import (
	"fmt"
	"iter"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// Latest lists the newest n sales, the newest first.
func (db *DB) Latest(n int) ([]checkout.Sale, error) {
	var sales []checkout.Sale
	err := db.read(func(tx *bbolt.Tx) error {
		c := tx.Bucket([]byte(bucketSales)).Cursor()
		for key, value := c.Last(); key != nil && len(sales) < n; key, value = c.Prev() {
			s, err := follow(tx, bucketSales, key, value)
			if err != nil {
				return err
			}
			sales = append(sales, s)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: latest sales: %w", err)
	}
	return sales, nil
}

// All goes through every sale in the order in which they were opened. The sales
// are read some at a time, each as it stood when it was reached, so the loop may
// use the database. A damaged sale comes as an error, and the next one follows.
func (db *DB) All() iter.Seq2[checkout.Sale, error] { return db.scan(bucketSales, "") }

// Day goes through the sales of a business day, YYYY-MM-DD, as All does.
func (db *DB) Day(day string) iter.Seq2[checkout.Sale, error] {
	return db.scan(bucketByDay, dayPrefix(day))
}

// ByNumber finds the sale that bears one of our numbers. ErrNotFound.
func (db *DB) ByNumber(number uint64) (checkout.Sale, error) {
	sales, err := list(db.read, bucketByNumber, number8(number))
	if err == nil && len(sales) == 0 {
		err = checkout.ErrNotFound
	}
	if err != nil {
		return checkout.Sale{}, fmt.Errorf("store: sale number %d: %w", number, err)
	}
	return sales[0], nil
}

// ByInvoice finds every sale with an invoice number, be it a provider's or the
// one on our receipt, in the order in which they were opened. Providers have been
// seen to give one number twice, and to tell "a" from "A"; so does this.
func (db *DB) ByInvoice(invoice string) ([]checkout.Sale, error) {
	sales, err := list(db.read, bucketByInvoice, invoicePrefix(invoice))
	if err != nil {
		return nil, fmt.Errorf("store: invoice %q: %w", invoice, err)
	}
	return sales, nil
}

// ByRef finds every sale with a payment that a provider knows by ref.
func (db *DB) ByRef(provider, ref string) ([]checkout.Sale, error) {
	sales, err := list(db.read, bucketByRef, refPrefix(provider, ref))
	if err != nil {
		return nil, fmt.Errorf("store: reference %q of %s: %w", ref, provider, err)
	}
	return sales, nil
}

// DuePrints lists the sales with a paper that waits for the printer, in the
// order in which they were opened.
func (db *DB) DuePrints() ([]checkout.Sale, error) {
	sales, err := list(db.readDurable, bucketPrints, "")
	if err != nil {
		return nil, fmt.Errorf("store: waiting prints: %w", err)
	}
	return sales, nil
}
