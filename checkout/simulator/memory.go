package simulator

import (
	"bytes"
	"net/http"
	"time"
)

// keyLife is how long a service remembers a key.
const keyLife = 24 * time.Hour

// A memory holds the answers that were given under idempotency keys.
type memory map[scope]remembered

// A scope is where a key means one thing.
type scope struct{ service, method, path, key string }

type remembered struct {
	body   []byte
	answer answer
	first  time.Time
	free   time.Time // its first answer is on its way until then
}

// once makes a request under its key happen at most once: the same bytes get
// the same answer again, other bytes get none.
func (s *Simulator) once(service string, q *request, make func(key string) answer) answer {
	key := q.Header.Get("Idempotency-Key")
	if key == "" {
		s.conduct.note(q.now, "", "made a payment without a key")
		return make("")
	}
	at := scope{service, q.Method, q.URL.EscapedPath(), key}
	known, again := s.memory[at]
	if again && q.now.Sub(known.first) > keyLife {
		s.conduct.note(q.now, key, "used a key when its service had forgotten it")
		again = false
	}
	switch {
	case !again:
		return s.first(at, q, make)
	case !bytes.Equal(known.body, q.body):
		s.conduct.note(q.now, key, "sent other bytes under one key")
		return refuse(http.StatusConflict, "idempotency conflict")
	case q.now.Before(known.free):
		a := refuse(http.StatusConflict, "a request with this key is in progress")
		a.header["Retry-After"] = "1"
		return a
	}
	return known.answer
}

func (s *Simulator) first(at scope, q *request, make func(key string) answer) answer {
	a := make(at.key)
	if s.memory == nil {
		s.memory = memory{}
	}
	if keeps(a.status) {
		s.memory[at] = remembered{q.body, a, q.now, q.now.Add(q.delay)}
	}
	return a
}

// keeps tells which answers are remembered: those that the same request would
// get again anyway.
func keeps(status int) bool {
	switch status {
	case http.StatusUnauthorized, http.StatusConflict, http.StatusTooManyRequests:
		return false
	}
	return status < 500
}
