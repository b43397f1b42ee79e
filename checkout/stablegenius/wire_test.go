package stablegenius_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/stablegenius"
)

const ref = "pi_8Zk3Lm0Qw1"

// now is when the recorded answers were given.
var now = time.Date(2026, 5, 9, 7, 25, 40, 0, time.UTC)

// A gateway answers by the method and path of a request; what it has no answer
// for is 404. It remembers what it was asked.
type gateway struct {
	mu      sync.Mutex
	answers map[string]reply // by "GET /v1/..."
	asked   []string
	sent    string
	header  http.Header
}

type reply struct {
	status int
	body   string
}

func (g *gateway) RoundTrip(r *http.Request) (*http.Response, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked = append(g.asked, r.Method+" "+r.URL.RequestURI())
	g.header, g.sent = r.Header, ""
	if r.Body != nil {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		g.sent = string(sent)
	}
	a, ok := g.answers[r.Method+" "+r.URL.Path]
	if !ok {
		a = reply{404, `{"error":{"type":"not_found_error","message":"Not found."}}`}
	}
	return &http.Response{
		StatusCode: a.status, Request: r, ContentLength: int64(len(a.body)), Body: io.NopCloser(strings.NewReader(a.body)),
		Header: http.Header{"Content-Type": {"application/json"}, "Date": {now.Format(http.TimeFormat)}},
	}, nil
}

const (
	create = "POST /v1/payment-intents"
	list   = "GET /v1/payment-intents"
	get    = "GET /v1/payment-intents/" + ref
	cancel = "POST /v1/payment-intents/" + ref + "/cancel"
	count  = "GET /v1/transactions"
)

// answering is a provider at a gateway that answers one question like this.
func answering(what string, status int, body string) (*stablegenius.Provider, *gateway) {
	g := &gateway{answers: map[string]reply{what: {status, body}}}
	return &stablegenius.Provider{
		APIKey: "sk_test_0123456789", MerchantID: "mer_9hK2xQ7", Till: "till-01",
		Transport: g, Now: func() time.Time { return now },
	}, g
}

func payment(t *testing.T) checkout.Payment {
	t.Helper()
	return checkout.Payment{
		ID: "0b0f5b7e-55d5-4c49-9d55-3fd0b1c9b3a1", Sale: "6b1f6f0e-6a0c-4e0e-8f3e-0d5c1c7f9a10",
		Key: "7f9c2ba4-e88f-427d-9c3b-6a1f0c2d4e5f", Amount: money.Of(1250, dollar), Status: checkout.Created,
		Request: []byte(recorded(t, "order.json")), Attempts: 1, Created: now.Add(-30 * time.Second),
	}
}

func started(t *testing.T) checkout.Payment {
	t.Helper()
	p := payment(t)
	p.Status, p.Ref = checkout.Pending, ref
	return p
}

func recorded(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func with(t *testing.T, name, from, to string) string {
	t.Helper()
	text := recorded(t, name)
	if !strings.Contains(text, from) {
		t.Fatalf("%s does not hold %s", name, from)
	}
	return strings.Replace(text, from, to, 1)
}

func TestPrepareWritesTheDocumentedFields(t *testing.T) {
	p, _ := answering(create, 201, "")
	pay := payment(t)
	pay.Request = nil
	if got, err := p.Prepare(pay); err != nil || string(got) != recorded(t, "order.json") {
		t.Errorf("got  %s, %v\nwant %s", got, err, recorded(t, "order.json"))
	}
}

func TestAmountsHaveTwoDecimals(t *testing.T) {
	for minor, want := range map[int64]string{1: "0.01", 10: "0.10", 100: "1.00", 1250: "12.50", 99999: "999.99", 1_000_000: "10000.00"} {
		p, _ := answering(create, 201, "")
		pay := payment(t)
		pay.Amount.Minor = minor
		if got, err := p.Prepare(pay); err != nil || !strings.HasPrefix(string(got), `{"amount":`+want+`,`) {
			t.Errorf("%d: got %s, %v; want %s", minor, got, err, want)
		}
	}
}

func TestPrepareRefusesWhatTheServiceWould(t *testing.T) {
	for name, change := range map[string]func(p *stablegenius.Provider, pay *checkout.Payment){
		"rupiah": func(_ *stablegenius.Provider, pay *checkout.Payment) {
			pay.Amount = money.Of(1250, money.MustCurrency("IDR"))
		},
		"no money":           func(_ *stablegenius.Provider, pay *checkout.Payment) { pay.Amount.Minor = 0 },
		"less than no money": func(_ *stablegenius.Provider, pay *checkout.Payment) { pay.Amount.Minor = -1 },
		"too much":           func(_ *stablegenius.Provider, pay *checkout.Payment) { pay.Amount.Minor = 1_000_001 },
		"no key":             func(_ *stablegenius.Provider, pay *checkout.Payment) { pay.Key = "" },
		"no merchant":        func(p *stablegenius.Provider, _ *checkout.Payment) { p.MerchantID = "" },
		"another's id":       func(p *stablegenius.Provider, _ *checkout.Payment) { p.MerchantID = "pi_1" },
		"short life":         func(p *stablegenius.Provider, _ *checkout.Payment) { p.TTL = 59 * time.Second },
		"long life":          func(p *stablegenius.Provider, _ *checkout.Payment) { p.TTL = time.Hour + time.Second },
		"half seconds":       func(p *stablegenius.Provider, _ *checkout.Payment) { p.TTL = 90500 * time.Millisecond },
		"no API key":         func(p *stablegenius.Provider, _ *checkout.Payment) { p.APIKey = "" },
		"a public key":       func(p *stablegenius.Provider, _ *checkout.Payment) { p.APIKey = "pk_test_1" },
	} {
		p, _ := answering(create, 201, "")
		pay := payment(t)
		change(p, &pay)
		if body, err := p.Prepare(pay); err == nil {
			t.Errorf("%s: got %s", name, body)
		}
	}
	p, _ := answering(create, 201, "")
	p.TTL = time.Hour
	if body, err := p.Prepare(payment(t)); err != nil || !strings.Contains(string(body), `"ttl":3600`) {
		t.Errorf("an hour: got %s, %v", body, err)
	}
}

func TestStartSendsTheStoredBytesAndTheKey(t *testing.T) {
	p, g := answering(create, 201, recorded(t, "intent.json"))
	pay := payment(t)
	got, err := p.Start(t.Context(), pay)
	if err != nil || got.Status != checkout.Pending || got.Ref != ref || got.Amount != pay.Amount ||
		!got.Expires.Equal(time.Date(2026, 5, 9, 7, 30, 10, 0, time.UTC)) {
		t.Errorf("got %+v, %v", got, err)
	}
	if g.sent != string(pay.Request) || g.header.Get("Authorization") != "Bearer sk_test_0123456789" ||
		g.header.Get("X-Api-Version") != "2026-04-01" || g.header.Get("Idempotency-Key") != "" {
		t.Errorf("sent %s with %v", g.sent, g.header)
	}
	pay.Request, g.asked = nil, nil
	if _, err := p.Start(t.Context(), pay); err == nil || checkout.TroubleOf(err).Sent || g.asked != nil {
		t.Errorf("a payment without prepared bytes: got %v", err)
	}
}

func TestTheBaseMayHoldTheVersion(t *testing.T) {
	for _, base := range []string{"", "https://api.example", "https://api.example/v1", "https://api.example/v1/"} {
		p, g := answering(get, 200, recorded(t, "intent.json"))
		p.BaseURL = base
		if _, err := p.Poll(t.Context(), started(t)); err != nil || g.asked[0] != get {
			t.Errorf("%q: asked %v, %v", base, g.asked, err)
		}
	}
}

func TestCheckAsksForTheMerchant(t *testing.T) {
	for body, want := range map[string]checkout.Trouble{
		`{"object":"list","data":[],"has_more":false}`: 0, `{}`: checkout.Garbled,
	} {
		p, g := answering(list, 200, body)
		if fault := checkout.TroubleOf(p.Check(t.Context())); fault.Trouble != want || g.asked[0] != list+"?limit=1&merchant_id=mer_9hK2xQ7" {
			t.Errorf("%s: asked %v, got %v", body, g.asked, fault)
		}
	}
	p, _ := answering(list, 401, `{"error":{"type":"authentication_error","code":"invalid_api_key","message":"not sk_test_0123456789"}}`)
	err := p.Check(t.Context())
	if checkout.TroubleOf(err).Trouble != checkout.KeyRefused || strings.Contains(err.Error(), "0123456789") {
		t.Errorf("got %v", err)
	}
}
