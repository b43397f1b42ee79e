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
	// Write hands bytes over. Beside an error it says how many were taken. Read
	// gives what the device says. Close may be called twice.
	io.ReadWriteCloser

	// SetDeadline makes Read and Write give up at a time. A device that cannot
	// do so returns an error, and is closed instead.
	SetDeadline(t time.Time) error

	// Finish tells the device that the job is complete. An error means that the
	// end of the job may be lost.
	Finish(ctx context.Context) error

	// Traits says what the connection can do.
	Traits() Traits
}

// Traits are what a connection can do. The zero Traits are those of a file.
type Traits struct {
	Answers bool // the device can answer; otherwise nothing is read
	Ends    bool // a device that has read everything closes its side
	Whole   bool // the job is handed over in one piece
	Speed   int  // bytes a second; 0 if the line is not what takes the time
	Chunk   int  // bytes handed over at once; 0 means the usual
}

// none is the Transport of a shop without a printer.
type none struct{}

func (none) Open(context.Context) (Conn, error) { return nil, ErrNotSet }
