package midtrans

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// Where the Core API lives. A server key is good for one of the two.
const (
	DefaultBaseURL = "https://api.midtrans.com"
	SandboxBaseURL = "https://api.sandbox.midtrans.com"
)

// Terms are Midtrans' rules of time: asked about every 10 s, a code lives for
// 15 minutes (GoPay QRIS POS Integration). Start may be repeated far longer
// than the five minutes of a key, because it looks the order id up then. The
// end of a payment may lag behind, a settlement by 20 s (Best practices to
// handle notification).
var Terms = checkout.Terms{
	Poll:    10 * time.Second,
	Timeout: 15 * time.Minute,
	KeyLife: 23 * time.Hour,
	Watch:   5 * time.Minute,
	Doubt:   40 * time.Second,
}

// The kinds of payment that show a code at the counter.
const (
	QRIS  = "qris"  // any QRIS app
	GoPay = "gopay" // GoPay's own code
)

// A Provider takes payments through one Midtrans account. ServerKey is
// required; the zero values of the rest work. It may be used by several
// goroutines at once, must not be copied, and its fields stay as they are once
// it has been used.
type Provider struct {
	ServerKey checkout.Secret // opens one of production and sandbox

	BaseURL         string   // DefaultBaseURL
	PaymentType     string   // QRIS or GoPay; QRIS
	Acquirer        string   // of QRIS: "gopay" or "airpay shopee"; Midtrans' own choice
	NotificationURL string   // where Midtrans reports payments, up to two with a comma between; the account's setting
	Till            string   // this till's name, told to Midtrans for its reports
	Refunds         bool     // Midtrans has allowed refunds; for counters they are off until asked for
	ImageHosts      []string // further hosts from which a picture of a code may be loaded

	Transport http.RoundTripper // takes the place of the network, for tests
	Now       func() time.Time  // nil is time.Now

	pictures func(ctx context.Context, link string) ([]byte, error) // for tests; nil is the network

	once sync.Once
	rest *rest.Client
}

// Prepare writes the body of the charge for a payment.
func (p *Provider) Prepare(pay checkout.Payment) ([]byte, error) {
	body, err := p.charge(pay)
	if err != nil {
		return nil, fmt.Errorf("midtrans: prepare: %w", err)
	}
	return body, nil
}

// Start charges under the payment's key, or finds what an earlier charge made.
func (p *Provider) Start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.start(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("midtrans: start: %w", err)
	}
	return g, nil
}

// Poll asks how a payment stands, and has one expire that Midtrans has left
// waiting past its time.
func (p *Provider) Poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.poll(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("midtrans: poll: %w", err)
	}
	return g, nil
}

// Cancel takes a waiting payment back and says what became of it.
func (p *Provider) Cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.cancel(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("midtrans: cancel: %w", err)
	}
	return g, nil
}

// Check asks for an order that cannot exist: an account that accepts our key
// says that it knows none.
func (p *Provider) Check(ctx context.Context) error {
	s, err := p.ask(ctx, http.MethodGet, "/v2/00000000-0000-0000-0000-000000000000/status", nil, nil)
	if err == nil && s.Code != unknown {
		err = p.fault(s)
	}
	if err != nil {
		return fmt.Errorf("midtrans: check: %w", err)
	}
	return nil
}
