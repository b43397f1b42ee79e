package picture

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"kasir/checkout/internal/rest"
)

// split takes a link apart into the host that is asked and what it is asked
// for, byte for byte: services sign their links.
func (s Source) split(link string) (base, path string, err error) {
	link, _, _ = strings.Cut(link, "#")
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.User != nil {
		return "", "", fmt.Errorf("picture: read the link: %w", ErrLink)
	}
	base = u.Scheme + "://" + u.Host
	_, tail, _ := strings.Cut(link, "//")
	if at := strings.IndexAny(tail, "/?"); at >= 0 {
		path = tail[at:]
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if !s.may(u, base) {
		return "", "", fmt.Errorf("picture: read the link: %w", ErrLink)
	}
	return base, path, nil
}

func (s Source) may(u *url.URL, base string) bool {
	if rest.Loopback(base) {
		return s.Loopback
	}
	host := strings.ToLower(u.Hostname())
	_, err := netip.ParseAddr(host)
	literal := err == nil
	return u.Scheme == "https" && (u.Port() == "" || u.Port() == "443") && !literal && s.known(host)
}

func (s Source) known(host string) bool {
	for _, h := range s.Hosts {
		h = strings.ToLower(h)
		if host == h || len(h) > 1 && h[0] == '.' && strings.HasSuffix(host, h) {
			return true
		}
	}
	return false
}

// closed are the ranges that are neither public nor known to netip as private
// (IANA's registries of special-purpose addresses, RFC 6890).
var closed = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("fec0::/10"),
}

// translated is how a network without IPv4 reaches it (RFC 6052).
var translated = netip.MustParsePrefix("64:ff9b::/96")

// public tells whether an address belongs to the open internet, and not to the
// shop's router, printer or this machine.
func public(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	if translated.Contains(addr) {
		all := addr.As16()
		addr = netip.AddrFrom4([4]byte(all[12:]))
	}
	if !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return false
	}
	for _, p := range closed {
		if p.Contains(addr) {
			return false
		}
	}
	return true
}
