package printer

import (
	"errors"
	"fmt"
)

// ErrNoPrinter means that the shop has set up no printer. Nothing went wrong,
// and nothing was printed.
var ErrNoPrinter = errors.New("printer: no printer is set up")

// An Error says that a job was not printed: the device took none of its bytes.
// Printing it again is safe.
type Error struct {
	Cause Cause
	Err   error // what the system says, for the log
}

// Error is for the log, not for people at the till.
func (e *Error) Error() string { return fmt.Sprintf("printer: %s: %v", e.Cause, e.Err) }

// Unwrap returns what the system says.
func (e *Error) Unwrap() error { return e.Err }

// A PartialError says that nobody knows whether a job was printed: the device,
// or the network on the way to it, took some of its bytes. All of them may be
// taken and the paper still be missing. It must not be printed again without
// asking a person.
type PartialError struct {
	Cause    Cause
	Accepted int // bytes that were taken
	Total    int // bytes of the job
	Err      error
}

// Error is for the log, not for people at the till.
func (e *PartialError) Error() string {
	return fmt.Sprintf("printer: %s after %d of %d bytes: %v", e.Cause, e.Accepted, e.Total, e.Err)
}

// Unwrap returns what the system says.
func (e *PartialError) Unwrap() error { return e.Err }

// failed sorts a failure by the one thing that matters: was a byte taken?
func failed(err error, accepted, total int) error {
	if accepted > 0 {
		return &PartialError{Cause: CauseOf(err), Accepted: accepted, Total: total, Err: err}
	}
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return &Error{Cause: CauseOf(err), Err: err}
}
