package printer

import (
	"context"
	"io"
	"net"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"kasir/printer/escpos"
	"kasir/printer/printertest"
)

// halfPipe is a connection in memory to a printer that reads everything and
// never closes its side.
type halfPipe struct {
	net.Conn
	finished chan struct{}
}

func (p halfPipe) CloseWrite() error { close(p.finished); return nil }

func (p halfPipe) Open(context.Context) (Conn, error) { return networkConn{p}, nil }

func text() Document { return Document{Text{Text: "Tea"}} }

func epson(t *testing.T) escpos.Profile {
	t.Helper()
	profile, ok := escpos.Lookup("epson-80")
	if !ok {
		t.Fatal("no profile epson-80")
	}
	return profile
}

// Some printers keep their side open for ever. Each receipt would then take as
// long as the time limit of the job.
func TestPrinterThatNeverClosesIsNotWaitedForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		defer far.Close()
		go io.Copy(io.Discard, far)
		pipe := halfPipe{near, make(chan struct{})}
		start := time.Now()
		p := &Printer{Transport: pipe, Profile: epson(t)}
		if got := p.Print(t.Context(), text()); got.Outcome != Sent {
			t.Errorf("got %v: all bytes were taken, so this is no failure", got)
		}
		if took := time.Since(start); took != answerLimit+drainLimit {
			t.Errorf("took %v, want %v", took, answerLimit+drainLimit)
		}
		select {
		case <-pipe.finished:
		default:
			t.Error("the printer was not told that the job ends")
		}
	})
}

// atTheEnd calls a function when the end of a job is to be awaited.
type atTheEnd struct {
	Transport
	Conn
	call func()
}

func (a atTheEnd) Open(ctx context.Context) (Conn, error) {
	conn, err := a.Transport.Open(ctx)
	return atTheEnd{Conn: conn, call: a.call}, err
}

func (a atTheEnd) Finish(ctx context.Context) error {
	a.call()
	return a.Conn.Finish(ctx)
}

// To be told to stop while the end of the job is awaited leaves it in doubt.
func TestStoppedWhileFinishing(t *testing.T) {
	device := printertest.New(t)
	device.Behave(printertest.Stalled())
	way, err := ParseAddress(device.Address())
	if err != nil {
		t.Fatal(err)
	}
	for name, stop := range map[string]func(cancel func()){
		"just before": func(cancel func()) { cancel() },
		"meanwhile":   func(cancel func()) { go cancel() },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		p := &Printer{Transport: atTheEnd{Transport: way, call: func() { stop(cancel) }}, Profile: epson(t)}
		got := p.Print(ctx, text())
		if got.Outcome != Unknown || got.Cause != Stopped || got.Accepted != got.Total {
			t.Errorf("%s: got %v, want all bytes in doubt", name, got)
		}
		cancel()
	}
}

// A host that does not answer within our patience is switched off or elsewhere.
// It is not the job that took too long.
func TestTimeoutOfConnectIsUnreachable(t *testing.T) {
	ended, cancel := context.WithDeadline(t.Context(), time.Unix(1, 0))
	defer cancel()
	silence := &net.OpError{Op: "dial", Err: timeout{}}
	tests := []struct {
		ctx  context.Context
		err  error
		want Cause
	}{
		{t.Context(), silence, Unreachable},
		{ended, silence, TimedOut},
		{t.Context(), &net.OpError{Op: "dial", Err: &net.DNSError{IsTimeout: true}}, NoAddress},
		{t.Context(), &net.OpError{Op: "dial", Err: syscall.EACCES}, Denied},
	}
	for _, test := range tests {
		if got := CauseOf(dialError(test.ctx, test.err)); got != test.want {
			t.Errorf("%v: got %v, want %v", test.err, got, test.want)
		}
	}
}

// timeout is what the net package says when a dial takes too long.
type timeout struct{}

func (timeout) Error() string     { return "i/o timeout" }
func (timeout) Timeout() bool     { return true }
func (timeout) Temporary() bool   { return true }
func (timeout) Is(err error) bool { return err == context.DeadlineExceeded }
