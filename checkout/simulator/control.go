package simulator

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// routeControls adds what scripts and the page's buttons ask for.
func (s *Simulator) routeControls() {
	for name, act := range map[string]func(string) error{
		"pay": s.Pay, "pay-late": s.PayLate, "decline": s.Decline, "expire": s.Expire, "abandon": s.Abandon,
		"overpay": s.Overpay,
	} {
		s.control(name, func(r *http.Request) error { return act(r.FormValue("payment")) })
	}
	s.control("pay-part", func(r *http.Request) error { return s.PayPart(r.FormValue("payment"), r.FormValue("amount")) })
	s.control("say", func(r *http.Request) error { return s.Say(r.FormValue("payment"), r.FormValue("word")) })
	s.control("refund", s.refundForm)
	s.control("shape", s.shapeForm)
	s.control("network", s.networkForm)
	s.list("payments", func() any { return s.Payments() })
	s.list("movements", func() any { return s.Movements() })
	s.list("violations", func() any { return s.Violations() })
}

// control answers a script in JSON and sends a page's button back to its page.
func (s *Simulator) control(name string, act func(r *http.Request) error) {
	s.mux.Handle("POST /control/"+name, s.origin.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		err := act(r)
		switch {
		case errors.Is(err, ErrUnknown):
			write(w, refuse(http.StatusNotFound, err.Error()))
		case errors.Is(err, ErrOver):
			write(w, refuse(http.StatusConflict, err.Error()))
		case err != nil:
			write(w, refuse(http.StatusBadRequest, err.Error()))
		case r.FormValue("back") != "":
			http.Redirect(w, r, s.back(r), http.StatusSeeOther) //nolint:gosec // always a page of ours
		default:
			write(w, reply(http.StatusOK, map[string]bool{"ok": true}))
		}
	})))
}

// back is the page whose button was pressed.
func (s *Simulator) back(r *http.Request) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.ledger.pick(r.FormValue("payment"), s.now())
	if err != nil || r.FormValue("back") != "page" {
		return "/"
	}
	return "/checkout/" + p.ID
}

func (s *Simulator) list(name string, list func() any) {
	s.mux.HandleFunc("GET /control/"+name, func(w http.ResponseWriter, _ *http.Request) {
		write(w, reply(http.StatusOK, list()))
	})
}

func (s *Simulator) shapeForm(r *http.Request) error {
	shape := Shape(r.FormValue("shape"))
	if !slices.Contains([]Shape{Direct, Checkout, Both, Picture, Nothing}, shape) {
		return fmt.Errorf("simulator: no shape %q", shape)
	}
	s.SetShape(shape)
	return nil
}

func (s *Simulator) networkForm(r *http.Request) error {
	call := Call(r.FormValue("call"))
	if !slices.Contains([]Call{Any, Start, Poll, Page}, call) {
		return fmt.Errorf("simulator: no call %q", call)
	}
	times := ForEver
	if text := r.FormValue("times"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < ForEver {
			return fmt.Errorf("simulator: times %q is no count", text)
		}
		times = n
	}
	switch what := r.FormValue("what"); what {
	case "calm":
		s.Calm()
	case "slow":
		by, err := time.ParseDuration(r.FormValue("by"))
		if err != nil || by < 0 {
			return fmt.Errorf("simulator: slow by %q is no time", r.FormValue("by"))
		}
		s.SlowBy(call, by)
	case "drop-answers":
		s.DropAnswers(call, times)
	case "drop-requests", "off":
		s.DropRequests(call, times)
	case "fail":
		status, _ := strconv.Atoi(r.FormValue("status")) // none means 503
		s.Fail(call, times, status)
	default:
		return fmt.Errorf("simulator: the network cannot %q", what)
	}
	return nil
}
