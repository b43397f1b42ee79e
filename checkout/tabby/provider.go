package tabby

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// The homes of Tabby (docs.tabby.ai, API reference: Base URLs). A key works at
// one of them only.
const (
	DefaultBaseURL = "https://api.tabby.ai" // UAE and Kuwait
	KSABaseURL     = "https://api.tabby.sa" // Saudi Arabia
)

// MinTimeout is the shortest time that Tabby lets a code be shown (POS
// Integration: Cancel a Payment).
const MinTimeout = 180 * time.Second

// Terms are Tabby's rules of time: asked every 5 s, taken back after 300 s (POS
// Integration: Payment Processing, Cancel a Payment). There is no key that could
// grow old: Start knows by itself when it is too late.
var Terms = checkout.Terms{
	Poll:    5 * time.Second,
	Timeout: 300 * time.Second,
	KeyLife: 10 * 365 * 24 * time.Hour,
	Watch:   time.Minute,
	Doubt:   20 * time.Second,
}

// A Provider takes payments for one branch of a shop. SecretKey, MerchantCode,
// Till and the place are required; the zero values of the rest work. It may be
// used by several goroutines at once, must not be copied, and its fields stay as
// they are once it has been used.
type Provider struct {
	SecretKey    checkout.Secret // "sk_..." or "sk_test_..."; the latter moves no money
	MerchantCode string          // of the branch, from Tabby
	Till         string          // the terminal id, unique in the shop

	Latitude  float64 // where the till stands, in degrees
	Longitude float64 // likewise; both zero means that nobody has set them

	BaseURL    string   // DefaultBaseURL
	Lang       string   // of Tabby's page: en or ar; en
	ImageHosts []string // further hosts from which a picture of a code may be loaded

	Transport http.RoundTripper // takes the place of the network, for tests
	Now       func() time.Time  // nil is time.Now

	pictures func(ctx context.Context, link string) ([]byte, error) // for tests; nil is the network

	once sync.Once
	rest *rest.Client
}

// Prepare writes the body of the request for a payment, its time included.
func (p *Provider) Prepare(pay checkout.Payment) ([]byte, error) {
	body, err := p.order(pay)
	if err != nil {
		return nil, fmt.Errorf("tabby: prepare: %w", err)
	}
	return body, nil
}

// Start makes a session and its payment. The answer is Declined where Tabby does
// not take the payment, which it tells before any code is shown.
func (p *Provider) Start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.start(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("tabby: start: %w", err)
	}
	return g, nil
}

func (p *Provider) start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	switch {
	case len(pay.Request) == 0:
		return checkout.Progress{}, misused("the payment was not prepared")
	case pay.Outlived:
		// A code may have been shown, and paid, of a session that we cannot name.
		// Tabby knows no keys: asking again would make another one.
		return checkout.Progress{Status: checkout.Unresolved, Reason: checkout.Reason{Word: "outlived"}}, nil
	case !pay.Withdrawn.IsZero(), p.now().Sub(pay.Created) > Terms.Timeout:
		// Nobody waits for a code any more, and none was ever shown.
		return checkout.Progress{Status: checkout.Declined, Reason: checkout.Reason{Word: "never-shown"}}, nil
	}
	a, err := p.ask(ctx, http.MethodPost, "/api/v2/checkout", pay.Request)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case !a.OK():
		return p.refusal(a, pay)
	}
	var s session
	if err := s.read(a, pay); err != nil {
		return checkout.Progress{}, err
	}
	if s.Status == "rejected" {
		return checkout.Progress{Status: checkout.Declined, Reason: p.rejected(s)}, nil
	}
	return checkout.Progress{
		Status: checkout.Pending, Ref: s.ref(), Amount: s.Payment.amount,
		Prompt: p.choose(s), Expires: s.expires(a.Clock()),
	}, nil
}

// Poll asks how a payment stands. One that is approved but not captured is
// captured, because uncaptured money does not reach the shop.
func (p *Provider) Poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.poll(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("tabby: poll: %w", err)
	}
	return g, nil
}

func (p *Provider) poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	said, err := p.find(ctx, pay)
	if err != nil {
		return checkout.Progress{}, err
	}
	g, err := p.judge(said, pay)
	if err == nil && said.isUncaptured() {
		g.Reason = p.settle(ctx, pay, said)
		g.Uncaptured = g.Reason.Word != ""
	}
	return g, err
}

// find reads the payment; what it gives back is certainly about pay.
func (p *Provider) find(ctx context.Context, pay checkout.Payment) (payment, error) {
	_, id, ok := cutRef(pay.Ref)
	if !ok {
		return payment{}, misused("the payment has no usable reference")
	}
	a, err := p.ask(ctx, http.MethodGet, "/api/v2/payments/"+id, nil)
	switch {
	case err != nil:
		return payment{}, err
	case !a.OK():
		return payment{}, p.fault(a)
	}
	var said payment
	return said, said.read(a, pay)
}

// Check asks for a payment that cannot exist: a Tabby that accepts us says that
// it knows none.
func (p *Provider) Check(ctx context.Context) error {
	a, err := p.ask(ctx, http.MethodGet, "/api/v2/payments/00000000-0000-0000-0000-000000000000", nil)
	if err != nil {
		return fmt.Errorf("tabby: check: %w", err)
	}
	// API reference: Retrieve a payment, "no such payment", "invalid payment id"
	known := errors.Is(p.own(a), errNotFound) || errors.Is(p.own(a), errBadData)
	if known && (a.Status == http.StatusNotFound || a.Status == http.StatusBadRequest) {
		return nil
	}
	return fmt.Errorf("tabby: check: %w", p.fault(a))
}
