package store

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"kasir/checkout"
	"kasir/store/durable"
)

// Open opens the database of a data folder, creating both where they are
// missing, and brings it to today's schema. ErrInUse at once where another
// process has it, ErrNewer where a newer program wrote it.
func Open(dir string, o Options) (*DB, error) {
	db, err := openFolder(dir, o)
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", dir, err)
	}
	return db, nil
}

func openFolder(dir string, o Options) (*DB, error) {
	if err := durable.MakeDir(dir); err != nil {
		return nil, err
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	o.backups = filepath.Join(dir, BackupsDir)
	db, err := openLocked(dir, o)
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	db.lock = lock
	return db, nil
}

func openLocked(dir string, o Options) (*DB, error) {
	file := filepath.Join(dir, File)
	if err := create(file, o); err != nil {
		return nil, err
	}
	db := &DB{options: o, mark: filepath.Join(dir, openMark)}
	options := &bbolt.Options{Timeout: 2 * time.Second, OpenFile: db.openFile}
	var err error
	if db.bolt, err = openBolt(file, options, o); err != nil {
		return nil, err
	}
	err = db.InPlace()
	if errors.Is(err, checkout.ErrReplaced) {
		err = ErrInUse // somebody restored while we waited for bbolt's lock
	}
	if err == nil {
		removeHalves(dir)
		err = markOpen(dir)
	}
	if err != nil {
		return nil, errors.Join(err, db.bolt.Close())
	}
	return db, nil
}

// openFile opens the file for bbolt and remembers which it is.
func (db *DB) openFile(name string, flag int, mode os.FileMode) (file *os.File, err error) {
	open := db.options.openFile
	if open == nil {
		open = os.OpenFile
	}
	db.file, err = open(name, flag, mode)
	return db.file, err
}

// lockFolder keeps every other process out of a data folder. bbolt locks the
// database file too; but a file that is restored over it carries a lock of its own,
// so two tills could each hold one.
func lockFolder(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	held, err := lock.TryLock()
	if err == nil && !held {
		err = ErrInUse
	}
	return lock, err
}

// OpenReadOnly opens a database file, such as a backup, to read it. Nothing is
// written. ErrInUse where a till has it open, and a till that wants to is told the
// same meanwhile.
func OpenReadOnly(file string, o Options) (*DB, error) {
	lock, err := lockBeside(file)
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", file, err)
	}
	options := &bbolt.Options{Timeout: 200 * time.Millisecond, ReadOnly: true, PreLoadFreelist: true}
	bolt, err := openBolt(file, options, o)
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", file, errors.Join(err, unlock(lock)))
	}
	return &DB{bolt: bolt, lock: lock, options: o}, nil
}

// lockBeside keeps tills away from a file that is to be read or replaced. nil
// comes back where no till would open it: it has another name than they look
// for, or none has ever opened its folder.
func lockBeside(file string) (*flock.Flock, error) {
	if filepath.Base(file) != File {
		return nil, nil
	}
	return share(filepath.Join(filepath.Dir(file), lockFile))
}

// share takes a lock that others may share, but no till. nil comes back where there
// is no such file.
func share(file string) (*flock.Flock, error) {
	lock := flock.New(file, flock.SetFlag(os.O_RDONLY))
	held, err := lock.TryRLock()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err == nil && !held:
		return nil, ErrInUse
	}
	return lock, err
}

func unlock(lock *flock.Flock) error {
	if lock == nil {
		return nil
	}
	return lock.Unlock()
}

// openBolt opens a file that exists, once its first pages have been proved, and
// brings it to the schema that the options ask for.
func openBolt(file string, bo *bbolt.Options, o Options) (bolt *bbolt.DB, err error) {
	if err := checkHead(file); err != nil {
		return nil, err
	}
	bo.FreelistType = bbolt.FreelistMapType
	size, err := fileSize(file)
	if err != nil {
		return nil, err
	}
	if !bo.ReadOnly {
		bo.InitialMmapSize = mapAhead(size)
	}
	var g guard
	err = g.run(func() (err error) {
		if bolt, err = bbolt.Open(file, 0o600, bo); err != nil {
			return err
		}
		bolt.AllocSize = max(256<<10, min(size/16, bolt.AllocSize)) // a full file grows by a sixteenth
		return bringUp(bolt, o)
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		err = ErrInUse
	case err != nil && bolt != nil:
		err = errors.Join(err, bolt.Close())
	}
	return bolt, err
}

func fileSize(file string) (int, error) {
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return int(info.Size()), nil
}

// mapAhead is how many bytes of the address space a file gets when it is opened;
// what is added here has room for 200,000 sales. A file that outgrows its map is
// mapped again, and for that bbolt lets every change wait until nobody reads:
// until the end of a backup, where one is being made.
func mapAhead(size int) int {
	if runtime.GOOS == "windows" || math.MaxInt == math.MaxInt32 {
		return 0 // Windows would make the file as long as its map
	}
	return size + 1<<30
}
