package providertest

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"kasir/checkout"
)

// A stage is what one case plays on.
type stage struct {
	TB
	h Harness
	m checkout.Method
	p checkout.Provider
	n *Network

	mu   sync.Mutex
	said bytes.Buffer // every error and log line
}

func newStage(t TB, h Harness) *stage {
	m := h.Method()
	return &stage{TB: t, h: h, m: m, p: m.Provider, n: h.Network()}
}

// Write takes the till's log.
func (s *stage) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.Write(line)
}

// heard keeps an error for the search for secrets and passes it on.
func (s *stage) heard(err error) error {
	if err != nil {
		fmt.Fprintf(s, "%v\n%+v\n%#v\n", err, err, checkout.TroubleOf(err))
	}
	return err
}

// payment is an intent as the till would store it, about to be sent for the
// first time.
func (s *stage) payment() checkout.Payment {
	s.Helper()
	p := checkout.Payment{
		ID: checkout.PaymentID(uuid.NewString()), Sale: checkout.NewSaleID(), Key: uuid.NewString(),
		Method: s.m.ID, Provider: s.m.Service, Amount: s.h.Amount(), Status: checkout.Created,
		Created: time.Now(), Attempts: 1,
	}
	if preparer, ok := s.p.(checkout.Preparer); ok {
		request, err := preparer.Prepare(p)
		if err != nil {
			s.Fatalf("prepare: %v", err)
		}
		p.Request = request
	}
	return p
}

// again is the payment when the till starts it once more.
func again(p checkout.Payment) checkout.Payment {
	p.Attempts++
	return p
}

func (s *stage) start(p checkout.Payment) (checkout.Progress, error) {
	g, err := s.p.Start(s.Context(), p)
	return g, s.heard(err)
}

// started is a payment that the service has and waits for.
func (s *stage) started() checkout.Payment {
	s.Helper()
	p := s.payment()
	g, err := s.start(p)
	if err != nil || g.Ref == "" || !g.Status.IsOpen() {
		s.Fatalf("start: got %v, ref %q, %v; want an open payment", g.Status, g.Ref, err)
	}
	p.Status, p.Ref, p.Expires, p.Prompt = g.Status, g.Ref, g.Expires, g.Prompt
	return p
}

// poll asks at the provider's pace.
func (s *stage) poll(p checkout.Payment) (checkout.Progress, error) {
	pass(s.Context(), s.m.Terms.Poll)
	g, err := s.p.Poll(s.Context(), p)
	return g, s.heard(err)
}

func (s *stage) cancel(p checkout.Payment) (checkout.Progress, error) {
	pass(s.Context(), s.m.Terms.Poll)
	g, err := s.p.Cancel(s.Context(), p)
	return g, s.heard(err)
}

// pass lets time go by and tells whether anybody still waits. It is virtual time.
func pass(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// finds checks that the truth comes out once the network is honest again.
func (s *stage) finds(p checkout.Payment, want checkout.Status) {
	s.Helper()
	if g, err := s.poll(p); err != nil || g.Status != want {
		s.Errorf("poll: got %v, %v; want %v", g.Status, err, want)
	}
}

// made is the one payment that the service must have for p.
func (s *stage) made(p checkout.Payment) Made {
	s.Helper()
	made := s.paying(p)
	if len(made) != 1 {
		s.Fatalf("payments at the service: got %d, want 1", len(made))
	}
	if made[0].Key != "" && made[0].Key != p.Key {
		s.Errorf("the payment at the service has another key than ours")
	}
	return made[0]
}

// till is a till with this one method and an empty journal.
func (s *stage) till() *checkout.Till {
	return &checkout.Till{
		Shop:    checkout.Shop{Name: "Test", Currency: s.m.Currency, Till: "till-01", Prefix: "POS", Zone: "UTC"},
		Methods: []checkout.Method{s.m}, Journal: &Memory{},
		Log: slog.New(slog.NewTextHandler(s, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
}

// patience is how long a sale may take until nothing is left to ask.
const patience = 3 * time.Hour

// sell has a till be paid and gives the sale once it needs no more asking. The
// first time that the payment has a reference, shown is called.
func (s *stage) sell(t *checkout.Till, shown func(p checkout.Payment)) checkout.Sale {
	s.Helper()
	order := checkout.Order{
		Sale: checkout.NewSaleID(), Method: s.m.ID, Cashier: "ani",
		Lines: []checkout.Line{{Amount: s.h.Amount()}},
	}
	first := true
	ctx, cancel := context.WithTimeout(s.Context(), patience)
	defer cancel()
	sale, err := t.Pay(ctx, order, func(st checkout.Standing) {
		if first && st.Payment.Ref != "" {
			first = false
			shown(st.Payment)
		}
	})
	if s.heard(err) != nil {
		s.Fatalf("pay: %v", err)
	}
	return sale
}

// after checks what must hold after every case.
func (s *stage) after() {
	for _, complaint := range s.h.Complaints() {
		s.Errorf("the service complains: %s", complaint)
	}
	fmt.Fprintf(s, "%v\n%+v\n%#v\n", s.p, s.p, s.p)
	s.mu.Lock()
	defer s.mu.Unlock()
	said := s.said.String()
	for _, secret := range s.h.Secrets() {
		if strings.Contains(said, secret) {
			s.Errorf("a secret stands in an error, a log or a dump of the provider")
		}
		for _, q := range s.n.Requests() {
			if strings.Contains(q.URL, secret) {
				s.Errorf("a secret stands in an address")
			}
		}
	}
}
