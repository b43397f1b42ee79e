package store

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// A verifier goes through the records of a database whose structure is sound.
type verifier struct {
	tx       *bbolt.Tx
	report   *Report
	progress func(done, total int)
	auditKey []byte

	done, total int
	lines       map[string]int                  // how many lines each index must have
	unread      map[uint64]bool                 // sales that could not be read
	numbers     map[uint64]uint64               // the sale that bears a number
	events      map[checkout.SaleID]*eventsSeen // what the sales say has happened
	live        int
	takings     map[takings]int64
	vouched     map[string]string // what the audit log vouches for of closed shifts
	sealed      int               // sales that are sealed with the given key
}

// eventsSeen stands for a list of events without holding it.
type eventsSeen struct {
	count int
	sum   [sha256.Size]byte
	key   string // of the newest one's seal, or of the sale's record
}

func (s *eventsSeen) add(e checkout.Event) {
	body, err := json.Marshal(e)
	if err != nil {
		body = []byte(err.Error())
	}
	s.count++
	s.sum = sha256.Sum256(append(s.sum[:], body...))
}

func newVerifier(tx *bbolt.Tx, r *Report, auditKey []byte, progress func(done, total int)) *verifier {
	return &verifier{
		tx: tx, report: r, progress: progress, auditKey: auditKey,
		lines: make(map[string]int), unread: make(map[uint64]bool),
		numbers: make(map[uint64]uint64), events: make(map[checkout.SaleID]*eventsSeen),
		takings: make(map[takings]int64), vouched: make(map[string]string),
	}
}

func (v *verifier) run() error {
	if v.tx.Bucket([]byte(bucketMeta)) == nil {
		return damaged(bucketMeta, "", "the bucket is missing")
	}
	if _, err := get(v.tx, bucketMeta, keyVersion, &v.report.Schema); err != nil {
		return err
	}
	if err := checkBuckets(v.tx, v.report.Schema); err != nil {
		return err
	}
	v.total = int(v.tx.Bucket([]byte(bucketSales)).Sequence() + v.tx.Bucket([]byte(bucketAudit)).Sequence()) //nolint:gosec // counts of records
	v.sales()
	v.indexes()
	v.series()
	v.papers()
	v.people()
	v.pictures()
	v.audit()
	v.shifts()
	v.progress(v.done, v.total)
	return nil
}

// each goes through a bucket whose keys must count 1, 2, 3 as far as its
// sequence.
func (v *verifier) each(bucket string, visit func(seq uint64, key string, value []byte)) {
	b := v.tx.Bucket([]byte(bucket))
	next := uint64(1)
	c := b.Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		seq, ok := parse8(key)
		if !ok {
			v.report.add(place(bucket, string(key)), "nothing like it belongs there")
			continue
		}
		if seq != next {
			v.report.add(bucket, "records %d to %d are missing", next, seq-1)
		}
		next = seq + 1
		visit(seq, string(key), value)
		if v.done++; v.done%256 == 0 {
			v.progress(v.done, v.total)
		}
	}
	if b.Sequence() != next-1 {
		v.report.add(bucket, "it ends with record %d, but counts %d", next-1, b.Sequence())
	}
}

func (v *verifier) sales() {
	v.each(bucketSales, func(seq uint64, key string, record []byte) {
		s, err := decodeRecord(seq, key, record)
		if err != nil {
			v.unread[seq] = true
			v.report.addError(err)
			return
		}
		v.report.Sales++
		where := fmt.Sprintf("sale %s (record %d)", s.ID, seq)
		for _, e := range indexEntries(seq, &s) {
			if !v.has(e.bucket) {
				continue
			}
			v.lines[e.bucket]++
			if string(v.tx.Bucket([]byte(e.bucket)).Get([]byte(e.key))) != e.value {
				v.report.add(where, "the index %s does not list it under %s", e.bucket, place(e.bucket, e.key))
			}
		}
		v.addTakings(&s)
		if s.Number != 0 && v.numbers[s.Number] != 0 {
			v.report.add(where, "record %d bears its number %d too", v.numbers[s.Number], s.Number)
		}
		if s.Number != 0 {
			v.numbers[s.Number] = seq
		}
		if v.live += countLive(&s); countLive(&s) > 0 && v.live > 1 {
			v.report.add(where, "its payment holds the till while another does")
		}
		seen := new(eventsSeen)
		var right bool
		if seen.key, right = sealOf(v.auditKey, bucketSales, key, record); !right {
			v.report.add(where, "it does not match its seal: the record was changed")
		}
		if seen.key != "" && !v.foreign(seen.key) {
			v.sealed++
		}
		for _, e := range s.Events {
			seen.add(e)
		}
		v.events[s.ID] = seen
	})
}

// has tells whether a file of this schema has a bucket.
func (v *verifier) has(bucket string) bool { return since[bucket] <= v.report.Schema }

func decodeRecord(seq uint64, key string, record []byte) (checkout.Sale, error) {
	payload, err := unseal(bucketSales, key, record)
	if err != nil {
		return checkout.Sale{}, err
	}
	return decodeSale(seq, payload)
}

// indexes looks for lines that no sale accounts for. Every line that must be
// there was looked up with its sale; so where the counts agree there are no others.
func (v *verifier) indexes() {
	for _, bucket := range indexBuckets {
		if !v.has(bucket) {
			continue
		}
		count := 0
		v.eachLine(bucket, func(_, _ []byte) { count++ })
		if count == v.lines[bucket] {
			continue
		}
		v.eachLine(bucket, func(key, value []byte) {
			if seq, ok := saleOf(bucket, key, value); ok && v.unread[seq] {
				return
			}
			if _, err := follow(v.tx, bucket, key, value); err != nil {
				v.report.addError(err)
			}
		})
	}
}

func (v *verifier) eachLine(bucket string, visit func(key, value []byte)) {
	c := v.tx.Bucket([]byte(bucket)).Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		visit(key, value)
	}
}

// series proves that our numbers run from 1 without a gap.
func (v *verifier) series() {
	if _, err := get(v.tx, bucketNumbers, keySaleNumber, &v.report.Numbers); err != nil {
		v.report.addError(err)
		return
	}
	next := uint64(1)
	for _, n := range slices.Sorted(maps.Keys(v.numbers)) {
		if n != next {
			v.report.add("our numbers", "no sale bears %d to %d", next, n-1)
		}
		next = n + 1
	}
	if v.report.Numbers != next-1 {
		v.report.add("our numbers", "the last one taken is %d, but %d is the last that a sale bears", v.report.Numbers, next-1)
	}
}
