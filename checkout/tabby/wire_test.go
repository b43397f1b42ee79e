package tabby_test

import (
	"bytes"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/tabby"
)

// The ids of the recorded answers.
const (
	session = "1d7a3a4e-8f0e-4a37-9d1b-5a0c5f3c2b11"
	ref     = session + "/9f4c6f0a-2f64-4f5c-8a7e-0b6f2d1e3c22"
)

// now is when the recorded answers were given.
var now = time.Date(2026, 2, 27, 14, 35, 12, 0, time.UTC)

// A service answers the requests in turn, the last answer for ever, and
// remembers what it was asked.
type service struct {
	answers []reply
	asked   []*http.Request
	sent    []string
}

type reply struct {
	status int
	body   string
}

func (s *service) RoundTrip(r *http.Request) (*http.Response, error) {
	sent := ""
	if r.Body != nil {
		data, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		sent = string(data)
	}
	s.asked, s.sent = append(s.asked, r), append(s.sent, sent)
	a := s.answers[0]
	if len(s.answers) > 1 {
		s.answers = s.answers[1:]
	}
	kind := "application/json"
	if strings.HasPrefix(a.body, "<") {
		kind = "text/html; charset=UTF-8"
	} else if !strings.HasPrefix(a.body, "{") {
		kind = "text/plain; charset=utf-8"
	}
	return &http.Response{
		StatusCode: a.status, Header: http.Header{"Content-Type": {kind}}, Request: r,
		Body: io.NopCloser(strings.NewReader(a.body)), ContentLength: int64(len(a.body)),
	}, nil
}

// calls lists what was asked.
func (s *service) calls() string {
	var calls []string
	for _, r := range s.asked {
		calls = append(calls, r.Method+" "+r.URL.Path)
	}
	return strings.Join(calls, ", ")
}

// answering is a provider at a Tabby that gives these answers.
func answering(answers ...reply) (*tabby.Provider, *service) {
	s := &service{answers: answers}
	p := newProvider()
	p.Transport, p.Now = s, func() time.Time { return now }
	return p, s
}

func pending() checkout.Payment {
	return checkout.Payment{
		ID: "0b0f5b7e-55d5-4c49-9d55-3fd0b1c9b3a1", Sale: "6b1f6f0e-6a0c-4e0e-8f3e-0d5c1c7f9a10",
		Key: "7f9c2ba4-e88f-427d-9c3b-6a1f0c2d4e5f", Amount: money.Of(10000, dirham), Status: checkout.Created,
		Request: []byte(`{"any":"bytes"}`), Attempts: 1, Created: now.Add(-2 * time.Second).Add(123 * time.Millisecond),
	}
}

func started() checkout.Payment {
	p := pending()
	p.Status, p.Ref = checkout.Pending, ref
	return p
}

func paid() checkout.Payment {
	p := started()
	p.Status = checkout.Paid
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

func TestPrepareWritesTheDocumentedFields(t *testing.T) {
	p, _ := answering(reply{})
	pay := pending()
	pay.Created = pay.Created.In(time.FixedZone("GST", 4*3600))
	got, err := p.Prepare(pay)
	want := bytes.TrimSpace([]byte(recorded(t, "order.json")))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	// The time is that of the intent, so that the bytes are the same for ever.
	p.Now = func() time.Time { return now.Add(time.Hour) }
	if again, err := p.Prepare(pay); err != nil || !bytes.Equal(again, got) {
		t.Errorf("again: got %s, %v", again, err)
	}
}

func TestAmountsHaveTheDecimalsOfTheirCurrency(t *testing.T) {
	for amount, want := range map[money.Amount]string{
		money.Of(10000, dirham): `"amount":"100.00","currency":"AED"`,
		money.Of(5, riyal):      `"amount":"0.05","currency":"SAR"`,
		money.Of(1250, dinar):   `"amount":"1.250","currency":"KWD"`,
	} {
		p, _ := answering(reply{})
		pay := pending()
		pay.Amount = amount
		if got, err := p.Prepare(pay); err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s: got %s, %v", amount, got, err)
		}
	}
}

func TestPrepareRefusesWhatTabbyWould(t *testing.T) {
	for name, change := range map[string]func(p *tabby.Provider, pay *checkout.Payment){
		"rupiah": func(_ *tabby.Provider, pay *checkout.Payment) {
			pay.Amount = money.Of(5000, money.MustCurrency("IDR"))
		},
		"no money":       func(_ *tabby.Provider, pay *checkout.Payment) { pay.Amount.Minor = 0 },
		"no time":        func(_ *tabby.Provider, pay *checkout.Payment) { pay.Created = time.Time{} },
		"no branch":      func(p *tabby.Provider, _ *checkout.Payment) { p.MerchantCode = "" },
		"a long branch":  func(p *tabby.Provider, _ *checkout.Payment) { p.MerchantCode = strings.Repeat("x", 256) },
		"no till":        func(p *tabby.Provider, _ *checkout.Payment) { p.Till = "" },
		"no place":       func(p *tabby.Provider, _ *checkout.Payment) { p.Latitude, p.Longitude = 0, 0 },
		"north of north": func(p *tabby.Provider, _ *checkout.Payment) { p.Latitude = 91 },
		"nowhere":        func(p *tabby.Provider, _ *checkout.Payment) { p.Longitude = math.NaN() },
		"in French":      func(p *tabby.Provider, _ *checkout.Payment) { p.Lang = "fr" },
	} {
		p, _ := answering(reply{})
		pay := pending()
		change(p, &pay)
		if body, err := p.Prepare(pay); err == nil {
			t.Errorf("%s: got %s", name, body)
		}
	}
}

func TestStartSendsTheStoredBytesOnce(t *testing.T) {
	p, s := answering(reply{200, recorded(t, "created.json")})
	g, err := p.Start(t.Context(), pending())
	if err != nil || g.Status != checkout.Pending || g.Ref != ref || g.Amount != money.Of(10000, dirham) {
		t.Errorf("got %+v, %v", g, err)
	}
	if want := time.Date(2026, 2, 27, 14, 55, 10, 0, time.UTC); !g.Expires.Equal(want) {
		t.Errorf("expires: got %v, want %v", g.Expires, want)
	}
	if s.calls() != "POST /api/v2/checkout" || s.sent[0] != `{"any":"bytes"}` {
		t.Errorf("asked %s with %s", s.calls(), s.sent)
	}
	if got := s.asked[0].Header.Get("Authorization"); got != "Bearer "+newProvider().SecretKey.Reveal() {
		t.Errorf("authorization: got %q", got)
	}
}

func TestTabbyLivesInTwoPlaces(t *testing.T) {
	for base, want := range map[string]string{"": "api.tabby.ai", tabby.KSABaseURL: "api.tabby.sa"} {
		p, s := answering(reply{200, recorded(t, "created.json")})
		p.BaseURL = base
		if _, err := p.Start(t.Context(), pending()); err != nil || s.asked[0].URL.Host != want {
			t.Errorf("%q: got %v, %v", base, s.asked[0].URL, err)
		}
	}
	if tabby.Terms.Timeout < tabby.MinTimeout || tabby.MinTimeout != 180*time.Second {
		t.Errorf("timeout %s, at least %s", tabby.Terms.Timeout, tabby.MinTimeout)
	}
}

func TestWithoutASecretKeyNothingIsSent(t *testing.T) {
	for _, key := range []checkout.Secret{"", "pk_test_0190a1b2"} {
		p, s := answering(reply{200, recorded(t, "created.json")})
		p.SecretKey = key
		_, err := p.Start(t.Context(), pending())
		if fault := checkout.TroubleOf(err); fault.Trouble != checkout.Misused || fault.Sent || s.asked != nil {
			t.Errorf("%q: got %v, sent %v", key.Reveal(), err, fault.Sent)
		}
	}
}
