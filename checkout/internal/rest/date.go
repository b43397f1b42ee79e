package rest

import (
	"net/http"
	"slices"
	"sync"
	"time"

	"kasir/checkout"
)

// dateStep is how exactly a Date header tells the time (RFC 9110, 5.6.7).
const dateStep = time.Second

// dates are what the newest two answers said about this machine's clock.
type dates struct {
	mu       sync.Mutex
	readings []checkout.ClockReading
}

func (d *dates) note(r checkout.ClockReading) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.readings = append(d.readings, r)
	d.readings = d.readings[max(0, len(d.readings)-2):]
}

// ClockReadings gives what the Date of the newest two answers said about this
// machine's clock, the newest last.
func (c *Client) ClockReadings() []checkout.ClockReading {
	c.dates.mu.Lock()
	defer c.dates.mu.Unlock()
	return slices.Clone(c.dates.readings)
}

// noteDate takes in the Date of an answer to a question that left at one time and
// was answered at another, both by our clock. An answer counts whose sender has
// proved who he is, or is this machine, and that no cache has kept: a copy's Date
// is that of its making (RFC 9111, 5.1).
func (q *question) noteDate(resp *http.Response, left, came time.Time) {
	proved := resp.TLS != nil || loopbackHost(q.url.Hostname())
	date, err := http.ParseTime(resp.Header.Get("Date"))
	if !proved || err != nil || resp.Header.Get("Age") != "" {
		return
	}
	// The service wrote the Date at some time between the two, and cut it down to
	// a whole second. The middle of either is off by half of it at the most. What
	// has passed is measured by a clock that nobody can set meanwhile.
	took := max(came.Sub(left), 0)
	here, there := came.Round(0).Add(-took/2), date.Add(dateStep/2)
	q.client.dates.note(checkout.ClockReading{Ahead: here.Sub(there), Slack: (took + dateStep) / 2, At: came})
}
