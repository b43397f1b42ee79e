package campaign

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"

	"kasir/checkout"
	"kasir/store"
)

// The lives of a store that power cuts befall.
const (
	lifeSale    = "sale"    // two customers, a refund, prints
	lifeCreate  = "create"  // the first start of all
	lifeMigrate = "migrate" // the first start of a newer program
)

// tapes is how many sales are recorded for each service.
const tapes = 12

// powerCuts are databases as a power cut leaves them: of what was written since
// the last sync each page is there, or is not, or is there in part.
func powerCuts() Suite {
	return Suite{
		Name: "power", Says: "a power cut at any write of sales, of the first start and of a migration; pages and sectors are lost at random",
		Size: 120_000, Aim: 100_000, Sample: 300, Play: playPower,
		At: func(i int) Scenario {
			s := Scenario{Suite: "power", Service: services[i%len(services)].name, Call: lifeSale, After: i / 10 % tapes, Seed: uint64(i + 1)}
			switch i % 10 {
			case 3:
				s.Call = lifeMigrate
			case 7:
				s.Call = lifeCreate
			}
			return s
		},
	}
}

// ioErrors are disks of which one write or sync fails, or all from one on.
func ioErrors() Suite {
	kinds := []string{diskWrite, diskSync, diskEnd}
	const most = 110 // more operations than the life of two sales has
	return Suite{
		Name: "io", Says: "the n-th write or sync fails, or everything from the n-th write on",
		Size: len(services) * len(kinds) * most, Sample: 150,
		At: func(i int) Scenario {
			i, kind := split(i, len(kinds))
			i, after := split(i, most)
			return Scenario{Suite: "io", Service: services[i].name, Fault: kinds[kind], After: after}
		},
	}
}

// A tape is what a store wrote, and what it had acknowledged.
type tape struct {
	*recorder
	file  string // the file that was written, beside the database's own name
	acks  []checkout.Sale
	begin []checkout.Sale // what is there from the start
}

// recorded holds the tapes that were made so far.
var recorded sync.Map

var bubbleOfTapes Bubble

func tapeOf(s Scenario) (*tape, error) {
	name := fmt.Sprint(s.Service, s.Call, s.After)
	if t, ok := recorded.Load(name); ok {
		return t.(*tape), nil //nolint:forcetypeassert // only tapes are stored
	}
	dir, err := Scratch()
	if err != nil {
		return nil, err
	}
	defer remove(dir)
	var t *tape
	switch s.Call { //nolint:exhaustive // a life is no call
	case lifeCreate:
		t, err = tapeOfStart(disk{dir}, nil)
	case lifeMigrate:
		var old []byte
		if old, err = os.ReadFile("../../store/testdata/v1.db"); err == nil {
			t, err = tapeOfStart(disk{dir}, old)
		}
	default:
		bubbleOfTapes(func() { t, err = tapeOfSale(s, dir) })
	}
	if err != nil {
		return nil, err
	}
	recorded.Store(name, t)
	return t, nil
}

func tapeOfSale(s Scenario, dir string) (*tape, error) {
	w, err := newWorld(Scenario{Service: s.Service, Seed: uint64(s.After)}, dir)
	if err != nil {
		return nil, err
	}
	defer w.wire.close()
	w.recorder = record(w.disk)
	defer w.recorder.forget(w.disk)
	wants := [][]wish{{takeBack, take}, {take, take}, {decline, take}, {park, take}}
	if _, err := w.live(w.customers(wants[s.After%len(wants)]...)); err != nil {
		return nil, err
	}
	if len(w.findings) > 0 {
		return nil, fmt.Errorf("campaign: record a sale: %s", w.findings)
	}
	return &tape{recorder: w.recorder, file: w.disk.file(), acks: w.acks}, nil
}

// tapeOfStart records what a program writes when it opens a folder.
func tapeOfStart(d disk, old []byte) (*tape, error) {
	file := d.file() + ".new"
	if old != nil {
		file = d.file()
		if err := d.write(old); err != nil {
			return nil, err
		}
	}
	r := record(d)
	defer r.forget(d)
	db, err := store.Open(d.dir, store.Options{})
	if err != nil {
		return nil, fmt.Errorf("campaign: record a start: %w", err)
	}
	t := &tape{recorder: r, file: file}
	for s, err := range db.All() {
		if err != nil {
			return nil, fmt.Errorf("campaign: record a start: %w", err)
		}
		t.begin = append(t.begin, s)
	}
	return t, db.Close()
}

// playPower opens what a power cut has left.
func playPower(s Scenario, dir string) (Result, error) {
	t, err := tapeOf(s)
	if err != nil {
		return Result{}, err
	}
	d := disk{dir}
	for _, file := range []string{d.file(), d.file() + ".new"} {
		_ = os.Remove(file)
	}
	image, acked := t.cut(rand.New(rand.NewPCG(s.Seed, 3)))
	file := d.file()
	if s.Call == lifeCreate {
		file += ".new"
	}
	if len(image) > 0 || s.Call == lifeCreate {
		if err := os.WriteFile(file, image, 0o600); err != nil {
			return Result{}, fmt.Errorf("campaign: %w", err)
		}
	}
	r := Result{Died: 1, Met: 1}
	r.Findings = t.survives(s, d, acked)
	return r, nil
}

// survives opens a file and looks for all that was acknowledged.
func (t *tape) survives(s Scenario, d disk, acked int) (findings []string) {
	o := store.Options{AuditKey: auditKey}
	if s.Call != lifeSale {
		o = store.Options{}
	}
	db, err := store.Open(d.dir, o)
	if err != nil {
		return []string{fmt.Sprintf("17: it does not open: %v", err)}
	}
	defer func() { _ = db.Close() }() // only read
	report, err := db.Verify(nil)
	if err != nil || !report.Clean() {
		findings = append(findings, fmt.Sprintf("12: it is not whole: %v %v", report.Findings, err))
	}
	last := map[checkout.SaleID]checkout.Sale{}
	for _, sale := range append(slices.Clone(t.begin), t.acks[:min(acked, len(t.acks))]...) {
		last[sale.ID] = sale
	}
	for id, known := range last {
		stored, err := db.Sale(id)
		if err != nil {
			findings = append(findings, fmt.Sprintf("2: sale %s was acknowledged and is lost: %v", id, err))
		} else if what := lost(known, stored); what != "" {
			findings = append(findings, fmt.Sprintf("2: of sale %s %s was acknowledged and is lost", id, what))
		}
	}
	return findings
}
