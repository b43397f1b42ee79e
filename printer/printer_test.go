package printer_test

import (
	"bytes"
	"context"
	"errors"
	"io"
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

// wantNothingTaken fails unless the error says that printing again is safe.
func wantNothingTaken(t *testing.T, err error, cause printer.Cause) {
	t.Helper()
	var none *printer.Error
	var partial *printer.PartialError
	if !errors.As(err, &none) || errors.As(err, &partial) || printer.CauseOf(err) != cause {
		t.Errorf("got %#v (%v), want an *Error with the cause %v", err, err, cause)
	}
}

// wantDoubt fails unless the error says that paper may have come out.
func wantDoubt(t *testing.T, err error, cause printer.Cause) *printer.PartialError {
	t.Helper()
	var none *printer.Error
	var partial *printer.PartialError
	if !errors.As(err, &partial) || errors.As(err, &none) || printer.CauseOf(err) != cause {
		t.Fatalf("got %#v (%v), want a *PartialError with the cause %v", err, err, cause)
	}
	return partial
}

func TestEveryByteArrives(t *testing.T) {
	behaviours := map[string]printertest.Behaviour{
		"healthy":   printertest.Healthy(),
		"slow":      printertest.Slow(time.Millisecond),
		"talkative": printertest.Talkative(bytes.Repeat([]byte{0x14, 0, 0, 0x0F}, 5000)),
	}
	for name, behaviour := range behaviours {
		t.Run(name, func(t *testing.T) {
			device, p := newPrinter(t)
			device.Behave(behaviour)
			if err := p.Print(t.Context(), receipt()); err != nil {
				t.Fatal(err)
			}
			jobs := device.Jobs()
			if len(jobs) != 1 || !jobs[0].Whole || !bytes.Equal(jobs[0].Bytes, encode(t, receipt(), "epson-80")) {
				t.Errorf("got %d jobs: %+v", len(jobs), jobs)
			}
		})
	}
}

func TestOneConnectionForEachJob(t *testing.T) {
	device, p := newPrinter(t)
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			if err := p.Print(t.Context(), receipt()); err != nil {
				t.Error(err)
			}
		})
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
	wantNothingTaken(t, p.Print(t.Context(), receipt()), printer.Refused)
	device.Behave(printertest.Healthy())
	if err := p.Print(t.Context(), receipt()); err != nil {
		t.Fatal(err)
	}
	if got := len(device.Jobs()); got != 1 {
		t.Errorf("got %d jobs, want 1", got)
	}
}

// A printer that dies after it has taken bytes may have printed them, wherever
// in the job that was.
func TestCutConnectionIsDoubtful(t *testing.T) {
	job := encode(t, receipt(), "epson-80")
	for _, after := range []int{1, 2, len(job) / 2, len(job) - 1, len(job)} {
		device, p := newPrinter(t)
		device.Behave(printertest.ResetAfter(after))
		partial := wantDoubt(t, p.Send(t.Context(), job), printer.Broken)
		if partial.Accepted < after || partial.Total != len(job) {
			t.Errorf("reset after %d: %+v", after, partial)
		}
		if jobs := device.Jobs(); len(jobs) != 1 || !bytes.Equal(jobs[0].Bytes, job[:after]) {
			t.Errorf("reset after %d: the printer got %d jobs", after, len(jobs))
		}
	}
}

// midway calls a function when the first kilobyte of a job has been taken.
type midway struct {
	printer.Transport
	printer.Conn
	call func()
}

func (m midway) Open(ctx context.Context) (printer.Conn, error) {
	conn, err := m.Transport.Open(ctx)
	return midway{Conn: conn, call: m.call}, err
}

func (m midway) Write(b []byte) (int, error) {
	first, err := m.Conn.Write(b[:1024])
	if err != nil {
		return first, err
	}
	m.call()
	rest, err := m.Conn.Write(b[1024:])
	return first + rest, err
}

func TestStalledPrinterIsGivenUp(t *testing.T) {
	device, p := newPrinter(t)
	device.Behave(printertest.Mute())
	ctx, cancel := context.WithCancel(t.Context())
	p.Transport = midway{Transport: p.Transport, call: func() { go cancel() }}
	job := make([]byte, 32<<20) // more than the network keeps on the way
	partial := wantDoubt(t, p.Send(ctx, job), printer.Stopped)
	if partial.Accepted < 1024 || partial.Accepted >= len(job) {
		t.Errorf("got %d of %d bytes", partial.Accepted, len(job))
	}
}

func TestStoppedBeforeItBegan(t *testing.T) {
	device, p := newPrinter(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantNothingTaken(t, p.Print(ctx, receipt()), printer.Stopped)
	if got := device.Jobs(); len(got) > 0 {
		t.Errorf("got the jobs %v", got)
	}
	if err := p.Print(t.Context(), receipt()); err != nil {
		t.Errorf("the next job: %v", err)
	}
}

func TestUnprintableDocumentReachesNoPrinter(t *testing.T) {
	device, p := newPrinter(t)
	wantNothingTaken(t, p.Print(t.Context(), printer.Document{printer.QR{}}), printer.Unprintable)
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
		if err := p.Print(t.Context(), receipt()); !errors.Is(err, printer.ErrNoPrinter) {
			t.Errorf("%s: got %v, want ErrNoPrinter", name, err)
		}
		if err := p.Send(t.Context(), []byte("x")); !errors.Is(err, printer.ErrNoPrinter) {
			t.Errorf("%s: got %v, want ErrNoPrinter", name, err)
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
		wantNothingTaken(t, p.Print(ctx, receipt()), printer.Stopped)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a job was written after we were told to stop")
	}
}

func TestConnectionIsClosed(t *testing.T) {
	for name, read := range map[string]func(net.Conn){
		"after a job":            func(c net.Conn) { io.Copy(io.Discard, c) },
		"after a job that broke": func(c net.Conn) { readSome(3)(c); c.Close() },
	} {
		synctest.Test(t, func(t *testing.T) {
			var near net.Conn
			p := &printer.Printer{Transport: pipe{read, &near}, Profile: profile(t, "epson-80")}
			p.Print(t.Context(), receipt())
			if _, err := near.Read(nil); !errors.Is(err, io.ErrClosedPipe) {
				t.Errorf("%s the connection stays open: %v", name, err)
			}
			near.Close()
		})
	}
}

// pipe is a transport in memory, with a function that reads at the other end.
type pipe struct {
	read func(net.Conn)
	near *net.Conn // the end of the last connection that the printer writes to
}

func (p pipe) Open(context.Context) (printer.Conn, error) {
	near, far := net.Pipe()
	if p.near != nil {
		*p.near = near
	}
	go p.read(far)
	return pipeConn{near}, nil
}

type pipeConn struct{ net.Conn }

func (pipeConn) Finish(context.Context) error { return nil }

func readSome(n int) func(net.Conn) {
	return func(c net.Conn) { c.Read(make([]byte, n)) }
}

func TestTimeLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: pipe{read: readSome(100)}, Profile: profile(t, "epson-80")}
		start := time.Now()
		err := p.Send(t.Context(), make([]byte, 9600))
		partial := wantDoubt(t, err, printer.TimedOut)
		if partial.Accepted != 100 || partial.Total != 9600 {
			t.Errorf("got %d of %d bytes, want 100 of 9600", partial.Accepted, partial.Total)
		}
		if got, want := time.Since(start), 25*time.Second; got != want {
			t.Errorf("gave up after %v, want %v", got, want)
		}
	})
}

func TestStoppedInTheMiddle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		p := &printer.Printer{Transport: pipe{read: func(c net.Conn) { readSome(7)(c); cancel() }}, Profile: profile(t, "epson-80")}
		partial := wantDoubt(t, p.Print(ctx, receipt()), printer.Stopped)
		if partial.Accepted != 7 {
			t.Errorf("got %d bytes, want 7", partial.Accepted)
		}
	})
}

// A printer that takes no byte at all until we give up has printed nothing.
func TestTimedOutWithoutAByteIsSafe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: pipe{read: func(net.Conn) {}}, Profile: profile(t, "epson-80")}
		wantNothingTaken(t, p.Print(t.Context(), receipt()), printer.TimedOut)
	})
}

// Whoever waits behind a long job can leave, and the job is not disturbed.
func TestWaitingForTheTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: pipe{read: readSome(1)}, Profile: profile(t, "epson-80")}
		long := make(chan error)
		go func() { long <- p.Print(context.Background(), receipt()) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		wantNothingTaken(t, p.Print(ctx, receipt()), printer.TimedOut)
		if got := time.Since(start); got != time.Second {
			t.Errorf("waited %v, want 1s", got)
		}
		wantDoubt(t, <-long, printer.TimedOut)
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
func (s stubborn) Write([]byte) (int, error)                  { <-s.closed; return 3, syscall.EIO }
func (s stubborn) Close() error                               { s.once.Do(func() { close(s.closed) }); return nil }
func (s stubborn) Open(context.Context) (printer.Conn, error) { return s, nil }

func TestDeviceWithoutDeadlineIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer.Printer{Transport: stubborn{closed: make(chan struct{}), once: new(sync.Once)}, Profile: profile(t, "epson-80")}
		if partial := wantDoubt(t, p.Print(t.Context(), receipt()), printer.TimedOut); partial.Accepted != 3 {
			t.Errorf("got %d bytes, want 3", partial.Accepted)
		}
	})
}
