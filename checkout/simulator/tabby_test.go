package simulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kasir/checkout/internal/picture"
	"kasir/checkout/simulator"
)

const tabbyOrder = `{"payment":{"amount":"100.00","currency":"AED","order":{"reference_id":"p1"},"description":"till-01",` +
	`"attachment":{"body":"{\"latitude\":24.4763,\"longitude\":54.3209,\"timestamp\":\"2026-02-27T14:35:10.123Z\"}",` +
	`"content_type":"application/vnd.tabby.v1+json"}},"lang":"en","merchant_code":"ae-branch-1"}`

// tabby asks the simulator's Tabby.
func (c client) tabby(method, path, body string) (int, map[string]any, string) {
	c.t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8089"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Authorization", "Bearer "+simulator.TabbySecretKey)
	return c.do(r)
}

// tabbyStarted makes a session and gives its number and its payment's.
func (c client) tabbyStarted() (session, payment string) {
	c.t.Helper()
	status, said, _ := c.tabby("POST", "/api/v2/checkout", tabbyOrder)
	made, _ := said["payment"].(map[string]any)
	session, _ = said["id"].(string)
	payment, _ = made["id"].(string)
	if status != 200 || said["status"] != "created" || session == "" || payment == "" || session == payment || made["amount"] != "100" {
		c.t.Fatalf("create: got %d, %v", status, said)
	}
	return session, payment
}

func (c client) tabbySays(payment, want string) map[string]any {
	c.t.Helper()
	status, said, _ := c.tabby("GET", "/api/v2/payments/"+payment, "")
	if status != 200 || said["status"] != want {
		c.t.Errorf("payment: got %d, %v; want %s", status, said["status"], want)
	}
	return said
}

func TestTabbyOrdersAreStrict(t *testing.T) {
	for name, x := range map[string][2]string{
		"three decimals":  {`"100.00"`, `"100.001"`},
		"a number":        {`"100.00"`, `100`},
		"nothing":         {`"100.00"`, `"0.00"`},
		"a sign":          {`"100.00"`, `"-1"`},
		"rupiah":          {`"AED"`, `"IDR"`},
		"small letters":   {`"AED"`, `"aed"`},
		"no reference":    {`"p1"`, `""`},
		"no terminal":     {`"till-01"`, `""`},
		"a long terminal": {`"till-01"`, `"` + strings.Repeat("x", 256) + `"`},
		"no branch":       {`"ae-branch-1"`, `""`},
		"the seed's body": {`"{\"latitude\"`, `"\"latitude\"`},
		"no place":        {`\"latitude\":24.4763,`, ``},
		"local time":      {`.123Z`, `.123+04:00`},
		"another type":    {`vnd.tabby.v1+json`, `json`},
		"cut short":       {`"ae-branch-1"}`, `"ae-branch-1"`},
	} {
		c := open(t, simulator.Options{})
		status, said, _ := c.tabby("POST", "/api/v2/checkout", strings.Replace(tabbyOrder, x[0], x[1], 1))
		if status != 400 || said["status"] != "error" || said["errorType"] != "bad_data" || len(c.s.Payments()) != 0 {
			t.Errorf("%s: got %d, %v", name, status, said)
		}
	}
	c := open(t, simulator.Options{Tabby: simulator.Tabby{Currency: "SAR"}})
	if status, said, _ := c.tabby("POST", "/api/v2/checkout", tabbyOrder); status != 400 || said["error"] != "could not create payment: only 'SAR' is supported, but got 'AED'" {
		t.Errorf("another market: got %d, %v", status, said)
	}
}

func TestTabbyWantsItsKey(t *testing.T) {
	for key, want := range map[string]int{"": 401, "Basic x": 401, "Bearer sk_other": 401, "Bearer " + simulator.TabbySecretKey: 404} {
		c := open(t, simulator.Options{})
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8089/api/v2/payments/00000000-0000-0000-0000-000000000000", nil)
		r.Header.Set("Authorization", key)
		if status, said, _ := c.do(r); status != want || said["status"] != "error" {
			t.Errorf("%q: got %d, %v", key, status, said)
		}
	}
	c := open(t, simulator.Options{})
	if status, said, _ := c.tabby("GET", "/api/v2/payments/1", ""); status != 400 || said["error"] != "invalid payment id" {
		t.Errorf("got %d, %v", status, said)
	}
}

func TestTabbysPictureNeedsItsWholeAddressAndNoKey(t *testing.T) {
	c := open(t, simulator.Options{})
	status, said, _ := c.tabby("POST", "/api/v2/checkout", tabbyOrder)
	if status != 200 {
		t.Fatalf("create: got %d", status)
	}
	products := said["configuration"].(map[string]any)["available_products"].(map[string]any)["installments"].([]any)[0].(map[string]any)
	link, _ := strings.CutPrefix(products["qr_code"].(string), "http://127.0.0.1:8089")
	status, _, got := c.do(c.get(link))
	text, err := picture.Read([]byte(got))
	if status != 200 || err != nil || text != products["web_url"] || len(got) > 2000 {
		t.Errorf("got %d, %q, %v in %d bytes; want %v", status, text, err, len(got), products["web_url"])
	}
	if status, _, _ := c.do(c.get(link + "x")); status != 404 {
		t.Errorf("a changed address: got %d", status)
	}
	c.complains()
	c.tabby("GET", link, "")
	c.complains("sent credentials for a picture")
}

func TestTabbysLifeOfAPayment(t *testing.T) {
	c := open(t, simulator.Options{Tabby: simulator.Tabby{CaptureLater: time.Minute}})
	session, payment := c.tabbyStarted()
	c.tabbySays(payment, "CREATED")
	if err := c.s.Pay(payment); err != nil {
		t.Fatal(err)
	}
	c.tabbySays(payment, "AUTHORIZED")
	if status, said, _ := c.tabby("POST", "/api/v2/checkout/"+session+"/cancel", ""); status != 400 || said["error"] != "session is finalized" {
		t.Errorf("cancel: got %d, %v", status, said)
	}
	c.at = c.at.Add(time.Minute)
	said := c.tabbySays(payment, "CLOSED")
	if captures := said["captures"].([]any); len(captures) != 1 || captures[0].(map[string]any)["reference_id"] != "" {
		t.Errorf("captures: got %v", said["captures"])
	}

	session, payment = c.tabbyStarted()
	if status, _, _ := c.tabby("POST", "/api/v2/checkout/"+session+"/cancel", ""); status != 200 {
		t.Errorf("cancel: got %d", status)
	}
	c.tabbySays(payment, "EXPIRED")
	if c.s.Pay(payment) == nil {
		t.Error("a cancelled payment was paid")
	}

	// A payment outlives its session.
	_, payment = c.tabbyStarted()
	c.at = c.at.Add(20 * time.Minute)
	c.tabbySays(payment, "CREATED")
	if c.s.Pay(payment) == nil {
		t.Error("an ended session was paid")
	}
	c.at = c.at.Add(10 * time.Minute)
	c.tabbySays(payment, "EXPIRED")
	c.complains()
}

func TestTabbyCapturesAndClosesOnce(t *testing.T) {
	c := open(t, simulator.Options{Tabby: simulator.Tabby{ManualCapture: true}})
	body := `{"amount":"100.00","reference_id":"k1"}`
	for _, ends := range []string{"captures", "close"} {
		_, payment := c.tabbyStarted()
		path := "/api/v2/payments/" + payment + "/"
		if status, _, _ := c.tabby("POST", path+ends, body); status != 400 {
			t.Errorf("%s before it is paid: got %d", ends, status)
		}
		if err := c.s.Pay(payment); err != nil {
			t.Fatal(err)
		}
		c.tabbySays(payment, "AUTHORIZED")
		if status, _, _ := c.tabby("POST", path+ends, body); status != 200 {
			t.Errorf("%s: got %d", ends, status)
		}
		said := c.tabbySays(payment, "CLOSED")
		if captured := len(said["captures"].([]any)); captured != map[string]int{"captures": 1, "close": 0}[ends] {
			t.Errorf("%s: got %d captures", ends, captured)
		}
		again := map[string]int{"captures": 200, "close": 400}[ends]
		if status, _, _ := c.tabby("POST", path+ends, body); status != again {
			t.Errorf("%s again: got %d", ends, status)
		}
		want := map[string]int{"captures": 200, "close": 400}[ends]
		if status, _, _ := c.tabby("POST", path+"refunds", body); status != want {
			t.Errorf("refund after %s: got %d", ends, status)
		}
	}
}

func TestTabbyRefundsByReference(t *testing.T) {
	for strict, want := range map[bool]int{false: 200, true: 400} {
		c := open(t, simulator.Options{Tabby: simulator.Tabby{StrictReplay: strict}})
		_, payment := c.tabbyStarted()
		if err := c.s.Pay(payment); err != nil {
			t.Fatal(err)
		}
		path := "/api/v2/payments/" + payment + "/refunds"
		for body, status := range map[string]int{
			`{"amount":"60.00"}`: 400, `{"amount":"60.001","reference_id":"k"}`: 400, `{"amount":60,"reference_id":"k"}`: 400,
			`{"amount":"100.01","reference_id":"k"}`: 400, `{`: 400,
		} {
			if got, _, _ := c.tabby("POST", path, body); got != status {
				t.Errorf("%s: got %d, want %d", body, got, status)
			}
		}
		for range 2 {
			if got, _, _ := c.tabby("POST", path, `{"amount":"60.00","reference_id":"k1"}`); got != 200 {
				t.Errorf("refund: got %d", got)
			}
		}
		if got, _, _ := c.tabby("POST", path, `{"amount":"41.00","reference_id":"k2"}`); got != 400 {
			t.Errorf("more than is left: got %d", got)
		}
		c.complains()
		if got, _, _ := c.tabby("POST", path, `{"amount":"1.00","reference_id":"k1"}`); got != want {
			t.Errorf("another amount: got %d", got)
		}
		c.complains("sent another amount under one reference")
		if sum, times := c.s.TabbyRefunds(payment); sum.Minor != 6000 || times != 1 {
			t.Errorf("given back: got %s in %d", sum, times)
		}
		c.at = c.at.Add(181 * 24 * time.Hour)
		if got, _, _ := c.tabby("POST", path, `{"amount":"1.00","reference_id":"k3"}`); got != 400 {
			t.Errorf("after 181 days: got %d", got)
		}
	}
}

func TestTabbysWalls(t *testing.T) {
	for wall, want := range map[simulator.Wall]int{
		simulator.PageWall: 403, simulator.LostWall: 404, simulator.BrokenWall: 500, simulator.TooManyWall: 429, "fog": 500,
	} {
		c := open(t, simulator.Options{Tabby: simulator.Tabby{Wall: wall}})
		status, said, _ := c.tabby("POST", "/api/v2/checkout", tabbyOrder)
		if status != want || said != nil || len(c.s.Payments()) != 0 {
			t.Errorf("%s: got %d, %v", wall, status, said)
		}
	}
}
