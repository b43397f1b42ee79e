package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// A telling is what one side, the sales or the audit log, says has happened in
// each sale. The two sides are compared at the end, so each sale takes a few
// bytes of memory here and its events none.
type telling struct {
	seed  []byte // of both sides: whoever wrote the file cannot have aimed at a sum
	ids   *bbolt.Bucket
	bySeq []told
	lost  map[checkout.SaleID]*told // sales to which the index of ids does not lead
	keys  []string                  // the audit keys that were used, and "" for none
}

// A told stands for a list of events without holding it.
type told struct {
	sum    [16]byte // over the events, in order
	count  uint32
	key    uint16 // the newest seal's, as a place in keys
	is     bool   // it was told of
	astray bool   // the index leads another sale here, which is a finding of its own
}

const manyKeys = 1 << 15

// newTellings makes both sides, each for a transaction of its own.
func newTellings(sales, log *bbolt.Tx) (bySales, byLog *telling) {
	seed := make([]byte, 16)
	_, _ = rand.Read(seed) // it never fails
	side := func(tx *bbolt.Tx) *telling {
		// The count of sales may be damaged; a record has more bytes than these.
		most := min(tx.Bucket([]byte(bucketSales)).Sequence(), uint64(tx.Size())/128) //nolint:gosec // no file has a size below zero
		return &telling{
			seed: seed, ids: tx.Bucket([]byte(bucketByID)), bySeq: make([]told, most),
			lost: make(map[checkout.SaleID]*told), keys: []string{""},
		}
	}
	return side(sales), side(log)
}

// of finds what has been told of a sale, and where the index leads for it, 0 for
// nowhere.
func (t *telling) of(id checkout.SaleID) (*told, uint64) {
	if seq, ok := parse8(t.ids.Get([]byte(id))); ok && seq > 0 && seq <= uint64(len(t.bySeq)) {
		return &t.bySeq[seq-1], seq
	}
	if t.lost[id] == nil {
		t.lost[id] = new(told)
	}
	return t.lost[id], 0
}

// add tells of one more event, given as JSON.
func (t *telling) add(in *told, event []byte) {
	h := sha256.New()
	h.Write(t.seed)
	h.Write(in.sum[:])
	h.Write(event)
	copy(in.sum[:], h.Sum(nil))
	in.count++
}

// seal notes the newest seal of a sale.
func (t *telling) seal(in *told, key string) {
	in.is = true
	for i, known := range t.keys {
		if known == key {
			in.key = uint16(i)
			return
		}
	}
	if len(t.keys) < manyKeys {
		t.keys = append(t.keys, key)
	}
	in.key = uint16(len(t.keys) - 1) //nolint:gosec // there are no more than manyKeys
}

// ledTo finds the sale that the index leads to a place; empty where it leads
// none.
func (t *telling) ledTo(seq uint64) (id checkout.SaleID) {
	at := []byte(number8(seq))
	c := t.ids.Cursor()
	for key, value := c.First(); key != nil; key, value = c.Next() {
		if bytes.Equal(value, at) {
			return checkout.SaleID(key)
		}
	}
	return ""
}
