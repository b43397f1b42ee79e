package simulator

import (
	"cmp"
	"net/http"
	"strings"
	"time"
)

// TabbyName is how settings name Tabby.
const TabbyName = "tabby"

// TabbySecretKey is what the simulator's Tabby knows until another key is set.
// It opens nothing anywhere else.
const TabbySecretKey = "sk_test_0190a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b" //nolint:gosec // made up; it opens the simulator alone

// Tabby says how Tabby behaves. Zero fields have the values of its documents;
// the others are what these warn of, or leave open.
type Tabby struct {
	SecretKey string
	Currency  string // of the merchant code's market; any that Tabby takes

	Shape    Shape         // of a session's code: Both, Picture, Checkout (web_url alone) or Nothing; Both
	Reject   string        // every session is rejected for this reason: "order_amount_too_high"
	Lifetime time.Duration // of a session; 20 min
	Linger   time.Duration // how long a payment outlives its session as CREATED; 10 min

	OtherRegion   bool          // the key belongs to the other host: 403
	Wall          Wall          // what stands in front of Tabby
	PayOnCancel   bool          // the customer pays just before each cancellation
	CancelLater   time.Duration // until a cancelled payment is called EXPIRED
	CaptureLater  time.Duration // until an approved payment is captured by itself
	ManualCapture bool          // that never happens: auto-capture is off
	SlowRefunds   bool          // the answer to a refund does not show it yet
	StrictReplay  bool          // a known reference with another amount is refused, not ignored
	Disputed      bool          // refunds are refused: the payment is disputed
}

// A Wall answers in Tabby's place, which hears nothing.
type Wall string

// The walls.
const (
	NoWall      Wall = ""
	PageWall    Wall = "html-403" // a firewall's page
	LostWall    Wall = "text-404" // "404 page not found"
	BrokenWall  Wall = "text-500" // "Internal Server error"
	TooManyWall Wall = "429"      // without a body
)

type tabby struct {
	s        *Simulator
	options  Tabby
	accounts map[string]*tabbyAccount // by payment
	count    int
}

// A tabbyAccount is what Tabby knows of a payment beside the ledger.
type tabbyAccount struct {
	session   string
	reference string
	request   tabbyOrder
	query     string // of the picture's address
	captures  []tabbyPart
	refunds   []tabbyPart
	closed    bool // by the shop, without a capture
}

func newTabby(s *Simulator, o Tabby) *tabby {
	t := &tabby{s: s, accounts: map[string]*tabbyAccount{}}
	t.set(o)
	return t
}

func (t *tabby) set(o Tabby) {
	o.SecretKey = cmp.Or(o.SecretKey, TabbySecretKey)
	o.Shape = cmp.Or(o.Shape, Both)
	o.Lifetime = cmp.Or(o.Lifetime, 20*time.Minute)
	o.Linger = cmp.Or(o.Linger, 10*time.Minute)
	t.options = o
	t.s.conduct.secrets = append(t.s.conduct.secrets, o.SecretKey)
}

// SetTabby changes how Tabby behaves from now on.
func (s *Simulator) SetTabby(o Tabby) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tabby.set(o)
}

// TabbySession names the session of a payment; empty where there is none.
func (s *Simulator) TabbySession(payment string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if account := s.tabby.accounts[payment]; account != nil {
		return account.session
	}
	return ""
}

func (t *tabby) routes() []route {
	return []route{
		{"POST /api/v2/checkout", Start, t.guarded(t.create)},
		{"GET /api/v2/checkout/{session}/hpp_link_qr", Page, t.picture},
		{"POST /api/v2/checkout/{session}/cancel", Poll, t.guarded(t.cancel)},
		{"GET /api/v2/payments", Poll, t.guarded(t.list)},
		{"GET /api/v2/payments/{id}", Poll, t.guarded(t.get)},
		{"POST /api/v2/payments/{id}/captures", Poll, t.guarded(t.capture)},
		{"POST /api/v2/payments/{id}/refunds", Poll, t.guarded(t.refund)},
		{"POST /api/v2/payments/{id}/close", Poll, t.guarded(t.close)},
	}
}

// guarded lets in who shows the key.
func (t *tabby) guarded(deal func(q *request) answer) func(q *request) answer {
	return func(q *request) answer {
		if a, stands := t.options.Wall.answer(); stands {
			return a
		}
		key, bearer := strings.CutPrefix(q.Header.Get("Authorization"), "Bearer ")
		switch {
		case !bearer:
			return tabbyError(http.StatusUnauthorized, "not_authorized", "missing Bearer scheme")
		case key != t.options.SecretKey:
			return tabbyError(http.StatusUnauthorized, "not_authorized", "auth: provided key doesn't exist")
		case t.options.OtherRegion:
			return tabbyError(http.StatusForbidden, "no_permission", "")
		}
		return deal(q)
	}
}

func (w Wall) answer() (a answer, stands bool) {
	switch w {
	case NoWall:
		return answer{}, false
	case PageWall:
		return answer{
			http.StatusForbidden,
			map[string]string{"Content-Type": "text/html; charset=UTF-8"},
			[]byte("<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>Sorry, you have been blocked</body></html>"),
		}, true
	case LostWall:
		return plain(http.StatusNotFound, "404 page not found"), true
	case BrokenWall:
		return plain(http.StatusInternalServerError, "Internal Server error"), true
	case TooManyWall:
		return answer{status: http.StatusTooManyRequests}, true
	}
	return plain(http.StatusInternalServerError, "no such wall"), true
}

func tabbyError(status int, class, text string) answer {
	said := map[string]string{"status": "error", "errorType": class}
	if text != "" {
		said["error"] = text
	}
	return reply(status, said)
}

func tabbyBad(text string) answer { return tabbyError(http.StatusBadRequest, "bad_data", text) }
