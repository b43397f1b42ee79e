package simulator

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"github.com/skip2/go-qrcode"
)

// StableGeniusName is how settings name Stable Genius.
const StableGeniusName = "stable-genius"

// The credential that the simulator's Stable Genius knows until another is
// set, and a merchant that it has. They open nothing anywhere else.
const (
	StableGeniusKey      = "sk_test_simulator0123456789abcdef"
	StableGeniusMerchant = "mer_simulator"
)

// StableGenius says how Stable Genius behaves. Zero fields have the values of
// its documents; where those say nothing, the first of the possibilities.
type StableGenius struct {
	APIKey string
	PerMin int // questions a minute that a key may ask; 100, the sandbox's

	Picture        bool // answers hold the picture of the code without its text
	ShortConfirms  bool // a transfer of too little confirms the intent
	LateConfirms   bool // money after the end confirms the intent
	Unassigned     bool // transactions of another amount, or late ones, name no intent
	NoTransactions bool // the list of transactions is not to be had
	BareConflict   bool // a key that was seen before is a 409 without the intent
	FullConflict   bool // likewise, with the intent in it
}

type stableGenius struct {
	s       *Simulator
	options StableGenius
	count   int
	asked   []time.Time // within the last minute
}

func newStableGenius(s *Simulator, o StableGenius) *stableGenius {
	o.APIKey = cmp.Or(o.APIKey, StableGeniusKey)
	o.PerMin = cmp.Or(o.PerMin, 100)
	s.conduct.secrets = append(s.conduct.secrets, o.APIKey)
	return &stableGenius{s: s, options: o}
}

func (g *stableGenius) routes() []route {
	return []route{
		{"POST /v1/payment-intents", Start, g.proven(g.create)},
		{"GET /v1/payment-intents", Poll, g.proven(g.list)},
		{"GET /v1/payment-intents/{id}", Poll, g.proven(g.get)},
		{"POST /v1/payment-intents/{id}/cancel", Any, g.proven(g.cancel)},
		{"GET /v1/transactions", Poll, g.proven(g.transactions)},
		{"GET /v1/qr/{file}", Page, g.picture},
	}
}

// proven lets only requests through that show the key and keep the pace.
func (g *stableGenius) proven(next func(q *request) answer) func(q *request) answer {
	return func(q *request) answer {
		key, bearer := strings.CutPrefix(q.Header.Get("Authorization"), "Bearer ")
		switch {
		case !bearer || key == "":
			return g.refuse(http.StatusUnauthorized, "authentication_error", "missing_api_key", "", "No API key was provided.")
		case key != g.options.APIKey:
			return g.refuse(http.StatusUnauthorized, "authentication_error", "invalid_api_key", "", "The API key is not valid.")
		case g.tooOften(q.now):
			a := g.refuse(http.StatusTooManyRequests, "rate_limit_error", "", "", "Too many requests.")
			a.header["Retry-After"] = "2"
			return a
		}
		if q.Header.Get("X-API-Version") == "" {
			g.s.conduct.note(q.now, "", "did not pin the version of the API")
		}
		return next(q)
	}
}

func (g *stableGenius) tooOften(now time.Time) bool {
	for len(g.asked) > 0 && now.Sub(g.asked[0]) >= time.Minute {
		g.asked = g.asked[1:]
	}
	if len(g.asked) >= g.options.PerMin {
		g.s.conduct.note(now, "", "asked Stable Genius more than %d times a minute", g.options.PerMin)
		return true
	}
	g.asked = append(g.asked, now)
	return false
}

// refuse answers with an error as the service spells it.
func (g *stableGenius) refuse(status int, kind, code, param, message string) answer {
	return reply(status, map[string]any{"error": g.error(kind, code, param, message)})
}

func (g *stableGenius) error(kind, code, param, message string) map[string]any {
	e := map[string]any{"type": kind, "message": message}
	if code != "" {
		e["code"] = code
	}
	if param != "" {
		e["param"] = param
	}
	return e
}

// picture is the code for terminals that cannot draw. It wants no key.
func (g *stableGenius) picture(q *request) answer {
	id, png := strings.CutSuffix(q.PathValue("file"), ".png")
	p := g.s.ledger.find(StableGeniusName, id, q.now)
	if p == nil || !png {
		return plain(http.StatusNotFound, "no such code")
	}
	if q.Header.Get("Authorization") != "" {
		g.s.conduct.note(q.now, p.ID, "sent credentials for a picture")
	}
	body, err := qrcode.Encode(p.Code, qrcode.Medium, 400)
	if err != nil {
		return plain(http.StatusInternalServerError, err.Error())
	}
	return answer{http.StatusOK, map[string]string{"Content-Type": "image/png"}, body}
}
