package simulator

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

const maxBody = 1 << 20

// A route is one kind of request that a service answers.
type route struct {
	pattern string // as http.ServeMux wants it
	call    Call
	answer  func(q *request) answer
}

// A request is what a service sees; it deals with one at a time.
type request struct {
	*http.Request
	body  []byte
	now   time.Time
	delay time.Duration // how long the answer will be on its way
}

// An answer is what a service says.
type answer struct {
	status int
	header map[string]string
	body   []byte
}

// reply answers with JSON.
func reply(status int, v any) answer {
	body, err := json.Marshal(v)
	if err != nil {
		return answer{status: http.StatusInternalServerError}
	}
	return answer{status, map[string]string{"Content-Type": "application/json"}, body}
}

// refuse answers with an error in words.
func refuse(status int, text string) answer {
	return reply(status, map[string]string{"error": text})
}

// door is where every request of a service comes in: the network does its
// worst there, before and after the service has done its part.
func (s *Simulator) door(rt route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			write(w, refuse(http.StatusRequestEntityTooLarge, "the body is too large"))
			return
		}
		a, f := s.deal(rt, &request{Request: r, body: body})
		if f.before {
			panic(http.ErrAbortHandler) // the way of net/http to cut a connection
		}
		if !sleep(r.Context(), f.delay) || f.after {
			panic(http.ErrAbortHandler)
		}
		write(w, a)
	}
}

func (s *Simulator) deal(rt route, q *request) (answer, fate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.network.fate(rt.call)
	switch {
	case f.before:
		return answer{}, f
	case f.status != 0:
		a := refuse(f.status, http.StatusText(f.status))
		if f.status == http.StatusTooManyRequests || f.status == http.StatusServiceUnavailable {
			a.header["Retry-After"] = "1"
		}
		return a, f
	}
	q.now, q.delay = s.now(), f.delay
	s.conduct.looks(q)
	return rt.answer(q), f
}

func write(w http.ResponseWriter, a answer) {
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // the other side may have gone
}

func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
