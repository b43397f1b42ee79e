package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"

	"go.etcd.io/bbolt"
)

const (
	recordFormat = 1
	recordHead   = 1 + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum covers where a record stands, so that a page written to the wrong
// place does not pass for the right one.
func checksum(bucket, key string, payload []byte) uint32 {
	sum := crc32.Update(0, castagnoli, []byte(bucket))
	sum = crc32.Update(sum, castagnoli, []byte(key))
	return crc32.Update(sum, castagnoli, payload)
}

func seal(bucket, key string, payload []byte) []byte {
	record := make([]byte, recordHead, recordHead+len(payload))
	record[0] = recordFormat
	binary.BigEndian.PutUint32(record[1:], checksum(bucket, key, payload))
	return append(record, payload...)
}

// unseal returns the payload, which lives as long as the transaction.
func unseal(bucket, key string, record []byte) ([]byte, error) {
	switch {
	case len(record) < recordHead:
		return nil, damaged(bucket, key, "the record is cut short")
	case record[0] == sealedFormat && len(record) < recordHead+sealSize:
		return nil, damaged(bucket, key, "the record is cut short")
	case record[0] != recordFormat && record[0] != sealedFormat:
		return nil, damaged(bucket, key, fmt.Sprintf("the record has the unknown format %d", record[0]))
	case binary.BigEndian.Uint32(record[1:]) != checksum(bucket, key, record[recordHead:]):
		return nil, damaged(bucket, key, "the record does not match its checksum")
	}
	if record[0] == sealedFormat {
		return record[recordHead+sealSize:], nil
	}
	return record[recordHead:], nil
}

// get reads a record; found is false where there is none.
func get(tx *bbolt.Tx, bucket, key string, into any) (found bool, err error) {
	record := tx.Bucket([]byte(bucket)).Get([]byte(key))
	if record == nil {
		return false, nil
	}
	payload, err := unseal(bucket, key, record)
	if err != nil {
		return false, err
	}
	return true, decode(bucket, key, payload, into)
}

func set(tx *bbolt.Tx, bucket, key string, value any) error {
	payload, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("encode %s: %w", bucket, err)
	}
	return tx.Bucket([]byte(bucket)).Put([]byte(key), seal(bucket, key, payload))
}

// setSealed writes a record that is sealed with the audit key.
func (w *writing) setSealed(bucket, key string, payload []byte) error {
	return w.Bucket([]byte(bucket)).Put([]byte(key), sealWith(w.auditKey, bucket, key, payload))
}

// A jsonReader reads one value after another. Its buffers stay, for a database of
// years holds millions of values.
type jsonReader struct {
	source  bytes.Reader
	decoder *json.Decoder
}

var jsonReaders = sync.Pool{New: func() any {
	r := new(jsonReader)
	r.decoder = json.NewDecoder(&r.source)
	r.decoder.DisallowUnknownFields()
	return r
}}

// read wants one value that takes up all of the payload.
func (r *jsonReader) read(payload []byte, into any) error {
	r.source.Reset(payload)
	start := r.decoder.InputOffset()
	if err := r.decoder.Decode(into); err != nil {
		return err
	}
	if r.decoder.InputOffset()-start != int64(len(payload)) {
		return errors.New("something follows the value")
	}
	return nil
}

// decode refuses fields that it does not know: dropping them with the next
// write would lose what a newer program stored.
func decode(bucket, key string, payload []byte, into any) error {
	reader := jsonReaders.Get().(*jsonReader) //nolint:forcetypeassert // only readers are in the pool
	if err := reader.read(payload, into); err != nil {
		return &DamageError{Bucket: bucket, Key: key, Err: fmt.Errorf("the record cannot be read: %w", err)}
	}
	jsonReaders.Put(reader) // but for one that failed: it may be in the midst of something
	return nil
}
