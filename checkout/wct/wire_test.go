package wct_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/wct"
)

const (
	code    = "qBBiRwD4G9"
	address = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
)

// now is when the recorded answers were given, five minutes before the recorded
// price ends.
var now = time.Unix(1778311500, 0).UTC()

// A service answers each path alike and remembers what was asked.
type service struct {
	status  int               // 200
	answers map[string]string // by path
	at      time.Time
	asked   []question
}

type question struct {
	path, kind, body string
}

func (s *service) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	s.asked = append(s.asked, question{r.URL.Path, r.Header.Get("Content-Type"), string(body)})
	said, ok := s.answers[r.URL.Path]
	status := max(s.status, 200)
	if !ok {
		said, status = `{"message":"no route"}`, 404
	}
	return &http.Response{
		StatusCode: status, Request: r, ContentLength: int64(len(said)), Body: io.NopCloser(strings.NewReader(said)),
		Header: http.Header{"Content-Type": {"application/json"}, "Date": {s.at.Format(http.TimeFormat)}},
	}, nil
}

// paths lists what was asked since the last time.
func (s *service) paths() string {
	var paths []string
	for _, q := range s.asked {
		paths = append(paths, strings.TrimPrefix(q.path, "/api"))
	}
	s.asked = nil
	return strings.Join(paths, " ")
}

// answering is a provider at a service that answers these paths.
func answering(answers map[string]string) (*wct.Provider, *service) {
	s := &service{answers: make(map[string]string), at: now}
	for path, said := range answers {
		s.answers["/api"+path] = said
	}
	return &wct.Provider{
		Key: "TERM1", APISecret: "s3cr3t", BaseURL: "https://wct.example/api", RequestedAsset: "BTC",
		Transport: s, Now: func() time.Time { return s.at },
	}, s
}

func payment(t *testing.T, p *wct.Provider) checkout.Payment {
	t.Helper()
	pay := checkout.Payment{
		ID: "0b0f5b7e-55d5-4c49-9d55-3fd0b1c9b3a1", Sale: "s1", Key: "k1",
		Amount: money.Of(5000, dollar), Status: checkout.Created, Attempts: 1, Created: now,
	}
	request, err := p.Prepare(pay)
	if err != nil {
		t.Fatal(err)
	}
	pay.Request = request
	return pay
}

// shown is a payment whose code the customer sees.
func shown(t *testing.T, p *wct.Provider) checkout.Payment {
	t.Helper()
	pay := payment(t, p)
	pay.Status, pay.Ref, pay.Expires = checkout.Pending, code, now.Add(5*time.Minute)
	pay.Prompt = checkout.Prompt{Code: "bitcoin:" + address + "?amount=0.00078125"}
	return pay
}

func recorded(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// with changes fields of a recorded answer, the payment's where it has one; nil
// takes a field out.
func with(t *testing.T, name string, fields map[string]any) string {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal([]byte(recorded(t, name)), &doc); err != nil {
		t.Fatal(err)
	}
	at := doc
	if in, ok := doc["payment"].(map[string]any); ok {
		at = in
	}
	for field, value := range fields {
		if at[field] = value; value == nil {
			delete(at, field)
		}
	}
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The vectors of the wire notes, part 3.1: computed from the documented rules.
func TestHashesFollowTheVectors(t *testing.T) {
	p, s := answering(map[string]string{
		"/payment-pos/post": recorded(t, "made.json"), "/payment-pos/getupdate": recorded(t, "updated.json"),
		"/payment/get": recorded(t, "payment-created.json"), "/validate": `{"status":"ok","validated":true}`,
	})
	pay := shown(t, p)
	if _, err := p.Start(t.Context(), payment(t, p)); err != nil {
		t.Fatal(err)
	}
	s.at = pay.Expires
	if _, err := p.Poll(t.Context(), pay); err != nil {
		t.Fatal(err)
	}
	if err := p.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []question{
		{"/api/payment-pos/post", "application/json", strings.TrimSuffix(string(pay.Request), "}") + `,"key":"TERM1","hash":"aa1903d3bb6eeda28e877c9fa27ff811"}`},
		{"/api/payment/get", "application/json", `{"payment_code":"qBBiRwD4G9","key":"TERM1","hash":"b58653ab0912f81b41ed41f34f675415"}`},
		{"/api/payment-pos/getupdate", "application/json", `{"payment_code":"qBBiRwD4G9","key":"TERM1","hash":"b58653ab0912f81b41ed41f34f675415"}`},
		{"/api/validate", "application/json", `{"key":"TERM1","hash":"a4d80eac9ab26a4a2da04125bc2c096a"}`},
	}
	for i, w := range want {
		if i >= len(s.asked) || s.asked[i] != w {
			t.Errorf("question %d: got %+v, want %+v", i, s.asked, w)
		}
	}
}

func TestFormsHoldTheSame(t *testing.T) {
	p, s := answering(map[string]string{"/payment-pos/post": recorded(t, "made.json"), "/payment/get": recorded(t, "payment-created.json")})
	p.Encoding, p.Description = wct.Form, "Café & Bar"
	pay := payment(t, p)
	if got, want := string(pay.Request), recorded(t, "order.form"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err := p.Start(t.Context(), pay); err != nil {
		t.Fatal(err)
	}
	got := s.asked[0]
	if got.kind != "application/x-www-form-urlencoded" || got.body != string(pay.Request)+"&key=TERM1&hash=aa1903d3bb6eeda28e877c9fa27ff811" {
		t.Errorf("got %+v", got)
	}
	// Codes may hold odd characters; they must come back unchanged.
	for _, odd := range []string{"a&b=c+d%2F#", `q"\'<{}`, "../post"} {
		pay.Ref, s.asked = odd, nil
		s.answers["/api/payment/get"] = with(t, "payment-created.json", map[string]any{"payment_code": odd})
		if _, err := p.Poll(t.Context(), pay); err != nil {
			t.Fatal(err)
		}
		form, err := url.ParseQuery(s.asked[0].body)
		if err != nil || form.Get("payment_code") != odd || len(form) != 3 {
			t.Errorf("%s: sent %s", odd, s.asked[0].body)
		}
	}
}

func TestPrepareWritesTheDocumentedFields(t *testing.T) {
	p, _ := answering(nil)
	if got, want := string(payment(t, p).Request), recorded(t, "order.json"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	p.Asset, p.AssetNetwork, p.RequestedAsset, p.RequestedNetwork = "USDT", "ERC20", "USDT", "TRC20"
	if got, want := string(payment(t, p).Request), recorded(t, "order-tether.json"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := string(payment(t, p).Request); strings.Contains(got, "s3cr3t") || strings.Contains(got, "TERM1") || strings.Contains(got, "hash") {
		t.Errorf("a credential would stand in the journal: %s", got)
	}
}

func TestPrepareRefusesWhatCannotBeAskedFor(t *testing.T) {
	for name, change := range map[string]func(p *wct.Provider, pay *checkout.Payment){
		"no money": func(_ *wct.Provider, pay *checkout.Payment) { pay.Amount.Minor = 0 },
		"rupiah as dollars": func(p *wct.Provider, pay *checkout.Payment) {
			p.Asset, pay.Amount = "USD", money.Of(50000, money.MustCurrency("IDR"))
		},
		"rupiah as dollar coins": func(p *wct.Provider, pay *checkout.Payment) {
			p.Asset, pay.Amount = "USDC", money.Of(50000, money.MustCurrency("IDR"))
		},
		"dollars as bitcoin": func(p *wct.Provider, _ *checkout.Payment) { p.Asset = "BTC" },
		"no address":         func(p *wct.Provider, _ *checkout.Payment) { p.BaseURL = "" },
	} {
		p, _ := answering(nil)
		pay := checkout.Payment{ID: "p1", Amount: money.Of(5000, dollar)}
		change(p, &pay)
		if body, err := p.Prepare(pay); err == nil {
			t.Errorf("%s: got %s", name, body)
		}
	}
}
