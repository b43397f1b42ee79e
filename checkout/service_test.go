package checkout_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

var rupiah = money.MustCurrency("IDR")

// A service is a payment service in memory: idempotent by key, with a customer
// and a network that tests play.
type service struct {
	mu       sync.Mutex
	payments map[string]*request // by ref
	keys     map[string]string   // key -> ref
	starts   []checkout.Payment  // as they arrived
	polls    int
	cancels  int
	canKill  bool                       // whether it can cancel
	life     time.Duration              // until it expires what nobody paid
	down     func(call string) error    // the network; nil error lets the call through
	lost     func(call string) error    // the way back
	twist    func(p *checkout.Progress) // what it says, twisted
}

type request struct {
	key     string
	status  checkout.Status
	expires time.Time
}

func newService() *service {
	return &service{payments: map[string]*request{}, keys: map[string]string{}, life: 20 * time.Minute}
}

func (s *service) Prepare(p checkout.Payment) ([]byte, error) {
	return fmt.Appendf(nil, `{"amount":%d,"id":%q}`, p.Amount.Minor, p.ID), nil
}

func (s *service) call(name string, do func() checkout.Progress) (checkout.Progress, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down != nil {
		if err := s.down(name); err != nil {
			return checkout.Progress{}, err
		}
	}
	g := do()
	if s.lost != nil {
		if err := s.lost(name); err != nil {
			return checkout.Progress{}, err
		}
	}
	if s.twist != nil {
		s.twist(&g)
	}
	return g, nil
}

func (s *service) Start(_ context.Context, p checkout.Payment) (checkout.Progress, error) {
	return s.call("start", func() checkout.Progress {
		s.starts = append(s.starts, p)
		ref, ok := s.keys[p.Key]
		if !ok {
			ref = fmt.Sprintf("ref-%d", len(s.payments)+1)
			s.keys[p.Key] = ref
			s.payments[ref] = &request{key: p.Key, status: checkout.Pending, expires: time.Now().Add(s.life)}
		}
		return s.say(ref, p)
	})
}

func (s *service) Poll(_ context.Context, p checkout.Payment) (checkout.Progress, error) {
	return s.call("poll", func() checkout.Progress {
		s.polls++
		return s.say(p.Ref, p)
	})
}

func (s *service) Cancel(_ context.Context, p checkout.Payment) (checkout.Progress, error) {
	return s.call("cancel", func() checkout.Progress {
		s.cancels++
		if r := s.payments[p.Ref]; s.canKill && r.status == checkout.Pending {
			r.status = checkout.Cancelled
		}
		return s.say(p.Ref, p)
	})
}

func (s *service) say(ref string, p checkout.Payment) checkout.Progress {
	r := s.payments[ref]
	if r.status == checkout.Pending && !time.Now().Before(r.expires) {
		r.status = checkout.Expired
	}
	return checkout.Progress{
		Status: r.status, Ref: ref, Amount: p.Amount, Expires: r.expires, Invoice: "POS-000042",
		Prompt: checkout.Prompt{Code: "code of " + ref},
	}
}

// asked is how often the service was polled.
func (s *service) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.polls
}

// pay has the customer pay what waits.
func (s *service) pay() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.payments {
		r.status = checkout.Paid
	}
}

// network changes the way to the service; the way back is well again.
func (s *service) network(down func(call string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down, s.lost = down, nil
}

func unreachable(string) error {
	return &checkout.Fault{Trouble: checkout.Unreachable, Err: errors.New("no route")}
}

func silent(string) error {
	return &checkout.Fault{Trouble: checkout.NoAnswer, Sent: true, Err: errors.New("time-out")}
}

// A counter is a till with a real store and a service.
type counter struct {
	*checkout.Till
	t       *testing.T
	db      *store.DB
	service *service

	skew  atomic.Int64 // how far the till's clock is off, in nanoseconds
	mu    sync.Mutex
	heard []checkout.Standing
	done  chan struct{}
	err   error
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := newService()
	c := &counter{t: t, db: db, service: s}
	c.Till = &checkout.Till{
		Now:     func() time.Time { return time.Now().Add(time.Duration(c.skew.Load())) },
		Shop:    checkout.Shop{Name: "Shop", Currency: rupiah, Till: "till-01", Prefix: "POS", Zone: "Asia/Jakarta", Language: "en"},
		Journal: db, Shifts: db, Tray: db,
		Methods: []checkout.Method{{
			ID: "qris", Label: "QRIS", Service: "test", Currency: rupiah, Provider: s,
			Terms: checkout.Terms{Poll: time.Second, Timeout: time.Hour, KeyLife: 23 * time.Hour, Watch: time.Minute, Doubt: 15 * time.Second},
		}},
	}
	return c
}

func order(minor int64) checkout.Order {
	return checkout.Order{Sale: checkout.NewSaleID(), Method: "qris", Lines: []checkout.Line{{Amount: money.Of(minor, rupiah)}}}
}

// pay starts a payment in a goroutine of its own and keeps what is heard.
func (c *counter) pay(ctx context.Context, o checkout.Order) {
	c.done = make(chan struct{})
	go func() {
		defer close(c.done)
		_, err := c.Pay(ctx, o, c.hear)
		c.mu.Lock()
		c.err = err
		c.mu.Unlock()
	}()
}

func (c *counter) hear(st checkout.Standing) {
	stored, err := c.db.Sale(st.Sale.ID)
	if err != nil {
		c.t.Errorf("heard of sale %s before it was stored: %v", st.Sale.ID, err)
	} else if st.Payment.Status == checkout.Paid && stored.Payment(st.Payment.ID).Status != checkout.Paid {
		c.t.Error("heard Paid before it was stored")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.heard = append(c.heard, st)
}

func (c *counter) last() checkout.Standing {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.heard) == 0 {
		return checkout.Standing{}
	}
	return c.heard[len(c.heard)-1]
}

func (c *counter) sale(id checkout.SaleID) checkout.Sale {
	c.t.Helper()
	s, err := c.db.Sale(id)
	if err != nil {
		c.t.Fatal(err)
	}
	return s
}
