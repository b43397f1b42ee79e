package printer

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// A Cause is why a job was not printed. The ui chooses the words for it.
type Cause uint8

// Causes.
const (
	Failed      Cause = iota // none of those below
	Unprintable              // the document cannot be printed; trying again is useless
	NoAddress                // the network does not know the printer's name
	Unreachable              // nothing answers: the printer is off, unplugged or in another network
	Refused                  // the device is there and takes no job, as when it serves another program
	Denied                   // the system does not let us use the device
	NoDevice                 // the device file does not exist, or nothing is plugged in
	Broken                   // the connection broke off
	TimedOut                 // the device took too long
	Stopped                  // we were told to stop
)

var causeNames = [...]string{
	"failed", "unprintable", "no-address", "unreachable", "refused",
	"denied", "no-device", "broken", "timed-out", "stopped",
}

// String is a stable word, for records, logs and the word lists.
func (c Cause) String() string {
	if int(c) < len(causeNames) {
		return causeNames[c]
	}
	return "unknown cause"
}

// CauseOf finds the cause of an error from Print or from a Transport.
func CauseOf(err error) Cause {
	var none *Error
	var partial *PartialError
	switch {
	case errors.As(err, &none):
		return none.Cause
	case errors.As(err, &partial):
		return partial.Cause
	}
	return systemCause(err)
}

// systemCause reads the cause from what the system says.
func systemCause(err error) Cause {
	var dns *net.DNSError
	var errno syscall.Errno
	switch {
	case errors.Is(err, context.Canceled):
		return Stopped
	case errors.As(err, &dns):
		return NoAddress
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return TimedOut
	case errors.Is(err, fs.ErrNotExist):
		return NoDevice
	case errors.Is(err, fs.ErrPermission):
		return Denied
	case errors.Is(err, io.ErrClosedPipe), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return Broken
	case errors.As(err, &errno):
		return systemCauses[errno]
	}
	return Failed
}
