package printer

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"kasir/printer/winspool"
)

// spooled hands jobs to a printer of Windows.
type spooled struct {
	system winspool.System
	name   string
}

func (s spooled) Open(context.Context) (Conn, error) {
	handle, err := s.system.Open(s.name)
	if err != nil {
		return nil, winspoolError(err)
	}
	conn := &spooledConn{spooled: s, handle: handle}
	// Open succeeds while the printer is off.
	status, attributes, err := s.system.Printer(handle)
	if err == nil {
		if cause := winspoolCause(status, attributes); cause != Well {
			err = &Error{cause, errors.New("the print queue says so")}
		}
	}
	if err != nil {
		return nil, errors.Join(winspoolError(err), conn.Close())
	}
	return conn, nil
}

func winspoolError(err error) error {
	switch {
	case errors.Is(err, winspool.ErrElsewhere):
		return &Error{NoSpooler, err}
	case errors.Is(err, winspool.ErrNoPrinter):
		return &Error{NoQueue, err}
	}
	return err
}

// A bit and the cause that it stands for; the first that is set counts.
type bitCause struct {
	bits  uint32
	cause Cause
}

var printerBits = []bitCause{
	{winspool.PrinterPaperOut | winspool.PrinterPaperProblem, PaperOut},
	{winspool.PrinterDoorOpen, CoverOpen},
	{winspool.PrinterPaperJam, CutterError},
	{winspool.PrinterPaused, Paused},
	{winspool.PrinterOffline | winspool.PrinterNotAvailable | winspool.PrinterNeedsPerson, Offline},
	{winspool.PrinterError, Unrepaired},
}

var jobBits = []bitCause{
	{winspool.JobPaperOut, PaperOut},
	{winspool.JobPaused, Paused},
	{winspool.JobOffline | winspool.JobNeedsPerson | winspool.JobBlocked, Offline},
	{winspool.JobError, Unrepaired},
}

func causeOfBits(status uint32, table []bitCause) Cause {
	for _, row := range table {
		if status&row.bits != 0 {
			return row.cause
		}
	}
	return Well
}

func winspoolCause(status, attributes uint32) Cause {
	cause := causeOfBits(status, printerBits)
	if cause == Well && attributes&winspool.WorkOffline != 0 {
		return Offline
	}
	return cause
}

type spooledConn struct {
	spooled
	handle  winspool.Handle
	closing sync.Once
	job     uint32
	begun   bool
	trouble func(Cause)
}

// Write hands a job over. It begins to come out when Finish ends it, or before.
func (c *spooledConn) Write(b []byte) (int, error) {
	if !c.begun {
		job, err := c.system.Start(c.handle, jobTitle)
		if err != nil {
			return 0, err
		}
		c.job, c.begun = job, true
	}
	taken := 0
	for taken < len(b) {
		n, err := c.system.Write(c.handle, b[taken:])
		taken += n
		if err != nil {
			return taken, err
		}
		if n == 0 {
			return taken, io.ErrShortWrite
		}
	}
	return taken, nil
}

// Watch is asked before Finish.
func (c *spooledConn) Watch(trouble func(Cause)) { c.trouble = trouble }

// Finish ends the job and waits until it has left the queue.
func (c *spooledConn) Finish(ctx context.Context) error {
	if err := c.system.End(c.handle); err != nil {
		return err
	}
	return follow(ctx, func() (look, error) {
		status, err := c.system.Job(c.handle, c.job)
		switch {
		case errors.Is(err, winspool.ErrNoJob):
			return look{gone: true}, nil
		case err != nil:
			return look{}, err
		case status&winspool.JobDeleted != 0:
			return look{}, errDropped
		case status&(winspool.JobPrinted|winspool.JobComplete) != 0:
			return look{gone: true}, nil
		}
		return look{cause: causeOfBits(status, jobBits)}, nil
	}, func() error { return c.system.Delete(c.handle, c.job) }, c.trouble)
}

func (c *spooledConn) Read([]byte) (int, error)    { return 0, io.EOF }
func (c *spooledConn) SetDeadline(time.Time) error { return nil } // the spooler takes bytes at once
func (c *spooledConn) Traits() Traits              { return Traits{Whole: true} }

func (c *spooledConn) Close() (err error) {
	c.closing.Do(func() { err = c.system.Close(c.handle) })
	return err
}
