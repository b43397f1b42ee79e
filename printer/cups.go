package printer

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"kasir/printer/cups"
)

// jobTitle is what a print queue shows of a job. It names nobody.
const jobTitle = "Kasir"

// queued hands jobs to a print queue of CUPS.
type queued struct {
	server cups.Server
	name   string
}

func (q queued) Open(ctx context.Context) (Conn, error) {
	state, err := q.server.Queue(ctx, q.name)
	if err != nil {
		return nil, cupsError(err)
	}
	cause := cupsCause(state.Reasons)
	switch {
	case cause != Well && cause != NearEnd:
	case state.Stopped, !state.Accepting:
		cause = Paused
	default:
		return &queuedConn{ctx: ctx, queued: q, repeats: state.Repeats()}, nil
	}
	return nil, &Error{cause, errors.New("the print queue says so")}
}

func cupsError(err error) error {
	switch {
	case errors.Is(err, cups.ErrNoService):
		return &Error{NoSpooler, err}
	case errors.Is(err, cups.ErrNoQueue):
		return &Error{NoQueue, err}
	case errors.Is(err, cups.ErrForbidden):
		return &Error{Denied, err}
	}
	var refused *cups.RefusedError
	if errors.As(err, &refused) {
		return &Error{Refused, err}
	}
	return err
}

// cupsCauses are the keywords of RFC 8011 5.4.12 that stop a receipt printer.
var cupsCauses = map[string]Cause{
	"media-empty": PaperOut, "media-needed": PaperOut, "media-low": NearEnd,
	"cover-open": CoverOpen, "door-open": CoverOpen, "interlock-open": CoverOpen,
	"media-jam": CutterError, "paused": Paused, "moving-to-paused": Paused,
	"offline": Offline, "shutdown": Offline, "timed-out": Offline, "connecting-to-device": Offline,
}

// cupsCause finds the first reason that stops the printer.
func cupsCause(reasons []string) Cause {
	found := Well
	for _, reason := range reasons {
		for _, suffix := range []string{"-error", "-warning", "-report"} {
			reason = strings.TrimSuffix(reason, suffix)
		}
		if cause := cupsCauses[reason]; cause != Well && (found == Well || found == NearEnd) {
			found = cause
		}
	}
	return found
}

type queuedConn struct {
	queued
	ctx     context.Context
	repeats bool
	job     int32
	trouble func(Cause)
}

// Write hands a whole job over.
func (c *queuedConn) Write(b []byte) (int, error) {
	job, taken, err := c.server.Print(c.ctx, c.name, jobTitle, b)
	if c.job = job; taken {
		return len(b), err
	}
	return 0, cupsError(err)
}

// Watch is asked before Finish.
func (c *queuedConn) Watch(trouble func(Cause)) { c.trouble = trouble }

// Finish waits until the queue has sent the job.
func (c *queuedConn) Finish(ctx context.Context) error {
	return follow(ctx, func() (look, error) {
		state, err := c.server.Job(ctx, c.name, c.job)
		if err != nil {
			return look{}, err
		}
		if state == cups.Aborted || state == cups.Canceled {
			return look{}, errDropped
		}
		if state == cups.Completed {
			return look{gone: true}, nil
		}
		queue, err := c.server.Queue(ctx, c.name)
		cause := cupsCause(queue.Reasons)
		if queue.Stopped && cause == Well {
			cause = Paused
		}
		return look{cause: cause}, err
	}, func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopLimit)
		defer cancel()
		return c.server.Cancel(ctx, c.name, c.job)
	}, c.trouble)
}

func (c *queuedConn) Repeats() bool               { return c.repeats }
func (c *queuedConn) Read([]byte) (int, error)    { return 0, io.EOF }
func (c *queuedConn) SetDeadline(time.Time) error { return nil } // the context ends it
func (c *queuedConn) Close() error                { return nil }
func (c *queuedConn) Traits() Traits              { return Traits{Whole: true} }
