package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/store"
	"kasir/store/settings"
	"kasir/store/vault"
)

func doctorCommand(dir *folder, out io.Writer) *cobra.Command {
	var page bool
	cmd := &cobra.Command{
		Use: "doctor", Short: "Check settings, clock, disk, printer and each way to pay",
		Args: misusedArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if page {
				return printTestPage(cmd.Context(), *dir, out)
			}
			return doctor(cmd.Context(), *dir, out, now())
		},
	}
	cmd.Flags().BoolVar(&page, "test-page", false, "print a page that shows what the printer can do, and open the drawer")
	return cmd
}

// A patient collects what the doctor finds, one line each.
type patient struct {
	lines strings.Builder
	ill   bool
}

func (p *patient) say(what string, err error) {
	if err == nil {
		p.add("OK    %s", what)
		return
	}
	p.ill = true
	p.add("TO DO %s: %v", what, err)
}

func (p *patient) add(format string, args ...any) {
	p.lines.WriteString(fmt.Sprintf(format, args...) + "\n")
}

func doctor(ctx context.Context, dir folder, out io.Writer, now time.Time) error {
	p := &patient{}
	s, err := dir.settings()
	var problems settings.Problems
	if errors.As(err, &problems) {
		for _, problem := range problems {
			p.say("settings", problem)
		}
	} else {
		p.say("settings "+filepath.Join(dir.path, settings.Name), err)
	}
	p.say("clock "+now.Format("2006-01-02 15:04:05 -07:00"), checkClock(now))
	p.say("folder "+dir.place(), dir.check())
	p.sayRoom(dir.place())
	if s != nil {
		p.examinePaper(dir, s)
		examinePrinter(ctx, p, s, words.OnScreen(s.Shop.Language))
		v := p.examineVault(dir, s)
		if dir.training {
			p.add("      in training a simulator stands in for every payment service")
		} else {
			examine(ctx, p, s, v)
		}
	}
	listPrinters(ctx, p)
	p.examinePeople(ctx, dir)
	if _, err := io.WriteString(out, p.lines.String()); err != nil {
		return fmt.Errorf("say what was found: %w", err)
	}
	if p.ill {
		return errors.New("something needs attention; see the lines that begin with TO DO")
	}
	return nil
}

// sayRoom tells how full the disk of the sales is.
func (p *patient) sayRoom(place string) {
	room, err := store.RoomIn(place)
	switch {
	case errors.Is(err, os.ErrNotExist): // no sales yet
	case err != nil:
		p.say("room on the disk", errors.New("it cannot be measured; look whether the disk is still there"))
	case !room.Enough():
		p.say("room on the disk", fmt.Errorf("%d MB are free, %d are needed; new payments are refused until then", room.Free>>20, room.Floor>>20))
	case !room.EnoughForCopy():
		p.say("room on the disk", fmt.Errorf("%d MB are free, %d are needed; no copies of the data are made there until then", room.Free>>20, room.Copy>>20))
	default:
		p.say(fmt.Sprintf("room on the disk: %d MB free", room.Free>>20), nil)
	}
}

// examine looks at the ways to pay that the settings name.
func examine(ctx context.Context, p *patient, s *settings.Settings, v *vault.Vault) {
	w := words.OnScreen(s.Shop.Language)
	all, err := methods(s, v, "")
	if err != nil {
		p.say("ways to pay", err)
		return
	}
	for _, m := range all {
		p.say("method "+m.ID+" ("+m.Service+")", checkMethod(ctx, m, w))
		p.sayDrift(m)
	}
}

// sayDrift compares the clock with that of a service that has just answered.
func (p *patient) sayDrift(m checkout.Method) {
	keeper, ok := m.Provider.(checkout.Timekeeper)
	if !ok {
		return
	}
	readings := keeper.ClockReadings()
	if len(readings) == 0 {
		return // it did not answer, which its own line says
	}
	off := readings[len(readings)-1].AtLeast().Round(10 * time.Second)
	var err error
	switch {
	case off > driftWrong:
		err = fmt.Errorf("this computer's clock is %s ahead; set its date and time right, receipts carry them", off)
	case off < -driftWrong:
		err = fmt.Errorf("this computer's clock is %s behind; set its date and time right, receipts carry them", -off)
	}
	p.say("clock by "+m.ID+" ("+m.Service+")", err)
}

func checkMethod(ctx context.Context, m checkout.Method, w words.Words) error {
	if m.Missing.Word != "" {
		return fmt.Errorf("%s (%s)", w.Say("reason."+m.Missing.Word), m.Missing.Text)
	}
	checker, ok := m.Provider.(checkout.Checker) // cash has no provider
	if !ok {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := checker.Check(ctx); err != nil {
		return errors.New(w.Say("trouble." + checkout.TroubleOf(err).Trouble.String()))
	}
	return nil
}

// built is a day on which this program existed: a clock before it is wrong.
var built = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func checkClock(now time.Time) error {
	if now.Before(built) {
		return errors.New("it is set to a time before this program was made; set it right")
	}
	return nil
}

// check looks whether there is a database where there must be one, and whether
// the folder can be written.
func (f folder) check() error {
	left, err := f.orphans()
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("%s is missing, though a till has sold here; start kasir, which offers its newest good copy", store.File)
	}
	if err != nil {
		return err
	}
	return checkFolder(f.place())
}

// checkFolder proves that a file can be written and kept.
func checkFolder(path string) error {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		path = filepath.Dir(path)
		if _, err := os.Stat(path); err != nil {
			return nil // made when the till opens
		}
	}
	file, err := os.CreateTemp(path, ".kasir-doctor-*")
	switch {
	case store.IsReadOnly(err):
		return errors.New("the disk can only be read; it may be failing: see that it can be written, or have it replaced")
	case err != nil:
		return errors.New("this user may not write there")
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.Write(make([]byte, 1<<20))
	err = errors.Join(err, file.Sync(), file.Close())
	if err != nil {
		return errors.New("the disk is full or damaged")
	}
	if db, err := store.OpenReadOnly(filepath.Join(path, store.File), store.Options{}); err == nil {
		return db.Close()
	} else if errors.Is(err, store.ErrNewer) {
		return sayStore(path, err)
	} else if isDamage(err) {
		return errors.New("the database is damaged; start kasir, which offers its newest good copy")
	}
	return nil
}
