package rest_test

import (
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

const paid = `{"id":"p-1","status":"paid","amount":"789000.00"}`

func TestBrokenAnswersAreFaults(t *testing.T) {
	for _, tt := range []struct {
		name, answer string
		want         checkout.Trouble
	}{
		{"no byte", "", checkout.NoAnswer},
		{"cut in the status line", "HTTP/1.1 20", checkout.Garbled},
		{"cut in the headers", "HTTP/1.1 200 OK\r\nContent-Le", checkout.Garbled},
		{"cut before the body", "HTTP/1.1 200 OK\r\nContent-Length: 49\r\n\r\n", checkout.NoAnswer},
		{"body shorter than its length", "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n" + paid, checkout.NoAnswer},
		{"chunk cut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n31\r\n{\"id\"", checkout.NoAnswer},
		{"last chunk missing", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n31\r\n" + paid + "\r\n", checkout.NoAnswer},
		{"chunk length not a number", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + paid, checkout.Garbled},
		{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 49\r\nContent-Length: 48\r\n\r\n" + paid, checkout.Garbled},
		{"random bytes", "\x9f\x02\xf0\x80SECRET\r\n\x00\x01\r\n\r\n", checkout.Garbled},
		{"another protocol", "SSH-2.0-OpenSSH_9.9 SECRET\r\n\r\n", checkout.Garbled},
		{"headers without end", "HTTP/1.1 200 OK\r\nX-A: " + strings.Repeat("SECRET", 20000) + "\r\n\r\n", checkout.Garbled},
		{"status out of range", "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n", checkout.Garbled},
		{"another protocol agreed on", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", checkout.Garbled},
		{"compressed", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b", checkout.Garbled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := post(t, reply(t, tt.answer), "/", "{}")
			fault := wantFault(t, err, tt.want, true)
			if strings.Contains(fault.Error(), "SECRET") {
				t.Errorf("the answer stands in %q", fault)
			}
		})
	}
}

// Without a length nobody can tell a cut answer from a whole one, so its JSON
// must not be taken for whole.
func TestACutThatHTTPCannotSeeIsGarbled(t *testing.T) {
	for n := range len(paid) {
		a, err := get(t, reply(t, "HTTP/1.0 200 OK\r\n\r\n"+paid[:n]), "/")
		if err != nil {
			t.Fatal(err)
		}
		wantFault(t, a.JSON(&struct{}{}), checkout.Garbled, true)
	}
}

func TestALengthThatIsTooShortIsGarbled(t *testing.T) {
	a, err := post(t, reply(t, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n"+paid), "/", "{}")
	if err != nil {
		t.Fatal(err)
	}
	wantFault(t, a.JSON(&struct{}{}), checkout.Garbled, true)
}

func TestEveryCutOfAnAnswerIsAFault(t *testing.T) {
	whole := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 49\r\n\r\n" + paid
	for n := range len(whole) {
		a, err := post(t, reply(t, whole[:n]), "/", "{}")
		fault := checkout.TroubleOf(err)
		if known := fault.Trouble == checkout.NoAnswer || fault.Trouble == checkout.Garbled; !known || !fault.Sent {
			t.Errorf("cut at byte %d: got %v, %v", n, a, err)
		}
	}
	a, err := post(t, reply(t, whole), "/", "{}")
	if err != nil || a.JSON(&struct{}{}) != nil {
		t.Errorf("whole: got %v, %v", a, err)
	}
}

func TestPagesAndSilenceInsteadOfData(t *testing.T) {
	for _, tt := range []struct {
		name, answer, words string
		fault               checkout.Trouble
	}{
		{"a page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>SECRET", "a web page", checkout.Garbled},
		{"a page that says it is data", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n<!DOCTYPE html>SECRET", "a web page", checkout.Garbled},
		{"a firewall's page", "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<html>SECRET", "a web page", checkout.Garbled},
		{"nothing", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "empty", checkout.Garbled},
		{"bare text", "HTTP/1.1 404 Not Found\r\n\r\n404 page not found", "not JSON", checkout.Misused},
		{"a refused key", "HTTP/1.1 401 Unauthorized\r\n\r\nSECRET", "not JSON", checkout.KeyRefused},
		{"a proxy", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "empty", checkout.Unreachable},
		{"a broken service", "HTTP/1.1 500 Oops\r\n\r\nInternal Server error", "not JSON", checkout.NoAnswer},
		{"a broken gateway", "HTTP/1.1 502 Oops\r\nContent-Type: text/html\r\n\r\n<html>", "a web page", checkout.NoAnswer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, err := post(t, reply(t, tt.answer), "/", "{}")
			if err != nil {
				t.Fatal(err)
			}
			wantFault(t, a.Fault(), tt.fault, true)
			fault := wantFault(t, a.JSON(&struct{}{}), checkout.Garbled, true)
			if text := fault.Error() + a.Fault().Error() + a.String(); !strings.Contains(text, tt.words) || strings.Contains(text, "SECRET") {
				t.Errorf("got %q, want %q in it", text, tt.words)
			}
		})
	}
	if got := (rest.Answer{Status: 200, Body: []byte("SECRET")}).GoString(); got != "HTTP 200 with 6 bytes" {
		t.Errorf("got %q", got)
	}
}
