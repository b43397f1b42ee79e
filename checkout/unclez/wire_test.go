package unclez_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/qris"
	"kasir/checkout/money"
	"kasir/checkout/unclez"
)

const ref = "abababababababababababababababab"

// now is when the recorded answers were given.
var now = time.Date(2026, 5, 9, 7, 25, 40, 0, time.UTC)

// A gateway answers every request alike and remembers the last one.
type gateway struct {
	status int
	header http.Header
	body   string
	asked  *http.Request
	sent   string
}

func (g *gateway) RoundTrip(r *http.Request) (*http.Response, error) {
	g.asked, g.sent = r, ""
	if r.Body != nil {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		g.sent = string(sent)
	}
	header := http.Header{"Content-Type": {"application/json"}, "Date": {now.Format(http.TimeFormat)}}
	for name, values := range g.header {
		header[name] = values
	}
	return &http.Response{
		StatusCode: g.status, Header: header, Request: r,
		Body: io.NopCloser(strings.NewReader(g.body)), ContentLength: int64(len(g.body)),
	}, nil
}

// answering is a provider at a gateway that answers like this.
func answering(status int, body string) (*unclez.Provider, *gateway) {
	g := &gateway{status: status, body: body}
	return &unclez.Provider{
		PublicKey: "pk_0123456789abcdef01234567", Secret: checkout.Secret(strings.Repeat("0123456789abcdef", 4)),
		Till: "till-01", ReturnURL: "https://pos.example.com/r",
		Transport: g, Now: func() time.Time { return now },
	}, g
}

func payment() checkout.Payment {
	return checkout.Payment{
		ID: "0b0f5b7e-55d5-4c49-9d55-3fd0b1c9b3a1", Sale: "6b1f6f0e-6a0c-4e0e-8f3e-0d5c1c7f9a10",
		Key: "7f9c2ba4-e88f-427d-9c3b-6a1f0c2d4e5f", Amount: money.Of(50000, rupiah), Status: checkout.Created,
		Request: []byte(`{"any":"bytes"}`), Attempts: 1, Created: now.Add(-time.Minute),
	}
}

func started() checkout.Payment {
	p := payment()
	p.Status, p.Ref = checkout.Pending, ref
	return p
}

func recorded(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), `"QR"`, fmt.Sprintf("%q", code(t, 50000)))
}

func code(t *testing.T, rupiahs int64) string {
	t.Helper()
	text, err := qris.Build(qris.New(money.Of(rupiahs, rupiah), "UNCLE-Z", "BANDUNG", "POS-000042"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// The vectors of the wire notes, part 1.2: computed from the documented rules.
func TestSignaturesFollowTheVectors(t *testing.T) {
	const body = `{"external_user_id":"till-01","email":"pos@example.com","amount_minor":50000,"currency":"IDR",` +
		`"method":"qris","return_url":"https://pos.example.com/r","invoice_prefix":"POS"}`
	p, g := answering(200, recorded(t, "payment-initiated.json"))
	p.Now = func() time.Time { return time.Unix(1730000000, 0) }
	start, poll := payment(), started()
	start.Request = []byte(body)

	for _, call := range []struct {
		what, want string
		ask        func() error
	}{
		{
			"POST /v1/payments", "695cb3ba99a56e58b9bbae0487442eded010d0251633cb0dc76691a3ae7018e1",
			func() error { _, err := p.Start(t.Context(), start); return err },
		},
		{
			"GET /v1/payments/" + ref, "086b37b5ae5877f25af43b927bcda21238c0b310489198e674f250b7fcf23906",
			func() error { _, err := p.Poll(t.Context(), poll); return err },
		},
	} {
		if err := call.ask(); err != nil {
			t.Fatalf("%s: %v", call.what, err)
		}
		if asked := g.asked.Method + " " + g.asked.URL.Path; asked != call.what {
			t.Errorf("asked for %s, want %s", asked, call.what)
		}
		for name, want := range map[string]string{
			"X-Pay-Key": "pk_0123456789abcdef01234567", "X-Pay-Timestamp": "1730000000", "X-Pay-Signature": call.want,
		} {
			if got := g.asked.Header.Get(name); got != want {
				t.Errorf("%s: %s: got %q, want %q", call.what, name, got, want)
			}
		}
	}
}

func TestStartSendsTheStoredBytesUnderTheKey(t *testing.T) {
	p, g := answering(201, recorded(t, "made-direct.json"))
	pay := payment()
	if _, err := p.Start(t.Context(), pay); err != nil {
		t.Fatal(err)
	}
	if g.sent != string(pay.Request) || g.asked.Header.Get("Idempotency-Key") != pay.Key {
		t.Errorf("sent %q under %q", g.sent, g.asked.Header.Get("Idempotency-Key"))
	}
	pay.Request = nil
	g.asked = nil
	if _, err := p.Start(t.Context(), pay); err == nil || checkout.TroubleOf(err).Sent || g.asked != nil {
		t.Errorf("a payment without prepared bytes: got %v", err)
	}
}

func TestPrepareWritesTheDocumentedFields(t *testing.T) {
	p, _ := answering(201, "")
	got, err := p.Prepare(payment())
	want := []byte(recorded(t, "order.json"))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("got  %s, %v\nwant %s", got, err, want)
	}
}

func TestPrepareRefusesWhatTheGatewayWould(t *testing.T) {
	for name, change := range map[string]func(p *unclez.Provider, pay *checkout.Payment){
		"dirhams": func(_ *unclez.Provider, pay *checkout.Payment) {
			pay.Amount = money.Of(5000, money.MustCurrency("AED"))
		},
		"no money":     func(_ *unclez.Provider, pay *checkout.Payment) { pay.Amount.Minor = 0 },
		"less than no": func(_ *unclez.Provider, pay *checkout.Payment) { pay.Amount.Minor = -1 },
		"small prefix": func(p *unclez.Provider, _ *checkout.Payment) { p.InvoicePrefix = "pos" },
		"long prefix":  func(p *unclez.Provider, _ *checkout.Payment) { p.InvoicePrefix = "POSPOSPOSPOS1" },
	} {
		p, _ := answering(201, "")
		pay := payment()
		change(p, &pay)
		if body, err := p.Prepare(pay); err == nil {
			t.Errorf("%s: got %s", name, body)
		}
	}
}
