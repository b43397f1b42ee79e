package printer

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"kasir/printer/winspool"
)

// spoolerInMemory is Windows' spooler in memory, as far as its calls are used.
type spoolerInMemory struct {
	status     uint32 // of the printer
	attributes uint32
	job        []uint32 // statuses that the job has one after the other; then it is gone
	taken      []byte
	limit      int // bytes that a call to Write takes; 0 means all
	broken     error
	ended      bool
	deleted    bool
	open       int
}

func (w *spoolerInMemory) Open(name string) (winspool.Handle, error) {
	if name != "Receipts" {
		return 0, winspool.ErrNoPrinter
	}
	w.open++
	return 7, nil
}

func (w *spoolerInMemory) Close(winspool.Handle) error                   { w.open--; return nil }
func (w *spoolerInMemory) Start(winspool.Handle, string) (uint32, error) { return 42, nil }
func (w *spoolerInMemory) End(winspool.Handle) error                     { w.ended = true; return nil }

func (w *spoolerInMemory) Delete(winspool.Handle, uint32) error { w.deleted = true; return nil }

func (w *spoolerInMemory) Printers() ([]string, error) { return []string{"Receipts"}, nil }

func (w *spoolerInMemory) Printer(winspool.Handle) (uint32, uint32, error) {
	return w.status, w.attributes, nil
}

func (w *spoolerInMemory) Write(_ winspool.Handle, b []byte) (int, error) {
	n := len(b)
	if w.limit > 0 {
		n = min(n, w.limit)
	}
	w.taken = append(w.taken, b[:n]...)
	return n, w.broken
}

func (w *spoolerInMemory) Job(winspool.Handle, uint32) (uint32, error) {
	if len(w.job) == 0 {
		return 0, winspool.ErrNoJob
	}
	status := w.job[0]
	if len(w.job) > 1 || status != winspool.JobPaperOut {
		w.job = w.job[1:]
	}
	return status, nil
}

func (w *spoolerInMemory) printer(t *testing.T) *Printer {
	return &Printer{Transport: spooled{w, "Receipts"}, Profile: epson(t)}
}

func TestWindowsTakesTheJobAsItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &spoolerInMemory{limit: 10, job: []uint32{0, 0x10, 0x10}}
		got := w.printer(t).Print(t.Context(), text())
		want, _, err := Encode(text(), epson(t))
		if got.Outcome != Sent || err != nil || !slices.Equal(w.taken, want) || !w.ended || w.open != 0 {
			t.Errorf("got %v, %d of %d bytes, ended %v, %d handles", got, len(w.taken), len(want), w.ended, w.open)
		}
	})
}

func TestWindowsBlocks(t *testing.T) {
	for cause, w := range map[Cause]*spoolerInMemory{
		PaperOut:    {status: winspool.PrinterPaperOut},
		CoverOpen:   {status: winspool.PrinterDoorOpen},
		CutterError: {status: winspool.PrinterPaperJam},
		Paused:      {status: winspool.PrinterPaused},
		Offline:     {attributes: winspool.WorkOffline},
		Unrepaired:  {status: winspool.PrinterError},
	} {
		got := w.printer(t).Print(t.Context(), text())
		if got.Outcome != Blocked || got.Cause != cause || len(w.taken) > 0 || w.open != 0 {
			t.Errorf("got %v, want %v; %d bytes, %d handles", got, cause, len(w.taken), w.open)
		}
	}
	w := &spoolerInMemory{}
	p := w.printer(t)
	p.Transport = spooled{w, "Kitchen"}
	if got := p.Print(t.Context(), text()); got.Outcome != Blocked || got.Cause != NoQueue {
		t.Errorf("got %v", got)
	}
}

func TestWindowsInTheMiddle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &spoolerInMemory{limit: 5, broken: errors.New("the spooler stopped")}
		if got := w.printer(t).Print(t.Context(), text()); got.Outcome != Unknown || got.Accepted != 5 {
			t.Errorf("got %v", got)
		}
		w = &spoolerInMemory{job: []uint32{winspool.JobDeleted}}
		if got := w.printer(t).Print(t.Context(), text()); got.Outcome != Unknown {
			t.Errorf("somebody deleted it: got %v", got)
		}
	})
}

// Without paper the job stays in the queue, and the cashier hears of it. Nobody
// puts a roll in: it is taken back, so that it does not come out tomorrow.
func TestWindowsWaitsForPaper(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &spoolerInMemory{job: []uint32{0, winspool.JobPaperOut}}
		began := time.Now()
		var heard Cause
		got := w.printer(t).Do(t.Context(), Job{Document: text(), Trouble: func(c Cause) {
			if heard = c; time.Since(began) > 2*time.Second {
				t.Errorf("told after %v", time.Since(began))
			}
		}})
		if got.Outcome != Unknown || got.Cause != PaperOut || heard != PaperOut || !w.deleted {
			t.Errorf("got %v, heard %v, deleted %v", got, heard, w.deleted)
		}
		if took := time.Since(began); took != personLimit {
			t.Errorf("it was waited for %v", took)
		}
	})
}

func TestDetect(t *testing.T) {
	names := func(names ...string) func() ([]string, error) {
		return func() ([]string, error) { return names, nil }
	}
	queue := func(context.Context) ([]string, error) { return []string{"receipts"}, nil }
	got := detect(t.Context(), queue, names("EPSON TM-T20II", `\\kitchen\POS-80`), names("/dev/kasir-no-such-port", "COM3"))
	want := []Found{
		{Address: "cups://receipts"},
		{Address: "winspool://EPSON%20TM-T20II"},
		{Address: `winspool://%5C%5Ckitchen%5CPOS-80`},
		{Address: "serial:///dev/kasir-no-such-port?baud=9600"},
		{Address: "serial://COM3?baud=9600"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, found := range got {
		if _, err := ParseAddress(found.Address); err != nil {
			t.Errorf("what was detected cannot be set: %v", err)
		}
	}
	silent := func() ([]string, error) { return nil, winspool.ErrElsewhere }
	none := detect(t.Context(), func(context.Context) ([]string, error) { return nil, errors.New("no service") }, silent, silent)
	if len(none) > 0 {
		t.Errorf("got %q", none)
	}
}
