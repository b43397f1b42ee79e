package rest_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

func TestALargeBodyIsRefusedCheaply(t *testing.T) {
	const size = 50 << 20
	for _, announced := range []bool{true, false} {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if announced {
				w.Header().Set("Content-Length", strconv.Itoa(size))
			}
			block := make([]byte, 64<<10)
			for range size / len(block) {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		})
		c := asked(t, s.URL)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := get(t, c, "/")
		runtime.ReadMemStats(&after)
		wantFault(t, err, checkout.Garbled, true)
		if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
			t.Errorf("announced %v: %d bytes allocated", announced, used)
		}
	}
}

func TestTheLimitItselfIsNotTooLarge(t *testing.T) {
	c := reply(t, "HTTP/1.1 200 OK\r\n\r\n"+`"23456789"`)
	c.MaxBody = 10
	if a, err := get(t, c, "/"); err != nil || len(a.Body) != 10 {
		t.Errorf("got %v, %v", a, err)
	}
	c = reply(t, "HTTP/1.1 200 OK\r\n\r\n"+`"234567890"`)
	c.MaxBody = 10
	_, err := get(t, c, "/")
	wantFault(t, err, checkout.Garbled, true)
}

func TestACompressedBombIsNotUnpacked(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, 20<<20))
	z.Close()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "" {
			t.Errorf("compression was asked for")
		}
		w.Header().Set("Content-Encoding", r.URL.Query().Get("as"))
		w.Write(bomb.Bytes())
	})
	_, err := get(t, asked(t, s.URL), "/?as=gzip")
	wantFault(t, err, checkout.Garbled, true)

	a, err := get(t, asked(t, s.URL), "/?as=identity")
	if err != nil || len(a.Body) != bomb.Len() {
		t.Errorf("got %v, %v, want the %d bytes as they are", a, err, bomb.Len())
	}
}

// memory is a network of pipes, for tests in which time must pass.
func memory(open *sync.WaitGroup, handle func(net.Conn)) *http.Transport {
	return &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		open.Go(func() {
			defer theirs.Close()
			handle(theirs)
		})
		return ours, nil
	}}
}

func TestSlowAnswersEnd(t *testing.T) {
	drip := func(conn net.Conn) {
		readRequest(bufio.NewReader(conn))
		io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
		for {
			if _, err := conn.Write([]byte(" ")); err != nil {
				return
			}
			<-time.After(time.Second)
		}
	}
	silent := func(conn net.Conn) { io.Copy(io.Discard, conn) }
	for name, handle := range map[string]func(net.Conn){"drip": drip, "silent": silent} {
		for method, want := range map[string]time.Duration{"GET": 5 * time.Second, "POST": 15 * time.Second} {
			t.Run(name+" "+method, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var open sync.WaitGroup
					c := &rest.Client{BaseURL: "http://127.0.0.1", Transport: memory(&open, handle)}
					defer open.Wait()
					defer c.Close()
					start := time.Now()
					_, err := c.Do(t.Context(), method, "/", []byte("{}"), nil)
					fault := wantFault(t, err, checkout.NoAnswer, true)
					if took := time.Since(start); took != want || !strings.Contains(fault.Error(), "given up after "+want.String()) {
						t.Errorf("took %v, want %v: %v", took, want, fault)
					}
				})
			})
		}
	}
}
