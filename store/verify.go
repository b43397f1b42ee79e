package store

import (
	"errors"
	"fmt"
	"os"
	"runtime"

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

// join adds what another report has counted and found.
func (r *Report) join(other *Report) {
	r.Entries, r.Sealed, r.Unproved = r.Entries+other.Entries, r.Sealed+other.Sealed, r.Unproved+other.Unproved
	for _, f := range other.Findings {
		r.add(f.Where, "%s", f.What)
	}
	r.More += other.More
}

// Verify checks everything that can be checked: the structure of the file, each
// record, each index in both directions, the series of numbers, the audit log.
// Changes go on meanwhile and are not looked at. progress, which may be nil, hears
// how many of how many records have been read, from one goroutine at a time. The
// error says why the checking itself could not be done; damage is a finding.
func (db *DB) Verify(progress func(done, total int)) (Report, error) {
	return db.verify(false, progress)
}

func (db *DB) verify(walked bool, progress func(done, total int)) (Report, error) {
	var r Report
	s, err := db.takeSnapshot()
	if err != nil {
		return r, fmt.Errorf("store: verify: %w", err)
	}
	defer s.release()
	sound := walked || s.checkPages(&r)
	if sound && db.bolt.IsReadOnly() { // it has no eye for changes that go on
		sound = checkBolt(s.tx, &r)
	}
	if !sound {
		r.add("the file", "its structure is damaged, so its records were not read")
		return r, nil
	}
	v := newVerifier(s.tx, &r, db.options.AuditKey, progress)
	v.alone = runtime.GOMAXPROCS(0) < 3 && (db.options.beside || !db.bolt.IsReadOnly())
	if err := v.run(func() error { return v.read(s.logTx) }); err != nil {
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
	read, err := db.verify(true, progress)
	read.join(&r)
	return read, errors.Join(err, db.Close())
}

// checkPages walks through a file without mapping it.
func checkPages(name string, r *Report) (sound bool, err error) {
	file, err := os.Open(name)
	if err != nil {
		return false, err
	}
	s := snapshot{file: file}
	defer s.release()
	if s.walk, s.broken = newPageWalk(file); s.broken == nil {
		s.walk.rest = true
	}
	return s.checkPages(r), nil
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
