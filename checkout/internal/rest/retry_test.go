package rest_test

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

func TestHostileRetryAfterIsCapped(t *testing.T) {
	for _, tt := range []struct {
		header string
		want   time.Duration
	}{
		{"", 0},
		{"0", 0},
		{"1", time.Second},
		{" 30 ", 30 * time.Second},
		{"60", time.Minute},
		{"3600", time.Minute},
		{"99999999999", time.Minute},
		{"9223372036854775807", time.Minute},
		{"99999999999999999999999999", time.Minute},
		{"-1", 0},
		{"-9223372036854775808", 0},
		{"1.5", 0},
		{"1e9", 0},
		{"soon", 0},
		{"Sun, 01 Mar 2026 12:00:20 GMT", 20 * time.Second},
		{"Sun, 01 Mar 2026 11:00:00 GMT", 0},
		{"Fri, 01 Mar 2199 12:00:00 GMT", time.Minute},
	} {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Sun, 01 Mar 2026 12:00:00 GMT")
			w.Header().Set("Retry-After", tt.header)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		a, err := post(t, asked(t, s.URL), "/", "{}")
		if err != nil || a.Wait != tt.want {
			t.Errorf("%q: got %v, %v, want %v", tt.header, a.Wait, err, tt.want)
		}
		if f := a.Fault(); f.Trouble != checkout.Busy || f.Wait != tt.want || !f.Sent {
			t.Errorf("%q: got fault %v, wait %v", tt.header, f, f.Wait)
		}
	}
}

// A scripted service in memory, so that minutes pass in no time.
type script func(attempt int) (*http.Response, error)

type scripted struct {
	script script
	at     []time.Duration // when it was asked
	start  time.Time
}

func (s *scripted) RoundTrip(*http.Request) (*http.Response, error) {
	s.at = append(s.at, time.Since(s.start))
	return s.script(len(s.at))
}

func status(code int, after string) *http.Response {
	h := http.Header{}
	if after != "" {
		h.Set("Retry-After", after)
	}
	return &http.Response{StatusCode: code, Header: h, Body: http.NoBody}
}

func TestRetriesWaitButNeverLong(t *testing.T) {
	for _, after := range []string{"", "2", "3600", "9223372036854775807", "-5"} {
		synctest.Test(t, func(t *testing.T) {
			s := &scripted{start: time.Now(), script: func(int) (*http.Response, error) {
				return status(429, after), nil
			}}
			c := &rest.Client{BaseURL: "https://pay.example", Transport: s, GetRetries: 3}
			a, err := get(t, c, "/")
			if err != nil || a.Status != 429 || len(s.at) != 4 {
				t.Fatalf("%q: got %v, %v at %v", after, a, err, s.at)
			}
			for i := 1; i < len(s.at); i++ {
				pause := s.at[i] - s.at[i-1]
				if pause < 200*time.Millisecond || pause > time.Minute {
					t.Errorf("%q: pauses at %v", after, s.at)
				}
			}
		})
	}
}

func TestRetriesEndWithTheirContextAndSignAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		signed := 0
		s := &scripted{start: time.Now(), script: func(attempt int) (*http.Response, error) {
			if attempt == 3 {
				return status(200, ""), nil
			}
			return nil, fmt.Errorf("boom")
		}}
		c := &rest.Client{BaseURL: "https://pay.example", Transport: s, GetRetries: 5}
		c.Sign = func(string, string, []byte) (http.Header, error) { signed++; return nil, nil }
		if a, err := get(t, c, "/"); err != nil || a.Status != 200 || signed != 3 {
			t.Fatalf("got %v, %v, signed %d times", a, err, signed)
		}

		s.script = func(int) (*http.Response, error) { return status(503, "60"), nil }
		ctx, cancel := contextFor(t, 10*time.Second)
		defer cancel()
		start := time.Now()
		a, err := c.Do(ctx, "GET", "/", nil, nil)
		if err != nil || a.Status != 503 || time.Since(start) != 10*time.Second {
			t.Fatalf("got %v, %v after %v", a, err, time.Since(start))
		}
	})
}

// The library's own policy dials five times into a certificate that is wrong.
func TestRetriesStopWhereRepeatingCannotHelp(t *testing.T) {
	for name, tt := range map[string]struct {
		script script
		asked  int
	}{
		"no connection": {func(int) (*http.Response, error) { return nil, syscall.ECONNREFUSED }, 3},
		"no trust": {func(int) (*http.Response, error) {
			return nil, &tls.CertificateVerificationError{Err: fmt.Errorf("pinned to another")}
		}, 1},
		"a redirect":      {func(int) (*http.Response, error) { return status(302, ""), nil }, 1},
		"a server's bug":  {func(int) (*http.Response, error) { return status(500, ""), nil }, 3},
		"not implemented": {func(int) (*http.Response, error) { return status(501, ""), nil }, 1},
		"our bug":         {func(int) (*http.Response, error) { return status(400, ""), nil }, 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &scripted{script: tt.script}
			_, _ = get(t, &rest.Client{BaseURL: "https://pay.example", Transport: s, GetRetries: 2}, "/")
			if len(s.at) != tt.asked {
				t.Errorf("%s: asked %d times, want %d", name, len(s.at), tt.asked)
			}
		})
	}
}

func TestSentByAnyAttemptIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{script: func(attempt int) (*http.Response, error) {
			if attempt == 1 {
				return nil, syscall.ECONNRESET
			}
			return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
		}}
		_, err := get(t, &rest.Client{BaseURL: "https://pay.example", Transport: s, GetRetries: 1}, "/")
		wantFault(t, err, checkout.Unreachable, true)
	})
}
