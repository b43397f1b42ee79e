package picture

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"kasir/checkout/internal/rest"
)

// The limits of what is fetched.
const (
	timeout  = 5 * time.Second
	maxBytes = 256 << 10
	maxSide  = 1024 // pixels
)

// What a caller may want to know of a picture that could not be had. All other
// errors of Fetch are *checkout.Fault.
var (
	ErrLink       = errors.New("the link leads where no picture may come from")
	ErrPage       = errors.New("the link leads to a web page")
	ErrFormat     = errors.New("the picture is not a PNG")
	ErrSize       = errors.New("the picture is too large")
	ErrUnreadable = errors.New("the picture holds no code that can be read")
)

// A Source is where one service's pictures come from. Its zero value knows no
// hosts and refuses every link.
type Source struct {
	Hosts    []string       // "api.example" is that host, ".example" all hosts under it
	Loopback bool           // this machine too, with any port: for a service that runs here
	Timeout  time.Duration  // for the whole answer; 5 s
	Roots    *x509.CertPool // whom to trust; nil is the machine's own list
	Resolver *net.Resolver  // nil is the machine's own
}

// Fetch gets the PNG behind a link, exactly as the service wrote the link. What
// it gives back can be decoded without harm.
func (s Source) Fetch(ctx context.Context, link string) ([]byte, error) {
	base, path, err := s.split(link)
	if err != nil {
		return nil, err
	}
	// One picture is one connection: nothing of it is kept, and nothing that the
	// till asks its provider with is near.
	c := &rest.Client{
		BaseURL: base, Allow: s.admit, Roots: s.Roots, Resolver: s.Resolver,
		GetTimeout: cmp.Or(s.Timeout, timeout), MaxBody: maxBytes,
	}
	defer c.Close()
	a, err := c.Do(ctx, http.MethodGet, path, nil, http.Header{"Accept": {"image/png, */*;q=0.1"}})
	switch {
	case errors.Is(err, ErrLink):
		return nil, fmt.Errorf("picture: fetch: %w", ErrLink)
	case err != nil:
		return nil, fmt.Errorf("picture: fetch: %w", err)
	case !a.OK():
		return nil, fmt.Errorf("picture: fetch: %w", a.Fault())
	}
	return a.Body, inspect(a)
}

func inspect(a rest.Answer) error {
	kind := http.DetectContentType(a.Body)
	said := strings.ToLower(a.Header.Get("Content-Type"))
	if strings.HasPrefix(kind, "text/html") || strings.HasPrefix(said, "text/html") {
		return fmt.Errorf("picture: fetch: %w", ErrPage)
	}
	if err := measure(a.Body); err != nil {
		return fmt.Errorf("picture: fetch: %w", err)
	}
	return nil
}

// admit is asked with the address that a name turned out to mean.
func (s Source) admit(addr netip.Addr) error {
	if public(addr) || s.Loopback && addr.IsLoopback() {
		return nil
	}
	return ErrLink
}
