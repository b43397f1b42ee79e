package stablegenius

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
	"kasir/checkout/money"
)

// An order is the body of POST /v1/payment-intents (docs: Create a payment
// intent). The amount is a JSON number, always with two decimals.
type order struct {
	Amount     json.Number `json:"amount"`
	Currency   string      `json:"currency"`
	MerchantID string      `json:"merchant_id"`
	Metadata   *metadata   `json:"metadata,omitempty"`
	TTL        int         `json:"ttl"` // seconds
	Key        string      `json:"idempotency_key"`
}

// metadata comes back with every answer about the intent, so that one about
// another payment is noticed.
type metadata struct {
	Order    string `json:"order_id"`
	Attempt  string `json:"attempt_id"` // our payment
	Terminal string `json:"terminal_id,omitempty"`
}

// The service's limits (docs: Create a payment intent).
const (
	minTTL, maxTTL   = 60 * time.Second, 3600 * time.Second
	minCent, maxCent = 1, 1_000_000
)

var merchants = regexp.MustCompile(`^mer_[0-9A-Za-z_-]{1,64}$`)

func (p *Provider) order(pay checkout.Payment) ([]byte, error) {
	switch {
	case p.chain() == 0:
		return nil, errors.New("the API key must begin with sk_test_ or sk_live_")
	case !merchants.MatchString(p.MerchantID):
		return nil, errors.New("the merchant must be mer_ and letters or digits")
	case p.ttl() < minTTL || p.ttl() > maxTTL || p.ttl()%time.Second != 0:
		return nil, fmt.Errorf("a life of %s is not one of whole seconds from %s to %s", p.ttl(), minTTL, maxTTL)
	case pay.Amount.Currency.Code != "USD" || pay.Amount.Currency.Decimals != 2:
		return nil, fmt.Errorf("it takes dollars and cents, not %s", pay.Amount)
	case pay.Amount.Minor < minCent || pay.Amount.Minor > maxCent:
		return nil, fmt.Errorf("it takes 0.01 to 10000 dollars, not %s", pay.Amount)
	case pay.Key == "":
		return nil, errors.New("the payment has no key")
	}
	return json.Marshal(order{
		Amount: json.Number(pay.Amount.Decimal()), Currency: "usd", MerchantID: p.MerchantID,
		Metadata: &metadata{string(pay.Sale), string(pay.ID), p.Till},
		TTL:      int(p.ttl() / time.Second), Key: pay.Key,
	})
}

// merchantOf is whom a payment was asked for, whatever the settings say now.
func (p *Provider) merchantOf(pay checkout.Payment) string {
	var o order
	if json.Unmarshal(pay.Request, &o) != nil || !merchants.MatchString(o.MerchantID) {
		return p.MerchantID
	}
	return o.MerchantID
}

// said is what the service says about an intent, in every call (docs: The
// payment intent object). The two of what was received are not documented.
type said struct {
	ID         loose `json:"id"`
	Status     loose `json:"status"`
	Amount     loose `json:"amount"`
	Currency   loose `json:"currency"`
	MerchantID loose `json:"merchant_id"`

	Address loose `json:"payment_address"`
	Payload loose `json:"qr_payload"`
	Image   loose `json:"qr_image_url"`

	CreatedAt   loose `json:"created_at"`
	ExpiresAt   loose `json:"expires_at"`
	ConfirmedAt loose `json:"confirmed_at"`
	TxHash      loose `json:"tx_hash"`

	Received  loose `json:"amount_received"`
	Received2 loose `json:"received_amount"`

	Metadata json.RawMessage `json:"metadata"`

	amount money.Amount
}

// A line is what was said about one intent, and when.
type line struct {
	said said
	at   time.Time
}

type loose = rest.Loose

var refs = regexp.MustCompile(`^[0-9A-Za-z_-]{1,64}$`)

// isRef keeps out what would make another address of ours.
func isRef(ref string) bool { return refs.MatchString(ref) }

func (s *said) ref() string { return string(s.ID) }

// from takes an answer that should be one intent.
func (s *said) from(a rest.Answer) error { return a.JSON(s) }

// readList takes an answer that should be a page of intents.
func readList(a rest.Answer) (list []said, more bool, err error) {
	var page struct {
		Data    *[]said         `json:"data"`
		HasMore json.RawMessage `json:"has_more"`
	}
	if err := a.JSON(&page); err != nil {
		return nil, false, err
	}
	if page.Data == nil {
		return nil, false, garbled("it holds no list")
	}
	return *page.Data, string(page.HasMore) == "true", nil
}

// isFor tells whether the intent certainly is this payment's.
func (s *said) isFor(pay checkout.Payment) bool { return s.attempt() == string(pay.ID) && pay.ID != "" }

func (s *said) attempt() string {
	var ours metadata
	_ = json.Unmarshal(s.Metadata, &ours) // a service that keeps none says nothing
	return ours.Attempt
}

// check refuses what is not about pay, and nothing but pay.
func (s *said) check(pay checkout.Payment) error {
	var asked order
	_ = json.Unmarshal(pay.Request, &asked) // what was never written is not compared
	attempt := s.attempt()
	switch {
	case !isRef(s.ref()):
		return garbled("it names no payment")
	case pay.Ref != "" && s.ref() != pay.Ref, attempt != "" && attempt != string(pay.ID):
		return mismatch("it is about another payment")
	case s.MerchantID != "" && asked.MerchantID != "" && string(s.MerchantID) != asked.MerchantID:
		return mismatch("it is about another merchant's payment")
	case s.Currency != "" && !strings.EqualFold(string(s.Currency), pay.Amount.Currency.Code):
		return mismatch("it is in another currency")
	case s.Amount == "" || s.Currency == "":
		return nil
	}
	amount, err := money.ParseDecimal(string(s.Amount), pay.Amount.Currency)
	switch {
	case err != nil:
		return garbled("its amount cannot be read")
	case amount != pay.Amount:
		return mismatch("it is about %s, not %s", amount, pay.Amount)
	}
	s.amount = amount
	return nil
}

// expires is when the service stops waiting; zero where that is no news.
func (s *said) expires(at time.Time, ttl time.Duration, known time.Time) time.Time {
	if end, err := time.Parse(time.RFC3339, string(s.ExpiresAt)); err == nil {
		return end.UTC()
	}
	if !known.IsZero() {
		return time.Time{}
	}
	if made, err := time.Parse(time.RFC3339, string(s.CreatedAt)); err == nil {
		at = made
	}
	return at.Add(ttl).UTC()
}
