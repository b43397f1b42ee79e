package printer

import (
	"context"
	"fmt"
	"sync"
	"time"

	"kasir/printer/escpos"
)

// A Printer is one device and the way to it. Its methods may be called from
// several goroutines; jobs are sent one after the other. Its zero value is no
// printer.
type Printer struct {
	Transport Transport // nil means that no printer is set up
	Profile   escpos.Profile

	turn turn
}

// IsSet says whether the shop has a printer. It does not ask the device.
func (p *Printer) IsSet() bool {
	if p == nil || p.Transport == nil {
		return false
	}
	_, isNone := p.Transport.(none)
	return !isNone
}

// Print sends a document. What its results mean is said at the package.
func (p *Printer) Print(ctx context.Context, doc Document) error {
	if !p.IsSet() {
		return ErrNoPrinter
	}
	job, _, err := Encode(doc, p.Profile)
	if err != nil {
		return &Error{Cause: Unprintable, Err: err}
	}
	return p.Send(ctx, job)
}

// Send sends a document that has been encoded already. A job that takes longer
// than 15 seconds and the time of its bytes on a slow line is given up.
func (p *Printer) Send(ctx context.Context, job []byte) error {
	if !p.IsSet() {
		return ErrNoPrinter
	}
	if err := p.turn.take(ctx); err != nil {
		return failed(fmt.Errorf("wait for the job before: %w", err), 0, len(job))
	}
	defer p.turn.give()
	ctx, cancel := context.WithTimeout(ctx, timeLimit(len(job)))
	defer cancel()

	conn, err := p.Transport.Open(ctx)
	if err != nil {
		return failed(err, 0, len(job))
	}
	defer func() { _ = conn.Close() }() // Write and Finish have said how it went
	defer interrupt(ctx, conn)()
	accepted, err := conn.Write(job)
	if err == nil {
		err = conn.Finish(ctx)
	}
	if err != nil {
		if stop := ctx.Err(); stop != nil {
			err = fmt.Errorf("%w: %w", stop, err)
		}
		return failed(err, accepted, len(job))
	}
	return nil
}

// timeLimit is how long a job may take: 15 seconds for a printer that is busy,
// and the time that the bytes take at 9600 baud.
func timeLimit(bytes int) time.Duration {
	return 15*time.Second + time.Duration(bytes)*time.Second/960
}

// interrupt makes the connection give up as soon as the context ends.
func interrupt(ctx context.Context, conn Conn) (stop func() bool) {
	return context.AfterFunc(ctx, func() {
		if conn.SetDeadline(time.Unix(1, 0)) != nil {
			_ = conn.Close()
		}
	})
}

// A turn lets one job at a time through. Unlike a mutex it can be waited for
// with a context.
type turn struct {
	once sync.Once
	slot chan struct{}
}

func (t *turn) take(ctx context.Context) error {
	t.once.Do(func() { t.slot = make(chan struct{}, 1) })
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case t.slot <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *turn) give() { <-t.slot }
