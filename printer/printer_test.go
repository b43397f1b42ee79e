package printer_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"kasir/printer"
	"kasir/printer/printertest"
)

func parse(t testing.TB, address string) printer.Transport {
	t.Helper()
	way, err := printer.ParseAddress(address)
	if err != nil {
		t.Fatal(err)
	}
	return way
}

func newPrinter(t testing.TB) (*printertest.Printer, *printer.Printer) {
	t.Helper()
	device := printertest.New(t)
	return device, &printer.Printer{Transport: parse(t, device.Address()), Profile: profile(t, "epson-80")}
}

// memory reaches a printer in memory, for tests by a clock of their own.
type memory struct{ *printertest.Printer }

func (m memory) Open(context.Context) (printer.Conn, error) { return pipe{Conn: m.Dial()}, nil }

type pipe struct{ net.Conn }

func (pipe) Finish(context.Context) error { return nil }
func (pipe) Traits() printer.Traits       { return printer.Traits{Answers: true} }

func newInMemory(t *testing.T) (*printertest.Printer, *printer.Printer) {
	device := printertest.NewInMemory(t)
	return device, &printer.Printer{Transport: memory{device}, Profile: profile(t, "epson-80")}
}

func want(t testing.TB, got printer.Result, outcome printer.Outcome, cause printer.Cause) {
	t.Helper()
	if got.Outcome != outcome || got.Cause != cause {
		t.Errorf("got %v, want %v %v", got, outcome, cause)
	}
}

// wantJob fails unless exactly one whole receipt came out.
func wantJob(t *testing.T, device *printertest.Printer) {
	t.Helper()
	jobs := device.Jobs()
	if len(jobs) != 1 || !jobs[0].Whole || !bytes.Equal(jobs[0].Bytes, encode(t, receipt(), "epson-80")) {
		t.Errorf("got %d jobs: %+v", len(jobs), jobs)
	}
}

func TestEveryByteArrives(t *testing.T) {
	state := []byte{0x14, 0, 0, 0x0F}
	for name, test := range map[string]struct {
		behaviour printertest.Behaviour
		want      printer.Outcome
	}{
		"healthy":           {printertest.Healthy(), printer.Printed},
		"slow":              {printertest.Slow(time.Millisecond), printer.Printed},
		"late":              {printertest.Late(30 * time.Millisecond), printer.Printed},
		"talkative":         {printertest.Talkative(bytes.Repeat(state, 5000)), printer.Printed},
		"torn status":       {printertest.Talkative(state[:2]), printer.Printed},
		"storm":             {printertest.Storm(), printer.Printed},
		"split":             {printertest.Split(), printer.Printed},
		"says only trouble": {printertest.NoFence(), printer.Sent},
		"mute":              {printertest.Mute(), printer.Sent},
	} {
		t.Run(name, func(t *testing.T) {
			device, p := newPrinter(t)
			device.Behave(test.behaviour)
			want(t, p.Print(t.Context(), receipt()), test.want, printer.Well)
			wantJob(t, device)
		})
	}
}

func TestOneConnectionForEachJob(t *testing.T) {
	device, p := newPrinter(t)
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() { want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well) })
	}
	work.Wait()
	jobs := device.Jobs()
	if len(jobs) != 8 {
		t.Fatalf("got %d jobs, want 8", len(jobs))
	}
	for _, job := range jobs {
		if !job.Whole || job.Dump() != jobs[0].Dump() {
			t.Errorf("got the job\n%s", job.Dump())
		}
	}
}

func TestRefusedIsSafeToRetry(t *testing.T) {
	device, p := newPrinter(t)
	device.Behave(printertest.Refuse())
	want(t, p.Print(t.Context(), receipt()), printer.Blocked, printer.Refused)
	device.Behave(printertest.Healthy())
	want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
	wantJob(t, device)
}

// A printer that dies after it has taken bytes may have printed them, wherever
// in the job that was, whether it speaks or not.
func TestCutConnectionIsDoubtful(t *testing.T) {
	job := encode(t, receipt(), "epson-80")
	for _, after := range []int{1, 2, len(job) / 2, len(job) - 1, len(job)} {
		for name, behaviour := range map[string]printertest.Behaviour{
			"speaks": printertest.ResetAfter(after), "mute": printertest.ResetAfter(after).Silently(),
		} {
			if name == "mute" && after != len(job)/2 {
				continue // each waits for answers first
			}
			device, p := newPrinter(t)
			device.Behave(behaviour)
			got := p.Print(t.Context(), receipt())
			want(t, got, printer.Unknown, printer.Broken)
			if got.Accepted < after || got.Total < len(job) {
				t.Errorf("%s, reset after %d: %+v", name, after, got)
			}
			if jobs := device.Jobs(); len(jobs) != 1 || !bytes.Equal(jobs[0].Bytes, job[:after]) {
				t.Errorf("%s, reset after %d: the printer got %v", name, after, jobs)
			}
		}
	}
}

func TestStoppedBeforeItBegan(t *testing.T) {
	device, p := newPrinter(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	want(t, p.Print(ctx, receipt()), printer.Blocked, printer.Stopped)
	if got := device.Jobs(); len(got) > 0 {
		t.Errorf("got the jobs %v", got)
	}
	want(t, p.Print(t.Context(), receipt()), printer.Printed, printer.Well)
}

func TestUnprintableDocumentReachesNoPrinter(t *testing.T) {
	device, p := newPrinter(t)
	want(t, p.Print(t.Context(), printer.Document{printer.QR{}}), printer.NotPrinted, printer.Unprintable)
	if got := device.Jobs(); len(got) > 0 {
		t.Errorf("got the jobs %v", got)
	}
}

func TestNoPrinter(t *testing.T) {
	var missing *printer.Printer
	for name, p := range map[string]*printer.Printer{
		"nil": missing, "zero": {}, "none": {Transport: parse(t, "none:"), Profile: profile(t, "epson-80")},
	} {
		if p.IsSet() {
			t.Errorf("%s: is set", name)
		}
		want(t, p.Print(t.Context(), receipt()), printer.NotPrinted, printer.NotSet)
		if got := p.Ready(t.Context()); got != printer.NotSet {
			t.Errorf("%s: ready for %v", name, got)
		}
	}
	if _, p := newPrinter(t); !p.IsSet() {
		t.Error("a network printer is not set")
	}
}

// A device file does not look at the context by itself.
func TestStoppedJobIsNotWrittenToAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "jobs.bin")
	p := &printer.Printer{Transport: parse(t, fileAddress(path)), Profile: profile(t, "epson-80")}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		want(t, p.Print(ctx, receipt()), printer.Blocked, printer.Stopped)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a job was written after we were told to stop")
	}
}

// What must be stored before the first byte is: the printer is ready, and has
// taken nothing.
func TestBeginStandsBeforeTheFirstByte(t *testing.T) {
	device, p := newPrinter(t)
	full := errors.New("the disk is full")
	got := p.Do(t.Context(), printer.Job{Document: receipt(), Begin: func() error { return full }})
	if got.Outcome != printer.NotPrinted || !errors.Is(got.Err, full) || len(device.Jobs()) > 0 {
		t.Errorf("got %v, %d jobs", got, len(device.Jobs()))
	}
	device.Fail(printertest.PaperOut)
	began := false
	got = p.Do(t.Context(), printer.Job{Document: receipt(), Begin: func() error { began = true; return nil }})
	want(t, got, printer.Blocked, printer.PaperOut)
	if began {
		t.Error("it began without paper")
	}
}

// A printer in memory that takes some bytes and no more.
type sink struct{ takes int }

func (s sink) Open(context.Context) (printer.Conn, error) {
	near, far := net.Pipe()
	go far.Read(make([]byte, s.takes))
	return deaf{near}, nil
}

type deaf struct{ net.Conn }

func (deaf) Finish(context.Context) error { return nil }
func (deaf) Traits() printer.Traits       { return printer.Traits{} }

func bulky() printer.Document {
	return printer.Document{printer.Text{Text: string(bytes.Repeat([]byte("a"), 9600))}}
}

func TestTimeLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: sink{100}, Profile: profile(t, "epson-80")}
		start := time.Now()
		var heard []printer.Cause
		got := p.Do(t.Context(), printer.Job{Document: bulky(), Trouble: func(c printer.Cause) { heard = append(heard, c) }})
		want(t, got, printer.Unknown, printer.TimedOut)
		if got.Accepted != 100 {
			t.Errorf("got %v, want 100 bytes", got)
		}
		if took := time.Since(start).Round(time.Second); took != 25*time.Second {
			t.Errorf("gave up after %v, want 25s for %d bytes", took, got.Total)
		}
		if len(heard) != 1 || heard[0] != printer.TimedOut {
			t.Errorf("meanwhile the cashier heard %v", heard)
		}
	})
}

func TestStoppedInTheMiddle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p := &printer.Printer{Transport: sink{7}, Profile: profile(t, "epson-80")}
		time.AfterFunc(time.Second, cancel)
		got := p.Print(ctx, receipt())
		want(t, got, printer.Unknown, printer.Stopped)
		if got.Accepted != 7 {
			t.Errorf("got %v, want 7 bytes", got)
		}
	})
}

// A printer that takes no byte at all until we give up has printed nothing.
func TestTimedOutWithoutAByteIsSafe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: sink{0}, Profile: profile(t, "epson-80")}
		want(t, p.Print(t.Context(), receipt()), printer.Blocked, printer.TimedOut)
	})
}

// Whoever waits behind a long job can leave, and the job is not disturbed.
func TestWaitingForTheTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: sink{1}, Profile: profile(t, "epson-80")}
		long := make(chan printer.Result)
		go func() { long <- p.Print(context.Background(), receipt()) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		want(t, p.Print(ctx, receipt()), printer.Blocked, printer.TimedOut)
		if got := time.Since(start); got != time.Second {
			t.Errorf("waited %v, want 1s", got)
		}
		want(t, <-long, printer.Unknown, printer.TimedOut)
	})
}

// stubborn is a device that cannot be given a deadline, as some are.
type stubborn struct {
	net.Conn
	closed chan struct{}
	once   *sync.Once
}

func (s stubborn) SetDeadline(time.Time) error                { return errors.ErrUnsupported }
func (s stubborn) Finish(context.Context) error               { return nil }
func (s stubborn) Traits() printer.Traits                     { return printer.Traits{} }
func (s stubborn) Write([]byte) (int, error)                  { <-s.closed; return 3, syscall.EIO }
func (s stubborn) Close() error                               { s.once.Do(func() { close(s.closed) }); return nil }
func (s stubborn) Open(context.Context) (printer.Conn, error) { return s, nil }

func TestDeviceWithoutDeadlineIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: stubborn{closed: make(chan struct{}), once: new(sync.Once)}, Profile: profile(t, "epson-80")}
		got := p.Print(t.Context(), receipt())
		want(t, got, printer.Unknown, printer.TimedOut)
		if got.Accepted != 3 {
			t.Errorf("got %v, want 3 bytes", got)
		}
	})
}
