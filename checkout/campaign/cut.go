package campaign

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"time"
)

// The ways to cut a connection at a byte.
const (
	cutSent      = "sent"      // of the request; the service never hears the rest
	cutSwallowed = "swallowed" // of the request; the service hears it all, and deals with it
	cutAnswered  = "answered"  // of the answer, by an end of the stream
	cutReset     = "reset"     // of the answer, by a reset
)

// Cuts lists the ways to cut a connection.
func Cuts() []string { return []string{cutSent, cutSwallowed, cutAnswered, cutReset} }

func cutFault(mode, at string) (Fault, error) {
	n, err := strconv.Atoi(at)
	if err != nil {
		return Fault{}, fmt.Errorf("campaign: fault %s@%s: %w", mode, at, errUnknownCut)
	}
	f := Fault{Name: mode + "@" + at}
	switch mode {
	case cutSent:
		f.conn = func(_ *wire, here net.Conn) net.Conn { return &halfSent{Conn: here, left: n} }
	case cutSwallowed:
		f.conn = func(_ *wire, here net.Conn) net.Conn { return &swallowed{Conn: here, at: n} }
	case cutAnswered:
		f.conn = func(_ *wire, here net.Conn) net.Conn { return &halfRead{Conn: here, left: n, end: io.EOF} }
	case cutReset:
		f.conn = func(_ *wire, here net.Conn) net.Conn { return &halfRead{Conn: here, left: n, end: errReset} }
	default:
		return Fault{}, fmt.Errorf("campaign: fault %s@%s: %w", mode, at, errUnknownCut)
	}
	return f, nil
}

// halfSent breaks after some bytes of the request have left.
type halfSent struct {
	net.Conn
	left int
}

func (c *halfSent) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b[:min(len(b), c.left)])
	c.left -= n
	if err != nil || n == len(b) && c.left > 0 {
		return n, err
	}
	_ = c.Conn.Close()
	return n, errReset
}

// swallowed tells the till that it broke, when the service has heard it all.
type swallowed struct {
	net.Conn
	at   int
	sent int
}

func (c *swallowed) Write(b []byte) (int, error) {
	if c.sent+len(b) <= c.at {
		n, err := c.Conn.Write(b)
		c.sent += n
		return n, err
	}
	if _, err := c.Conn.Write(b); err == nil {
		_, _ = io.Copy(io.Discard, c.Conn) // until the service has dealt with it
	}
	_ = c.Conn.Close()
	return max(c.at-c.sent, 0), errReset
}

// halfRead breaks after some bytes of the answer have come.
type halfRead struct {
	net.Conn
	left int
	end  error
}

func (c *halfRead) Read(b []byte) (int, error) {
	if c.left <= 0 {
		_, _ = io.Copy(io.Discard, c.Conn)
		_ = c.Conn.Close()
		return 0, c.end
	}
	n, err := c.Conn.Read(b[:min(len(b), c.left)])
	c.left -= n
	return n, err
}

// delay keeps a request and breaks; the service hears of it later.
func (w *wire) delay(here net.Conn, by time.Duration) net.Conn {
	return &delayed{Conn: here, wire: w, by: by, sent: make(chan []byte, 1), gone: make(chan struct{})}
}

type delayed struct {
	net.Conn
	wire *wire
	by   time.Duration
	sent chan []byte // what the till wrote first; requests are that small
	gone chan struct{}
	once sync.Once
}

func (c *delayed) Write(b []byte) (int, error) {
	select {
	case c.sent <- bytes.Clone(b):
	default:
	}
	return len(b), nil
}

func (c *delayed) Read([]byte) (int, error) {
	select {
	case sent := <-c.sent:
		c.wire.late.Go(func() { c.wire.deliver(sent, c.by) })
	case <-c.gone:
	}
	return 0, errReset
}

func (c *delayed) Close() error {
	c.once.Do(func() { close(c.gone) })
	return c.Conn.Close()
}

// deliver lets a request arrive whose sender has gone.
func (w *wire) deliver(sent []byte, after time.Duration) {
	pass(context.Background(), after)
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(sent)))
	if err != nil {
		return // the till did not get so far
	}
	body := read(r)
	w.note(r, body)
	w.service.ServeHTTP(httptest.NewRecorder(), again(r, body))
}

func read(r *http.Request) []byte {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil
	}
	return body
}

// again is a request once more.
func again(r *http.Request, body []byte) *http.Request {
	r = r.Clone(context.WithoutCancel(r.Context()))
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r
}
