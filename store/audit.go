package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// An entry is one happening in the audit log.
type entry struct {
	Sale  checkout.SaleID `json:"sale,omitempty"`
	Event checkout.Event  `json:"event"`
}

// A link is an entry in its chain. Hash covers the hash of the link before and
// the exact bytes of Entry: h(n) = SHA-256(h(n-1) ‖ entry), with 32 zero bytes
// before the first; where Keyed is set, HMAC-SHA256 with the audit key that Key
// names.
type link struct {
	Hash  string          `json:"hash"` // hexadecimal
	Keyed bool            `json:"keyed,omitempty"`
	Key   string          `json:"key,omitempty"`
	Entry json.RawMessage `json:"entry"`
}

// Record adds a happening that belongs to no sale to the audit log.
func (db *DB) Record(e checkout.Event) error {
	return db.recordWith(e, func(*writing) error { return nil })
}

func (db *DB) recordWith(e checkout.Event, prepare func(*writing) error) error {
	err := db.write(func(w *writing) error {
		if err := prepare(w); err != nil {
			return err
		}
		return w.chain("", []checkout.Event{e})
	})
	if err != nil {
		return fmt.Errorf("store: record %s: %w", e.What, err)
	}
	return nil
}

// chain adds events to the audit log.
func (w *writing) chain(sale checkout.SaleID, events []checkout.Event) error {
	log := w.Bucket([]byte(bucketAudit))
	log.FillPercent = 0.9 // it grows at its end only
	last, err := lastLink(w.Tx)
	if err != nil {
		return err
	}
	if last.Keyed && last.Key != keyID(w.auditKey) && !w.reseals {
		return ErrSealed
	}
	for _, e := range events {
		body, err := json.Marshal(entry{sale, e})
		if err != nil {
			return fmt.Errorf("encode event %s: %w", e.What, err)
		}
		last = link{Hash: linkHash(w.auditKey, last.Hash, body), Keyed: len(w.auditKey) > 0, Key: keyID(w.auditKey), Entry: body}
		seq, err := log.NextSequence()
		if err != nil {
			return err
		}
		if log.Get([]byte(number8(seq))) != nil {
			return damaged(bucketAudit, number8(seq), "the place of the next entry is taken")
		}
		if err := set(w.Tx, bucketAudit, number8(seq), last); err != nil {
			return err
		}
		if err := w.seeTime(e.At); err != nil {
			return err
		}
	}
	return nil
}

func lastLink(tx *bbolt.Tx) (l link, err error) {
	key, _ := tx.Bucket([]byte(bucketAudit)).Cursor().Last()
	if key == nil {
		return l, nil
	}
	_, err = get(tx, bucketAudit, string(key), &l)
	return l, err
}

func (db *DB) lastLink() (last link, err error) {
	err = db.read(func(tx *bbolt.Tx) (err error) {
		last, err = lastLink(tx)
		return err
	})
	if err != nil {
		return last, fmt.Errorf("store: end of the audit log: %w", err)
	}
	return last, nil
}

// linkHash chains an entry to the hash before it, which is empty at the start.
func linkHash(auditKey []byte, before string, body []byte) string {
	var h hash.Hash
	if len(auditKey) > 0 {
		h = hmac.New(sha256.New, auditKey)
	} else {
		h = sha256.New()
	}
	var previous [sha256.Size]byte
	_, _ = hex.Decode(previous[:], []byte(before)) // a bad hash has been found where it was written
	h.Write(previous[:])
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}
