package simulator_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"kasir/checkout/simulator"
)

// serving is a client over real sockets.
type serving struct {
	client
	http http.Client
}

func serve(t *testing.T) serving {
	t.Helper()
	c := open(t, simulator.Options{})
	if err := c.s.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.s.Close(); err != nil {
			t.Error(err)
		}
	})
	return serving{c, http.Client{Transport: &http.Transport{DisableKeepAlives: true}}}
}

func (s serving) create(key string) (int, error) {
	r := s.request("POST", "/v1/payments", strings.Replace(body, "p1", key, 1), key)
	r.RequestURI = ""
	r.URL.Host = strings.TrimPrefix(s.s.URL(), "http://")
	resp, err := s.http.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

const (
	first  = "00000000-0000-4000-8000-000000000001"
	second = "00000000-0000-4000-8000-000000000002"
)

func TestTheNetworksTroubles(t *testing.T) {
	for name, x := range map[string]struct {
		trouble func(s *simulator.Simulator)
		status  int // zero means cut off
		made    int
	}{
		"none":                 {func(*simulator.Simulator) {}, 201, 1},
		"answer dropped":       {func(s *simulator.Simulator) { s.DropAnswers(simulator.Start, 1) }, 0, 1},
		"request dropped":      {func(s *simulator.Simulator) { s.DropRequests(simulator.Any, 1) }, 0, 0},
		"503":                  {func(s *simulator.Simulator) { s.Fail(simulator.Start, 1, 503) }, 503, 0},
		"a status of no sense": {func(s *simulator.Simulator) { s.Fail(simulator.Start, 1, 77) }, 503, 0},
		"trouble for polls":    {func(s *simulator.Simulator) { s.DropRequests(simulator.Poll, 1) }, 201, 1},
		"calm after the storm": {func(s *simulator.Simulator) { s.DropRequests(simulator.Any, simulator.ForEver); s.Calm() }, 201, 1},
		"slow":                 {func(s *simulator.Simulator) { s.SlowBy(simulator.Any, time.Millisecond) }, 201, 1},
		"slow, and then no more": {func(s *simulator.Simulator) {
			s.SlowBy(simulator.Start, time.Hour)
			s.SlowBy(simulator.Start, 0)
		}, 201, 1},
	} {
		s := serve(t)
		x.trouble(s.s)
		status, err := s.create(first)
		if status != x.status || (status == 0) != (err != nil) {
			t.Errorf("%s: got %d, %v; want %d", name, status, err, x.status)
		}
		if made := len(s.s.Payments()); made != x.made {
			t.Errorf("%s: got %d payments, want %d", name, made, x.made)
		}
		if status, err := s.create(second); status != 201 {
			t.Errorf("%s, the next one: got %d, %v", name, status, err)
		}
	}
}

func TestTroublesCount(t *testing.T) {
	s := serve(t)
	s.s.Fail(simulator.Start, 2, 502)
	s.s.DropRequests(simulator.Start, simulator.ForEver)
	for i, want := range []int{502, 502, 0, 0} {
		if status, err := s.create(first); status != want {
			t.Errorf("request %d: got %d, %v; want %d", i, status, err, want)
		}
	}
}

func TestOnlyThisMachineIsServed(t *testing.T) {
	s := simulator.New(simulator.Options{})
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.168.1.5:0", "example.com:0", "[::]:0"} {
		if err := s.Listen(addr); err == nil {
			t.Errorf("listens on %s", addr)
			_ = s.Close()
		}
	}
	if err := s.Listen("localhost:0"); err != nil {
		t.Fatal(err)
	}
	url := s.URL()
	if err := s.Listen("127.0.0.1:0"); err == nil {
		t.Error("listens twice")
	}
	if err := errors.Join(s.Close(), s.Close()); err != nil || s.URL() != "" {
		t.Errorf("close: %v, %q", err, s.URL())
	}
	if conn, err := net.DialTimeout("tcp", strings.TrimPrefix(url, "http://"), time.Second); err == nil {
		_ = conn.Close()
		t.Error("still listening after Close")
	}
}
