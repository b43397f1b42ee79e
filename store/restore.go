package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store/durable"
)

// Restored says what a restore did.
type Restored struct {
	Backup   Report    // what the backup holds
	Newest   time.Time // when something last happened in it; what came after is unknown
	Replaced string    // where the file lies that was replaced; empty where there was none
	Series   string    // our numbers bear it from now on
	Open     int       // sales that the till will ask the services about
	Papers   int       // prints that may have come out after the backup, and are not repeated

	Forgotten []checkout.Payment // that could still be paid, and of which the backup knows nothing
}

// Restore puts a backup in the place of a folder's database. The backup is
// verified first, and so is what is made of it; the file that was there stays
// beside it. at names that file and stands in the audit log.
//
// Whatever the backup does not know may have happened after it. So our numbers
// begin a new series, a payment or refund that was not sent counts as sent, and
// what waits for paper counts as printed. ErrInUse while a till has the folder
// open, ErrNewer, ErrNoRoom.
func Restore(dir, backup string, o Options, at time.Time) (Restored, error) {
	r, err := restore(dir, backup, o, at)
	if err != nil {
		return r, fmt.Errorf("store: restore %s: %w", backup, err)
	}
	return r, nil
}

func restore(dir, backup string, o Options, at time.Time) (r Restored, err error) {
	file := filepath.Join(dir, File)
	if sameFile(backup, file) {
		return r, errors.New("this is the database itself")
	}
	if err := durable.MakeDir(dir); err != nil {
		return r, err
	}
	if r.Backup, err = VerifyFile(backup, o, nil); err != nil {
		return r, err
	}
	if !r.Backup.Clean() {
		return r, &DamageError{Err: fmt.Errorf("the backup: %s", r.Backup.Findings[0])}
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	itself, err := lockItself(file)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, unlock(itself)) }()
	err = replace(file, backup, o, at, &r)
	return r, err
}

// replace puts what is made of a verified backup in the place of a database that
// nobody has open.
func replace(file, backup string, o Options, at time.Time, r *Restored) error {
	temp := file + ".restored"
	defer func() { _ = os.Remove(temp) }() // gone already where it has its name
	if err := copyFile(backup, temp, o); err != nil {
		return err
	}
	if err := renew(temp, o, at, r); err != nil {
		return err
	}
	if err := proved(temp, o); err != nil {
		return err
	}
	var err error
	if r.Replaced, err = setAside(file, at, o); err != nil {
		return err
	}
	if r.Replaced != "" {
		r.Forgotten = forgotten(r.Replaced, temp, o)
	}
	return durable.Publish(temp, file)
}

// setAside keeps a second name for the file that is about to be replaced, so
// that no crash leaves the folder without one.
func setAside(file string, at time.Time, o Options) (string, error) {
	if _, err := os.Lstat(file); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	aside := file + ".replaced-" + at.UTC().Format("20060102T150405Z")
	if err := os.Link(file, aside); err == nil {
		return aside, durable.SyncDir(filepath.Dir(file))
	}
	err := copyFile(file, aside, o) // a file system without second names
	if err != nil {
		_ = os.Remove(aside) // what went wrong first is worth telling
	}
	return aside, err
}

// copyFile leaves so much room that the till that opens afterwards can store how
// payments end; whether it takes new ones is its own to see. ErrNoRoom.
func copyFile(from, to string, o Options) error {
	size, err := fileSize(from)
	if err != nil {
		return err
	}
	room := reserve{dir: filepath.Dir(to), keep: ballastFloor, free: o.freeSpace}
	if err := room.forCopy(uint64(size)); err != nil { //nolint:gosec // no file has a size below zero
		return err
	}
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }() // only read
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Sync(), target.Close())
}

// renew turns the copy of a backup into a database that can be sold on.
func renew(file string, o Options, at time.Time, r *Restored) error {
	bolt, err := openBolt(file, &bbolt.Options{Timeout: 2 * time.Second}, o)
	if err != nil {
		return err
	}
	db := &DB{bolt: bolt, options: o}
	r.Series = newSeries()
	err = db.write(func(w *writing) error { return w.renew(at, r) })
	if err == nil { // a second transaction: a copy's two head pages follow one another only after both were written
		note := fmt.Sprintf("series %s; the backup ends %s", r.Series, r.Newest.UTC().Format(time.RFC3339))
		err = db.Record(checkout.Event{At: at, What: checkout.BackupRestored, Note: note})
	}
	return errors.Join(err, db.Close())
}

func (w *writing) renew(at time.Time, r *Restored) error {
	shift, err := runningShift(w.Tx)
	if err != nil {
		return err
	}
	began := series{Text: r.Series, Since: at, Shift: shift}
	if began.Newest, began.Entry, err = newestEntry(w.Tx); err != nil {
		return err
	}
	r.Newest = began.Newest
	earlier, err := readSeries(w.Tx)
	if err != nil {
		return err
	}
	if earlier.Shift != 0 { // nobody has answered for its gap: the two are one
		began.Newest, began.Entry, began.Shift = earlier.Newest, earlier.Entry, earlier.Shift
	}
	if err := set(w.Tx, bucketMeta, keySeries, began); err != nil {
		return err
	}
	c := w.Bucket([]byte(bucketSales)).Cursor()
	var doubtful []uint64 // changed after the walk: a cursor does not survive it
	for key, record := c.First(); key != nil; key, record = c.Next() {
		seq, _ := parse8(key)
		s, err := decodeRecord(seq, string(key), record)
		if err != nil {
			return err
		}
		if s.Unfinished() {
			r.Open++
		}
		if s.Outlived(at) {
			doubtful = append(doubtful, seq)
		}
	}
	for _, seq := range doubtful {
		if err := w.outlive(seq, at, r); err != nil {
			return err
		}
	}
	return w.outlivePapers(r)
}

// outlive stores a sale as it must be seen after a restore.
func (w *writing) outlive(seq uint64, at time.Time, r *Restored) error {
	old, err := readSale(w.Tx, seq)
	if err != nil {
		return err
	}
	for _, p := range old.sale.Prints {
		if p.Waits() {
			r.Papers++
		}
	}
	s, err := decodeSale(seq, old.payload)
	if err != nil {
		return err
	}
	s.Outlived(at)
	payload, err := encodeSale(&s)
	if err != nil {
		return err
	}
	_, err = w.put(seq, &old.sale, payload)
	return err
}

// outlivePapers calls every paper that waits doubtful: it may have come out.
func (w *writing) outlivePapers(r *Restored) error {
	var waiting []checkout.Paper
	for p, err := range papersBackwards(w.Tx, newest) {
		if err != nil {
			return err
		}
		if p.Waits() {
			waiting = append(waiting, p)
		}
	}
	for _, p := range waiting {
		p.State, p.Cause = checkout.Doubtful, checkout.CauseRestored
		r.Papers++
		if err := w.putPaper(&p, nil); err != nil {
			return err
		}
	}
	return nil
}

// newestEntry is when the newest entry of the audit log happened, and its number.
func newestEntry(tx *bbolt.Tx) (time.Time, uint64, error) {
	key, record := tx.Bucket([]byte(bucketAudit)).Cursor().Last()
	if key == nil {
		return time.Time{}, 0, nil
	}
	seq, _ := parse8(key)
	_, e, err := decodeLink(string(key), record)
	return e.Event.At, seq, err
}
