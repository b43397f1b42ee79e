package providertest

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"syscall"
)

// BaseURL is the address of every service on a Network.
const BaseURL = "http://127.0.0.1:80"

// A Network joins a provider to a service within this process: real HTTP over
// pipes, so that time can be virtual and every byte of an answer can be chosen.
type Network struct {
	server *http.Server
	dials  chan net.Conn
	closed chan struct{}
	client *http.Transport

	mu       sync.Mutex
	down     bool
	tricks   []Trick
	requests []Request
}

// A Request is what arrived at the service's end, played a trick on or not.
type Request struct {
	Method string
	URL    string
	Header http.Header
	Body   []byte
}

// A Trick takes the place of the answer to one request. It may let the service
// deal with the request, or not.
type Trick func(w http.ResponseWriter, r *http.Request, service http.Handler)

// NewNetwork serves a service until the test ends.
func NewNetwork(t TB, service http.Handler) *Network {
	n := &Network{dials: make(chan net.Conn), closed: make(chan struct{})}
	n.server = &http.Server{Handler: n.front(service)}
	n.client = &http.Transport{DialContext: n.dial, DisableKeepAlives: true, DisableCompression: true}
	go func() { _ = n.server.Serve(listener{n}) }()
	t.Cleanup(func() {
		n.client.CloseIdleConnections()
		_ = n.server.Close()
	})
	return n
}

// Transport is the provider's end.
func (n *Network) Transport() http.RoundTripper { return n.client }

// Down cuts the network, or mends it.
func (n *Network) Down(down bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.down = down
}

// Play plays tricks on the next requests, one on each.
func (n *Network) Play(tricks ...Trick) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tricks = append(n.tricks, tricks...)
}

// Honest takes back the tricks that were not played.
func (n *Network) Honest() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.tricks = nil
}

// Requests lists what arrived.
func (n *Network) Requests() []Request {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.requests)
}

func (n *Network) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	n.mu.Lock()
	down := n.down
	n.mu.Unlock()
	if down {
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	here, there := net.Pipe()
	select {
	case n.dials <- there:
		return here, nil
	case <-n.closed:
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (n *Network) front(service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		n.trick(Request{r.Method, r.URL.String(), r.Header.Clone(), body})(w, r, service)
	})
}

func (n *Network) trick(q Request) Trick {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.requests = append(n.requests, q)
	if len(n.tricks) == 0 {
		return func(w http.ResponseWriter, r *http.Request, service http.Handler) { service.ServeHTTP(w, r) }
	}
	next := n.tricks[0]
	n.tricks = n.tricks[1:]
	return next
}

// ask lets the service deal with a request without anybody hearing its answer.
func ask(r *http.Request, service http.Handler) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r.WithContext(context.WithoutCancel(r.Context())))
	return w
}

// A listener is the service's end.
type listener struct{ n *Network }

func (l listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.n.dials:
		return c, nil
	case <-l.n.closed:
		return nil, net.ErrClosed
	}
}

func (l listener) Close() error {
	close(l.n.closed)
	return nil
}

func (l listener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }
