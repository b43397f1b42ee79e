package picture_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	qrcode "github.com/skip2/go-qrcode"

	"kasir/checkout"
	"kasir/checkout/internal/picture"
)

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

var here = picture.Source{Loopback: true}

func TestFetchAndRead(t *testing.T) {
	drawn := packed(t, code(t, qrisSample, qrcode.Medium, 3, true))
	var asked *http.Request
	link := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r
		w.Header().Set("Content-Type", "image/png")
		w.Write(drawn)
	}) + "/v4/qris//gopay/1%2F2/qr-code?gis=u&product_type=a%20b#top"
	got, err := here.Fetch(t.Context(), link)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := picture.Read(got); err != nil || text != qrisSample {
		t.Errorf("got %q, %v", text, err)
	}
	if asked.RequestURI != "/v4/qris//gopay/1%2F2/qr-code?gis=u&product_type=a%20b" {
		t.Errorf("asked for %s", asked.RequestURI)
	}
	for _, name := range []string{"Authorization", "Cookie", "X-Api-Key", "Referer", "Idempotency-Key"} {
		if asked.Header.Get(name) != "" {
			t.Errorf("%s was sent", name)
		}
	}
}

func TestWhatIsNoPicture(t *testing.T) {
	taken := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") })
	say := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			io.WriteString(w, body)
		}
	}
	for name, tt := range map[string]struct {
		handle http.HandlerFunc
		want   error            // one of ours
		fault  checkout.Trouble // or the network's
	}{
		"a page":                   {say("text/html", "<html>"), picture.ErrPage, 0},
		"a page without its kind":  {say("", "<!doctype html><title>Pay"), picture.ErrPage, 0},
		"a page that says picture": {say("image/png", " <html>"), picture.ErrPage, 0},
		"an empty page":            {say("Text/HTML; charset=utf-8", ""), picture.ErrPage, 0},
		"a JPEG":                   {say("image/png", string(asJPEG(t, noise(8)))), picture.ErrFormat, 0},
		"data":                     {say("application/json", "{}"), picture.ErrFormat, 0},
		"nothing":                  {say("image/png", ""), picture.ErrFormat, 0},
		"a bomb":                   {say("image/png", string(bomb(40000, 40000))), picture.ErrSize, 0},
		"a redirect":               {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, taken, http.StatusFound) }, nil, checkout.Garbled},
		"gone":                     {http.NotFound, nil, checkout.Misused},
		"a broken service":         {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, nil, checkout.NoAnswer},
	} {
		got, err := here.Fetch(t.Context(), serve(t, tt.handle))
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) || tt.fault != 0 && checkout.TroubleOf(err).Trouble != tt.fault {
			t.Errorf("%s: got %d bytes, %v", name, len(got), err)
		}
	}
}

func TestFiftyMegabytesAreRefusedCheaply(t *testing.T) {
	block := make([]byte, 1<<20)
	link := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		for range 50 {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	})
	var err error
	used := allocated(func() { _, err = here.Fetch(t.Context(), link) })
	if checkout.TroubleOf(err).Trouble != checkout.Garbled || used > 2<<20 {
		t.Errorf("got %v, %d bytes allocated", err, used)
	}
}

func TestFetchEnds(t *testing.T) {
	hold := make(chan struct{})
	link := serve(t, func(http.ResponseWriter, *http.Request) { <-hold })
	defer close(hold)
	slow := picture.Source{Loopback: true, Timeout: 500 * time.Millisecond}
	start := time.Now()
	_, err := slow.Fetch(t.Context(), link)
	if took := time.Since(start); checkout.TroubleOf(err).Trouble != checkout.NoAnswer || took > 4*time.Second {
		t.Errorf("got %v after %v", err, took)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := here.Fetch(ctx, link); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func ExampleSource() {
	tabby := picture.Source{Hosts: []string{"api.tabby.ai", ".tabby.ai"}}
	_, err := tabby.Fetch(context.Background(), "http://169.254.169.254/latest/meta-data")
	fmt.Println(err)
	// Output: picture: read the link: the link leads where no picture may come from
}
