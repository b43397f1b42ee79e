package presenter_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
	"kasir/checkout/unclez"
	"kasir/store"
	"kasir/ui/presenter"
)

// A shop is a counter with a real store, the real provider and a simulated
// gateway, all in one process and in virtual time.
type shop struct {
	*presenter.Counter
	t       *testing.T
	db      *store.DB
	gateway *simulator.Simulator
	network *network
	ui      chan func()
	quit    chan struct{}

	mu    sync.Mutex // guards what the UI goroutine has told
	shown presenter.State
	rung  int
}

// network is the way to the gateway; it can be cut.
type network struct {
	gateway http.Handler
	cut     atomic.Bool
	sent    atomic.Int32 // how much was asked of it
}

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	if n.cut.Load() {
		return nil, context.DeadlineExceeded
	}
	n.sent.Add(1)
	w := httptest.NewRecorder()
	arriving := r.Clone(r.Context())
	if arriving.Body == nil {
		arriving.Body = http.NoBody // as a server sees it
	}
	n.gateway.ServeHTTP(w, arriving)
	response := w.Result()
	response.Request = r
	return response, nil
}

// open opens a shop in the test's bubble.
func open(t *testing.T, dir string, change func(*shop)) *shop {
	t.Helper()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	gateway := simulator.New(simulator.Options{})
	s := &shop{t: t, db: db, gateway: gateway, network: &network{gateway: gateway}, ui: make(chan func(), 1024), quit: make(chan struct{})}
	provider := &unclez.Provider{
		PublicKey: simulator.UncleZPublicKey, Secret: simulator.UncleZSecret,
		BaseURL: "http://127.0.0.1:1", Till: "till-01", Transport: s.network,
	}
	rupiah := money.MustCurrency("IDR")
	s.Counter = &presenter.Counter{
		Till: &checkout.Till{
			Shop:    checkout.Shop{Name: "Shop", Currency: rupiah, Till: "till-01", Prefix: "POS", Zone: "Asia/Jakarta", Language: "en"},
			Journal: db,
			Methods: []checkout.Method{{ID: "qris", Label: "QRIS", Service: "uncle-z", Currency: rupiah, Provider: provider, Terms: unclez.Terms}},
		},
		Ledger: db, Words: words.In("en"),
		Dispatch: func(f func()) { s.ui <- f },
		OnChange: s.changed,
		OnPaid:   s.ring,
	}
	if change != nil {
		change(s)
	}
	if err := s.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	go func() {
		for {
			select {
			case f := <-s.ui:
				f()
			case <-s.quit:
				return
			}
		}
	}()
	return s
}

func (s *shop) changed(state presenter.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shown = state
}

func (s *shop) ring() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rung++
}

// rings is how often it has rung.
func (s *shop) rings() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rung
}

func (s *shop) shut() {
	s.Close()
	close(s.quit)
	if err := s.db.Close(); err != nil {
		s.t.Error(err)
	}
}

// press types keys as a cashier does: "5 0 0 0 0 Enter".
func (s *shop) press(keys string) presenter.State {
	for _, key := range strings.Fields(keys) {
		s.ui <- func() { s.Press(key) }
	}
	return s.after(0)
}

// after lets time pass and returns what is on screen then.
func (s *shop) after(d time.Duration) presenter.State {
	time.Sleep(d) //nolint:forbidigo // virtual time
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown
}

func (s *shop) want(state presenter.State, screen presenter.Screen) {
	s.t.Helper()
	if state.Screen != screen {
		s.t.Fatalf("on screen: %s (%s %s), want %s", state.Screen, state.Pay.Title, state.Pay.Detail, screen)
	}
}

// serve plays at a counter in virtual time.
func serve(t *testing.T, play func(t *testing.T, s *shop)) {
	t.Helper()
	serveWith(t, nil, play)
}

func serveWith(t *testing.T, change func(*shop), play func(t *testing.T, s *shop)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := open(t, t.TempDir(), change)
		defer s.shut()
		play(t, s)
	})
}

// keys lists the keys of actions.
func keys(actions []presenter.Action) string {
	var all []string
	for _, a := range actions {
		all = append(all, a.Key)
	}
	return strings.Join(all, " ")
}

// wrongKey is a provider whose secret the gateway does not know.
func wrongKey(n *network) checkout.Provider {
	return &unclez.Provider{
		PublicKey: simulator.UncleZPublicKey, Secret: "not the secret",
		BaseURL: "http://127.0.0.1:1", Till: "till-01", Transport: n,
	}
}
