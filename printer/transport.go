package printer

import (
	"context"
	"io"
	"time"
)

// A Transport is a way to a device. It may be used from several goroutines.
type Transport interface {
	// Open makes a connection for one job. An error means that the device has
	// taken nothing.
	Open(ctx context.Context) (Conn, error)
}

// A Conn is a connection that carries one job.
type Conn interface {
	// Write hands bytes over. Beside an error it says how many were taken.
	io.ReadWriteCloser

	// SetDeadline makes Read and Write give up at a time. A device that cannot
	// do so returns an error, and is closed instead.
	SetDeadline(t time.Time) error

	// Finish tells the device that the job is complete, and waits until it has
	// taken what is on the way, or long enough. An error means that the end of
	// the job may be lost.
	Finish(ctx context.Context) error
}

// none is the Transport of a shop without a printer.
type none struct{}

func (none) Open(context.Context) (Conn, error) { return nil, ErrNoPrinter }
