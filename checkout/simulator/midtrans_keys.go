package simulator

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
)

// The rules of Midtrans' keys (API Headers & Idempotency).
const (
	midtransKeyLife = 5 * time.Minute
	midtransKeyLong = 46 // longer ones are silently ignored
)

// A midtransKey is what is remembered under a key: an answer of success, for any
// endpoint and any body.
type midtransKey struct {
	path   string
	body   []byte
	answer answer
	first  time.Time
	free   time.Time // its first answer is on its way until then
}

// known lets only requests through that come with the server key and want JSON.
func (m *midtrans) known(next func(q *request) answer) func(q *request) answer {
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte(m.options.ServerKey+":"))
	m.s.conduct.secrets = append(m.s.conduct.secrets, strings.TrimPrefix(want, "Basic "))
	return func(q *request) answer {
		switch {
		case q.Header.Get("Authorization") != want:
			a := midtransSays("401", "Transaction cannot be authorized with the current client/server key.", map[string]any{"id": uuid.NewString()})
			a.status = http.StatusUnauthorized
			return a
		case !isJSON(q.Header.Get("Content-Type")) || !isJSON(q.Header.Get("Accept")):
			return midtransInvalid("Content-Type and Accept must be application/json")
		}
		if why := wrongNotification(q.Header.Get("X-Override-Notification")); why != "" {
			m.s.conduct.note(q.now, "", "%s", why)
		}
		return next(q)
	}
}

func isJSON(kind string) bool { return strings.HasPrefix(kind, "application/json") }

// wrongNotification says what is wrong with where a report should go. Nothing is
// ever sent there from here.
func wrongNotification(list string) string {
	addresses := strings.Split(list, ",")
	if list != "" && len(addresses) > 2 {
		return "named more than two addresses for notifications"
	}
	for _, address := range addresses {
		u, err := url.Parse(strings.TrimSpace(address))
		if list != "" && (err != nil || u.Host == "" || loopback(u.Host)) {
			return "named an address for notifications that nobody can reach"
		}
	}
	return ""
}

// once gives the stored answer to a key again, whatever it comes with.
func (m *midtrans) once(next func(q *request) answer) func(q *request) answer {
	return func(q *request) answer {
		key := q.Header.Get("Idempotency-Key")
		if len(key) > midtransKeyLong {
			m.s.conduct.note(q.now, key, "used a key that is too long and ignored")
			key = ""
		}
		if key == "" {
			return next(q)
		}
		known, again := m.keys[key]
		if again && q.now.Sub(known.first) <= midtransKeyLife {
			if known.path != q.URL.Path || !bytes.Equal(known.body, q.body) {
				m.s.conduct.note(q.now, key, "used a key for another request")
			}
			if q.now.Before(known.free) {
				return midtransInFlight()
			}
			m.repeated(key, q.body)
			return known.answer
		}
		a := next(q)
		if a.status == http.StatusOK && succeeded(a.body) {
			m.keys[key] = midtransKey{q.URL.Path, q.body, a, q.now, q.now.Add(q.delay)}
		}
		return a
	}
}

func midtransInFlight() answer {
	a := midtransSays("202", "The request is being processed, please try again later", nil)
	a.status = http.StatusAccepted
	return a
}

// repeated counts an attempt that was answered from memory.
func (m *midtrans) repeated(key string, body []byte) {
	for _, p := range m.s.ledger.payments {
		if p.Service == MidtransName && p.Key == key {
			p.Attempts++
			p.Bodies = append(p.Bodies, body)
		}
	}
}

func succeeded(body []byte) bool {
	for _, code := range []string{"200", "201", "407"} {
		if bytes.Contains(body, []byte(`"status_code":"`+code+`"`)) {
			return true
		}
	}
	return false
}
