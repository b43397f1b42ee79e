package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/app"
	"golang.org/x/term"
	"gopkg.in/natefinch/lumberjack.v2"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/store"
	"kasir/store/settings"
	"kasir/store/vault"
	"kasir/ui"
	"kasir/ui/command"
	"kasir/ui/presenter"
)

// meet says in a window what keeps the till from opening, to whoever started it
// from an icon, and lets a key take it away where one can. What comes back is the
// wish to start again, or the obstacle. Where a till is open already that one
// comes to the front instead. Where there is no display, or somebody reads what the
// program says, nothing is shown.
func (f folder) meet(ctx context.Context, o *obstacle) (*again, error) {
	if o.met || ctx.Err() != nil || checkDisplay() != nil {
		return nil, o
	}
	if o.what == isInUse && command.Ask(ctx, f.place(), command.Call{Name: command.Front}, io.Discard) == nil {
		return nil, o
	}
	if isRead(os.Stderr) {
		return nil, o
	}
	log, closeLog := f.logOf(o)
	defer closeLog()
	catchLibraries(log)
	log.Error("not opened", "what", o.what, "err", o.cause)
	a := app.NewWithID(appID)
	a.Settings().SetTheme(look())
	c := &presenter.Counter{Till: &checkout.Till{Shop: f.shopName(), Training: f.training}, Words: f.words(), Log: log, Dispatch: ui.Dispatch}
	window := ui.New(a, log)
	window.Serve(c)
	var anew *again
	shut := func() { window.Window.Close() }
	met := f.met(o)
	met.Leave = shut
	met.Again = func() {
		anew = &again{training: f.training}
		shut()
	}
	c.Meet(ctx, met)
	defer c.Close()
	show(ctx, a, window.Window, func(err error) {
		if err != nil {
			fmt.Fprintf(os.Stderr, "kasir: %v\n%v\n", o, err)
			return
		}
		log.Info("window shown")
	})
	if anew != nil {
		return anew, nil
	}
	return nil, o
}

// isRead tells whether somebody reads what the program says there: a person at a
// terminal, or a program that has started this one and waits for how it ends. Icons
// start programs with a file, a socket or nothing there.
func isRead(said *os.File) bool {
	info, err := said.Stat()
	return err == nil && info.Mode()&os.ModeNamedPipe != 0 || term.IsTerminal(int(said.Fd()))
}

// met is an obstacle with what a key can do against it.
func (f folder) met(o *obstacle) presenter.Obstacle {
	met := presenter.Obstacle{What: o.what, Place: f.place(), Said: o.lines}
	if o.what != isDamaged && o.what != isMissing {
		return met
	}
	opened := f // with the vault, once somebody has opened it
	met.Copy = f.newestCopy
	met.Restore = func(file string) string { return opened.restoreCopy(file) }
	met.Unlock = func(passphrase checkout.Secret) error {
		v, err := vault.Open(f.path, passphrase)
		if errors.Is(err, vault.ErrWrongPassphrase) {
			return checkout.ErrWrongSecret
		}
		opened.opened = func() *vault.Vault { return v }
		return err
	}
	if o.what == isMissing && f.mayBeginAnew() {
		met.Anew = func() string {
			if f.beginAnew(now()) != nil {
				return "obstacle.not-anew"
			}
			return ""
		}
	}
	return met
}

// newestCopy is the newest copy that is whole; none where there is none.
func (f folder) newestCopy() presenter.Backup {
	file, err := store.NewestGoodBackup(f.place(), store.Options{})
	if err != nil || file == "" {
		return presenter.Backup{}
	}
	found := backupOf(file)
	if report, err := store.VerifyFile(file, store.Options{}, nil); err == nil {
		found.Sales = report.Sales
	}
	return found
}

// restoreCopy puts a copy in the place of the database, and keeps for the next
// start what must be done now. It names the word for why it did not.
func (f folder) restoreCopy(file string) (trouble string) {
	shop, _, err := f.shop()
	if err != nil {
		return "copies.unusable"
	}
	o := store.Options{Day: shop.BusinessDay, AuditKey: f.knownKey(nil)}
	done, err := store.Restore(f.place(), file, o, now())
	if errors.Is(err, store.ErrSealed) && o.AuditKey == nil {
		return presenter.NeedsVault
	}
	if err != nil {
		return backupTrouble(err)
	}
	if f.tellAtStart(outcomeOf(file, done)) != nil {
		return "obstacle.restored" // it is there, and what must be done now stands in its audit log
	}
	return ""
}

// mayBeginAnew tells whether anybody may begin anew: not where people were set up,
// whom only the owner may take away.
func (f folder) mayBeginAnew() bool {
	v, err := f.openVault(nil)
	if err != nil {
		return false
	}
	_, staffed := v.Secret(peopleMark)
	return !staffed
}

// logOf is the till's log, for what is wrong with its data. Where there is no
// data there is none either: a log would look like what is left of some.
func (f folder) logOf(o *obstacle) (*slog.Logger, func()) {
	if _, err := os.Lstat(filepath.Join(f.place(), store.File)); err != nil || o.what == isReadOnly || o.what == isWornDisk {
		return slog.New(slog.DiscardHandler), func() {}
	}
	file := &lumberjack.Logger{Filename: filepath.Join(f.place(), logFile), MaxSize: 10, MaxBackups: 5}
	return slog.New(slog.NewJSONHandler(file, nil)), func() { _ = file.Close() }
}

// words are those of the shop, where its settings can be read that far, else
// those of this computer's user.
func (f folder) words() words.Words {
	text, err := os.ReadFile(filepath.Join(f.path, settings.Name))
	if err == nil {
		if sheet, err := settings.NewSheet(text); err == nil && sheet.Value("shop", "language") != "" {
			return words.OnScreen(sheet.Value("shop", "language"))
		}
	}
	return words.OnScreen(settings.SystemLanguage())
}

// shopName is the shop with as much as the window of an obstacle needs of it.
func (f folder) shopName() checkout.Shop {
	if s, err := f.settings(); err == nil {
		return s.Shop
	}
	s, err := settings.Parse([]byte(firstStart))
	if err != nil {
		return checkout.Shop{Name: "Kasir"}
	}
	return s.Shop
}
