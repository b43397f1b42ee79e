package rest_test

import (
	"bufio"
	"net"
	"net/http"
	"sync/atomic"
	"testing"

	"kasir/checkout"
)

// dropper answers every request but those for /drop, after which it hangs up
// unanswered. It counts these and says whether their connection had been used.
type dropper struct {
	dropped, reused atomic.Int32
}

func (d *dropper) handle(conn net.Conn) {
	r := bufio.NewReader(conn)
	for n := 0; ; n++ {
		request, err := readRequest(r)
		if err != nil {
			return
		}
		if request.URL.Path == "/drop" {
			d.dropped.Add(1)
			if n > 0 {
				d.reused.Add(1)
			}
			return
		}
		conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
	}
}

// net/http repeats a POST on its own when it carries an Idempotency-Key and a
// kept connection drops; the service would see two.
func TestADroppedPostArrivesExactlyOnce(t *testing.T) {
	for _, tt := range []struct {
		body string
		kept bool // a network that keeps the connections of POSTs
	}{
		{`{"a":1}`, false},
		{``, false},
		{`{"a":1}`, true},
	} {
		var d dropper
		c := asked(t, "http://"+wire(t, d.handle))
		if tt.kept {
			c.Transport = &http.Transport{}
		}
		for range 3 {
			if _, err := post(t, c, "/", tt.body); err != nil {
				t.Fatal(err)
			}
		}
		_, err := post(t, c, "/drop", tt.body)
		wantFault(t, err, checkout.NoAnswer, true)
		if n := d.dropped.Load(); n != 1 {
			t.Errorf("%+v: arrived %d times", tt, n)
		}
		if reused := d.reused.Load() == 1; reused != tt.kept {
			t.Errorf("%+v: on a used connection: %v", tt, reused)
		}
	}
}

func TestAPostIsNeverRepeated(t *testing.T) {
	var posts atomic.Int32
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		posts.Add(1)
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH"} {
		posts.Store(0)
		c := asked(t, s.URL)
		c.GetRetries = 3
		a, err := c.Do(t.Context(), method, "/", nil, nil)
		if err != nil || a.Status != 503 || posts.Load() != 1 {
			t.Errorf("%s: got %v, %v after %d requests", method, a, err, posts.Load())
		}
	}
}

func TestPollsKeepTheirConnection(t *testing.T) {
	var conns atomic.Int32
	addr := wire(t, func(conn net.Conn) {
		conns.Add(1)
		new(dropper).handle(conn)
	})
	c := asked(t, "http://"+addr)
	for range 5 {
		if _, err := get(t, c, "/"); err != nil {
			t.Fatal(err)
		}
	}
	if n := conns.Load(); n != 1 {
		t.Errorf("five polls took %d connections", n)
	}
}
