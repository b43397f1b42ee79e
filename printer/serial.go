package printer

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"

	"go.bug.st/serial"
)

// usualBaud is the speed at which most serial printers leave the factory.
const usualBaud = 9600

// serialChunk is how many bytes are on their way at the most when a printer
// says that its memory is full. Printers say so a hundred bytes or more before
// it is.
const serialChunk = 64

// wire reaches a printer by a serial port, which may stand for Bluetooth.
type wire struct {
	port string
	baud int
}

func (w wire) Open(context.Context) (Conn, error) {
	port, err := serial.Open(w.port, &serial.Mode{BaudRate: w.baud})
	if err != nil {
		return nil, serialError(err)
	}
	return &wireConn{port: port, baud: w.baud, closed: make(chan struct{})}, nil
}

// serialError gives the library's words those of the system.
func serialError(err error) error {
	var known *serial.PortError
	var other serial.PortError
	switch {
	case errors.As(err, &known):
	case errors.As(err, &other):
		known = &other
	case errors.Is(err, fs.ErrPermission):
		return &Error{DeniedSerial, err}
	default:
		return err
	}
	switch code := known.Code(); {
	case code == serial.PortBusy:
		return &Error{Refused, err}
	case code == serial.PermissionDenied:
		return &Error{DeniedSerial, err}
	case code == serial.PortNotFound, code == serial.InvalidSerialPort:
		return &Error{NoDevice, err}
	case code == serial.PortClosed:
		return &Error{Broken, err}
	}
	return err
}

type wireConn struct {
	port    serial.Port
	baud    int
	closing sync.Once
	closed  chan struct{}
}

func (c *wireConn) Read(b []byte) (int, error) {
	n, err := c.port.Read(b)
	if err != nil {
		err = serialError(err)
	}
	return n, err
}

// Write returns when the bytes have left, so that a printer that wants none can
// still be heard.
func (c *wireConn) Write(b []byte) (int, error) {
	n, err := c.port.Write(b)
	if err == nil {
		err = c.port.Drain()
	}
	select {
	case <-c.closed:
		return n, &Error{Broken, fs.ErrClosed}
	default:
	}
	if err != nil {
		err = serialError(err)
	}
	return n, err
}

// SetDeadline: a port has none, and is closed instead.
func (c *wireConn) SetDeadline(time.Time) error { return errors.ErrUnsupported }

// Finish has nothing to wait for: what was written has left.
func (c *wireConn) Finish(context.Context) error { return nil }

// Close makes a write return that is under way.
func (c *wireConn) Close() (err error) {
	c.closing.Do(func() {
		close(c.closed)
		_ = c.port.ResetOutputBuffer() // or a printer that takes nothing would hold the port
		err = c.port.Close()
	})
	return err
}

// Traits: a byte takes ten bits on the line.
func (c *wireConn) Traits() Traits {
	return Traits{Answers: true, Speed: c.baud / 10, Chunk: serialChunk}
}
