package wct

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// Terms are the service's rules of time. It documents none, so they are ours: a
// question every 3 s, six prices or 20 minutes in front of the customer, and a
// day in which late coins are looked for. Our reference never grows old, but a
// payment of yesterday is no longer made.
var Terms = checkout.Terms{
	Poll:    3 * time.Second,
	Timeout: 20 * time.Minute,
	KeyLife: 23 * time.Hour,
	Watch:   24 * time.Hour,
	Doubt:   20 * time.Second,
}

// A Provider takes payments through one terminal of WCT Pay. Key, APISecret,
// BaseURL and RequestedAsset are required, which CheckSettings tells; the zero
// values of the rest work. It may be used by several goroutines at once, must
// not be copied, and its fields stay as they are once it has been used.
type Provider struct {
	Key       string          // "Terminal API ID"; names the terminal
	APISecret checkout.Secret // goes into the hashes

	BaseURL          string // no document names it, so there is no default
	Asset            string // what the shop is paid in: the sale's currency, or a dollar coin for dollars
	AssetNetwork     string // required where that is Tether
	RequestedAsset   string // what the customer pays in: "BTC"
	RequestedNetwork string // required where that is Tether
	Encoding         string // of our requests: json or form; json
	Description      string // of every payment; the service wants one
	PaymentPath      string // of Get Payment, which no document names; /payment/get
	HashAmount       bool   // the hash of getupdate holds the amount, as at the service's relatives
	Requotes         int    // how many new prices one payment may get; 6

	Transport http.RoundTripper // takes the place of the network, for tests
	Now       func() time.Time  // nil is time.Now

	once   sync.Once
	maker  *rest.Client
	asker  *rest.Client
	turn   chan struct{}        // one start at a time
	recent []checkout.PaymentID // the latest that may have reached the service
}

// Prepare writes the request for a payment. Key and hash are put behind it when
// it is sent, because no credential belongs in the journal.
func (p *Provider) Prepare(pay checkout.Payment) ([]byte, error) {
	body, err := p.order(pay)
	if err != nil {
		return nil, fmt.Errorf("wct: prepare: %w", err)
	}
	return body, nil
}

// Start asks for the payment. Where an earlier attempt may have arrived, it is
// looked for by our reference first.
func (p *Provider) Start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.start(ctx, pay)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("wct: start: %w", err)
	}
	return g, nil
}

func (p *Provider) start(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	ours, err := ordered(pay.Request)
	if err != nil {
		return checkout.Progress{}, misused(err)
	}
	// Two askers of one payment must not both find it missing and both make it:
	// the service would make two.
	leave, err := p.queue(ctx)
	if err != nil {
		return checkout.Progress{}, err
	}
	defer leave()
	again := pay.RetriedBlind() || slices.Contains(p.recent, pay.ID)
	if again {
		r, err := p.update(ctx, pay, "reference", reference(pay))
		switch {
		case err != nil:
			return checkout.Progress{}, err
		case !r.refused:
			return p.made(r, ours, pay)
		case !r.unknown():
			return checkout.Progress{}, r.fault
		}
	}
	r, err := p.create(ctx, pay.Request, ours)
	if err == nil || checkout.TroubleOf(err).Sent {
		p.remember(pay.ID)
	}
	switch {
	case err != nil:
		return checkout.Progress{}, err
	case r.refused:
		return p.refusal(r, pay, again)
	}
	return p.made(r, ours, pay)
}

// made reads what a payment asks of the customer.
func (p *Provider) made(r reply, ours order, pay checkout.Payment) (checkout.Progress, error) {
	if err := r.about(pay); err != nil {
		return checkout.Progress{}, err
	}
	g := checkout.Progress{Status: checkout.Pending, Ref: r.code(), Expires: r.expires()}
	if g.Expires.IsZero() {
		g.Expires = r.answer.At.Add(unnamed).UTC()
	}
	amount, ok := r.quantity(r.Amount, ours)
	g.Prompt = r.prompt(ours, quoted{amount: amount, readable: ok})
	return g, nil
}

// unnamed is how long a price is taken to hold whose end was not named. Then a
// new one is asked for, and that answer names its end.
const unnamed = time.Minute

// Poll asks how a payment stands, and for a new price where the old one ended.
func (p *Provider) Poll(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.poll(ctx, pay, pay.Withdrawn.IsZero() && !pay.Parked)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("wct: poll: %w", err)
	}
	return g, nil
}

// Cancel says how the payment stands: the service cannot cancel, so one that
// waits goes on waiting.
func (p *Provider) Cancel(ctx context.Context, pay checkout.Payment) (checkout.Progress, error) {
	g, err := p.poll(ctx, pay, false)
	if err != nil {
		return checkout.Progress{}, fmt.Errorf("wct: cancel: %w", err)
	}
	return g, nil
}

// Check has the service validate our credentials. Where it has no such call, it
// is asked about a payment that cannot exist, which only one that accepts us
// says it does not know.
func (p *Provider) Check(ctx context.Context) error {
	if err := p.CheckSettings(); err != nil {
		return fmt.Errorf("wct: check: %w", misused(err))
	}
	r, err := p.validate(ctx)
	if r.answer.Status == http.StatusNotFound && !r.nok {
		nobody := checkout.Payment{}
		if r, err = p.update(ctx, nobody, "reference", "00000000-0000-0000-0000-000000000000"); err == nil && r.nok && r.unknown() {
			return nil
		}
	}
	switch {
	case err != nil:
		return fmt.Errorf("wct: check: %w", err)
	case r.refused:
		return fmt.Errorf("wct: check: %w", r.fault)
	case r.Validated == "false":
		return fmt.Errorf("wct: check: %w", &checkout.Fault{Trouble: checkout.KeyRefused, Sent: true, Err: errors.New("not validated")})
	}
	return nil
}

// queue waits for our turn to start a payment.
func (p *Provider) queue(ctx context.Context) (leave func(), err error) {
	p.once.Do(p.open)
	select {
	case p.turn <- struct{}{}:
		return func() { <-p.turn }, nil
	case <-ctx.Done():
		return nil, &checkout.Fault{Trouble: checkout.Unreachable, Err: ctx.Err()}
	}
}

// remember keeps the latest payments that may have reached the service: the
// till asks for one payment at a time, so a few are plenty.
func (p *Provider) remember(id checkout.PaymentID) {
	p.recent = append(p.recent[max(0, len(p.recent)-15):], id)
}
