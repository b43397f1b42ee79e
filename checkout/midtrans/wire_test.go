package midtrans_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/midtrans"
	"kasir/checkout/money"
)

const ref = "1015a919-b03f-450a-bc85-b38202a79a96"

// now is when the recorded answers were given: 15:25:24 in Jakarta.
var now = time.Date(2021, 6, 23, 8, 25, 24, 0, time.UTC)

// An account answers requests one after the other, the last answer for ever, and
// remembers what was asked.
type account struct {
	answers []said
	date    time.Time
	asked   []*http.Request
	sent    []string
}

// A said is one answer.
type said struct {
	status int
	body   string
}

func (a *account) RoundTrip(r *http.Request) (*http.Response, error) {
	sent := ""
	if r.Body != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		sent = string(body)
	}
	a.asked, a.sent = append(a.asked, r), append(a.sent, sent)
	answer := a.answers[0]
	if len(a.answers) > 1 {
		a.answers = a.answers[1:]
	}
	kind := "application/json"
	if strings.HasPrefix(answer.body, "<") {
		kind = "text/html"
	}
	return &http.Response{
		StatusCode: answer.status, Request: r, Body: io.NopCloser(strings.NewReader(answer.body)),
		Header:        http.Header{"Content-Type": {kind}, "Date": {a.date.Format(http.TimeFormat)}},
		ContentLength: int64(len(answer.body)),
	}, nil
}

// calls lists what was asked for.
func (a *account) calls() string {
	var calls []string
	for _, r := range a.asked {
		calls = append(calls, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/v2/"))
	}
	return strings.Join(calls, ", ")
}

// answering is a provider at an account that answers like this.
func answering(answers ...said) (*midtrans.Provider, *account) {
	a := &account{answers: answers, date: now}
	return &midtrans.Provider{
		ServerKey: "SB-Mid-server-abc123cde456", Transport: a, Now: func() time.Time { return now },
	}, a
}

func ok(body string) said { return said{http.StatusOK, body} }

func payment() checkout.Payment {
	return checkout.Payment{
		ID: "order102", Sale: "sale7", Key: "7f9c2ba4-e88f-427d-9c3b-6a1f0c2d4e5f", Amount: money.Of(789000, rupiah),
		Status: checkout.Created, Request: []byte(`{"any":"bytes"}`), Attempts: 1, Created: now.Add(-time.Minute),
	}
}

func started() checkout.Payment {
	p := payment()
	p.Status, p.Ref, p.Expires = checkout.Pending, ref, now.Add(14*time.Minute)
	return p
}

func recorded(t *testing.T, name string, changes ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("%s does not say %s", name, changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return text
}

// The vector of API Authorization & Headers: the colon is part of it.
func TestTheServerKeyIsAUserWithoutAPassword(t *testing.T) {
	for _, ask := range []func(p *midtrans.Provider){
		func(p *midtrans.Provider) { _, _ = p.Start(t.Context(), payment()) },
		func(p *midtrans.Provider) { _, _ = p.Poll(t.Context(), started()) },
		func(p *midtrans.Provider) { _, _ = p.Cancel(t.Context(), started()) },
	} {
		p, a := answering(ok(recorded(t, "status-pending.json")))
		ask(p)
		h := a.asked[0].Header
		if h.Get("Authorization") != "Basic U0ItTWlkLXNlcnZlci1hYmMxMjNjZGU0NTY6" ||
			h.Get("Content-Type") != "application/json" || h.Get("Accept") != "application/json" {
			t.Errorf("%s: got %v", a.calls(), h)
		}
	}
	p, a := answering(ok(""))
	p.ServerKey = ""
	if _, err := p.Start(t.Context(), payment()); checkout.TroubleOf(err).Sent || len(a.asked) > 0 {
		t.Errorf("without a key: got %v", err)
	}
}

func TestAddresses(t *testing.T) {
	for base, want := range map[string]string{
		"": "api.midtrans.com", midtrans.SandboxBaseURL: "api.sandbox.midtrans.com",
	} {
		p, a := answering(ok(recorded(t, "charge-pending.json")))
		p.BaseURL = base
		_, _ = p.Start(t.Context(), payment())
		if a.asked[0].URL.Host != want || a.calls() != "POST charge" {
			t.Errorf("%q: asked %s at %s", base, a.calls(), a.asked[0].URL.Host)
		}
	}
}

func TestStartSendsTheStoredBytesUnderTheKey(t *testing.T) {
	p, a := answering(ok(recorded(t, "charge-pending.json")))
	p.NotificationURL = "https://a.example/m,https://b.example/m"
	pay := payment()
	if _, err := p.Start(t.Context(), pay); err != nil {
		t.Fatal(err)
	}
	h := a.asked[0].Header
	if a.sent[0] != string(pay.Request) || h.Get("Idempotency-Key") != pay.Key || h.Get("X-Override-Notification") != p.NotificationURL {
		t.Errorf("sent %q with %v", a.sent[0], h)
	}
	pay.Request = nil
	if _, err := p.Start(t.Context(), pay); checkout.TroubleOf(err).Sent || err == nil || len(a.asked) > 1 {
		t.Errorf("a payment without prepared bytes: got %v", err)
	}
}

// A key's stored answer comes back whatever the key is used for.
func TestOnlyTheChargeHasThePaymentsKey(t *testing.T) {
	p, a := answering(ok(recorded(t, "status-cancel.json")))
	_, _ = p.Cancel(t.Context(), started())
	_, _ = p.Poll(t.Context(), started())
	for _, r := range a.asked {
		if r.Header.Get("Idempotency-Key") != "" {
			t.Errorf("%s was sent with a key", r.URL.Path)
		}
	}
}

func TestPrepareWritesTheDocumentedFields(t *testing.T) {
	p := &midtrans.Provider{Acquirer: "airpay shopee", Till: "till-01"}
	got, err := p.Prepare(payment())
	if want := recorded(t, "order.json"); err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
	p = &midtrans.Provider{PaymentType: midtrans.GoPay}
	got, err = p.Prepare(payment())
	want := `{"payment_type":"gopay","transaction_details":{"order_id":"order102","gross_amount":789000},"custom_field2":"sale7"}`
	if err != nil || string(got) != want {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

func TestPrepareRefusesWhatMidtransWould(t *testing.T) {
	for name, change := range map[string]func(p *midtrans.Provider, pay *checkout.Payment){
		"dirhams": func(_ *midtrans.Provider, pay *checkout.Payment) {
			pay.Amount = money.Of(5000, money.MustCurrency("AED"))
		},
		"no money":           func(_ *midtrans.Provider, pay *checkout.Payment) { pay.Amount.Minor = 0 },
		"less than no":       func(_ *midtrans.Provider, pay *checkout.Payment) { pay.Amount.Minor = -1 },
		"an id with a slash": func(_ *midtrans.Provider, pay *checkout.Payment) { pay.ID = "a/b" },
		"an id of points":    func(_ *midtrans.Provider, pay *checkout.Payment) { pay.ID = ".." },
		"a long id": func(_ *midtrans.Provider, pay *checkout.Payment) {
			pay.ID = checkout.PaymentID(strings.Repeat("a", 51))
		},
		"another type":         func(p *midtrans.Provider, _ *checkout.Payment) { p.PaymentType = "credit_card" },
		"an acquirer of GoPay": func(p *midtrans.Provider, _ *checkout.Payment) { p.PaymentType, p.Acquirer = "gopay", "gopay" },
		"three notifications": func(p *midtrans.Provider, _ *checkout.Payment) {
			p.NotificationURL = "https://a.example,https://b.example,https://c.example"
		},
		"no notification address": func(p *midtrans.Provider, _ *checkout.Payment) { p.NotificationURL = "shop.example" },
		"a second header":         func(p *midtrans.Provider, _ *checkout.Payment) { p.NotificationURL = "https://a.example\r\nX: y" },
	} {
		p, pay := &midtrans.Provider{}, payment()
		change(p, &pay)
		if body, err := p.Prepare(pay); err == nil {
			t.Errorf("%s: got %s", name, body)
		}
	}
}

func TestCheckIsContentWithNotFound(t *testing.T) {
	for answer, want := range map[said]checkout.Trouble{
		ok(`{"status_code":"404","status_message":"Transaction doesn't exist.","id":"1"}`):             0,
		{404, `{"status_code":"404","status_message":"The requested resource is not found","id":"1"}`}: 0,
		{401, `{"status_code":"401","status_message":"Transaction cannot be authorized"}`}:             checkout.KeyRefused,
		{429, `{"message":"API rate limit exceeded"}`}:                                                 checkout.Busy,
		{404, `<!DOCTYPE html><html>404</html>`}:                                                       checkout.Garbled,
		{404, `{}`}:                                                                                    checkout.Misused,
		ok(recorded(t, "status-cancel.json")):                                                          checkout.Garbled,
	} {
		p, _ := answering(answer)
		if err := p.Check(t.Context()); checkout.TroubleOf(err).Trouble != want {
			t.Errorf("%v: got %v, want %v", answer, err, want)
		}
	}
}
