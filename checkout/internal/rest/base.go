package rest

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
)

// What may be wrong with an address. The address itself is not repeated: it may
// hold a password.
var (
	errNoBase   = errors.New("no address is set")
	errNoURL    = errors.New("the address is not a link")
	errScheme   = errors.New("the address must begin with https://")
	errPlain    = errors.New("http:// is only for this machine; use https://")
	errHost     = errors.New("the address names no host")
	errUser     = errors.New("the address must not hold a name or password")
	errExtra    = errors.New("the address must end with its path, without ? or #")
	errPath     = errors.New("the path must begin with a slash and stay on its host")
	errSegments = errors.New("the path must not step up")
)

// CheckBase tells whether a provider may live at this address: https, or plain
// http on this machine, and nothing but scheme, host, port and path.
func CheckBase(base string) error {
	_, err := parseBase(base)
	return err
}

// Loopback tells whether the address is on this machine.
func Loopback(base string) bool {
	u, err := parseBase(base)
	return err == nil && loopbackHost(u.Hostname())
}

func parseBase(base string) (*url.URL, error) {
	if base == "" {
		return nil, errNoBase
	}
	u, err := url.Parse(base)
	switch {
	case err != nil:
		return nil, errNoURL
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, errScheme
	case u.User != nil:
		return nil, errUser
	case u.Hostname() == "" || strings.HasSuffix(u.Host, ":"):
		return nil, errHost
	case strings.ContainsAny(base, "?#"):
		return nil, errExtra
	case u.Scheme == "http" && !loopbackHost(u.Hostname()):
		return nil, errPlain
	}
	return u, steps(u)
}

func loopbackHost(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// target adds a path to the base and makes sure that it changed nothing else.
func (c *Client) target(path string) (*url.URL, error) {
	base, err := parseBase(c.BaseURL)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(path, "/") || strings.Contains(path, "#") {
		return nil, errPath
	}
	u, err := url.Parse(strings.TrimRight(c.BaseURL, "/") + path)
	if err != nil || u.Scheme != base.Scheme || u.Host != base.Host || u.User != nil {
		return nil, errPath
	}
	return u, steps(u)
}

// steps refuses dot segments: a server may read "/payments/../refunds" as
// another path than the one that was signed.
func steps(u *url.URL) error {
	for segment := range strings.SplitSeq(u.EscapedPath(), "/") {
		plain, err := url.PathUnescape(segment)
		if err != nil || plain == "." || plain == ".." {
			return errSegments
		}
	}
	return nil
}
