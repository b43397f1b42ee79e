package store

import (
	"bytes"
	"iter"
	"slices"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// batch is how many sales are read in one transaction.
const batch = 64

// A found is a sale that a bucket led to, or why it did not.
type found struct {
	sale checkout.Sale
	err  error
}

// page reads up to limit sales whose keys in a bucket begin with prefix, from a
// key on; next is where to go on, empty at the end.
func page(tx *bbolt.Tx, bucket, prefix, from string, limit int) (sales []found, next string) {
	c := tx.Bucket([]byte(bucket)).Cursor()
	for key, value := c.Seek([]byte(from)); key != nil && bytes.HasPrefix(key, []byte(prefix)); key, value = c.Next() {
		if len(sales) == limit {
			return sales, string(key)
		}
		s, err := follow(tx, bucket, key, value)
		sales = append(sales, found{s, err})
	}
	return sales, ""
}

// follow reads the sale that a line of a bucket leads to, and makes sure that it
// belongs there.
func follow(tx *bbolt.Tx, bucket string, key, value []byte) (checkout.Sale, error) {
	seq, ok := saleOf(bucket, key, value)
	if !ok {
		return checkout.Sale{}, damaged(bucket, string(key), "it leads nowhere")
	}
	s, err := readSale(tx, seq)
	if err != nil || bucket == bucketSales {
		return s.sale, err
	}
	line := indexEntry{bucket, string(key), string(value)}
	if !slices.Contains(indexEntries(seq, &s.sale), line) {
		return checkout.Sale{}, damaged(bucket, string(key), "it leads to a sale that does not belong there")
	}
	return s.sale, nil
}

// scan goes through the sales of a bucket. No transaction is open while the
// loop runs: one that also wrote would wait for itself.
func (db *DB) scan(bucket, prefix string) iter.Seq2[checkout.Sale, error] {
	return func(yield func(checkout.Sale, error) bool) {
		for from := prefix; ; {
			var sales []found
			err := db.read(func(tx *bbolt.Tx) error {
				sales, from = page(tx, bucket, prefix, from, batch)
				return nil
			})
			if err != nil {
				yield(checkout.Sale{}, err)
				return
			}
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

// list reads all sales of a bucket in one transaction.
func (db *DB) list(bucket, prefix string) ([]checkout.Sale, error) {
	var all []checkout.Sale
	err := db.read(func(tx *bbolt.Tx) error {
		sales, _ := page(tx, bucket, prefix, prefix, -1)
		for _, s := range sales {
			if s.err != nil {
				return s.err
			}
			all = append(all, s.sale)
		}
		return nil
	})
	return all, err
}
