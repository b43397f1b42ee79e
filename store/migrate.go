package store

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// A step brings the database from one schema version to the next, in one
// transaction. A step that has been released never changes.
type step struct {
	what string
	run  func(tx *bbolt.Tx) error
}

// migrations lead from an empty file to today's schema. Their number is the
// schema version. Each needs a test and a database of its version in testdata.
var migrations = []step{
	{"the first schema", createBuckets},
	{"find sales by what they say", indexTexts},
	{"keep papers that belong to no sale", createBuckets},
	{"book what happens to shifts", indexBookings},
	{"know who works here, and seal records", createBuckets},
	{"keep logos, tax and codes of receipts", createBuckets},
	{"name the methods of a shift, and count the files of a receipt", createBuckets},
}

func (o Options) migrations() []step {
	if o.steps != nil {
		return o.steps
	}
	return migrations
}

// bringUp makes sure that an opened database has today's schema.
func bringUp(bolt *bbolt.DB, o Options) error {
	steps := o.migrations()
	version, err := readVersion(bolt)
	switch {
	case err != nil:
		return err
	case version > len(steps):
		return fmt.Errorf("schema %d, where %d is known: %w", version, len(steps), ErrNewer)
	case version < len(steps) && o.oldToo:
		return nil
	case version < len(steps) && bolt.IsReadOnly():
		return fmt.Errorf("schema %d is old: open its folder with the till first", version)
	}
	if version < len(steps) {
		if err := keepBefore(bolt, version, o); err != nil {
			return err
		}
	}
	if err := migrate(bolt, version, steps); err != nil {
		return err
	}
	return bolt.View(func(tx *bbolt.Tx) error { return checkBuckets(tx, len(steps)) })
}

// migrate takes the steps that lead on from a version. One that fails leaves
// the database whole, at the version before it.
func migrate(bolt *bbolt.DB, version int, steps []step) error {
	for ; version < len(steps); version++ {
		err := bolt.Update(func(tx *bbolt.Tx) error {
			if err := steps[version].run(tx); err != nil {
				return err
			}
			return set(tx, bucketMeta, keyVersion, version+1)
		})
		if err != nil {
			return fmt.Errorf("migrate to schema %d, %s: %w", version+1, steps[version].what, err)
		}
	}
	return nil
}

func createBuckets(tx *bbolt.Tx) error {
	for _, name := range buckets() {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return fmt.Errorf("create bucket %s: %w", name, err)
		}
	}
	return nil
}

// indexTexts makes every sale findable by its text.
func indexTexts(tx *bbolt.Tx) error { return indexAnew(tx, bucketByText) }

// indexBookings makes every sale findable by the days to which it counts.
func indexBookings(tx *bbolt.Tx) error { return indexAnew(tx, bucketByBooking) }

// indexAnew gives every sale its lines of a new index.
func indexAnew(tx *bbolt.Tx, bucket string) error {
	if err := createBuckets(tx); err != nil {
		return err
	}
	index := tx.Bucket([]byte(bucket))
	c := tx.Bucket([]byte(bucketSales)).Cursor()
	for key, record := c.First(); key != nil; key, record = c.Next() {
		seq, _ := parse8(key)
		s, err := decodeRecord(seq, string(key), record)
		if err != nil {
			return err
		}
		for _, e := range indexEntries(seq, &s) {
			if e.bucket != bucket {
				continue
			}
			if err := index.Put([]byte(e.key), []byte(e.value)); err != nil {
				return fmt.Errorf("index %s: %w", bucket, err)
			}
		}
	}
	return nil
}

func readVersion(bolt *bbolt.DB) (version int, err error) {
	err = bolt.View(func(tx *bbolt.Tx) error {
		if tx.Bucket([]byte(bucketMeta)) == nil {
			return damaged(bucketMeta, "", "the bucket is missing")
		}
		found, err := get(tx, bucketMeta, keyVersion, &version)
		if err == nil && !found {
			err = damaged(bucketMeta, keyVersion, "the record is missing")
		}
		return err
	})
	return version, err
}

// since says which schema brought a bucket, where it was not the first.
var since = map[string]int{
	bucketByText: 2,
	bucketPapers: 3, bucketPapersDue: 3,
	bucketByBooking: 4, bucketByShift: 4, bucketShifts: 4,
	bucketPeople:   5,
	bucketPictures: 6,
}

// checkBuckets wants every bucket that a file of a schema must have.
func checkBuckets(tx *bbolt.Tx, schema int) error {
	for _, name := range buckets() {
		if since[name] <= schema && tx.Bucket([]byte(name)) == nil {
			return damaged(name, "", "the bucket is missing")
		}
	}
	return nil
}
