package picture

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"testing"
)

func TestLinks(t *testing.T) {
	s := Source{Hosts: []string{"api.tabby.ai", ".midtrans.com", "8.8.8.8", ".", ""}}
	for _, good := range []string{
		"https://api.tabby.ai/x", "https://API.Tabby.AI:443/x?a=1", "https://api.midtrans.com", "https://a.b.midtrans.com?x",
	} {
		if _, _, err := s.split(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "x", "//api.tabby.ai/x", "http://api.tabby.ai/x", "ftp://api.tabby.ai/x", "file:///etc/passwd", "data:image/png;base64,AA",
		"https://api.tabby.ai:8443/x", "https://api.tabby.ai:80/x", "https://user@api.tabby.ai/", "https://api.tabby.ai@evil.example/",
		`https://api.tabby.ai\@evil.example/`, "https://evil.example/api.tabby.ai", "https://api.tabby.ai.evil.example/",
		"https://xapi.tabby.ai/", "https://midtrans.com/", "https://evilmidtrans.com/", "https://.midtrans.com.evil/",
		"https://api.tabby.ai./x", "https://api%2etabby.ai/x", "https://%c3%a9/x", "https:///x",
		"https://10.0.0.1/", "https://8.8.8.8/", "https://[2606:4700::1111]/", "https://0x7f.1/", "https://2130706433/",
		"http://127.0.0.1/", "https://127.0.0.1/", "http://localhost:631/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
	} {
		if _, _, err := s.split(bad); !errors.Is(err, ErrLink) {
			t.Errorf("%s: got %v", bad, err)
		}
	}
	s.Loopback = true
	for link, want := range map[string]string{
		"http://127.0.0.1:8080/a?b":    "http://127.0.0.1:8080 /a?b",
		"https://localhost:9/":         "https://localhost:9 /",
		"http://[::1]:9?x=/":           "http://[::1]:9 /?x=/",
		"HTTPS://api.tabby.ai/%2F//a#": "https://api.tabby.ai /%2F//a",
	} {
		if base, path, err := s.split(link); err != nil || base+" "+path != want {
			t.Errorf("%s: got %s %s, %v", link, base, path, err)
		}
	}
	if _, _, err := s.split("http://10.0.0.1/"); err == nil {
		t.Error("Loopback allows more than this machine")
	}
}

func TestPublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"8.8.8.8": true, "34.166.36.90": true, "2606:4700::1111": true, "64:ff9b::808:808": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"0.0.0.0": false, "::": false, "0.1.2.3": false, "100.64.0.1": false, "192.0.0.1": false, "198.18.0.1": false,
		"224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false, "fe80::1%eth0": false, "fc00::1": false, "fd12::1": false,
		"ff02::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false,
		"2001::1": false, "2001:db8::1": false, "fec0::1": false,
	} {
		if got := public(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: got %v", addr, got)
		}
	}
}

// names is a name server on this machine for which every name means one
// address.
func names(t *testing.T, addr [4]byte) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		b := make([]byte, 512)
		for {
			_, from, err := conn.ReadFrom(b)
			if err != nil {
				return
			}
			end := 12 // the question: labels, then type and class (RFC 1035, 4.1)
			for b[end] != 0 {
				end += int(b[end]) + 1
			}
			end += 5
			wantsIPv4 := b[end-3] == 1
			answer := append([]byte{b[0], b[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, b[12:end]...)
			if wantsIPv4 {
				answer[7] = 1
				answer = append(answer, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4)
				answer = append(answer, addr[:]...)
			}
			conn.WriteTo(answer, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// A name that is allowed may still mean the shop's router, the printer or this
// machine.
func TestAnAllowedNameMayNotMeanAPrivateAddress(t *testing.T) {
	for _, addr := range [][4]byte{{127, 0, 0, 1}, {10, 0, 0, 1}, {192, 168, 1, 1}, {169, 254, 169, 254}, {0, 0, 0, 0}} {
		s := Source{Hosts: []string{"pictures.example"}, Resolver: names(t, addr)}
		if _, err := s.Fetch(t.Context(), "https://pictures.example/qr"); !errors.Is(err, ErrLink) {
			t.Errorf("%v: got %v", addr, err)
		}
	}
}
