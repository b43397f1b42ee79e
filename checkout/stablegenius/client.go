package stablegenius

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

const (
	apiVersion   = "2026-04-01" // docs: Webhook events name it; sent so that answers keep their form
	intents      = "/v1/payment-intents"
	transactions = "/v1/transactions"
)

func (p *Provider) ask(ctx context.Context, method, path string, body []byte) (rest.Answer, error) {
	return p.client().Do(ctx, method, path, body, nil)
}

func (p *Provider) client() *rest.Client {
	p.once.Do(func() {
		p.rest = &rest.Client{BaseURL: p.baseURL(), Sign: p.sign, Transport: p.Transport, Now: p.Now}
	})
	return p.rest
}

// ClockReadings says what the newest answers told of this machine's clock.
func (p *Provider) ClockReadings() []checkout.ClockReading { return p.client().ClockReadings() }

// baseURL takes the address with and without the version, as the service's
// documents write it with and our paths hold it.
func (p *Provider) baseURL() string {
	return strings.TrimSuffix(strings.TrimSuffix(cmp.Or(p.BaseURL, DefaultBaseURL), "/"), "/v1")
}

func (p *Provider) now() time.Time {
	if p.Now == nil {
		return time.Now()
	}
	return p.Now()
}

func (p *Provider) ttl() time.Duration { return cmp.Or(p.TTL, DefaultTTL) }

// sign shows the key (docs: Authentication).
func (p *Provider) sign(string, string, []byte) (http.Header, error) {
	if p.chain() == 0 {
		return nil, errors.New("the API key is not set or is neither of sk_test_ nor of sk_live_")
	}
	return http.Header{
		"Authorization": {"Bearer " + p.APIKey.Reveal()},
		"X-API-Version": {apiVersion},
	}, nil
}

// chain is where the key's money is: Base, or Base Sepolia for tests (docs:
// Authentication). Zero where the key is neither.
func (p *Provider) chain() uint64 {
	switch key := p.APIKey.Reveal(); {
	case strings.HasPrefix(key, "sk_live_"):
		return base
	case strings.HasPrefix(key, "sk_test_"):
		return baseSepolia
	}
	return 0
}

// listOf is the path of the intents of a merchant, newest first.
func listOf(merchant string, since time.Time, limit int) string {
	q := url.Values{"merchant_id": {merchant}, "limit": {strconv.Itoa(limit)}}
	if !since.IsZero() {
		q.Set("created_after", since.UTC().Format(time.RFC3339))
	}
	return intents + "?" + q.Encode()
}

// A problem is the body of an error (docs: Errors).
type problem struct{ Type, Message, Param, Code loose }

func (p *Provider) problem(a rest.Answer) problem {
	var body struct{ Error json.RawMessage }
	var said problem
	if a.JSON(&body) == nil {
		_ = json.Unmarshal(body.Error, &said) // of another form it says nothing
	}
	return said
}

func (p *Provider) text(said problem) string {
	return p.clean(strings.TrimSpace(fmt.Sprintf("%s %s %s", cmp.Or(said.Code, said.Type), said.Param, said.Message)))
}

// fault says what is wrong when the service does not answer with success.
func (p *Provider) fault(a rest.Answer) *checkout.Fault {
	fault, said := a.Fault(), p.problem(a)
	switch {
	case a.Status == http.StatusTooManyRequests:
		fault.Wait = max(fault.Wait, 5*time.Second) // a minute's worth was asked
	case a.Status != http.StatusConflict:
	case said.Code == "idempotency_key_conflict":
		// Our bytes never change, so this is a bug, and no second key must hide it.
		fault.Trouble = checkout.Misused
	case said != problem{}:
		fault.Trouble, fault.Wait = checkout.Busy, max(fault.Wait, time.Second)
	}
	if text := p.text(said); text != "" {
		fault.Err = fmt.Errorf("%w: %s", fault.Err, text)
	}
	return fault
}

// clean makes a text of the service fit for a log: one line, short, and without
// our key, should it quote it.
func (p *Provider) clean(text string) string {
	if secret := p.APIKey.Reveal(); secret != "" {
		text = strings.ReplaceAll(text, secret, p.APIKey.String())
	}
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }
	letters := []rune(strings.Join(strings.FieldsFunc(text, hidden), " "))
	return string(letters[:min(len(letters), 160)])
}

func garbled(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Garbled, Sent: true, Err: fmt.Errorf(format, args...)}
}

func mismatch(format string, args ...any) *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Mismatch, Sent: true, Err: fmt.Errorf(format, args...)}
}

func noReference() *checkout.Fault {
	return &checkout.Fault{Trouble: checkout.Misused, Err: errors.New("the payment has no usable reference")}
}
