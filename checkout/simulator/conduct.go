package simulator

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The pace that a service puts up with: once a second, and a question out of
// turn now and then.
const (
	paceWindow = 20 * time.Second
	paceLimit  = 30 // questions about one payment in a window
)

// A Violation is something that a client must not do.
type Violation struct {
	At      time.Time `json:"at"`
	Payment string    `json:"payment,omitempty"` // the payment or key that it is about
	What    string    `json:"what"`
}

// String is the violation in one line.
func (v Violation) String() string { return strings.TrimSpace(v.Payment + " " + v.What) }

// Violations lists what clients did wrong, each kind once for each payment.
func (s *Simulator) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.conduct.violations)
}

// A conduct watches clients.
type conduct struct {
	violations []Violation
	secrets    []string // what must stand in no address
}

func (c *conduct) note(at time.Time, payment, format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	for _, v := range c.violations {
		if v.Payment == payment && v.What == what {
			return
		}
	}
	c.violations = append(c.violations, Violation{at, payment, what})
}

// looks judges what can be judged of any request.
func (c *conduct) looks(q *request) {
	address := q.URL.String()
	key := q.Header.Get("Idempotency-Key")
	for _, secret := range append([]string{key}, c.secrets...) {
		if secret != "" && strings.Contains(address, secret) {
			c.note(q.now, "", "put a key or secret in an address")
		}
	}
	if kind := q.Header.Get("Content-Type"); len(q.body) > 0 && !strings.HasPrefix(kind, "application/json") &&
		!strings.HasPrefix(kind, "application/x-www-form-urlencoded") {
		c.note(q.now, "", "sent a body that is not called JSON")
	}
}

// paces judges how often a payment is asked about.
func (c *conduct) paces(p *Payment, now time.Time) {
	p.Polls++
	p.asked = append(p.asked, now)
	old := slices.IndexFunc(p.asked, func(at time.Time) bool { return now.Sub(at) < paceWindow })
	p.asked = p.asked[old:]
	if len(p.asked) > paceLimit {
		c.note(now, p.ID, "asked more than %d times in %s", paceLimit, paceWindow)
	}
}

// starts judges a new payment against those that are there.
func (c *conduct) starts(l *ledger, p *Payment) {
	if len(p.Key) != len("00000000-0000-4000-8000-000000000000") {
		c.note(p.Created, p.Key, "used a key that is no UUID")
	}
	for _, other := range l.payments {
		if p.Ours != "" && p.Service == other.Service && p.Ours == other.Ours {
			c.note(p.Created, p.Ours, "used another key for the same payment")
		}
	}
}
