package campaign

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// A wire joins a till to its service within this process: real HTTP over pipes,
// each request on a connection of its own, so that time can be virtual and a
// connection can be cut at any byte. It outlives the till that uses it.
type wire struct {
	service http.Handler
	server  *http.Server
	client  *http.Transport
	dials   chan net.Conn
	closed  chan struct{}
	late    sync.WaitGroup // requests that arrive long after their sender gave up

	mu       sync.Mutex
	plans    []*plan
	down     bool
	requests []request
	counts   map[Call]int
	met      int // requests that met a fault
}

// A plan has one request meet a fault.
type plan struct {
	call  Call
	after int // requests of that call that are left alone before
	fault Fault
	met   int
	times int // requests that meet it
}

// A request is what a till put on the wire, as it arrived.
type request struct {
	call   Call
	at     time.Time
	method string
	url    string
	key    string
	body   []byte
}

func newWire(service http.Handler) *wire {
	w := &wire{service: service, dials: make(chan net.Conn), closed: make(chan struct{}), counts: map[Call]int{}}
	w.client = &http.Transport{DialContext: w.dial, DisableKeepAlives: true, DisableCompression: true}
	w.server = &http.Server{
		Handler:           http.HandlerFunc(w.arrive),
		ReadHeaderTimeout: time.Hour,
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, faultKey{}, c.(tagged).fault) //nolint:forcetypeassert // the listener gives no other
		},
	}
	go func() { _ = w.server.Serve(pipes{w}) }() // ends with close
	return w
}

// close ends the wire once nothing is on its way any more.
func (w *wire) close() {
	w.late.Wait()
	w.client.CloseIdleConnections()
	_ = w.server.Close()
}

// RoundTrip is the till's end.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	f := w.fate(callOf(r))
	return w.client.RoundTrip(r.WithContext(context.WithValue(r.Context(), faultKey{}, f)))
}

type faultKey struct{}

// fate takes what is planned for the next request of a call.
func (w *wire) fate(call Call) Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.counts[call]
	w.counts[call]++
	if w.down {
		return Fault{Name: "down", dial: refused}
	}
	for _, p := range w.plans {
		if p.call == call && n >= p.after && p.met < p.times {
			p.met++
			w.met++
			return p.fault
		}
	}
	return Fault{}
}

// plan has a fault befall requests of a call, once some have gone by.
func (w *wire) plan(p *plan) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.plans = append(w.plans, p)
}

// calm ends all faults, and says how many requests met one.
func (w *wire) calm() (met int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.plans {
		met += p.met
	}
	w.plans, w.down = nil, false
	return met
}

func (w *wire) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	f, _ := ctx.Value(faultKey{}).(Fault)
	if f.dial != nil {
		return nil, f.dial(ctx)
	}
	here, there := net.Pipe()
	select {
	case w.dials <- tagged{there, f}:
	case <-w.closed:
		return nil, refused(ctx)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if f.conn != nil {
		return f.conn(w, here), nil
	}
	return here, nil
}

// arrive is the service's end: it notes the request, and plays the trick that
// is planned for it.
func (w *wire) arrive(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	w.note(r, body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if f, _ := r.Context().Value(faultKey{}).(Fault); f.trick != nil {
		f.trick(rw, r, w.service)
		return
	}
	w.service.ServeHTTP(rw, r)
}

func (w *wire) note(r *http.Request, body []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests = append(w.requests, request{
		call: callOf(r), at: now(), method: r.Method, url: r.URL.String(), key: r.Header.Get("Idempotency-Key"), body: body,
	})
}

// seen lists what arrived so far.
func (w *wire) seen() []request {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]request(nil), w.requests...)
}

// asks counts the requests that move money or end a payment.
func (w *wire) asks() (n int) {
	for _, q := range w.seen() {
		if q.call == Create || q.call == Cancel || q.call == Refund {
			n++
		}
	}
	return n
}

// A tagged connection knows the fault that its request is to meet.
type tagged struct {
	net.Conn
	fault Fault
}

// pipes is the listener of the service's end.
type pipes struct{ w *wire }

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.w.dials:
		return c, nil
	case <-p.w.closed:
		return nil, net.ErrClosed
	}
}

func (p pipes) Close() error {
	close(p.w.closed)
	return nil
}

func (p pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1} }

func refused(context.Context) error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}
