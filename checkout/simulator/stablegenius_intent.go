package simulator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"

	"kasir/checkout/internal/payuri"
	"kasir/checkout/money"
)

// A token on Base Sepolia, the chain of test keys.
const (
	stableGeniusToken = "0x036CbD53842c5426634e7929541eC2318f3dCF7e" //nolint:gosec // a public contract, no credential
	stableGeniusChain = 84532
)

func (g *stableGenius) create(q *request) answer {
	o, wrong := g.readOrder(q.body)
	if wrong != nil {
		return *wrong
	}
	if o.Key == "" {
		g.s.conduct.note(q.now, "", "made a payment without a key")
		return g.make(q, o)
	}
	for _, p := range g.s.ledger.payments {
		if p.Service != StableGeniusName || p.Key != o.Key {
			continue
		}
		if q.now.Sub(p.Created) > keyLife {
			g.s.conduct.note(q.now, o.Key, "used a key when its service had forgotten it")
			continue
		}
		return g.again(q, p)
	}
	return g.make(q, o)
}

// again deals with a key that was seen before.
func (g *stableGenius) again(q *request, p *Payment) answer {
	first := p.Bodies[0]
	p.Attempts++
	p.Bodies = append(p.Bodies, q.body)
	g.s.ledger.settle(p, q.now)
	conflict := g.error("conflict_error", "", "", "This idempotency key was used before.")
	switch {
	case !bytes.Equal(first, q.body):
		g.s.conduct.note(q.now, p.Key, "sent other bytes under one key")
		return g.refuse(http.StatusConflict, "conflict_error", "idempotency_key_conflict", "idempotency_key",
			"The idempotency key was used with other parameters.")
	case q.now.Before(p.Created.Add(q.delay)):
		return g.refuse(http.StatusConflict, "conflict_error", "", "", "A request with this key is in progress.")
	case g.options.FullConflict:
		return reply(http.StatusConflict, map[string]any{"error": conflict, "payment_intent": g.say(q, p)})
	case g.options.BareConflict:
		return reply(http.StatusConflict, map[string]any{"error": conflict})
	}
	return reply(http.StatusOK, g.say(q, p))
}

func (g *stableGenius) make(q *request, o stableGeniusOrder) answer {
	g.count++
	p := &Payment{
		Service: StableGeniusName, ID: "pi_" + hexID()[:24], Key: o.Key, Amount: o.amount, State: Waiting,
		Taken: money.Of(0, o.amount.Currency), Sale: o.sale, Ours: o.ours, metadata: o.Metadata,
		Created: q.now, Expires: q.now.Add(o.ttl), Changed: q.now, Attempts: 1, Bodies: [][]byte{q.body},
		Invoice: fmt.Sprintf("USDC-%06d", g.count), // for the simulator's page; the service has none
		purse:   stableGeniusPurse{g, o.Merchant},
	}
	code, err := payuri.ERC20(stableGeniusToken, stableGeniusChain, merchantAddress(o.Merchant), micros(o.amount)).Build()
	if err != nil {
		return g.refuse(http.StatusInternalServerError, "api_error", "", "", err.Error())
	}
	p.Code = code
	g.s.conduct.starts(&g.s.ledger, p)
	g.s.ledger.add(p)
	return reply(http.StatusCreated, g.say(q, p))
}

// merchantAddress is the same for all payments of a merchant.
func merchantAddress(merchant string) string {
	sum := sha256.Sum256([]byte(merchant))
	return "0x" + hex.EncodeToString(sum[:20])
}

// micros counts an amount in the token's smallest units.
func micros(a money.Amount) string { return fmt.Sprintf("%d0000", a.Minor) }

func (g *stableGenius) get(q *request) answer {
	p := g.s.ledger.find(StableGeniusName, q.PathValue("id"), q.now)
	if p == nil {
		return g.refuse(http.StatusNotFound, "not_found_error", "", "id", "There is no such payment intent.")
	}
	g.s.conduct.paces(p, q.now)
	return reply(http.StatusOK, g.say(q, p))
}

func (g *stableGenius) cancel(q *request) answer {
	p := g.s.ledger.find(StableGeniusName, q.PathValue("id"), q.now)
	switch {
	case p == nil:
		return g.refuse(http.StatusNotFound, "not_found_error", "", "id", "There is no such payment intent.")
	case p.State != Waiting:
		return g.refuse(http.StatusConflict, "conflict_error", "intent_not_cancellable", "id",
			"Only an intent that awaits its payment can be cancelled.")
	}
	p.end(Cancelled, q.now)
	return reply(http.StatusOK, g.say(q, p))
}
