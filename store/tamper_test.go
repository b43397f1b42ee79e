package store_test

import (
	"errors"
	"testing"

	"go.etcd.io/bbolt"

	"kasir/store"
)

// tamper changes one value of a closed database behind the store's back. A
// change that returns nil takes the key away.
func tamper(t testing.TB, file, bucket, key string, change func(value []byte) []byte) {
	t.Helper()
	behind(t, file, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		value := change(append([]byte{}, b.Get([]byte(key))...))
		if value == nil {
			return b.Delete([]byte(key))
		}
		return b.Put([]byte(key), value)
	})
}

func behind(t testing.TB, file string, change func(tx *bbolt.Tx) error) {
	t.Helper()
	bolt, err := bbolt.Open(file, 0o600, nil)
	must(t, err)
	must(t, bolt.Update(change))
	must(t, bolt.Close())
}

func wantDamage(t testing.TB, err error, bucket, key string) {
	t.Helper()
	var damage *store.DamageError
	if !errors.As(err, &damage) {
		t.Fatalf("got %v, want a DamageError", err)
	}
	if damage.Bucket != bucket || damage.Key != key {
		t.Errorf("got damage at %q, key %q, want %q, key %q", damage.Bucket, damage.Key, bucket, key)
	}
}
