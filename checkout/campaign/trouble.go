package campaign

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"

	"kasir/checkout"
)

// The troubles of a disk. The first two are made by the campaign itself, the
// others by a bbolt that lets it (powercut_test.go).
const (
	diskFull    = "disk-full"    // from a transaction on, nothing can be written
	diskUnknown = "disk-unknown" // a transaction is written, and its commit fails all the same
	diskWrite   = "disk-write"   // the n-th write fails
	diskSync    = "disk-sync"    // the n-th sync fails
	diskEnd     = "disk-end"     // from the n-th write on everything fails
)

// longLife is more than the transactions of any two customers.
const longLife = 24

// disks are disks that fail at each transaction of a sale.
func disks() Suite {
	troubles := []string{diskFull, diskUnknown}
	return Suite{
		Name: "disk", Says: "at each transaction the disk is full, or a commit fails though it was written",
		Size: len(services) * len(troubles) * longLife, Sample: 40,
		At: func(i int) Scenario {
			i, trouble := split(i, len(troubles))
			i, after := split(i, longLife)
			return Scenario{Suite: "disk", Service: services[i].name, Fault: troubles[trouble], After: after}
		},
	}
}

// A failure makes the disk fail at one transaction.
type failure struct {
	what string
	left int // transactions that go well before
}

// plague plans the trouble of a disk.
func (w *world) plague(s Scenario) []*goal {
	switch s.Fault {
	case diskFull, diskUnknown:
		w.failure = &failure{s.Fault, s.After}
	case diskFills:
		w.recorder.fillUp(s.After)
		return w.wholeDay()
	default:
		kinds := map[string]ioKind{diskWrite: ioWrite, diskSync: ioSync, diskEnd: ioWrite}
		w.recorder.fail = &ioFailure{kind: kinds[s.Fault], left: s.After, sticky: s.Fault == diskEnd, err: syscall.EIO}
		if s.Fault == diskEnd {
			w.recorder.fail.err = syscall.ENOSPC
		}
	}
	return w.customers(takeBack, take)
}

// fails tells what the disk does to a transaction that is about to begin.
func (w *world) fails() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.failure
	if f == nil {
		return ""
	}
	if f.left--; f.left >= 0 {
		return ""
	}
	w.failure = nil
	w.broke++
	if f.what == diskFull && runtime.GOOS != "linux" {
		return diskUnknown
	}
	return f.what
}

// spoil has a transaction fail. It tells whether the store is to run it at all.
func (j *journal) spoil(what string) error {
	if what == diskFull {
		return fill(j.run.world.disk.file())
	}
	return nil
}

// halt is what a till does whose journal has stopped: nothing, until somebody
// starts it again. No money may be asked for meanwhile (invariant 13).
func (r *run) halt(err error) {
	if !errors.Is(err, checkout.ErrStopped) || r.halted.Swap(true) {
		return
	}
	r.work.Go(func() {
		before := r.world.wire.asks()
		pass(r.ctx, 20*time.Second)
		if n := r.world.wire.asks(); n > before+1 { // one may have been on its way
			r.world.find("13: after the journal had stopped money was asked for %d times", n-before)
		}
		r.die(nil)
	})
}

func unknown() error {
	return fmt.Errorf("%w: the commit failed", checkout.ErrStopped)
}
