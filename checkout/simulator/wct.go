package simulator

import (
	"cmp"
	"net/http"
	"time"
)

// WCTName is how settings name WCT Pay.
const WCTName = "wct"

// The credentials that the simulator's WCT Pay knows until others are set. They
// open nothing anywhere else.
const (
	WCTKey       = "SIM-TERMINAL-1"
	WCTAPISecret = "89abcdef0123456789abcdef01234567"
)

// WCT says how WCT Pay behaves. Zero fields have the values of its documents;
// where those say nothing, the values are the wire notes' choice.
type WCT struct {
	Key       string
	APISecret string
	Quote     time.Duration // how long a price holds; 5 min
	Lifetime  time.Duration // how long after its quote a payment is waited for; 15 min

	Refused    int    // the HTTP status of a "nok"; 200
	Nested     bool   // getupdate answers inside "payment", as the relatives' does
	Silent     bool   // the answer to create names no end of its quote
	HashAmount bool   // the hash of getupdate holds the amount, as the relatives' does
	Tag        string // how the tag of an XRP address is called; "-" is without one; tag
	Lightning  bool   // bitcoin comes with a Lightning invoice
	Confirms   bool   // money is called pending before it counts
}

type wct struct {
	s       *Simulator
	options WCT
	count   int
	coins   map[*Payment]*wctPayment
}

func newWCT(s *Simulator, o WCT) *wct {
	o.Key = cmp.Or(o.Key, WCTKey)
	o.APISecret = cmp.Or(o.APISecret, WCTAPISecret)
	o.Quote = cmp.Or(o.Quote, 5*time.Minute)
	o.Lifetime = cmp.Or(o.Lifetime, 15*time.Minute)
	o.Refused = cmp.Or(o.Refused, http.StatusOK)
	o.Tag = cmp.Or(o.Tag, "tag")
	s.conduct.secrets = append(s.conduct.secrets, o.Key, o.APISecret)
	return &wct{s: s, options: o, coins: make(map[*Payment]*wctPayment)}
}

func (c *wct) routes() []route {
	return []route{
		{"POST /payment-pos/post", Start, c.create},
		{"POST /payment-pos/getupdate", Poll, c.getUpdate},
		{"POST /payment/get", Poll, c.getPayment},
		{"POST /validate", Poll, c.validate},
	}
}

// nok is how the service refuses: in its body, whatever the HTTP status.
func (c *wct) nok(text string) answer {
	return reply(c.options.Refused, map[string]string{"status": "nok", "error": text})
}

func (c *wct) create(q *request) answer {
	o, why := readWCTOrder(q)
	switch {
	case why != "":
		return c.nok(why)
	case !c.proves(o, o["asset"]+o["amount"]):
		return c.nok("Invalid key or hash")
	}
	p, why := c.make(q, o)
	if why != "" {
		return c.nok(why)
	}
	said := c.quote(p)
	if c.options.Silent {
		delete(said, "expires_at")
	}
	said["status"], said["message"] = "ok", "Payment created"
	return reply(http.StatusOK, said)
}

// getUpdate makes a new quote once the old one has ended, for a payment that
// still waits (docs: Get Payment Update; S3 "a price update request").
func (c *wct) getUpdate(q *request) answer {
	p, wrong := c.named(q, "getupdate")
	if wrong != nil {
		return *wrong
	}
	w := c.coins[p]
	if p.State == Waiting && !w.ends.After(q.now) {
		c.price(p, w, q.now)
	}
	said := c.quote(p)
	if c.options.Nested {
		return reply(http.StatusOK, map[string]any{"status": "ok", "payment": said})
	}
	said["status"], said["message"] = "ok", "Payment updated"
	return reply(http.StatusOK, said)
}

func (c *wct) getPayment(q *request) answer {
	p, wrong := c.named(q, "get")
	if wrong != nil {
		return *wrong
	}
	c.s.conduct.paces(p, q.now)
	return reply(http.StatusOK, map[string]any{"status": "ok", "payment": c.says(p)})
}

func (c *wct) validate(q *request) answer {
	f, why := readWCT(q, "key", "hash")
	if why != "" {
		return c.nok(why)
	}
	if f["key"] != c.options.Key || f["hash"] != md5Hex(c.options.APISecret) {
		return reply(c.options.Refused, map[string]any{"status": "nok", "validated": false, "error": "Invalid key or hash"})
	}
	return reply(http.StatusOK, map[string]any{"status": "ok", "validated": true})
}

// named finds the payment that a request names by exactly one of its names.
func (c *wct) named(q *request, call string) (*Payment, *answer) {
	f, why := readWCT(q, "key", "hash", "reference", "payment_code")
	if why == "" && (f["reference"] == "") == (f["payment_code"] == "") {
		why = "The reference or payment_code is required"
	}
	if why != "" {
		a := c.nok(why)
		return nil, &a
	}
	name := f["reference"] + f["payment_code"]
	p := c.find(f["reference"], f["payment_code"], q.now)
	proof := name
	if c.options.HashAmount && call == "getupdate" && p != nil {
		proof += p.Amount.Decimal()
	}
	if c.options.HashAmount && p == nil && f["key"] == c.options.Key {
		a := c.nok("Payment not found") // there is no amount to prove
		return nil, &a
	}
	if !c.proves(f, proof) {
		a := c.nok("Invalid key or hash")
		return nil, &a
	}
	if p == nil {
		a := c.nok("Payment not found")
		return nil, &a
	}
	return p, nil
}

// find takes the newest payment under a reference.
func (c *wct) find(reference, code string, now time.Time) *Payment {
	var found *Payment
	for _, p := range c.s.ledger.payments {
		if p.Service == WCTName && (reference != "" && p.Ours == reference || code != "" && p.ID == code) {
			found = p
		}
	}
	if found != nil {
		c.s.ledger.settle(found, now)
	}
	return found
}

func (c *wct) proves(f map[string]string, middle string) bool {
	return f["key"] == c.options.Key && f["hash"] == md5Hex(f["key"]+middle+c.options.APISecret)
}
