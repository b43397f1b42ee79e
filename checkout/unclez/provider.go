package unclez

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/qris"
	"kasir/checkout/internal/rest"
)

// DefaultBaseURL is where the gateway lives.
const DefaultBaseURL = "https://payment.uncle-z.com"

// Terms are the gateway's rules of time: polled at 1 Hz, a code lives for 20
// minutes at most (NICEPAY, 9031), a key for 24 hours.
var Terms = checkout.Terms{
	Poll:    time.Second,
	Timeout: 20 * time.Minute,
	KeyLife: 23 * time.Hour,
	Watch:   time.Minute,
	Doubt:   15 * time.Second,
}

// A Provider takes payments through one app of the gateway. PublicKey and
// Secret are required; the zero values of the rest work. It may be used by
// several goroutines at once, must not be copied, and its fields stay as they
// are once it has been used.
type Provider struct {
	PublicKey string          // "pk_..."; names the app
	Secret    checkout.Secret // signs our requests; used as it is spelt

	BaseURL       string   // DefaultBaseURL
	UserID        string   // who buys, for the gateway: one walk-in customer per till; the till's name
	Email         string   // NICEPAY wants an address of the buyer; one that reaches nobody
	ReturnURL     string   // where NICEPAY's page leads afterwards; proves nothing; BaseURL
	InvoicePrefix string   // of the gateway's invoice numbers; POS
	Till          string   // this till's name, told to the gateway
	ImageHosts    []string // further hosts from which a picture of a code may be loaded
	WholeRefunds  bool     // the gateway gives back the whole amount only, should it refuse parts

	Transport http.RoundTripper // takes the place of the network, for tests
	Now       func() time.Time  // nil is time.Now

	pictures func(ctx context.Context, link string) ([]byte, error) // for tests; nil is the network

	once sync.Once
	rest *rest.Client
}

// Prepare writes the body of the request for a payment.
func (p *Provider) Prepare(pay checkout.Payment) ([]byte, error) {
	body, err := p.order(pay)
	if err != nil {
		return nil, fmt.Errorf("unclez: prepare: %w", err)
	}
	return body, nil
}

// Start posts the payment's request under its key. The answer names the
// payment and holds its code; whether it is paid only Poll says.
func (p *Provider) Start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.start(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("unclez: start: %w", err)
	}
	return g, nil
}

func (p *Provider) start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	if len(pay.Request) == 0 || pay.Key == "" {
		return checkout.Progress{}, &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("the payment was not prepared")}
	}
	a, err := p.ask(ctx, http.MethodPost, "/v1/payments", pay.Request, http.Header{"Idempotency-Key": {pay.Key}})
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case !a.OK():
		return p.refusal(a, pay)
	}
	var said said
	if err := said.read(a, pay); err != nil {
		return checkout.Progress{}, err
	}
	g := checkout.Progress{
		Status: checkout.Pending, Ref: said.ref(), Amount: said.amount, Invoice: said.invoice(),
		Expires: said.expires(a, pay.Expires),
	}
	if status, known := statusOf(string(said.Status)); !known || status.IsOpen() {
		g.Prompt = p.prompt(said, pay.Amount)
	}
	return g, nil
}

// Poll asks how a payment stands.
func (p *Provider) Poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.poll(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("unclez: poll: %w", err)
	}
	return g, nil
}

func (p *Provider) poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	if !isRef(pay.Ref) {
		return checkout.Progress{}, &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("the payment has no usable reference")}
	}
	a, err := p.ask(ctx, http.MethodGet, "/v1/payments/"+pay.Ref, nil, nil)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case !a.OK():
		return checkout.Progress{}, p.fault(a)
	}
	var said said
	if err := said.read(a, pay); err != nil {
		return checkout.Progress{}, err
	}
	status, known := statusOf(string(said.Status))
	switch {
	case !known:
		return checkout.Progress{}, garbled("it says %q, a word we do not know", p.clean(string(said.Status)))
	case status == checkout.Paid && said.amount.IsZero():
		return checkout.Progress{}, garbled("it says paid, but not how much")
	}
	g := checkout.Progress{
		Status: status, Ref: said.ref(), Amount: said.amount, Invoice: said.invoice(),
		Expires: said.expires(a, pay.Expires), Reason: p.why(status, said),
	}
	if id := qris.MerchantID(pay.Prompt.Code); status == checkout.Paid && id != "" {
		g.Print = map[string]string{"nmid": id}
	}
	if status.IsOpen() && pay.Prompt.Picture == "" && !pay.Prompt.Visible() && pay.Prompt.Refused == "" {
		g.Prompt = p.prompt(said, pay.Amount)
	}
	return g, nil
}

// Cancel says how the payment stands: the gateway cannot cancel, so one that
// waits goes on waiting.
func (p *Provider) Cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.poll(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("unclez: cancel: %w", err)
	}
	return g, nil
}

// Check asks for a payment that cannot exist: a gateway that accepts us says
// that it knows none.
func (p *Provider) Check(ctx context.Context) error {
	a, err := p.ask(ctx, http.MethodGet, "/v1/payments/00000000000000000000000000000000", nil, nil)
	if err != nil {
		return fmt.Errorf("unclez: check: %w", err)
	}
	fault := p.fault(a)
	if a.Status == http.StatusNotFound && fault.Trouble == checkout.Misused {
		return nil
	}
	return fmt.Errorf("unclez: check: %w", fault)
}
