package wct

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// The paths of the service (docs: Create POS Payment, Get Payment Update; the
// last as at the service's relatives, Verify Credentials).
const (
	createPath   = "/payment-pos/post"
	updatePath   = "/payment-pos/getupdate"
	validatePath = "/validate"
)

func (p *Provider) open() {
	p.maker = &rest.Client{BaseURL: p.BaseURL, Transport: p.Transport, Now: p.Now}
	// A question repeats nothing and costs nothing, so nobody waits long for it.
	p.asker = &rest.Client{BaseURL: p.BaseURL, Transport: p.Transport, Now: p.Now, PostTimeout: 5 * time.Second}
	p.turn = make(chan struct{}, 1)
}

// ClockReadings says what the newest answers told of this machine's clock. Most
// questions are put by the asker; what the maker has heard is older.
func (p *Provider) ClockReadings() []checkout.ClockReading {
	p.once.Do(p.open)
	return p.asker.ClockReadings()
}

func (p *Provider) now() time.Time {
	if p.Now == nil {
		return time.Now()
	}
	return p.Now()
}

func (p *Provider) create(ctx context.Context, request []byte, o order) (reply, error) {
	p.once.Do(p.open)
	return p.send(ctx, p.maker, createPath, request, o.asset, o.amount)
}

// update asks for the price of a payment that is named by one of its names.
func (p *Provider) update(ctx context.Context, pay checkout.Payment, name, value string) (reply, error) {
	middle := []string{value}
	if p.HashAmount {
		middle = append(middle, pay.Amount.Decimal())
	}
	return p.ask(ctx, updatePath, field{name, value}, middle...)
}

func (p *Provider) payment(ctx context.Context, code string) (reply, error) {
	return p.ask(ctx, p.paymentPath(), field{"payment_code", code}, code)
}

func (p *Provider) ask(ctx context.Context, path string, name field, middle ...string) (reply, error) {
	p.once.Do(p.open)
	body, err := encode(cmp.Or(p.Encoding, JSON), []field{name})
	if err != nil {
		return reply{}, misused(err)
	}
	return p.send(ctx, p.asker, path, body, middle...)
}

// validate proves ourselves by the secret alone (docs of the relatives: Verify
// Credentials).
func (p *Provider) validate(ctx context.Context) (reply, error) {
	p.once.Do(p.open)
	if p.Key == "" || p.APISecret == "" {
		return reply{}, misused(errKeys)
	}
	body, err := encode(cmp.Or(p.Encoding, JSON), []field{{"key", p.Key}, {"hash", hash(p.APISecret.Reveal())}})
	if err != nil {
		return reply{}, misused(err)
	}
	return p.post(ctx, p.asker, validatePath, body)
}

var errKeys = errors.New("the terminal's key and secret are not set")

// send proves a body by key, what the call wants in the middle, and the secret.
func (p *Provider) send(ctx context.Context, c *rest.Client, path string, body []byte, middle ...string) (reply, error) {
	if p.Key == "" || p.APISecret == "" {
		return reply{}, misused(errKeys)
	}
	parts := append([]string{p.Key}, append(middle, p.APISecret.Reveal())...)
	body, err := sealed(body, field{"key", p.Key}, field{"hash", hash(parts...)})
	if err != nil {
		return reply{}, misused(err)
	}
	return p.post(ctx, c, path, body)
}

func (p *Provider) post(ctx context.Context, c *rest.Client, path string, body []byte) (reply, error) {
	kind := "application/x-www-form-urlencoded"
	if isJSON(body) {
		kind = "application/json"
	}
	a, err := c.Do(ctx, http.MethodPost, path, body, http.Header{"Content-Type": {kind}})
	if err != nil {
		return reply{}, err
	}
	return p.read(a)
}

func misused(err error) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Misused, Err: err}
}

func garbled(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Garbled, Sent: true, Err: fmt.Errorf(format, args...)}
}

func mismatch(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Mismatch, Sent: true, Err: fmt.Errorf(format, args...)}
}
