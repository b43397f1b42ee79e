package store

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"kasir/checkout"
)

// What is sealed with the audit key cannot be changed by whoever has the file
// alone: the audit log, link by link, and the records on which money and rights
// hang. A checksum finds accidents, a seal finds hands.

const (
	sealedFormat = 2
	keyIDSize    = 4
	sealSize     = keyIDSize + sha256.Size
)

// keyID names a key without telling it; empty without one.
func keyID(key []byte) string {
	if len(key) == 0 {
		return ""
	}
	return hex.EncodeToString(keyedHash(key, "kasir audit key")[:keyIDSize])
}

// keyedHash is HMAC-SHA256 over texts, each with its length before it.
func keyedHash(key []byte, texts ...string) []byte {
	h := hmac.New(sha256.New, key)
	for _, text := range texts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(text))))
		h.Write([]byte(text))
	}
	return h.Sum(nil)
}

// sealWith makes a record that only somebody with the key can make; without a
// key a plain one.
func sealWith(auditKey []byte, bucket, key string, payload []byte) []byte {
	if len(auditKey) == 0 {
		return seal(bucket, key, payload)
	}
	body, err := hex.DecodeString(keyID(auditKey))
	if err != nil {
		panic(err) // it has just been encoded
	}
	body = append(body, keyedHash(auditKey, bucket, key, string(payload))...)
	body = append(body, payload...)
	record := make([]byte, recordHead, recordHead+len(body))
	record[0] = sealedFormat
	binary.BigEndian.PutUint32(record[1:], checksum(bucket, key, body))
	return append(record, body...)
}

// sealOf names the key that a sound record is sealed with, empty for none, and
// tells whether the seal is right, as far as the given key, whose id is known, can
// tell.
func sealOf(auditKey []byte, known, bucket, key string, record []byte) (id string, right bool) {
	if record[0] != sealedFormat {
		return "", true
	}
	body := record[recordHead:]
	id = hex.EncodeToString(body[:keyIDSize])
	if id != known {
		return id, true
	}
	want := keyedHash(auditKey, bucket, key, string(body[sealSize:]))
	return id, bytes.Equal(want, body[keyIDSize:sealSize])
}

// Sealed tells whether the audit log is sealed, and with the key that the
// database was opened with: ErrSealed where that is another, or missing.
func (db *DB) Sealed() (bool, error) {
	last, err := db.lastLink()
	switch {
	case err != nil:
		return false, err
	case last.Keyed && last.Key != keyID(db.options.AuditKey):
		return true, ErrSealed
	}
	return last.Keyed, nil
}

// Seal begins to seal an audit log that no key has sealed yet, and with it who
// works here: a person may be set up before the log is sealed, in the run in
// which the vault was made. e, which says so, is the first entry under the key.
// ErrSealed where the log or the people are sealed already.
func (db *DB) Seal(e checkout.Event) error {
	return db.recordWith(e, func(w *writing) error {
		last, err := lastLink(w.Tx)
		if err != nil {
			return err
		}
		record := w.Bucket([]byte(bucketPeople)).Get([]byte(keyEverybody))
		if last.Keyed || len(record) > 0 && record[0] == sealedFormat {
			return ErrSealed
		}
		if record == nil {
			return nil
		}
		payload, err := unseal(bucketPeople, keyEverybody, record)
		if err != nil {
			return err
		}
		return w.setSealed(bucketPeople, keyEverybody, payload)
	})
}

// Reseal goes on with the key that the database was opened with where the one
// that the audit log was sealed with is lost. The event, which says so and why,
// is the first entry under the new key. What stands before it is never again
// proved. Nobody works here afterwards: the key to all PINs was in the same vault.
func (db *DB) Reseal(e checkout.Event) error {
	if len(db.options.AuditKey) == 0 {
		return fmt.Errorf("store: reseal: %w", ErrSealed)
	}
	e.What = checkout.LogResealed
	return db.recordWith(e, func(w *writing) error {
		w.reseals = true
		return w.setSealed(bucketPeople, keyEverybody, []byte("[]"))
	})
}

// Head is the end of the newest entry's hash in the audit log, eight hexadecimal
// digits for paper: who has them can prove later that the log up to there is the
// one of that day. Empty while nothing has been logged.
func (db *DB) Head() (string, error) {
	last, err := db.lastLink()
	if err != nil || len(last.Hash) < headDigits {
		return "", err
	}
	return last.Hash[len(last.Hash)-headDigits:], nil
}

const headDigits = 8
