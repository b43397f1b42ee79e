package rest_test

import (
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

func TestAnHTTPStatusIsNoError(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var status int
		fmt.Sscanf(r.URL.Path, "/%d", &status)
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"code":%d}`, status)
	})
	for _, status := range []int{200, 201, 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503, 504} {
		a, err := post(t, asked(t, s.URL), fmt.Sprintf("/%d", status), "{}")
		if err != nil {
			t.Errorf("%d: %v", status, err)
			continue
		}
		var v struct{ Code int }
		if err := a.JSON(&v); err != nil || a.Status != status || v.Code != status {
			t.Errorf("%d: got %v, body %d, %v", status, a, v.Code, err)
		}
	}
}

func TestWhatGoesOut(t *testing.T) {
	var got *http.Request
	var gotBody string
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got, gotBody = r, string(body)
	})
	c := asked(t, s.URL+"/v1")
	c.Sign = func(method, path string, body []byte) (http.Header, error) {
		return http.Header{"X-Proof": {method + path + string(body)}}, nil
	}
	if _, err := post(t, c, "/pay%2Fments?limit=1", `{"a":1}`); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"X-Proof":         `POST/v1/pay%2Fments{"a":1}`,
		"Content-Type":    "application/json",
		"Accept":          "application/json",
		"User-Agent":      "Kasir",
		"Accept-Encoding": "",
		"Idempotency-Key": "c0ffee00-0000-4000-8000-000000000000",
	} {
		if have := got.Header.Get(name); have != want {
			t.Errorf("%s: got %q, want %q", name, have, want)
		}
	}
	if got.RequestURI != "/v1/pay%2Fments?limit=1" || gotBody != `{"a":1}` || got.ProtoMajor != 1 {
		t.Errorf("got %s %s %s", got.RequestURI, got.Proto, gotBody)
	}
}

func TestEmptyPostHasLengthZero(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `"%d %v %s"`, r.ContentLength, r.TransferEncoding, r.Header.Get("Content-Type"))
	})
	a, err := asked(t, s.URL).Do(t.Context(), http.MethodPost, "/cancel", nil, nil)
	if err != nil || string(a.Body) != `"0 [] "` {
		t.Fatalf("got %s, %v", a.Body, err)
	}
}

func TestAnswerKeepsFewHeadersAndTheClock(t *testing.T) {
	there := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", there.Format(http.TimeFormat))
		w.Header().Set("Set-Cookie", "session=1")
		w.Header().Set("X-Request-Id", "r-1")
	})
	c := asked(t, s.URL)
	c.Now = func() time.Time { return there.Add(-7 * time.Minute) }
	a, err := get(t, c, "/")
	if err != nil {
		t.Fatal(err)
	}
	if ahead, known := a.Skew(); !known || ahead != 7*time.Minute || !a.Date.Equal(there) {
		t.Errorf("got %v %v at %v", ahead, known, a.Date)
	}
	if a.Header.Get("X-Request-Id") != "r-1" || a.Header.Get("Set-Cookie") != "" {
		t.Errorf("got headers %v", a.Header)
	}
	if _, known := (rest.Answer{}).Skew(); known {
		t.Error("no date, but a skew is known")
	}
}

func TestSignFailureSendsNothing(t *testing.T) {
	c := asked(t, serve(t, func(http.ResponseWriter, *http.Request) { t.Error("was asked") }).URL)
	c.Sign = func(string, string, []byte) (http.Header, error) { return nil, io.ErrClosedPipe }
	_, err := post(t, c, "/", "{}")
	wantFault(t, err, checkout.Misused, false)

	c.Sign = func(string, string, []byte) (http.Header, error) {
		return http.Header{"X-Key": {"secret\r\nX-Other: 1"}}, nil
	}
	_, err = post(t, c, "/", "{}")
	if fault := wantFault(t, err, checkout.Misused, false); strings.Contains(fault.Error(), "secret") {
		t.Errorf("the key stands in %q", fault)
	}
}

func TestAllowIsAskedBeforeAnyByte(t *testing.T) {
	c := asked(t, serve(t, func(http.ResponseWriter, *http.Request) { t.Error("was asked") }).URL)
	c.Allow = func(a netip.Addr) error { return fmt.Errorf("not %s", a) }
	_, err := post(t, c, "/", "{}")
	if fault := wantFault(t, err, checkout.Unreachable, false); !strings.Contains(fault.Error(), "not 127.0.0.1") {
		t.Errorf("got %v", fault)
	}
}
