package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"gopkg.in/natefinch/lumberjack.v2"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/simulator"
	"kasir/checkout/stamp"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
	"kasir/store"
	"kasir/store/settings"
	"kasir/store/vault"
	"kasir/ui/presenter"
	"kasir/ui/sound"
)

// A till is everything that runs while the window is open, in the order in
// which it was opened; it is closed the other way round.
type till struct {
	dir      folder
	log      *slog.Logger
	settings *settings.Settings
	first    bool                        // nothing is set up yet
	vault    atomic.Pointer[vault.Vault] // nil where there is none; the settings can make one
	locked   bool                        // the vault waits for its passphrase
	stamp    stamp.Key                   // makes the codes on papers; none without a vault
	db       *store.DB
	people   *checkout.People
	training *simulator.Simulator // nil where the money is real
	counter  *presenter.Counter
	queue    *receipt.Queue
	backups  *store.Backups

	again   *again // the program is to start anew
	shut    func() // closes the window
	serving bool   // the counter is open
	failed  error  // why the till behind an opened vault did not open

	startQueue func()                      // once there is a screen to tell
	window     atomic.Pointer[fyne.Window] // nil until it is shown

	closers []func()
	work    sync.WaitGroup
}

// openTill opens the till and returns when its window has been closed, and
// whether the program is to start anew then. Where the vault waits for its
// passphrase the window asks for that first.
func openTill(ctx context.Context, dir folder) (*again, error) {
	ctx, stop := context.WithCancel(ctx)
	t := newTill(dir)
	defer func() {
		stop() // what runs until the context ends must end before it is waited for
		t.close()
	}()
	err := t.prepare(ctx)
	if err == nil && !t.locked {
		err = t.open(ctx)
	}
	if err == nil {
		err = t.showWindow(ctx)
	}
	if err != nil {
		return nil, err
	}
	return t.again, nil
}

func newTill(dir folder) *till {
	t := &till{dir: dir}
	t.dir.opened = t.vault.Load
	return t
}

// prepare reads the settings and opens the vault, or finds that a person must.
func (t *till) prepare(ctx context.Context) error {
	var err error
	if t.settings, t.first, err = t.dir.openSettings(); err != nil {
		return err
	}
	v, err := t.dir.tryVault()
	t.locked = errors.Is(err, vault.ErrLocked)
	if err != nil && !t.locked {
		return sayVault(t.dir.path, err)
	}
	t.vault.Store(v)
	return t.dir.proveAfterCut(verifyInChild(ctx, t.dir.path))
}

// open opens all that a till needs beside settings and vault.
func (t *till) open(ctx context.Context) error {
	var err error
	if t.stamp, err = stampKey(t.vault.Load()); err != nil {
		return err
	}
	if t.db, err = t.dir.openStore(t.settings, t.vault.Load()); err != nil {
		return err
	}
	t.onClose(func() { _ = t.db.Close() })
	t.backups = store.NewBackups(t.db, t.dir.place())
	if t.people, err = t.dir.newPeople(t.db, t.settings, t.vault.Load); err != nil {
		return err
	}
	if t.settings.Shop.Series, err = t.db.Series(); err != nil {
		return sayStore(t.dir.place(), err)
	}
	t.openLog()
	if err := t.keepLogo(); err != nil {
		return err
	}
	if err := t.openTraining(); err != nil {
		return err
	}
	methods, err := t.methods()
	if err != nil {
		return err
	}
	if err := t.openQueue(ctx); err != nil {
		return err
	}
	t.newCounter(ctx, methods)
	if !t.dir.training {
		t.counter.Office, t.counter.FirstStart = office{t}, t.first
		t.counter.Providers = providerNames()
	}
	t.careForData(ctx)
	t.spawn(func() {
		desk := desk(t.db, t.settings.Shop, t.settings.Printer.Profile)
		desk.Stamp, desk.Labels = t.stamp, labelsOf(t.settings)
		desk.Front, desk.Explain = t.front, func(err error) error { return t.dir.explain(err) }
		t.answerCommands(ctx, desk, answerAgain)
	})
	return nil
}

// methods are the ways to pay. What a locked vault may hold is not missing: it
// is locked.
func (t *till) methods() ([]checkout.Method, error) {
	v := t.vault.Load()
	all, err := methods(t.settings, v, t.simulated())
	for i := range all {
		if m := &all[i].Missing; t.locked && v == nil && m.Word == "missing-secret" {
			m.Word = "vault-locked"
		}
	}
	return all, err
}

// logFile is where the till writes what happens; support reads it.
const logFile = "kasir.log"

// openLog writes what happens beside the data, as JSON lines.
func (t *till) openLog() {
	if t.log != nil {
		return
	}
	file := &lumberjack.Logger{Filename: filepath.Join(t.dir.place(), logFile), MaxSize: 10, MaxBackups: 5}
	t.log = slog.New(slog.NewJSONHandler(file, nil))
	catchLibraries(t.log)
	t.onClose(func() { _ = file.Close() })
	t.log.Info("start", "version", version, "commit", commit, "training", t.dir.training, "pid", os.Getpid())
}

// catchLibraries takes what Fyne and net/http write to the standard log.
func catchLibraries(into *slog.Logger) {
	log.SetFlags(0)
	log.SetOutput(libraries{into})
}

// libraries takes what libraries write to the standard log. What net/http
// writes there can quote an answer's bytes, so of that only the fact is kept.
type libraries struct{ log *slog.Logger }

// Write logs one line.
func (l libraries) Write(line []byte) (int, error) {
	text := strings.TrimSpace(string(line))
	if strings.Contains(text, "HTTP") || strings.Contains(text, "http") {
		text = "the HTTP library complains"
	}
	l.log.Warn("library", "text", text)
	return len(line), nil
}

// openTraining puts the simulator in place of every provider.
func (t *till) openTraining() error {
	if !t.dir.training {
		return nil
	}
	t.training = simulator.New(simulator.Options{AutoPay: t.dir.autoPay})
	if err := t.training.Listen("127.0.0.1:0"); err != nil {
		return fmt.Errorf("start the simulator: %w", err)
	}
	t.onClose(func() { _ = t.training.Close() })
	t.log.Info("simulator", "url", t.training.URL())
	fmt.Fprintf(os.Stderr, "kasir: training; play the customer at %s\n", t.training.URL())
	return nil
}

func (t *till) simulated() string {
	if t.training == nil {
		return ""
	}
	return t.training.URL()
}

func (t *till) openQueue(ctx context.Context) error {
	p, err := newPrinter(t.settings)
	if err != nil {
		return err
	}
	t.queue = receipt.NewQueue(t.db, p)
	t.queue.Log, t.queue.Logos = t.log, &receipt.Logos{Read: t.db.Picture}
	if t.settings.Printer.Drawer == "pin5" {
		t.queue.Drawer = escpos.Pin5
	}
	t.queue.OnChange = func(s checkout.Sale) { t.dispatch(func() { t.counter.Printed(s) }) }
	t.queue.OnPaper = func(p checkout.Paper) { t.dispatch(func() { t.counter.PaperPrinted(p) }) }
	t.queue.OnPrinter = func(cause string) {
		t.log.Info("printer", "cause", cause)
		t.dispatch(func() { t.counter.PrinterIs(cause) })
	}
	t.queue.OnNearEnd = func() { t.dispatch(func() { t.counter.PaperEnds() }) }
	t.startQueue = func() {
		t.spawn(func() {
			if err := t.queue.Run(ctx); err != nil {
				t.log.Error("printing stopped", "err", err)
			}
		})
	}
	return nil
}

func (t *till) newCounter(ctx context.Context, methods []checkout.Method) {
	speaker := sound.NewSpeaker(t.settings.Volume, t.log)
	t.spawn(func() { speaker.Run(ctx) })
	t.counter = &presenter.Counter{
		Till: &checkout.Till{
			Shop: t.settings.Shop, Methods: methods, Journal: t.db, Shifts: t.db, Gaps: t.db, Tray: t.db, Room: t.db.RoomForMoney, Log: t.log,
			Papers: t.settings.Printer.Copies, Training: t.dir.training, Guard: t.people, Stamp: t.stamp, Closed: t.backups.Wake,
		},
		OnPaid: func() { speaker.Play(sound.Paid) }, OnTrouble: func() { speaker.Play(sound.Trouble) },
		Ledger: t.db, Staff: t.people, Words: words.OnScreen(t.settings.Shop.Language), Log: t.log,
		Dispatch: t.dispatch, OnPrint: t.queue.Wake, OnAgain: t.queue.Retry,
		HasDrawer: t.settings.Printer.Drawer != "none" && t.settings.Printer.Address != "none:",
	}
	t.showReceipts()
	if t.training != nil {
		t.counter.Practice = t.training.URL()
		t.counter.Customer = func(p checkout.Payment) {
			if err := t.training.Pay(p.Ref); err != nil && !errors.Is(err, simulator.ErrOver) {
				t.log.Warn("training", "err", err)
			}
		}
	}
}

// spawn runs work that close waits for.
func (t *till) spawn(work func()) {
	t.work.Add(1)
	go func() {
		defer t.work.Done()
		work()
	}()
}

func (t *till) onClose(f func()) { t.closers = append(t.closers, f) }

// close ends everything in the reverse order. Nothing depends on its being
// run: what is open stays open on disk.
func (t *till) close() {
	t.work.Wait()
	for i := len(t.closers) - 1; i >= 0; i-- {
		t.closers[i]()
	}
}
