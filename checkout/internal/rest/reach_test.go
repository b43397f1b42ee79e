package rest_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

func TestARefusedPortSendsNothing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	_, err = post(t, asked(t, "http://"+l.Addr().String()), "/", "{}")
	wantFault(t, err, checkout.Unreachable, false)
	var dial *net.OpError
	if !errors.As(err, &dial) || dial.Op != "dial" {
		t.Errorf("got %v", err)
	}
}

// nobody is a name server on this machine that knows no name.
func nobody(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		b := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			b[2], b[3] = 0x81, 0x83 // an answer: no such name (RFC 1035, 4.1.1)
			conn.WriteTo(b[:n], from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func TestAnUnknownNameSendsNothing(t *testing.T) {
	c := asked(t, "https://pay.example")
	c.Resolver = nobody(t)
	_, err := post(t, c, "/", "{}")
	wantFault(t, err, checkout.Unreachable, false)
	var dns *net.DNSError
	if !errors.As(err, &dns) || !dns.IsNotFound {
		t.Errorf("got %v", err)
	}
}

func TestANameServerThatIsSilentSendsNothing(t *testing.T) {
	c := asked(t, "https://pay.example")
	c.ConnectTimeout = 20 * time.Millisecond
	c.Resolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	_, err := post(t, c, "/", "{}")
	wantFault(t, err, checkout.Unreachable, false)
}

func TestAConnectionThatNeverComesSendsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}}
		c := &rest.Client{BaseURL: "https://pay.example", Transport: stuck}
		_, err := post(t, c, "/", "{}")
		if fault := wantFault(t, err, checkout.Unreachable, false); !strings.Contains(fault.Error(), "given up after 15s") {
			t.Errorf("got %v", fault)
		}

		ctx, cancel := contextFor(t, time.Second)
		defer cancel()
		_, err = c.Do(ctx, "POST", "/", []byte("{}"), nil)
		wantFault(t, err, checkout.Unreachable, false)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

func TestEndedContexts(t *testing.T) {
	here := make(chan struct{})
	c := asked(t, "http://"+wire(t, func(conn net.Conn) {
		readRequest(bufio.NewReader(conn))
		close(here)
		io.Copy(io.Discard, conn)
	}))
	strange := &rest.Client{BaseURL: c.BaseURL, Transport: &scripted{}}
	for _, c := range []*rest.Client{c, strange} {
		_, err := c.Do(cancelled(), "POST", "/", []byte("{}"), nil)
		wantFault(t, err, checkout.Unreachable, false)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}

	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-here; cancel() }()
	_, err := c.Do(ctx, "POST", "/", []byte("{}"), nil)
	wantFault(t, err, checkout.NoAnswer, true)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A Transport that cannot be watched is believed only when its error can come
// from nowhere but a dial.
func TestAStrangeTransportIsInDoubt(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	for _, tt := range []struct {
		err  error
		want checkout.Trouble
		sent bool
	}{
		{errors.New("boom SECRET"), checkout.NoAnswer, true},
		{syscall.ECONNRESET, checkout.NoAnswer, true},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, checkout.NoAnswer, true},
		{io.ErrUnexpectedEOF, checkout.NoAnswer, true},
		{refused, checkout.Unreachable, false},
		{&net.OpError{Op: "proxyconnect", Err: refused}, checkout.Unreachable, false},
		{&net.DNSError{Err: "no such host", Name: "pay.example"}, checkout.Unreachable, false},
	} {
		s := &scripted{script: func(int) (*http.Response, error) { return nil, tt.err }}
		_, err := post(t, &rest.Client{BaseURL: "https://pay.example", Transport: s}, "/", "{}")
		if fault := wantFault(t, err, tt.want, tt.sent); strings.Contains(fault.Error(), "SECRET") {
			t.Errorf("got %v", fault)
		}
	}
}

func TestAProxyIsOnlyUsedWhenSet(t *testing.T) {
	proxy := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "SECRET", http.StatusProxyAuthRequired)
	})
	there, _ := url.Parse(proxy.URL)
	c := asked(t, "https://pay.example")
	c.Proxy = http.ProxyURL(there)
	_, err := post(t, c, "/", "{}")
	if fault := wantFault(t, err, checkout.Unreachable, false); strings.Contains(fault.Error(), "SECRET") {
		t.Errorf("got %v", fault)
	}
}
