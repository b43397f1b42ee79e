package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// A verifier goes through the records of a database whose structure is sound:
// through the sales and what belongs to them itself, through the audit log beside.
type verifier struct {
	guard
	tx       *bbolt.Tx
	report   *Report
	progress *progress
	alone    bool // one goroutine, for the other core is the till's
	auditKey []byte
	keyID    string

	lines   map[string]int  // how many lines each index must have
	unread  map[uint64]bool // sales that could not be read
	numbers []borne
	told    *telling // what the sales say has happened
	live    int
	takings map[uint64]takings // of each shift
	sealed  int                // sales that are sealed with the given key
}

// A borne is one of our numbers and the record of the sale that bears it.
type borne struct{ number, seq uint64 }

// A progress counts what several goroutines have read.
type progress struct {
	mu          sync.Mutex
	done, total int
	tell        func(done, total int)
}

// add tells of some more records; the guard is the goroutine's own.
func (p *progress) add(g *guard, read int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.done += read; p.tell != nil {
		_ = g.call(func() error { p.tell(p.done, p.total); return nil })
	}
}

func newVerifier(tx *bbolt.Tx, r *Report, auditKey []byte, tell func(done, total int)) *verifier {
	return &verifier{
		tx: tx, report: r, progress: &progress{tell: tell}, auditKey: auditKey, keyID: keyID(auditKey),
		lines: make(map[string]int), unread: make(map[uint64]bool), takings: make(map[uint64]takings),
	}
}

// read goes through the records. logTx is a second transaction of the same state, because
// one serves one goroutine.
func (v *verifier) read(logTx *bbolt.Tx) error {
	if v.tx.Bucket([]byte(bucketMeta)) == nil {
		return damaged(bucketMeta, "", "the bucket is missing")
	}
	if _, err := get(v.tx, bucketMeta, keyVersion, &v.report.Schema); err != nil {
		return err
	}
	if err := checkBuckets(v.tx, v.report.Schema); err != nil {
		return err
	}
	v.progress.total = int(v.tx.Bucket([]byte(bucketSales)).Sequence() + v.tx.Bucket([]byte(bucketAudit)).Sequence()) //nolint:gosec // counts of records
	log := newLogVerifier(logTx, v)
	v.told, log.told = newTellings(v.tx, logTx)
	var logging sync.WaitGroup
	if v.alone {
		log.run()
	} else {
		logging.Go(log.run)
	}
	defer logging.Wait() // also where the sales cannot be read: the transaction must not end before
	v.sales()
	v.indexes()
	v.series()
	v.papers()
	v.people()
	v.pictures()
	logging.Wait()
	v.report.join(&log.report)
	v.compare(log)
	v.shifts(log.vouched)
	v.progress.add(&v.guard, 0)
	return nil
}

// each goes through a bucket whose keys must count 1, 2, 3 as far as its
// sequence.
func (v *verifier) each(bucket string, visit func(seq uint64, key string, value []byte)) {
	eachRecord(v.tx, bucket, v.report, func(read int) { v.progress.add(&v.guard, read) }, visit)
}

func eachRecord(tx *bbolt.Tx, bucket string, r *Report, tell func(read int), visit func(seq uint64, key string, value []byte)) {
	b := tx.Bucket([]byte(bucket))
	next, read := uint64(1), 0
	c := b.Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		seq, ok := parse8(key)
		if !ok {
			r.add(place(bucket, string(key)), "nothing like it belongs there")
			continue
		}
		if seq != next {
			r.add(bucket, "records %d to %d are missing", next, seq-1)
		}
		next = seq + 1
		visit(seq, string(key), value)
		if read++; read == 256 {
			tell(read)
			read = 0
		}
	}
	tell(read)
	if b.Sequence() != next-1 {
		r.add(bucket, "it ends with record %d, but counts %d", next-1, b.Sequence())
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
		v.listed(seq, &s)
		v.addTakings(&s)
		if s.Number != 0 {
			v.numbers = append(v.numbers, borne{s.Number, seq})
		}
		if v.live += countLive(&s); countLive(&s) > 0 && v.live > 1 {
			v.report.add(where(seq, &s), "its payment holds the till while another does")
		}
		sealedBy, right := sealOf(v.auditKey, v.keyID, bucketSales, key, record)
		if !right {
			v.report.add(where(seq, &s), "it does not match its seal: the record was changed")
		}
		if sealedBy != "" && !v.foreign(sealedBy) {
			v.sealed++
		}
		v.tell(seq, &s, sealedBy)
	})
}

func where(seq uint64, s *checkout.Sale) string { return fmt.Sprintf("sale %s (record %d)", s.ID, seq) }

// listed looks a sale up in every index.
func (v *verifier) listed(seq uint64, s *checkout.Sale) {
	for _, e := range indexEntries(seq, s) {
		if !v.has(e.bucket) {
			continue
		}
		v.lines[e.bucket]++
		if string(v.tx.Bucket([]byte(e.bucket)).Get([]byte(e.key))) != e.value {
			v.report.add(where(seq, s), "the index %s does not list it under %s", e.bucket, place(e.bucket, e.key))
		}
	}
}

// tell notes what a sale says has happened.
func (v *verifier) tell(seq uint64, s *checkout.Sale, sealedBy string) {
	t, at := v.told.of(s.ID)
	t.astray = t.astray || at != 0 && at != seq
	v.told.seal(t, sealedBy)
	for _, e := range s.Events {
		v.told.add(t, eventText(e))
	}
}

func eventText(e checkout.Event) []byte {
	text, err := json.Marshal(e)
	if err != nil {
		return []byte(err.Error())
	}
	return text
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
	slices.SortFunc(v.numbers, func(a, b borne) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.seq, b.seq))
	})
	last := borne{}
	for _, n := range v.numbers {
		switch {
		case n.number == last.number:
			v.report.add(place(bucketSales, number8(n.seq)), "record %d bears its number %d too", last.seq, n.number)
		case n.number != last.number+1:
			v.report.add("our numbers", "no sale bears %d to %d", last.number+1, n.number-1)
		}
		last = n
	}
	if v.report.Numbers != last.number {
		v.report.add("our numbers", "the last one taken is %d, but %d is the last that a sale bears", v.report.Numbers, last.number)
	}
}
