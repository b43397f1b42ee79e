package printer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// A Cause is why a job was not printed, or waits. The ui chooses the words for it.
type Cause uint8

// Causes.
const (
	Well         Cause = iota // nothing is wrong
	Failed                    // none of those below
	NotSet                    // the shop has set up no printer
	Unprintable               // the document cannot be printed; trying again is useless
	NoAddress                 // the network does not know the printer's name
	Unreachable               // nothing answers: the printer is off, unplugged or in another network
	Refused                   // the device is there and takes no job, as when it serves another program
	Denied                    // the system does not let us use the printer
	DeniedSerial              // the system does not let us use the serial port
	NoDevice                  // the device file does not exist, or nothing is plugged in
	NoQueue                   // the system has no print queue of that name
	NoSpooler                 // the system has no print queues, or their service does not run
	Paused                    // somebody has paused the print queue
	Broken                    // the connection broke off
	TimedOut                  // the device took too long
	Stopped                   // we were told to stop
	PaperOut
	NearEnd // of the paper; it still prints
	CoverOpen
	CutterError
	Offline     // the printer says so and gives no reason
	Recovering  // it goes on by itself, as when its head has cooled down
	Unrepaired  // it wants to be switched off and on, or repaired
	Silent      // it used to answer and no longer does
	Unconfirmed // it took everything and never said that it was done
)

var causeNames = [...]string{
	"", "failed", "no-printer", "unprintable", "no-address", "unreachable", "refused",
	"denied", "denied-serial", "no-device", "no-queue", "no-spooler", "paused", "broken", "timed-out", "stopped",
	"paper-out", "near-end", "cover-open", "cutter", "offline", "recovering", "unrepaired", "silent", "unconfirmed",
}

// Causes lists all causes but Well.
func Causes() []Cause {
	var all []Cause
	for c := Failed; int(c) < len(causeNames); c++ {
		all = append(all, c)
	}
	return all
}

// String is a stable word, for records, logs and the word lists; empty for Well.
func (c Cause) String() string {
	if int(c) < len(causeNames) {
		return causeNames[c]
	}
	return "unknown cause"
}

// ErrNotSet means that the shop has set up no printer. Nothing went wrong, and
// nothing was printed.
var ErrNotSet = errors.New("printer: no printer is set up")

// An Error carries a cause that only the transport can tell.
type Error struct {
	Cause Cause
	Err   error // what the system says, for the log
}

// Error is for the log, not for people at the till.
func (e *Error) Error() string { return fmt.Sprintf("printer: %s: %v", e.Cause, e.Err) }

// Unwrap returns what the system says.
func (e *Error) Unwrap() error { return e.Err }

// CauseOf finds the cause of an error of a Transport; Well for none.
func CauseOf(err error) Cause {
	var known *Error
	switch {
	case err == nil:
		return Well
	case errors.As(err, &known):
		return known.Cause
	case errors.Is(err, ErrNotSet):
		return NotSet
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
	case errors.Is(err, io.ErrClosedPipe), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, net.ErrClosed):
		return Broken
	case errors.As(err, &errno) && systemCauses[errno] != Well:
		return systemCauses[errno]
	}
	return Failed
}
