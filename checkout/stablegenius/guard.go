package stablegenius

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// SameAmount says what to do when a payment is asked for while another of the
// same amount is open at the same merchant. Their codes are equal: the service
// sees one transfer and cannot know whose it is. Only payments that this
// program has open are known; other tills of the merchant are not.
type SameAmount uint8

// What to do about it.
const (
	Refuse SameAmount = iota // decline the second; the first can be finished or taken back
	Warn                     // make it, with a fact that says so beside the code
	Off                      // nothing
)

var sameAmounts = []string{"refuse", "warn", "off"}

// String gives the word of the settings.
func (s SameAmount) String() string {
	if int(s) < len(sameAmounts) {
		return sameAmounts[s]
	}
	return fmt.Sprintf("unknown-%d", uint8(s))
}

// UnmarshalText reads the word of the settings; nothing is Refuse.
func (s *SameAmount) UnmarshalText(text []byte) error {
	i := slices.Index(sameAmounts, string(text))
	if i < 0 && len(text) > 0 {
		return fmt.Errorf("%q is not refuse, warn or off", text)
	}
	*s = SameAmount(max(i, 0))
	return nil
}

// A guard knows which amounts are open.
type guard struct {
	mu   sync.Mutex
	open map[checkout.PaymentID]claim
}

type claim struct {
	merchant string
	amount   money.Amount
	until    time.Time // a payment that nobody asks about any more claims nothing for ever
}

// claim notes that a payment is open and tells whether another one is that it
// could be mistaken for. With yield it does not claim what another has.
func (g *guard) claim(p *Provider, pay checkout.Payment, yield bool) (alike bool) {
	now := p.now()
	until := now.Add(p.ttl() + time.Minute)
	if pay.Expires.After(until) {
		until = pay.Expires
	}
	mine := claim{p.merchantOf(pay), pay.Amount, until}
	g.mu.Lock()
	defer g.mu.Unlock()
	for id, c := range g.open {
		switch {
		case !c.until.After(now):
			delete(g.open, id)
		case id != pay.ID && c.merchant == mine.merchant && c.amount == mine.amount:
			alike = true
		}
	}
	if alike && yield {
		return true
	}
	if g.open == nil {
		g.open = make(map[checkout.PaymentID]claim)
	}
	g.open[pay.ID] = mine
	return alike
}

func (g *guard) release(id checkout.PaymentID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.open, id)
}
