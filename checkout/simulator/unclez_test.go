package simulator_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"kasir/checkout/internal/picture"
	"kasir/checkout/internal/qris"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

func TestAPaymentHasTheDocumentedAnswers(t *testing.T) {
	c := open(t, simulator.Options{})
	status, said := c.create(body, key)
	code, _ := said["qr_string"].(string)
	if status != 201 || said["status"] != "initiated" || said["invoice_number"] != "POS-000001" || said["checkout_url"] != nil {
		t.Fatalf("create: got %d, %v", status, said)
	}
	if err := qris.Check(code, money.Of(50000, money.MustCurrency("IDR"))); err != nil {
		t.Errorf("the code: %v", err)
	}
	status, said = c.poll(said["payment_id"].(string))
	want := "50000 IDR qris nicepay POS-000001 2026-05-09T07:00:00Z map[attempt_id:p1 sale_id:s1]"
	if got := fmt.Sprint(said["amount_minor"], " ", said["currency"], " ", said["method"], " ", said["provider"], " ",
		said["invoice_number"], " ", said["created_at"], " ", said["metadata"]); status != 200 || got != want {
		t.Errorf("poll: got %d, %s; want %s", status, got, want)
	}
	c.complains()
}

func TestSignaturesAreStrict(t *testing.T) {
	for name, change := range map[string]func(c client, r *http.Request){
		"no key":       func(_ client, r *http.Request) { r.Header.Del("X-PAY-Key") },
		"other key":    func(_ client, r *http.Request) { r.Header.Set("X-PAY-Key", "pk_other") },
		"no signature": func(_ client, r *http.Request) { r.Header.Del("X-PAY-Signature") },
		"capitals": func(_ client, r *http.Request) {
			r.Header.Set("X-PAY-Signature", strings.ToUpper(r.Header.Get("X-PAY-Signature")))
		},
		"other secret":  func(c client, r *http.Request) { sign(r, c.now(), body, "other") },
		"other body":    func(c client, r *http.Request) { sign(r, c.now(), body+" ", simulator.UncleZSecret) },
		"stale":         func(c client, r *http.Request) { sign(r, c.now().Add(-301*time.Second), body, simulator.UncleZSecret) },
		"from tomorrow": func(c client, r *http.Request) { sign(r, c.now().Add(301*time.Second), body, simulator.UncleZSecret) },
		"milliseconds": func(_ client, r *http.Request) {
			r.Header.Set("X-PAY-Timestamp", r.Header.Get("X-PAY-Timestamp")+"000")
		},
		"another moment": func(_ client, r *http.Request) { r.Header.Set("X-PAY-Timestamp", "1778310001") },
	} {
		c := open(t, simulator.Options{})
		r := c.request("POST", "/v1/payments", body, key)
		change(c, r)
		if status, said, _ := c.do(r); status != 401 || said["error"] == nil {
			t.Errorf("%s: got %d, %v", name, status, said)
		}
		if made := c.s.Payments(); len(made) != 0 {
			t.Errorf("%s: made %d payments", name, len(made))
		}
		// A refusal is not remembered: with the right signature the key works.
		c.started()
	}
	c := open(t, simulator.Options{})
	r := c.request("POST", "/v1/payments", body, key)
	sign(r, c.now().Add(300*time.Second), body, simulator.UncleZSecret)
	if status, _, _ := c.do(r); status != 201 {
		t.Errorf("300 s off: got %d", status)
	}
}

func TestOrdersAreStrict(t *testing.T) {
	for name, x := range map[string]struct {
		from, to string
		status   int
		says     string
	}{
		"no email":        {`"pos@example.com"`, `""`, 422, "9018"},
		"broken email":    {`"pos@example.com"`, `"pos"`, 422, "9018"},
		"unknown field":   {`"method"`, `"discount":1,"method"`, 400, "discount"},
		"an expiry":       {`"method"`, `"expiry":"2026","method"`, 422, "9031"},
		"no user":         {`"till-01"`, `""`, 422, "external_user_id"},
		"text amount":     {`50000`, `"50000"`, 422, "amount_minor"},
		"broken amount":   {`50000`, `50000.00`, 422, "amount_minor"},
		"no money":        {`50000`, `0`, 422, "amount_minor"},
		"dollars":         {`"IDR"`, `"USD"`, 422, "no provider supports method=qris for currency=USD"},
		"small currency":  {`"IDR"`, `"idr"`, 422, "no provider"},
		"a bank":          {`"qris"`, `"va_bca"`, 422, "no provider"},
		"no way back":     {`"https://pos.example.com/r"`, `"/r"`, 422, "return_url"},
		"a small prefix":  {`"POS"`, `"pos"`, 422, "invoice_prefix"},
		"metadata a list": {`{"sale_id":"s1","attempt_id":"p1"}`, `[]`, 422, "metadata"},
		"cut short":       {`"POS"}`, `"POS"`, 400, "malformed"},
		"two documents":   {`"POS"}`, `"POS"}{}`, 400, "malformed"},
	} {
		c := open(t, simulator.Options{})
		status, said := c.create(strings.Replace(body, x.from, x.to, 1), key)
		if text, _ := said["error"].(string); status != x.status || !strings.Contains(text, x.says) {
			t.Errorf("%s: got %d, %v; want %d, %s", name, status, said, x.status, x.says)
		}
	}
}

func TestInvoicesCountForAllPrefixes(t *testing.T) {
	c := open(t, simulator.Options{})
	for i, want := range []string{"POS-000001", "SHOP-2-000002", ""} {
		prefix := []string{`"POS"`, `"SHOP-2"`, `""`}[i]
		own := strings.NewReplacer(`"POS"`, prefix, `"p1"`, fmt.Sprintf(`"p%d"`, i)).Replace(body)
		_, said := c.create(own, key[:35]+fmt.Sprint(i))
		if want == "" {
			want, _ = said["payment_id"].(string)
		}
		if said["invoice_number"] != want {
			t.Errorf("got %v, want %s", said["invoice_number"], want)
		}
	}
	c.complains()
}

func TestTheEndOfTime(t *testing.T) {
	for _, word := range []string{"expired", "failed", "canceled"} {
		c := open(t, simulator.Options{UncleZ: simulator.UncleZ{ExpiryWord: word}})
		id := c.started()
		c.at = c.at.Add(20*time.Minute - time.Second)
		c.says(id, "initiated")
		c.at = c.at.Add(time.Second)
		c.says(id, word)
		if err := c.s.Pay(id); err == nil {
			t.Error("an expired payment was paid")
		}
		if err := c.s.PayLate(id); err != nil {
			t.Error(err)
		}
		c.says(id, "succeeded")
		if p := c.s.Payments()[0]; !p.Late || p.Times != 1 {
			t.Errorf("got %+v", p)
		}
	}
}

func TestShapes(t *testing.T) {
	for shape, want := range map[simulator.Shape][2]bool{
		simulator.Direct: {true, false}, simulator.Checkout: {false, true}, simulator.Both: {true, true},
		simulator.Picture: {false, true}, simulator.Nothing: {false, false},
	} {
		c := open(t, simulator.Options{UncleZ: simulator.UncleZ{Shape: shape}})
		_, said := c.create(body, key)
		_, code := said["qr_string"]
		link, page := said["checkout_url"].(string)
		if code != want[0] || page != want[1] {
			t.Errorf("%s: got %v", shape, said)
		}
		if !page {
			continue
		}
		path, _ := strings.CutPrefix(link, "http://127.0.0.1:8089")
		status, _, got := c.do(c.get(path))
		switch {
		case status != 200:
			t.Errorf("%s: %s: got %d", shape, path, status)
		case shape == simulator.Picture:
			text, err := picture.Read([]byte(got))
			if err != nil || text != c.s.Payments()[0].Code {
				t.Errorf("the picture: got %q, %v", text, err)
			}
		case !strings.Contains(got, "Rp 50,000") || !strings.Contains(got, "POS-000001"):
			t.Errorf("the page: got %s", got)
		}
	}
}
