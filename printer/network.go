package printer

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"
)

// A printer in the same room answers in milliseconds.
const dialLimit = 3 * time.Second

// network reaches a printer by TCP, usually at port 9100.
type network struct{ address string }

func (n network) Open(ctx context.Context) (Conn, error) {
	dialer := net.Dialer{Timeout: dialLimit}
	conn, err := dialer.DialContext(ctx, "tcp", n.address)
	if err != nil {
		return nil, dialError(ctx, fmt.Errorf("connect to %s: %w", n.address, err))
	}
	return networkConn{conn.(halfCloser)}, nil
}

// dialError tells a printer that does not answer from a job that took too long:
// in both the time runs out, but in the first it is our dial limit.
func dialError(ctx context.Context, err error) error {
	var timeout net.Error
	var lookup *net.DNSError
	if ctx.Err() == nil && errors.As(err, &timeout) && timeout.Timeout() && !errors.As(err, &lookup) {
		return &Error{Cause: Unreachable, Err: err}
	}
	return err
}

// halfCloser is a connection whose two sides can be closed one by one.
type halfCloser interface {
	net.Conn
	CloseWrite() error
}

type networkConn struct{ halfCloser }

// Finish closes our side. The printer closes its own when it has read
// everything. To close both at once, with an unread status byte waiting, would
// make the system drop what it has not sent yet.
func (c networkConn) Finish(context.Context) error {
	if err := c.CloseWrite(); err != nil {
		return fmt.Errorf("end the job: %w", err)
	}
	return nil
}

func (networkConn) Traits() Traits { return Traits{Answers: true, Ends: true} }
