package printer

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"
)

// device writes to a device file such as /dev/usb/lp0, or to a plain file, in
// which each job is put behind the last one.
type device struct{ path string }

func (d device) Open(context.Context) (Conn, error) {
	// For reading too, because printers answer.
	file, err := os.OpenFile(d.path, os.O_RDWR|os.O_APPEND, 0)
	if errors.Is(err, fs.ErrNotExist) && !strings.HasPrefix(d.path, "/dev/") {
		// A receipt names customers: the file is for its owner.
		file, err = os.OpenFile(d.path, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	}
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	// What a plain file would answer is the receipts before.
	return &deviceConn{File: file, answers: info.Mode()&fs.ModeCharDevice != 0, closed: make(chan struct{})}, nil
}

type deviceConn struct {
	*os.File
	answers bool
	closing sync.Once
	closed  chan struct{}
}

// quiet is how long a USB printer that has nothing to say is left alone.
const quiet = 20 * time.Millisecond

// Read waits for what the printer says. The system's driver calls it the end of
// the file when a USB printer has nothing to say.
func (c *deviceConn) Read(b []byte) (int, error) {
	for {
		n, err := c.File.Read(b)
		if n > 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
		select {
		case <-time.After(quiet):
		case <-c.closed:
			return 0, fs.ErrClosed
		}
	}
}

// Finish has nothing to wait for: the system has taken the bytes.
func (*deviceConn) Finish(context.Context) error { return nil }

func (c *deviceConn) Traits() Traits { return Traits{Answers: c.answers} }

func (c *deviceConn) Close() error {
	c.closing.Do(func() { close(c.closed) })
	return c.File.Close()
}
