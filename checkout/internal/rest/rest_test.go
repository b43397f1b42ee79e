package rest_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// asked is a client of a server on this machine.
func asked(t *testing.T, base string) *rest.Client {
	t.Helper()
	c := &rest.Client{BaseURL: base}
	t.Cleanup(c.Close)
	return c
}

func get(t *testing.T, c *rest.Client, path string) (rest.Answer, error) {
	t.Helper()
	return c.Do(t.Context(), http.MethodGet, path, nil, nil)
}

func post(t *testing.T, c *rest.Client, path, body string) (rest.Answer, error) {
	t.Helper()
	key := http.Header{"Idempotency-Key": {"c0ffee00-0000-4000-8000-000000000000"}}
	return c.Do(t.Context(), http.MethodPost, path, []byte(body), key)
}

// wantFault checks what kind of fault err is and gives it back.
func wantFault(t *testing.T, err error, trouble checkout.Trouble, sent bool) *checkout.Fault {
	t.Helper()
	var fault *checkout.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("got %v, want a fault", err)
	}
	if fault.Trouble != trouble || fault.Sent != sent {
		t.Fatalf("got %v, sent %v, want %v, sent %v", fault, fault.Sent, trouble, sent)
	}
	return fault
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// wire is a server that answers with raw bytes: each connection is given to
// handle, and closed when it returns.
func wire(t *testing.T, handle func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() {
				defer conn.Close()
				handle(conn)
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		open.Wait()
	})
	return l.Addr().String()
}

// reply is a server that answers every request with these bytes and hangs up.
func reply(t *testing.T, answer string) *rest.Client {
	t.Helper()
	return asked(t, "http://"+wire(t, func(conn net.Conn) {
		readRequest(bufio.NewReader(conn))
		io.WriteString(conn, answer)
	}))
}

// readRequest reads a whole request, body included.
func readRequest(r *bufio.Reader) (*http.Request, error) {
	request, err := http.ReadRequest(r)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, request.Body)
	return request, err
}

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func contextFor(t *testing.T, d time.Duration) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), d)
}
