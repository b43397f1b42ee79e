package rest

import (
	"cmp"
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"time"
)

// The limits of a Client whose fields say nothing else.
const (
	postTimeout    = 15 * time.Second
	getTimeout     = 5 * time.Second
	connectTimeout = 5 * time.Second
	maxBody        = 1 << 20
)

// A Client asks one provider. Its zero value works once BaseURL is set; it may
// be used by several goroutines, and its fields stay as they are once it has
// been asked.
type Client struct {
	BaseURL string // https://host or https://host/prefix; http only on this machine

	// Sign gives the headers that prove who asks. It is called before each
	// attempt with exactly what goes out; path is without the query.
	Sign func(method, path string, body []byte) (http.Header, error)

	PostTimeout    time.Duration // for all that is not a GET, body included; 15 s
	GetTimeout     time.Duration // for a GET, body included; 5 s
	ConnectTimeout time.Duration // for reaching the host; 5 s
	GetRetries     int           // how often one call repeats a GET; never a POST
	MaxBody        int64         // the largest answer in bytes; 1 MiB

	Agent    string                                // what we call ourselves; Kasir
	Roots    *x509.CertPool                        // whom to trust; nil is the machine's own list
	Proxy    func(*http.Request) (*url.URL, error) // nil is none, whatever the environment says
	Resolver *net.Resolver                         // nil is the machine's own
	Allow    func(netip.Addr) error                // is asked before an address is called; nil is yes

	Transport http.RoundTripper // takes the place of the network, for tests
	Now       func() time.Time  // nil is time.Now

	once      sync.Once
	get, post http.RoundTripper
	dates     dates
}

// Do asks once and reads the whole answer. The path begins with a slash, may
// carry a query, and is added to BaseURL. The error is a *checkout.Fault.
func (c *Client) Do(ctx context.Context, method, path string, body []byte, header http.Header) (Answer, error) {
	target, err := c.target(path)
	if err != nil {
		return Answer{}, misused("rest: "+method, err)
	}
	c.once.Do(c.open)
	q := &question{client: c, method: method, url: target, body: body, header: header}
	return q.ask(ctx)
}

// Close lets go of the connections that are kept for the next GET.
func (c *Client) Close() {
	c.once.Do(c.open)
	closeIdle(c.get)
	closeIdle(c.post)
}

func (c *Client) open() {
	if c.Transport != nil {
		c.get, c.post = c.Transport, c.Transport
		return
	}
	c.get = c.transport()
	fresh := c.transport()
	// A kept connection may be dead without our knowing, and then nobody can
	// say whether a POST has left. A fresh one settles that for one handshake.
	fresh.DisableKeepAlives = true
	c.post = fresh
}

func (c *Client) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

func (c *Client) timeout(method string) time.Duration {
	if method == http.MethodGet {
		return cmp.Or(c.GetTimeout, getTimeout)
	}
	return cmp.Or(c.PostTimeout, postTimeout)
}

func closeIdle(r http.RoundTripper) {
	if idle, ok := r.(interface{ CloseIdleConnections() }); ok {
		idle.CloseIdleConnections()
	}
}
