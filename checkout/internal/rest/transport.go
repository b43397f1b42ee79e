package rest

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

var errNotLocal = errors.New("localhost is another machine here")

// transport speaks HTTP/1.1 only: there, one attempt is one request, and what
// went wrong before its first byte can be told apart.
func (c *Client) transport() *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:       c.Proxy,
		DialContext: c.dial,
		Protocols:   protocols,
		TLSClientConfig: &tls.Config{
			MinVersion: tls.VersionTLS12,
			RootCAs:    c.Roots,
			Time:       c.now,
		},
		TLSHandshakeTimeout:    cmp.Or(c.ConnectTimeout, connectTimeout),
		DisableCompression:     true,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	// The check stands here, after the name has become an address, because a
	// name may mean another machine each time it is looked up.
	d := net.Dialer{
		Timeout:  cmp.Or(c.ConnectTimeout, connectTimeout),
		Resolver: c.Resolver,
		Control: func(_, resolved string, _ syscall.RawConn) error {
			return c.admit(host, resolved)
		},
	}
	return d.DialContext(ctx, network, address)
}

func (c *Client) admit(host, resolved string) error {
	to, err := netip.ParseAddrPort(resolved)
	if err != nil {
		return err
	}
	addr := to.Addr().Unmap()
	if loopbackHost(host) && !addr.IsLoopback() {
		return errNotLocal
	}
	if c.Allow == nil {
		return nil
	}
	return c.Allow(addr)
}
