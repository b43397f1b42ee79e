package simulator_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kasir/checkout/simulator"
)

// A client speaks to a simulator the way a well-behaved till does, at a time
// that it chooses.
type client struct {
	t *testing.T
	s *simulator.Simulator
	*clock
}

type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func open(t *testing.T, o simulator.Options) client {
	t.Helper()
	c := &clock{time.Date(2026, 5, 9, 7, 0, 0, 0, time.UTC)}
	o.Now = c.now
	return client{t, simulator.New(o), c}
}

const body = `{"external_user_id":"till-01","email":"pos@example.com","amount_minor":50000,"currency":"IDR",` +
	`"method":"qris","return_url":"https://pos.example.com/r","metadata":{"sale_id":"s1","attempt_id":"p1"},"invoice_prefix":"POS"}`

const key = "7f9c2ba4-e88f-427d-9c3b-6a1f0c2d4e5f"

func (c client) request(method, path, body, key string) *http.Request {
	r := httptest.NewRequest(method, "http://127.0.0.1:8089"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	sign(r, c.now(), body, simulator.UncleZSecret)
	return r
}

func sign(r *http.Request, at time.Time, body, secret string) {
	sum := sha256.Sum256([]byte(body))
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%d.%s.%s.%s", at.Unix(), r.Method, r.URL.EscapedPath(), hex.EncodeToString(sum[:]))
	r.Header.Set("X-PAY-Key", simulator.UncleZPublicKey)
	r.Header.Set("X-PAY-Timestamp", fmt.Sprint(at.Unix()))
	r.Header.Set("X-PAY-Signature", hex.EncodeToString(mac.Sum(nil)))
}

func (c client) do(r *http.Request) (int, map[string]any, string) {
	c.t.Helper()
	w := httptest.NewRecorder()
	c.s.ServeHTTP(w, r)
	var said map[string]any
	if strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") && strings.HasPrefix(w.Body.String(), "{") {
		if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil {
			c.t.Fatalf("%s %s: %v", r.Method, r.URL, err)
		}
	}
	return w.Code, said, w.Body.String()
}

func (c client) create(body, key string) (int, map[string]any) {
	c.t.Helper()
	status, said, _ := c.do(c.request("POST", "/v1/payments", body, key))
	return status, said
}

func (c client) poll(id string) (int, map[string]any) {
	c.t.Helper()
	status, said, _ := c.do(c.request("GET", "/v1/payments/"+id, "", ""))
	return status, said
}

// started makes a payment and gives its number.
func (c client) started() string {
	c.t.Helper()
	status, said := c.create(body, key)
	id, ok := said["payment_id"].(string)
	if status != 201 || !ok || len(id) != 32 {
		c.t.Fatalf("create: got %d, %v", status, said)
	}
	return id
}

func (c client) says(id, want string) {
	c.t.Helper()
	if status, said := c.poll(id); status != 200 || said["status"] != want {
		c.t.Errorf("poll: got %d, %v; want %s", status, said, want)
	}
}

func (c client) complains(want ...string) {
	c.t.Helper()
	var got []string
	for _, v := range c.s.Violations() {
		got = append(got, v.What)
	}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		c.t.Errorf("violations: got %q, want %q", got, want)
	}
}
