package providertest

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Malformed are answers that nobody can take for an answer, by their names. The
// service has dealt with the request each time.
func Malformed() map[string]Trick { return malformed() }

func malformed() map[string]Trick {
	const json = "Content-Type: application/json\r\n"
	sized := func(n int) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n", n) }
	bad := map[string]Trick{
		"lost":      LoseAnswer,
		"stalled":   Stall,
		"dripping":  drip,
		"too large": flood,
		"truncated": Raw(func(status, body string) string { return status + json + sized(len(body)) + body[:len(body)/2] }),
		"truncated chunks": Raw(func(status, body string) string {
			return status + json + "Transfer-Encoding: chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n", len(body), body)
		}),
		"cut where the connection ends": Raw(func(status, body string) string {
			return status + json + "Connection: close\r\n\r\n" + body[:len(body)-1]
		}),
		"counted short": Raw(func(status, body string) string { return status + json + sized(len(body)-3) + body }),
		"counted twice": Raw(func(status, body string) string {
			return status + json + "Content-Length: 2\r\n" + sized(len(body)) + body
		}),
		"not HTTP": Raw(func(string, string) string { return "\x00\x01\xff{}\r\n\r\n" }),
		"nothing":  Raw(func(string, string) string { return "" }),
		"compressed": Raw(func(status, body string) string {
			return status + json + "Content-Encoding: gzip\r\n" + sized(len(body)) + body
		}),
		"moved": Raw(func(string, string) string {
			return "HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n"
		}),
		"moved for good": Raw(func(string, string) string {
			return "HTTP/1.1 308 Moved\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n"
		}),
		"a web page": Raw(func(string, string) string {
			page := "<!DOCTYPE html><html><body>Welcome to the WiFi, please sign in</body></html>"
			return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + sized(len(page)) + page
		}),
		"random bytes":  Rewrite(func([]byte) []byte { return []byte{0xde, 0xad, 0xbe, 0xef, 0x00, 0xff} }),
		"empty":         Rewrite(func([]byte) []byte { return nil }),
		"null":          Rewrite(func([]byte) []byte { return []byte("null") }),
		"an empty list": Rewrite(func([]byte) []byte { return []byte("[]") }),
		"an empty object": Rewrite(func([]byte) []byte {
			return []byte("{}")
		}),
		"too deep":         Rewrite(func([]byte) []byte { return []byte(strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000)) }),
		"trailing garbage": Rewrite(func(body []byte) []byte { return append(slices.Clone(body), []byte(`{"status":"ok"}`)...) }),
		"doubled names": Rewrite(func(body []byte) []byte {
			inner := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(string(body)), "{"), "}")
			return []byte("{" + inner + "," + strings.ToUpper(inner) + "}")
		}),
		"wrong types": Rewrite(func(body []byte) []byte {
			return []byte(strings.NewReplacer(`:"`, `:["`, `",`, `"],`, `"}`, `"]}`).Replace(string(body)))
		}),
		"429 for centuries": Fail(http.StatusTooManyRequests, "Retry-After: 99999999999"),
	}
	for _, status := range []int{408, 409, 425, 500, 501, 502, 503, 504, 599} {
		bad[fmt.Sprint(status)] = Fail(status)
	}
	return bad
}

// refusals are the statuses by which a service says that it does not do what it
// was asked; to a question about a payment they are no answer at all.
var refusals = []int{400, 401, 403, 404, 422}

func names(tricks map[string]Trick) []string { return slices.Sorted(maps.Keys(tricks)) }

// drip answers one byte a second.
func drip(w http.ResponseWriter, r *http.Request, service http.Handler) {
	real := ask(r, service)
	w.WriteHeader(real.Code)
	for _, b := range real.Body.Bytes() {
		if _, err := w.Write([]byte{b}); err != nil || http.NewResponseController(w).Flush() != nil {
			return
		}
		if !pass(r.Context(), time.Second) {
			return
		}
	}
}

// flood answers with fifty megabytes of nothing in front of a good answer.
func flood(w http.ResponseWriter, r *http.Request, service http.Handler) {
	real := ask(r, service)
	w.WriteHeader(real.Code)
	spaces := strings.Repeat(" ", 1<<20)
	for range 50 {
		if _, err := io.WriteString(w, spaces); err != nil {
			return
		}
	}
	_, _ = w.Write(real.Body.Bytes())
}
