package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kasir/store"
	"kasir/store/durable"
)

// openDatabase opens the database for a command or the till. Where there should
// be one and is none, none is made.
func (f folder) openDatabase(o store.Options) (*store.DB, error) {
	if err := f.proveThere(); err != nil {
		return nil, err
	}
	db, err := store.Open(f.place(), o)
	switch {
	case err == nil && f.hasBegunAnew():
		if err := db.BeginSeries(now()); err != nil {
			return nil, errors.Join(sayStore(f.place(), err), db.Close())
		}
		return db, nil
	case err == nil:
		return db, nil
	}
	return nil, f.sayShut(err)
}

// openToRead opens the database for a command that changes nothing: also on a disk
// that can only be read, from which there may be sales to save.
func (f folder) openToRead(o store.Options) (*store.DB, error) {
	db, err := f.openDatabase(o)
	if !store.IsReadOnly(err) {
		return db, err
	}
	if db, err = store.OpenReadOnly(filepath.Join(f.place(), store.File), o); err != nil {
		return nil, f.sayShut(err)
	}
	return db, nil
}

// sayShut says why the database does not open.
func (f folder) sayShut(err error) error {
	if isDamage(err) {
		return f.damaged(err)
	}
	return sayStore(f.place(), err)
}

// damaged says that nothing is sold on the database, and the way back.
func (f folder) damaged(cause error) *obstacle {
	text := fmt.Sprintf("the database in %s is damaged, so nothing is sold on it.\n", f.place())
	return &obstacle{what: isDamaged, text: text + f.sayWayBack("It keeps the damaged file and says what to do then"), cause: cause}
}

// sayWayBack says how the newest good copy is put back from the command line.
func (f folder) sayWayBack(then string) string {
	backup, err := store.NewestGoodBackup(f.place(), store.Options{})
	if err != nil || backup == "" {
		return "There is no good copy in its folder backups. Keep everything as it is and ask for help"
	}
	flags := ""
	if f.path != defaultFolder() {
		flags += fmt.Sprintf(" --data %q", f.path)
	}
	if f.training {
		flags += " --training"
	}
	return fmt.Sprintf("The newest good copy is there. Run: kasir%s restore %q\n%s", flags, backup, then)
}

// proveThere finds that the database is gone of which something is left. A till
// that began anew then would give receipt numbers a second time, and nobody would
// know what was sold. Training has nothing to lose.
func (f folder) proveThere() error {
	left, err := f.orphans()
	if err != nil || len(left) == 0 {
		return err
	}
	if _, err := store.WasCut(f.place()); errors.Is(err, store.ErrInUse) {
		return sayStore(f.place(), err) // it was deleted under a till, which still has it
	}
	text := fmt.Sprintf("%s is missing in %s, where a till has sold: what is left of it is %s.\nIf the data is on another disk, connect it and start again.\n",
		store.File, f.place(), strings.Join(left, " and "))
	text += f.sayWayBack("It says what to do then")
	return &obstacle{what: isMissing, text: text + fmt.Sprintf(".\nTo begin anew without what was sold, move %s out of the folder", strings.Join(left, " and ")), cause: fs.ErrNotExist}
}

// orphans are what is left where the database is gone.
func (f folder) orphans() ([]string, error) {
	if _, err := os.Lstat(filepath.Join(f.place(), store.File)); f.training || !errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return f.leftovers()
}

// leftovers are what tells that a folder had a database: its log, the mark of one
// that is open, and copies.
func (f folder) leftovers() ([]string, error) {
	var left []string
	for _, name := range []string{logFile, "kasir.open"} {
		if _, err := os.Lstat(filepath.Join(f.place(), name)); err == nil {
			left = append(left, name)
		}
	}
	copies, err := os.ReadDir(filepath.Join(f.place(), store.BackupsDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("look for copies of %s: %w", store.File, err)
	}
	if slices.ContainsFunc(copies, func(e fs.DirEntry) bool { return filepath.Ext(e.Name()) == ".db" }) {
		left = append(left, store.BackupsDir)
	}
	return left, nil
}

// beforePrefix begins the name of a folder that holds what was left of a database
// that is gone.
const beforePrefix = "before-"

// hasBegunAnew tells whether another database was here before this one.
func (f folder) hasBegunAnew() bool {
	all, err := os.ReadDir(f.place())
	return err == nil && slices.ContainsFunc(all, func(e fs.DirEntry) bool { return e.IsDir() && strings.HasPrefix(e.Name(), beforePrefix) })
}

// beginAnew puts what is left of a database that is gone aside, into a folder of
// its own, so that the next start finds an empty till.
func (f folder) beginAnew(at time.Time) error {
	left, err := f.leftovers()
	if err != nil {
		return err
	}
	aside := filepath.Join(f.place(), beforePrefix+at.UTC().Format("20060102T150405Z"))
	if err := durable.MakeDir(aside); err != nil {
		return fmt.Errorf("begin anew: %w", err)
	}
	for _, name := range left {
		if err := os.Rename(filepath.Join(f.place(), name), filepath.Join(aside, name)); err != nil {
			return fmt.Errorf("begin anew: %w", err)
		}
	}
	return errors.Join(durable.SyncDir(aside), durable.SyncDir(f.place()))
}
