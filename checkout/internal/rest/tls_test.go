package rest_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

// secure is a server whose certificate names localhost, and a client that
// trusts it.
func secure(t *testing.T, from, to time.Time, change func(*tls.Config)) (*rest.Client, *httptest.Server) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sheet := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "SECRET"},
		NotBefore: from, NotAfter: to, DNSNames: []string{"localhost"},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, sheet, sheet, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "{}")
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	if change != nil {
		change(s.TLS)
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	leaf, _ := x509.ParseCertificate(der)
	c := asked(t, strings.Replace(s.URL, "127.0.0.1", "localhost", 1))
	c.Roots = x509.NewCertPool()
	c.Roots.AddCert(leaf)
	return c, s
}

func TestTLS(t *testing.T) {
	now := time.Now()
	day := 24 * time.Hour
	for _, tt := range []struct {
		name   string
		from   time.Time
		server func(*tls.Config)
		client func(*rest.Client, *httptest.Server)
		want   checkout.Trouble
	}{
		{name: "good"},
		{name: "TLS 1.2 is enough", server: func(c *tls.Config) { c.MaxVersion = tls.VersionTLS12 }},
		{
			name: "unknown issuer", want: checkout.Untrusted,
			client: func(c *rest.Client, _ *httptest.Server) { c.Roots = x509.NewCertPool() },
		},
		{
			name: "other name", want: checkout.Untrusted,
			client: func(c *rest.Client, s *httptest.Server) { c.BaseURL = s.URL },
		},
		{name: "expired", from: now.Add(-9 * day), want: checkout.Untrusted},
		{name: "from the future", from: now.Add(day), want: checkout.ClockWrong},
		{
			name: "our clock has no battery", want: checkout.ClockWrong,
			client: func(c *rest.Client, _ *httptest.Server) {
				c.Now = func() time.Time { return time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) }
			},
		},
		{
			name: "TLS 1.1", want: checkout.Untrusted,
			server: func(c *tls.Config) { c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS11 },
		},
		{
			name: "asks for our certificate", want: checkout.NoAnswer,
			server: func(c *tls.Config) { c.ClientAuth = tls.RequireAnyClientCert },
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from := tt.from
			if from.IsZero() {
				from = now.Add(-day)
			}
			c, s := secure(t, from, from.Add(3*day), tt.server)
			if tt.client != nil {
				tt.client(c, s)
			}
			a, err := post(t, c, "/", "{}")
			if tt.want == 0 {
				if err != nil || a.Status != 200 {
					t.Fatalf("got %v, %v", a, err)
				}
				return
			}
			// In TLS 1.3 our request leaves before a server refuses us.
			fault := wantFault(t, err, tt.want, tt.want == checkout.NoAnswer)
			if strings.Contains(fault.Error(), "SECRET") {
				t.Errorf("the certificate stands in %q", fault)
			}
		})
	}
}

func TestNoTLSThere(t *testing.T) {
	for name, tt := range map[string]struct {
		answer string
		want   checkout.Trouble
	}{
		"plain HTTP":     {"HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\n\r\n", checkout.Untrusted},
		"something else": {"220 mail.example ESMTP\r\n", checkout.Untrusted},
		"hangs up":       {"", checkout.Unreachable},
	} {
		addr := wire(t, func(conn net.Conn) {
			conn.Read(make([]byte, 2048))
			io.WriteString(conn, tt.answer)
		})
		t.Run(name, func(t *testing.T) {
			_, err := post(t, asked(t, "https://"+addr), "/", "{}")
			wantFault(t, err, tt.want, false)
		})
	}
	t.Run("silent", func(t *testing.T) {
		c := asked(t, "https://"+wire(t, func(conn net.Conn) { io.Copy(io.Discard, conn) }))
		c.ConnectTimeout = 50 * time.Millisecond
		_, err := post(t, c, "/", "{}")
		wantFault(t, err, checkout.Unreachable, false)
	})
}
