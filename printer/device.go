package printer

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
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
	return deviceConn{file}, nil
}

type deviceConn struct{ *os.File }

// Finish has nothing to wait for: the system has taken the bytes.
func (deviceConn) Finish(context.Context) error { return nil }
