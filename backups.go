package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/durable"
	"kasir/store/vault"
	"kasir/ui/presenter"
)

// restoredFile keeps how a restore came out until an owner has read it.
const restoredFile = "restored.json"

// Backups lists the copies in the folder backups, the newest first.
func (o office) Backups() ([]presenter.Backup, error) {
	dir := filepath.Join(o.t.dir.place(), store.BackupsDir)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the copies: %w", err)
	}
	var all []presenter.Backup
	for i := len(entries) - 1; i >= 0; i-- { // their names begin with a count
		if name := entries[i].Name(); strings.HasPrefix(name, "kasir-") && strings.HasSuffix(name, ".db") {
			all = append(all, backupOf(filepath.Join(dir, name)))
		}
	}
	return all, nil
}

// backupOf tells when a copy was made: by its name, else by its file.
func backupOf(file string) presenter.Backup {
	c := presenter.Backup{File: file}
	stamp := strings.TrimSuffix(filepath.Base(file), ".db")
	stamp = stamp[strings.LastIndex(stamp, "-")+1:]
	var err error
	if c.Made, err = time.Parse("20060102T150405Z", stamp); err == nil {
		return c
	}
	if info, err := os.Stat(file); err == nil {
		c.Made = info.ModTime()
	}
	return c
}

// MakeBackup makes a copy in the folder backups, also where nothing has happened
// since the last one.
func (o office) MakeBackup(by string) (file, trouble string) {
	if o.allow(by) != nil {
		return "", "copies.not-allowed"
	}
	// Not t.backups, which belongs to the goroutine that runs it.
	file, err := store.NewBackups(o.t.db, o.t.dir.place()).Make()
	if err != nil {
		o.t.log.Error("copy", "err", err)
	}
	if file == "" {
		return "", copyTrouble(err)
	}
	o.t.log.Info("copy", "by", by, "file", file)
	return file, ""
}

// SaveBackup writes a copy to a new file, or to one in a folder.
func (o office) SaveBackup(by, path string) (file, trouble string) {
	if o.allow(by) != nil {
		return "", "copies.not-allowed"
	}
	if path = strings.TrimSpace(path); !filepath.IsAbs(path) {
		return "", "copies.no-path"
	}
	file = filepath.Clean(path)
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		file = filepath.Join(file, "kasir-"+now().UTC().Format("20060102T150405Z")+".db")
	}
	if _, err := os.Lstat(file); err == nil {
		return "", "copies.exists"
	}
	if err := o.t.db.Backup(file); err != nil {
		o.t.log.Error("copy", "err", err)
		return "", copyTrouble(err)
	}
	o.t.log.Info("copy", "by", by, "file", file)
	return file, ""
}

// copyTrouble is the word for why a copy was not written.
func copyTrouble(err error) string {
	if errors.Is(err, checkout.ErrNoRoom) {
		return "copies.no-room"
	}
	return "copies.failed"
}

// options are those with which this till's database is read.
func (o office) options() store.Options {
	options := store.Options{Day: o.t.settings.Shop.BusinessDay}
	if _, known := o.t.vault.Load().Secret(vault.AuditKey); known {
		if key, err := o.t.vault.Load().Key(vault.AuditKey); err == nil {
			options.AuditKey = key
		}
	}
	return options
}

// ProveBackup verifies a copy.
func (o office) ProveBackup(file string) (presenter.Backup, string) {
	if file = strings.TrimSpace(file); !filepath.IsAbs(file) {
		return presenter.Backup{}, "copies.no-path"
	}
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return presenter.Backup{}, "copies.no-file"
	}
	proved := backupOf(file)
	report, err := store.VerifyFile(file, o.options(), nil)
	if err == nil && !report.Clean() {
		err = &store.DamageError{Err: errors.New(report.Findings[0].String())}
	}
	if err != nil {
		o.t.log.Warn("copy", "file", file, "err", err)
		return proved, backupTrouble(err)
	}
	proved.Sales = report.Sales
	return proved, ""
}

// backupTrouble is the word for why a copy cannot be restored.
func backupTrouble(err error) string {
	var damage *store.DamageError
	switch {
	case errors.As(err, &damage):
		return "copies.damaged"
	case errors.Is(err, store.ErrInUse):
		return "copies.in-use"
	case errors.Is(err, store.ErrNewer):
		return "copies.newer"
	case errors.Is(err, store.ErrSealed):
		return "copies.key"
	case errors.Is(err, checkout.ErrNoRoom):
		return "copies.no-room-here"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return "copies.no-file"
	}
	return "copies.unusable"
}

// Restore has the till end, restore and start again. It is refused while money
// is moving: what the copy does not know of could never be asked about.
func (o office) Restore(by, approval, file string) (begin func(), trouble string) {
	file = strings.TrimSpace(file)
	if _, err := o.t.people.Allow(by, checkout.Act{Right: checkout.RightSettings}, approval); err != nil {
		return nil, "copies.not-allowed"
	}
	if trouble := o.moving(); trouble != "" {
		return nil, trouble
	}
	if _, trouble := o.ProveBackup(file); trouble != "" {
		return nil, trouble
	}
	note := "restore of " + filepath.Base(file) // stays in the file that is replaced: who had it replaced
	if err := o.t.db.Record(checkout.Event{At: now().UTC(), What: checkout.SettingsChanged, By: by, Note: note}); err != nil {
		o.t.log.Error("restore", "err", err) // a database that cannot be written is why one restores
	}
	return func() {
		o.t.again = &again{training: o.t.dir.training, restore: &restoring{file: file, options: o.options()}}
		o.t.log.Info("restore", "by", by, "file", file)
		o.t.shut()
	}, ""
}

// moving is the word for money that is on its way by what the database says.
func (o office) moving() string {
	unfinished, err := o.t.db.Unfinished()
	if err != nil {
		o.t.log.Error("restore", "err", err) // a damaged database is why one restores
	}
	for _, s := range unfinished {
		for _, p := range s.Payments {
			switch {
			case p.Live() && s.Status == checkout.Open:
				return "copies.paying"
			case p.Status.IsOpen(): // parked, or taken back and not dead yet
				return "copies.waiting"
			}
		}
		for _, r := range s.Refunds {
			if r.InMotion() {
				return "copies.refunding"
			}
		}
	}
	return ""
}

// Restored reads how the last restore came out.
func (o office) Restored() *presenter.Restored {
	text, err := os.ReadFile(filepath.Join(o.t.dir.place(), restoredFile))
	if err != nil {
		return nil
	}
	var r presenter.Restored
	if err := json.Unmarshal(text, &r); err != nil {
		o.t.log.Warn("restored", "err", err)
		return nil
	}
	return &r
}

// SeenRestored puts away how the last restore came out.
func (o office) SeenRestored(by string) error {
	if err := o.allow(by); err != nil {
		return fmt.Errorf("put %s away: %w", restoredFile, err)
	}
	err := os.Remove(filepath.Join(o.t.dir.place(), restoredFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("put %s away: %w", restoredFile, err)
	}
	return nil
}

// A restoring is a restore that waits until the till has closed.
type restoring struct {
	file    string
	options store.Options
}

// carryOut does a restore that a till asked for, and keeps how it came out for
// the next start. Nothing is done for nil.
func (f folder) carryOut(r *restoring) error {
	if r == nil {
		return nil
	}
	done, err := store.Restore(f.place(), r.file, r.options, now())
	outcome, said := outcomeOf(r.file, done), restored(done)
	if err != nil {
		said = sayRestore(f.place(), r.file, err).Error()
		outcome = presenter.Restored{File: r.file, Trouble: backupTrouble(err), Detail: said}
	}
	if err := f.tellAtStart(outcome); err != nil {
		return fmt.Errorf("%s\nthe till was not started again: %w", said, err) // what must be done now would be lost
	}
	return nil
}

// outcomeOf is how a restore came out that did.
func outcomeOf(file string, done store.Restored) presenter.Restored {
	return presenter.Restored{
		File: file, Sales: done.Backup.Sales, Ends: done.Newest, Replaced: done.Replaced,
		Series: done.Series, Papers: done.Papers, Open: done.Open,
	}
}

// tellAtStart keeps how a restore came out for the till's next start.
func (f folder) tellAtStart(outcome presenter.Restored) error {
	text, err := json.Marshal(outcome)
	if err != nil {
		return fmt.Errorf("write down how the restore came out: %w", err)
	}
	return durable.Write(filepath.Join(f.place(), restoredFile), text)
}
