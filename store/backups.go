package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/store/durable"
)

// BackupsDir is the folder of the copies, in the data folder.
const BackupsDir = "backups"

const (
	backupEvery  = 4 * time.Hour
	backupFirst  = 5 * time.Minute // after the start, when nobody waits for the program any more
	backupAgain  = 5 * time.Minute // after one that failed: somebody may have made room
	backupsKept  = 14
	backupsLeast = 3 // are kept where the disk has no room for more
)

// Backups makes a verified copy of a database every few hours, and when it is
// woken, and keeps the newest fourteen. It is made with NewBackups, and Run by
// one goroutine. Sales go on meanwhile.
type Backups struct {
	db   *DB
	dir  string
	wake chan struct{}
	last uint64 // the newest audit entry that is in a copy

	Now   func() time.Time // nil means the machine's clock; it only stands in names
	Log   *slog.Logger     // nil means silent
	Heard func(err error)  // how each copy came out, nil where well; may be nil itself
}

// NewBackups makes what keeps the copies of the database of a data folder.
func NewBackups(db *DB, dir string) *Backups {
	return &Backups{db: db, dir: filepath.Join(dir, BackupsDir), wake: make(chan struct{}, 1)}
}

// Wake asks for a copy now, as when a shift has been closed. It never waits.
func (b *Backups) Wake() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Run makes copies until the context ends. One that fails is tried again soon.
func (b *Backups) Run(ctx context.Context) {
	timer := time.NewTimer(backupFirst)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-b.wake:
		}
		if b.tell(b.Make()) != nil {
			timer.Reset(backupAgain)
			continue
		}
		timer.Reset(backupEvery)
	}
}

// tell says how a copy came out.
func (b *Backups) tell(file string, err error) error {
	if b.Log != nil {
		switch {
		case err != nil:
			b.Log.Error("backup", "err", err)
		case file != "":
			b.Log.Info("backup", "file", file)
		}
	}
	if b.Heard != nil {
		b.Heard(err)
	}
	return err
}

// removeHalves removes what a power cut left of copies in a data folder, as long as
// nobody can be making one. What cannot be removed does no harm but take room.
func removeHalves(dir string) {
	entries, _ := os.ReadDir(filepath.Join(dir, BackupsDir)) // none where there is no such folder
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "kasir-") && strings.HasSuffix(e.Name(), ".db.new") {
			_ = os.Remove(filepath.Join(dir, BackupsDir, e.Name()))
		}
	}
}

// Make makes a copy and takes the oldest away; no name comes back where nothing
// has happened since the last one.
func (b *Backups) Make() (file string, err error) {
	happened, err := b.db.entries()
	if err != nil || happened == b.last {
		return "", err
	}
	if err := b.db.InPlace(); err != nil {
		return "", err // a folder that was made again could keep the disk from coming back
	}
	if err := durable.MakeDir(b.dir); err != nil {
		return "", fmt.Errorf("store: backup: %w", err)
	}
	copies, err := listBackups(b.dir)
	if err != nil {
		return "", fmt.Errorf("store: backup: %w", err)
	}
	file = filepath.Join(b.dir, backupName(copies, b.now()))
	err = b.db.Backup(file)
	for len(copies) > backupsLeast && errors.Is(err, checkout.ErrNoRoom) {
		if copies, err = b.keep(copies, len(copies)-1); err == nil {
			err = b.db.Backup(file)
		}
	}
	if err != nil {
		return "", err
	}
	b.last = happened
	_, err = b.keep(copies, backupsKept-1)
	return file, err
}

// keep removes all but the newest copies of a list.
func (b *Backups) keep(copies []string, most int) ([]string, error) {
	for len(copies) > most {
		last := len(copies) - 1
		if err := os.Remove(filepath.Join(b.dir, copies[last])); err != nil {
			return copies, fmt.Errorf("store: remove an old backup: %w", err)
		}
		copies = copies[:last]
	}
	return copies, nil
}

func (b *Backups) now() time.Time {
	if b.Now == nil {
		return time.Now().UTC()
	}
	return b.Now().UTC()
}

// entries is how many entries the audit log has: whatever happens adds one.
func (db *DB) entries() (n uint64, err error) {
	err = db.read(func(tx *bbolt.Tx) error {
		n = tx.Bucket([]byte(bucketAudit)).Sequence()
		return nil
	})
	return n, err
}

// A copy's name begins with a count, because clocks go wrong.
const backupPattern = "kasir-%06d-%s.db"

func backupName(copies []string, now time.Time) string {
	n := 0
	if len(copies) > 0 {
		_, _ = fmt.Sscanf(copies[0], "kasir-%d-", &n) // listBackups lists no others
	}
	return fmt.Sprintf(backupPattern, n+1, now.Format("20060102T150405Z"))
}

// listBackups lists the copies of a folder, the newest first.
func listBackups(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []string
	for _, e := range entries {
		var n int
		if scanned, err := fmt.Sscanf(e.Name(), "kasir-%d-", &n); err == nil && scanned == 1 && strings.HasSuffix(e.Name(), ".db") {
			all = append(all, e.Name())
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all, err
}

// NewestGoodBackup finds the newest copy in a data folder that is whole; empty
// where there is none.
func NewestGoodBackup(dir string, o Options) (string, error) {
	copies, err := listBackups(filepath.Join(dir, BackupsDir))
	if err != nil {
		return "", fmt.Errorf("store: look for a backup: %w", err)
	}
	for _, name := range copies {
		file := filepath.Join(dir, BackupsDir, name)
		if proved(file, o) == nil {
			return file, nil
		}
	}
	return "", nil
}

// keepBefore keeps a verified copy of a database that is about to be brought to
// another schema. ErrNoRoom where the copy would fill the disk: nothing has been
// changed then. A migration that finds no room changes nothing either.
func keepBefore(bolt *bbolt.DB, version int, o Options) error {
	if o.backups == "" {
		return nil
	}
	if err := durable.MakeDir(o.backups); err != nil {
		return err
	}
	file := filepath.Join(o.backups, fmt.Sprintf("schema-%d.db", version))
	temp := file + ".new"
	err := copyTo(temp, reserve{dir: o.backups, keep: ballastFloor, free: o.freeSpace}, bolt.View)
	if err == nil {
		err = proved(temp, o)
	}
	if err == nil {
		err = durable.Publish(temp, file)
	}
	if err != nil {
		_ = os.Remove(temp) // what went wrong first is worth telling
		return fmt.Errorf("keep a copy before migrating: %w", err)
	}
	return nil
}
