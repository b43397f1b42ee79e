package simulator

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kasir/checkout/money"
)

// say is the payment intent object.
func (g *stableGenius) say(q *request, p *Payment) map[string]any {
	status := g.word(p)
	said := map[string]any{
		"id": p.ID, "object": "payment_intent", "status": cmp.Or(p.Word, status), "amount": dollars(p.Amount),
		"currency": "usd", "merchant_id": merchantOf(p), "payment_address": merchantAddress(merchantOf(p)),
		"chain": "base", "token": "USDC", "qr_image_url": "http://" + q.Host + "/v1/qr/" + p.ID + ".png",
		"expires_at": stamp(p.Expires), "created_at": stamp(p.Created),
	}
	if !g.options.Picture {
		said["qr_payload"] = p.Code
	}
	if p.metadata != nil {
		said["metadata"] = rawJSON(p.metadata)
	}
	switch status {
	case "confirmed":
		said["confirmed_at"], said["tx_hash"] = stamp(p.Changed), txHash(p.ID)
		said["fee_rate"], said["fee"], said["net_amount"] = rawJSON("0.01"), share(p.Amount, 1), share(p.Amount, 99)
	case "expired":
		said["expired_at"] = stamp(p.Expires)
	case "cancelled":
		said["cancelled_at"] = stamp(p.Changed)
	}
	return said
}

func (g *stableGenius) word(p *Payment) string {
	state := p.State
	if p.Late && state == Paid && !g.options.LateConfirms {
		state = Cancelled
		if !p.Changed.Before(p.Expires) {
			state = Expired
		}
	}
	switch state {
	case Waiting:
	case Paid:
		return "confirmed"
	case Expired:
		return "expired"
	case Declined, Cancelled: // no bank stands between that could decline
		return "cancelled"
	}
	return "awaiting_payment"
}

func (g *stableGenius) list(q *request) answer {
	query := q.URL.Query()
	limit, err := strconv.Atoi(cmp.Or(query.Get("limit"), "10"))
	if err != nil || limit < 1 || limit > 100 {
		return g.refuse(http.StatusBadRequest, "invalid_request_error", "", "limit", "The limit must be between 1 and 100.")
	}
	var since time.Time
	if text := query.Get("created_after"); text != "" {
		if since, err = time.Parse(time.RFC3339, text); err != nil {
			return g.refuse(http.StatusBadRequest, "invalid_request_error", "", "created_after", "created_after must be RFC 3339.")
		}
	}
	merchant, after := query.Get("merchant_id"), query.Get("starting_after")
	data, total, more := []map[string]any{}, 0, false
	for _, p := range slices.Backward(g.s.ledger.payments) {
		if p.Service != StableGeniusName || merchant != "" && merchantOf(p) != merchant || !p.Created.After(since) {
			continue
		}
		g.s.ledger.settle(p, q.now)
		total++
		switch {
		case after != "":
			if p.ID == after {
				after = ""
			}
		case len(data) == limit:
			more = true
		default:
			data = append(data, g.say(q, p))
		}
	}
	return reply(http.StatusOK, map[string]any{"object": "list", "data": data, "has_more": more, "total_count": total})
}

// transactions lists what was transferred, newest first.
func (g *stableGenius) transactions(q *request) answer {
	if g.options.NoTransactions {
		return g.refuse(http.StatusNotFound, "not_found_error", "", "", "Not found.")
	}
	wanted := q.URL.Query().Get("payment_intent_id")
	data := []map[string]any{}
	for i, m := range slices.Backward(g.s.ledger.movements) {
		p := g.s.ledger.find(m.Service, m.Payment, q.now)
		if m.Service != StableGeniusName || p == nil {
			continue
		}
		var intent any = p.ID
		if g.options.Unassigned && (m.Late || m.Amount != p.Amount) {
			intent = nil
		}
		if wanted != "" && intent != wanted {
			continue
		}
		data = append(data, map[string]any{
			"id": fmt.Sprintf("txn_%06d", i+1), "object": "transaction", "payment_intent_id": intent, "merchant_id": merchantOf(p),
			"status": "confirmed", "amount": dollars(m.Amount), "fee": share(m.Amount, 1), "net_amount": share(m.Amount, 99),
			"chain": "base", "token": "USDC", "tx_hash": txHash(p.ID), "payment_address": merchantAddress(merchantOf(p)),
			"confirmed_at": stamp(m.At),
		})
	}
	return reply(http.StatusOK, map[string]any{"object": "list", "data": data, "has_more": false, "total_count": len(data)})
}

// A stableGeniusPurse takes whatever comes to a merchant's address.
type stableGeniusPurse struct {
	g        *stableGenius
	merchant string
}

func merchantOf(p *Payment) string { return p.purse.(stableGeniusPurse).merchant }

func (w stableGeniusPurse) transfer(p *Payment, text string, now time.Time) error {
	amount := money.Of(p.Amount.Minus(p.Taken).Minor/2, p.Amount.Currency)
	if text != "half" {
		var err error
		if amount, err = money.ParseDecimal(text, p.Amount.Currency); err != nil {
			return err
		}
	}
	if !amount.IsPositive() {
		return fmt.Errorf("%s is no amount to pay", amount)
	}
	w.g.s.ledger.take(p, amount, now)
	if p.Taken.Cmp(p.Amount) >= 0 || w.g.options.ShortConfirms {
		p.end(Paid, now)
	}
	return nil
}

func (w stableGeniusPurse) excess(p *Payment) string {
	return p.Amount.Minus(p.Taken).Plus(money.Of(100, p.Amount.Currency)).Decimal()
}

// dollars writes an amount as the JSON number that it is.
func dollars(a money.Amount) rawJSON { return rawJSON(a.Decimal()) }

// share is some percent of an amount, exactly: the service writes up to four
// decimals.
func share(a money.Amount, percent int64) rawJSON {
	n := a.Minor * percent // in hundredths of a cent
	text := strings.TrimRight(fmt.Sprintf("%d.%04d", n/10000, n%10000), "0")
	return rawJSON(strings.TrimSuffix(text, "."))
}

func txHash(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "0x" + hex.EncodeToString(sum[:])
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }
