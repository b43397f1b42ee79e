package store

import (
	"bytes"
	"iter"
	"runtime"
	"slices"
	"sync"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// batch is how many sales are read in one transaction.
const batch = 128

// A found is a sale that a bucket led to, or why it did not.
type found struct {
	sale checkout.Sale
	err  error
}

// page reads up to limit sales whose keys in a bucket begin with prefix, from a
// key on; next is where to go on, empty at the end.
func page(tx *bbolt.Tx, bucket, prefix, from string, limit int) (sales []found, next string) {
	var lines []line
	c := tx.Bucket([]byte(bucket)).Cursor()
	for key, value := c.Seek([]byte(from)); key != nil && bytes.HasPrefix(key, []byte(prefix)); key, value = c.Next() {
		if len(lines) == limit {
			next = string(key)
			break
		}
		lines = append(lines, trace(tx, bucket, key, value))
	}
	return readAll(lines), next
}

// alone is how many sales one core reads by itself.
const alone = 8

// readAll reads sales on all cores, for most of the work is JSON.
func readAll(lines []line) []found {
	sales := make([]found, len(lines))
	cores := runtime.GOMAXPROCS(0)
	if len(lines) <= alone {
		cores = 1
	}
	var group sync.WaitGroup
	for first := range cores {
		group.Go(func() {
			var g guard
			for i := first; i < len(lines); i += cores {
				sales[i].err = g.run(func() (err error) {
					sales[i].sale, err = lines[i].read()
					return err
				})
			}
		})
	}
	group.Wait()
	return sales
}

// A line of a bucket, with the record of the sale that it leads to. It lives as
// long as the transaction.
type line struct {
	bucket     string
	key, value []byte
	seq        uint64
	record     []byte // nil where it leads nowhere
}

func trace(tx *bbolt.Tx, bucket string, key, value []byte) line {
	l := line{bucket: bucket, key: key, value: value}
	var ok bool
	if l.seq, ok = saleOf(bucket, key, value); ok {
		l.record = tx.Bucket([]byte(bucketSales)).Get([]byte(number8(l.seq)))
	}
	return l
}

// read reads the sale and makes sure that it belongs there.
func (l line) read() (checkout.Sale, error) {
	if _, ok := saleOf(l.bucket, l.key, l.value); !ok {
		return checkout.Sale{}, damaged(l.bucket, string(l.key), "it leads nowhere")
	}
	s, err := parseSale(l.seq, l.record)
	if err != nil || l.bucket == bucketSales {
		return s.sale, err
	}
	if !slices.Contains(indexEntries(l.seq, &s.sale), indexEntry{l.bucket, string(l.key), string(l.value)}) {
		return checkout.Sale{}, damaged(l.bucket, string(l.key), "it leads to a sale that does not belong there")
	}
	return s.sale, nil
}

// follow reads the sale that a line of a bucket leads to.
func follow(tx *bbolt.Tx, bucket string, key, value []byte) (checkout.Sale, error) {
	return trace(tx, bucket, key, value).read()
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
func list(read func(func(*bbolt.Tx) error) error, bucket, prefix string) ([]checkout.Sale, error) {
	var all []checkout.Sale
	err := read(func(tx *bbolt.Tx) error {
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
