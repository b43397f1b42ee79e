package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
	"kasir/store"
	"kasir/store/settings"
)

// wired opens every service against a simulator, as the introduction says.
func wired(tb testing.TB, url string) []checkout.Method {
	tb.Helper()
	text := anyShop
	for _, s := range services {
		if s.open == nil {
			continue
		}
		text += fmt.Sprintf("[[method]]\nid = %q\nlabel = %q\nprovider = %q\n%s", s.id, s.label, s.name, s.example)
	}
	set, err := settings.Parse([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	all, err := methods(set, nil, url)
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// From the intent to a code that can be drawn, by each service: two durable
// steps, our request, our checks, and a picture where it sends one. The
// simulator's own time, on the same two cores, is in it.
func BenchmarkStartToPrompt(b *testing.B) {
	sim := simulator.New(simulator.Options{StableGenius: simulator.StableGenius{}})
	if err := sim.Listen("127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = sim.Close() }()
	for i, m := range wired(b, sim.URL()) {
		b.Run(m.Service, func(b *testing.B) {
			till := benchTill(b, m)
			for n := 0; b.Loop(); n++ {
				ctx, cancel := context.WithCancel(b.Context())
				order := checkout.Order{
					Sale: checkout.NewSaleID(), Method: m.ID,
					Lines: []checkout.Line{{Amount: money.Of(int64(10_000+n+100*i), m.Currency)}},
				}
				_, _ = till.Pay(ctx, order, func(st checkout.Standing) {
					if st.Payment.Prompt.Visible() || st.Payment.Prompt.Refused != "" {
						cancel()
					}
				})
				s, err := till.Journal.Sale(order.Sale)
				if err != nil || !s.Payments[0].Prompt.Visible() {
					b.Fatalf("no code: %+v, %v", s.Payments, err)
				}
				if _, err := till.Park(s.ID, s.Payments[0].ID, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func benchTill(tb testing.TB, m checkout.Method) *checkout.Till {
	tb.Helper()
	db, err := store.Open(tb.TempDir(), store.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	return &checkout.Till{
		Shop:    checkout.Shop{Name: "Shop", Currency: m.Currency, Till: "till-01", Prefix: "POS", Zone: "Asia/Jakarta", Language: "en"},
		Journal: db, Methods: []checkout.Method{m},
	}
}

// counted counts the requests of a provider that speaks to a simulator in the
// same process.
type counted struct {
	http.Handler
	n int
}

func (c *counted) RoundTrip(r *http.Request) (*http.Response, error) {
	c.n++
	arriving := r.Clone(r.Context())
	if arriving.Body == nil {
		arriving.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, arriving)
	response := w.Result()
	response.Request = r
	return response, nil
}

// A customer takes four minutes. No service may be asked more often than its
// documents allow (uncle-z: 1 s; Tabby: 5 s; Midtrans: 10 s; Stable Genius and
// WCT Pay: 3 s, with what they need to read beside it).
func TestWaitingTillKeepsEachServicesPace(t *testing.T) {
	most := map[string]int{"uncle-z": 61, "tabby": 13, "midtrans": 7, "stable-genius": 41, "wct": 42}
	for _, service := range services {
		if service.open == nil {
			continue
		}
		t.Run(service.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { keepPace(t, service, most[service.name]) })
		})
	}
}

// within wires a service to a simulator in the same process, where no socket
// keeps virtual time from passing.
func within(t *testing.T, service string, network *counted) (*simulator.Simulator, checkout.Method) {
	t.Helper()
	sim := simulator.New(simulator.Options{})
	network.Handler = sim
	for _, m := range wired(t, "http://127.0.0.1:8089") {
		if m.Service == service && through(m.Provider, network) {
			return sim, m
		}
	}
	t.Fatalf("%s has no Transport", service)
	return nil, checkout.Method{}
}

func keepPace(t *testing.T, service service, most int) {
	network := new(counted)
	_, m := within(t, service.name, network)
	till := benchTill(t, m)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		order := checkout.Order{Sale: "s", Method: m.ID, Lines: []checkout.Line{{Amount: money.Of(15_000, m.Currency)}}}
		_, _ = till.Pay(ctx, order, func(checkout.Standing) {})
	}()
	time.Sleep(time.Minute) //nolint:forbidigo // virtual time
	synctest.Wait()
	before := network.n
	time.Sleep(2 * time.Minute) //nolint:forbidigo // virtual time
	synctest.Wait()
	if perMinute := float64(network.n-before) / 2; perMinute > float64(most) || perMinute < 1 {
		t.Errorf("%.1f requests a minute, at most %d are allowed", perMinute, most)
	} else {
		t.Logf("%.1f requests a minute", perMinute)
	}
	cancel()
	<-done
}
