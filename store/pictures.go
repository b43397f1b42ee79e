package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"go.etcd.io/bbolt"

	"kasir/checkout"
)

// nameOf is what a picture is kept by: its own checksum, so that one picture is
// kept once, and a receipt that names it can never show another.
func nameOf(picture []byte) string {
	sum := sha256.Sum256(picture)
	return hex.EncodeToString(sum[:])
}

// KeepPicture keeps a picture for ever and says by which name a receipt finds it
// again. A picture that is there already is not written a second time.
func (db *DB) KeepPicture(picture []byte) (name string, err error) {
	name = nameOf(picture)
	if _, err := db.Picture(name); err == nil {
		return name, nil
	}
	err = db.write(func(w *writing) error { return set(w.Tx, bucketPictures, name, picture) })
	if err != nil {
		return "", fmt.Errorf("store: keep a picture: %w", err)
	}
	return name, nil
}

// Picture finds a picture by its name. checkout.ErrNotFound.
func (db *DB) Picture(name string) ([]byte, error) {
	var picture []byte
	err := db.read(func(tx *bbolt.Tx) error {
		found, err := get(tx, bucketPictures, name, &picture)
		switch {
		case err == nil && !found:
			return checkout.ErrNotFound
		case err == nil && nameOf(picture) != name:
			return damaged(bucketPictures, name, "the picture is another than its name says")
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: picture %q: %w", name, err)
	}
	return picture, nil
}

// pictures proves that each picture is the one that receipts name.
func (v *verifier) pictures() {
	if !v.has(bucketPictures) {
		return
	}
	v.eachLine(bucketPictures, func(key, _ []byte) {
		var picture []byte
		if _, err := get(v.tx, bucketPictures, string(key), &picture); err != nil {
			v.report.addError(err)
		} else if nameOf(picture) != string(key) {
			v.report.add(place(bucketPictures, string(key)), "the picture is another than its name says")
		}
	})
}
