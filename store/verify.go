package store

import (
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// A Report is what a verification counted and found.
type Report struct {
	Schema   int    // version
	Sales    int    // records that were read
	Numbers  uint64 // our last number
	Shifts   uint64 // the number of the last Z
	Entries  int    // of the audit log
	Sealed   int    // of these, entries that the given audit key proves
	Unproved int    // entries that are sealed with a key that is missing or was replaced
	Findings []Finding
	More     int // findings beyond those listed
}

// A Finding is one thing that is not as it should be, in words for whoever
// helps the shop.
type Finding struct {
	Where string // "sale 2f1c… (record 17)"
	What  string // "its record does not match its checksum"
}

// String joins place and finding.
func (f Finding) String() string { return f.Where + ": " + f.What }

// Clean tells whether nothing was found.
func (r Report) Clean() bool { return len(r.Findings) == 0 }

const maxFindings = 100

func (r *Report) add(where, what string, args ...any) {
	if len(r.Findings) == maxFindings {
		r.More++
		return
	}
	r.Findings = append(r.Findings, Finding{where, fmt.Sprintf(what, args...)})
}

// addError lists damage that an error tells of.
func (r *Report) addError(err error) {
	where := "the file"
	var damage *DamageError
	if errors.As(err, &damage) {
		err = damage.Err
		if damage.Bucket != "" {
			where = place(damage.Bucket, damage.Key)
		}
	}
	r.add(where, "%v", err)
}

// Verify checks everything that can be checked: the structure of the file, each
// record, each index in both directions, the series of numbers, the audit log.
// Changes wait while the structure is read, and may wait until the end. progress,
// which may be nil, hears how many of how many records have been read. The error
// says why the checking itself could not be done; damage is a finding.
func (db *DB) Verify(progress func(done, total int)) (Report, error) {
	var r Report
	db.writing.Lock()
	tx, err := db.bolt.Begin(false)
	if err != nil {
		db.writing.Unlock()
		return r, fmt.Errorf("store: verify: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // a reading transaction has nothing to lose
	sound, err := checkPages(db.bolt.Path(), &r)
	if sound {
		sound = checkBolt(tx, &r)
	}
	db.writing.Unlock()
	if err != nil {
		return r, fmt.Errorf("store: verify: %w", err)
	}
	if !sound {
		r.add("the file", "its structure is damaged, so its records were not read")
		return r, nil
	}
	var g guard
	v := newVerifier(tx, &r, db.options.AuditKey, func(done, total int) {
		if progress != nil {
			_ = g.call(func() error { progress(done, total); return nil })
		}
	})
	if err := g.run(v.run); err != nil {
		r.addError(err)
	}
	return r, nil
}

// VerifyFile verifies a database that no till has open, such as a backup. It
// proves the structure before it maps the file, and changes nothing.
func VerifyFile(file string, o Options, progress func(done, total int)) (Report, error) {
	var r Report
	lock, err := lockBeside(file)
	if err != nil {
		return r, fmt.Errorf("store: verify %s: %w", file, err)
	}
	defer func() { _ = unlock(lock) }()
	sound, err := checkPages(file, &r)
	if err != nil {
		return r, fmt.Errorf("store: verify %s: %w", file, err)
	}
	if !sound {
		return r, nil
	}
	o.oldToo = true
	db, err := OpenReadOnly(file, o)
	var damage *DamageError
	if errors.As(err, &damage) {
		r.addError(err)
		return r, nil
	}
	if err != nil {
		return r, err
	}
	r, err = db.Verify(progress)
	return r, errors.Join(err, db.Close())
}

// checkPages walks through the file without mapping it.
func checkPages(name string, r *Report) (sound bool, err error) {
	file, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer func() { _ = file.Close() }() // only read
	w, err := newPageWalk(file)
	if err == nil {
		err = w.check()
	}
	if err != nil {
		r.add("the file", "its structure is damaged: %v", err)
		return false, nil
	}
	if w.head.torn {
		r.add("the file", "one of its two head pages is damaged: the newest change may be missing")
	}
	return true, nil
}

// checkBolt is bbolt's own opinion.
func checkBolt(tx *bbolt.Tx, r *Report) (sound bool) {
	sound = true
	for err := range tx.Check() {
		r.add("the file", "%v", err)
		sound = false
	}
	return sound
}
