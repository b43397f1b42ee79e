package rest

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"kasir/checkout"
)

// kept are the headers that an adapter or a support call may need.
var kept = []string{"Content-Type", "Retry-After", "X-Request-Id"}

// An Answer is what came back, whatever its HTTP status.
type Answer struct {
	Status int
	Header http.Header // Content-Type, Retry-After and X-Request-Id; no others
	Body   []byte
	Date   time.Time     // by the other side's clock; zero when it did not say
	At     time.Time     // by our clock
	Wait   time.Duration // how long not to ask again; at most a minute
}

func newAnswer(resp *http.Response, body []byte, now time.Time) Answer {
	a := Answer{Status: resp.StatusCode, Header: http.Header{}, Body: body, At: now}
	for _, name := range kept {
		if values := resp.Header.Values(name); len(values) > 0 {
			a.Header[name] = values
		}
	}
	there := now
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		a.Date, there = date, date
	}
	a.Wait = retryAfter(resp.Header.Get("Retry-After"), there)
	return a
}

// OK tells whether the status is one of success.
func (a Answer) OK() bool { return a.Status >= 200 && a.Status < 300 }

// Clock is when the answer was given, by the other side's clock where it said: what
// it says of an end is told by that, and ours may be wrong by years.
func (a Answer) Clock() time.Time {
	if a.Date.IsZero() {
		return a.At
	}
	return a.Date
}

// Skew is how far the other side's clock is ahead of ours, to about a second,
// and whether it said what its clock shows.
func (a Answer) Skew() (ahead time.Duration, known bool) {
	if a.Date.IsZero() {
		return 0, false
	}
	return a.Date.Sub(a.At), true
}

// String describes the answer without its contents, which must not be logged.
func (a Answer) String() string {
	return fmt.Sprintf("HTTP %d with %d bytes", a.Status, len(a.Body))
}

// GoString keeps the contents out of %#v too.
func (a Answer) GoString() string { return a.String() }

// Fault makes an error of an answer whose status says all there is: what HTTP
// means by it, for an adapter whose provider means nothing else.
func (a Answer) Fault() *checkout.Fault {
	why := fmt.Errorf("rest: answered HTTP %d", a.Status)
	if a.page() {
		why = fmt.Errorf("%w with a web page", why)
	}
	return &checkout.Fault{Trouble: a.trouble(), Sent: true, Wait: a.Wait, Err: why}
}

func (a Answer) trouble() checkout.Trouble {
	switch {
	case a.Status >= 400 && a.Status < 500 && a.page():
		// A firewall in front of the provider answers with pages; it knows
		// nothing of our key or our request.
		return checkout.Garbled
	case a.Status == http.StatusUnauthorized, a.Status == http.StatusForbidden:
		return checkout.KeyRefused
	case a.Status == http.StatusProxyAuthRequired:
		return checkout.Unreachable
	case a.Status == http.StatusRequestTimeout, a.Status == http.StatusConflict:
		return checkout.NoAnswer
	case a.Status == http.StatusTooEarly, a.Status == http.StatusTooManyRequests,
		a.Status == http.StatusServiceUnavailable:
		return checkout.Busy
	case a.Status >= 500:
		return checkout.NoAnswer
	case a.Status >= 400:
		return checkout.Misused
	}
	return checkout.Garbled
}

func (a Answer) garbled(why error) error {
	if a.page() {
		why = errors.New("a web page")
	}
	return &checkout.Fault{
		Trouble: checkout.Garbled, Sent: true, Wait: a.Wait,
		Err: fmt.Errorf("rest: read the answer, HTTP %d: %w", a.Status, why),
	}
}

// page tells whether somebody in between answered with a web page.
func (a Answer) page() bool {
	return strings.HasPrefix(strings.ToLower(a.Header.Get("Content-Type")), "text/html") ||
		strings.HasPrefix(http.DetectContentType(a.Body), "text/html")
}
