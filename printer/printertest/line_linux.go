package printertest

import (
	"fmt"
	"net"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// NewSerial makes a healthy printer at the end of a serial line, which is a
// pseudo-terminal. Address and Device lead to it. It notices no end of a job:
// Jobs has what came when the test ends, Taken what has come so far.
func NewSerial(t testing.TB) *Printer {
	t.Helper()
	// A raw descriptor in Go's poller, so that Close ends a read.
	printer, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Fatalf("printertest: make a serial line: %v", err)
	}
	path := open(t, printer)
	// While this end is open, the printer does not see the till hang up.
	till, err := os.OpenFile(path, os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatalf("printertest: make a serial line: %v", err)
	}
	t.Cleanup(func() { till.Close() })
	raw(t, till)
	p := NewInMemory(t)
	p.address = path
	p.work.Add(1)
	go p.serve(line{printer})
	return p
}

// Device is the path of a serial printer's line.
func (p *Printer) Device() string { return p.address }

// open lets the other end be opened and names it.
func open(t testing.TB, printer *os.File) string {
	t.Helper()
	var number int
	control(t, printer, func(fd int) (err error) {
		if err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err == nil {
			number, err = unix.IoctlGetInt(fd, unix.TIOCGPTN)
		}
		return err
	})
	return fmt.Sprintf("/dev/pts/%d", number)
}

// raw makes the line carry bytes as they are, as a device does.
func raw(t testing.TB, till *os.File) {
	t.Helper()
	control(t, till, func(fd int) error {
		settings, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		if err != nil {
			return err
		}
		settings.Iflag, settings.Oflag, settings.Lflag = 0, 0, 0
		return unix.IoctlSetTermios(fd, unix.TCSETS, settings)
	})
}

func control(t testing.TB, file *os.File, do func(fd int) error) {
	t.Helper()
	conn, err := file.SyscallConn()
	if err == nil {
		var failed error
		err = conn.Control(func(fd uintptr) { failed = do(int(fd)) })
		if err == nil {
			err = failed
		}
	}
	if err != nil {
		t.Fatalf("printertest: set the serial line: %v", err)
	}
}

// line is the printer's end of a serial line.
type line struct{ *os.File }

func (line) LocalAddr() net.Addr  { return nil }
func (line) RemoteAddr() net.Addr { return nil }

var _ net.Conn = line{}
