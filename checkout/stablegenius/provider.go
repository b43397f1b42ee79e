package stablegenius

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

// DefaultBaseURL is where the service lives; the key says whether in earnest.
const DefaultBaseURL = "https://api.stablegenius.co"

// DefaultTTL is how long a code is payable where the settings say nothing
// (docs: Create a payment intent).
const DefaultTTL = 300 * time.Second

// Terms are the service's rules of time for codes of the default life. A
// question every three seconds is 20 of the 100 a minute that a test key may
// ask (docs: Overview); a key lives for 24 hours (docs: Errors). Money on a
// chain cannot be sent back by itself, so it is looked for a day longer.
var Terms = TermsFor(DefaultTTL)

// TermsFor are the rules of time for codes that live this long.
func TermsFor(ttl time.Duration) checkout.Terms {
	return checkout.Terms{
		Poll:    3 * time.Second,
		Timeout: ttl,
		KeyLife: 23 * time.Hour,
		Watch:   24 * time.Hour,
		Doubt:   15 * time.Second,
	}
}

// A Provider takes payments for one merchant. APIKey and MerchantID are
// required; the zero values of the rest work. It may be used by several
// goroutines at once, must not be copied, and its fields stay as they are once
// it has been used.
type Provider struct {
	APIKey     checkout.Secret // "sk_test_..." or "sk_live_..."
	MerchantID string          // "mer_..."; best one per till, as its intents share an address

	BaseURL    string        // DefaultBaseURL
	TTL        time.Duration // how long a code is payable, 60 s to 1 h; DefaultTTL
	SameAmount SameAmount    // what to do about a second open payment of one amount; Refuse
	Till       string        // this till's name, told to the service
	ImageHosts []string      // further hosts from which a picture of a code may be loaded

	Transport http.RoundTripper // takes the place of the network, for tests
	Now       func() time.Time  // nil is time.Now

	pictures func(ctx context.Context, link string) ([]byte, error) // for tests; nil is the network

	once  sync.Once
	rest  *rest.Client
	board board
	guard guard
}

// Prepare writes the body of the request for a payment.
func (p *Provider) Prepare(pay checkout.Payment) ([]byte, error) {
	body, err := p.order(pay)
	if err != nil {
		return nil, fmt.Errorf("stablegenius: prepare: %w", err)
	}
	return body, nil
}

// Start posts the payment's request, which holds its key. A second payment of
// an amount that is open already is declined before anything is sent, unless
// SameAmount says otherwise.
func (p *Provider) Start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.start(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("stablegenius: start: %w", err)
	}
	return g, nil
}

func (p *Provider) start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	if len(pay.Request) == 0 || pay.Key == "" {
		return checkout.Progress{}, &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("the payment was not prepared")}
	}
	alike := p.guard.claim(p, pay, p.SameAmount == Refuse && !pay.RetriedBlind())
	if alike && p.SameAmount == Refuse && !pay.RetriedBlind() {
		return checkout.Progress{Status: checkout.Declined, Reason: checkout.Reason{Word: "same-amount-open"}}, nil
	}
	g, err := p.post(ctx, pay)
	fault := checkout.TroubleOf(err)
	switch {
	case err != nil && !fault.Sent && !pay.RetriedBlind(), err == nil && !g.Status.IsOpen():
		p.guard.release(pay.ID)
	case err == nil && alike && p.SameAmount != Off:
		warning := checkout.Fact{Word: "same-amount", Value: pay.Amount.Decimal() + " " + token}
		g.Prompt.Facts = append([]checkout.Fact{warning}, g.Prompt.Facts...)
	}
	return g, err
}

func (p *Provider) post(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	a, err := p.ask(ctx, http.MethodPost, intents, pay.Request)
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case !a.OK():
		return p.refusal(ctx, a, pay)
	}
	l := line{at: a.Clock()}
	if err := l.said.from(a); err != nil {
		return checkout.Progress{}, err
	}
	return p.begun(l, pay)
}

// begun is how a payment stands that has just been made or found again. What
// became of it since, only Poll says.
func (p *Provider) begun(l line, pay checkout.Payment) (checkout.Progress, error) {
	if err := l.said.check(pay); err != nil {
		return checkout.Progress{}, err
	}
	g := checkout.Progress{
		Status: checkout.Pending, Ref: l.said.ref(), Amount: l.said.amount,
		Expires: l.said.expires(l.at, p.ttl(), pay.Expires),
	}
	if status, known := statusOf(l.said.Status); !known || status.IsOpen() {
		g.Prompt = p.prompt(l.said, pay.Amount)
	}
	return g, nil
}

// Poll asks how a payment stands.
func (p *Provider) Poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	l, err := p.look(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("stablegenius: poll: %w", err)
	}
	g, err := p.progress(ctx, l, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("stablegenius: poll: %w", err)
	}
	return g, nil
}

// Check asks for the newest payment of the merchant, whichever that is.
func (p *Provider) Check(ctx context.Context) error {
	a, err := p.ask(ctx, http.MethodGet, listOf(p.MerchantID, time.Time{}, 1), nil)
	if err == nil && !a.OK() {
		err = p.fault(a)
	}
	if err == nil {
		_, _, err = readList(a)
	}
	if err != nil {
		return fmt.Errorf("stablegenius: check: %w", err)
	}
	return nil
}
