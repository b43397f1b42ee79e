package stablegenius

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// The asset. One of it is one dollar, so amounts compare as they are.
const (
	token   = "USDC"
	network = "base"
)

func usdc(text string) (money.Quantity, error) { return money.ParseQuantity(text, token, network) }

// A receipt is what has come for an intent, where that is known.
type receipt struct {
	known bool
	sum   money.Quantity
}

// insist is how long after a confirmation an answer about the transactions is
// waited for. Without one the intent's own word counts.
const insist = 30 * time.Second

// received finds out how much has come. The documents tell the amounts of
// transactions only, so they are counted: whenever the intent is over, and now
// and then while it waits.
func (p *Provider) received(ctx context.Context, l line, pay checkout.Payment, status checkout.Status) (receipt, error) {
	if text := cmp.Or(l.said.Received, l.said.Received2); text != "" {
		if sum, err := usdc(string(text)); err == nil {
			return receipt{true, sum}, nil
		}
	}
	if status.IsOpen() && !p.board.countable(pay.Ref, p.now()) {
		return receipt{}, nil
	}
	got, err := p.count(ctx, pay.Ref)
	if err == nil {
		return got, nil
	}
	confirmed, never := time.Parse(time.RFC3339, string(l.said.ConfirmedAt))
	switch checkout.TroubleOf(err).Trouble {
	case checkout.Garbled, checkout.Mismatch, checkout.KeyRefused, checkout.ClockWrong, checkout.Misused:
		// It will not be read by asking again.
	case checkout.Unreachable, checkout.Untrusted, checkout.NoAnswer, checkout.Busy:
		if ctx.Err() != nil || status == checkout.Paid && never == nil && l.at.Sub(confirmed) < insist {
			return receipt{}, err
		}
	}
	return receipt{}, nil
}

// A transfer is one transaction (docs: List transactions).
type transfer struct {
	ID     loose `json:"id"`
	Intent loose `json:"payment_intent_id"`
	Status loose `json:"status"`
	Amount loose `json:"amount"` // gross; the service's fee is the merchant's
	Token  loose `json:"token"`
}

// count adds up the transfers that name the intent. That the list can be asked
// for one intent's is not documented, so each row is looked at.
func (p *Provider) count(ctx context.Context, ref string) (receipt, error) {
	q := url.Values{"payment_intent_id": {ref}, "limit": {"100"}}
	a, err := p.ask(ctx, http.MethodGet, transactions+"?"+q.Encode(), nil)
	switch {
	case err != nil:
		return receipt{}, err
	case !a.OK():
		return receipt{}, p.fault(a)
	}
	return sum(a, ref)
}

func sum(a rest.Answer, ref string) (receipt, error) {
	var page struct {
		Data    *[]transfer     `json:"data"`
		HasMore json.RawMessage `json:"has_more"`
	}
	if err := a.JSON(&page); err != nil {
		return receipt{}, err
	}
	if page.Data == nil {
		return receipt{}, garbled("it holds no list")
	}
	all, err := usdc("0")
	if err != nil {
		return receipt{}, err
	}
	got := receipt{known: string(page.HasMore) != "true", sum: all} // part of the sum is none
	seen := make(map[loose]bool)
	for _, t := range *page.Data {
		if string(t.Intent) != ref || seen[t.ID] {
			continue
		}
		seen[t.ID] = true
		switch strings.ToLower(string(t.Status)) {
		case "confirmed", "settled":
		case "failed":
			continue
		default:
			return receipt{}, nil // nobody knows whether it counts
		}
		amount, err := usdc(string(t.Amount))
		if err != nil || !amount.IsPositive() || t.ID == "" || t.Token != "" && !strings.EqualFold(string(t.Token), token) {
			return receipt{}, nil //nolint:nilerr // what cannot be counted is not known
		}
		got.sum = got.sum.Plus(amount)
	}
	return got, nil
}
