package simulator_test

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kasir/checkout/simulator"
)

func md5Of(parts ...string) string {
	sum := md5.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

var wctOrder = map[string]string{
	"asset": "USD", "requested_asset": "BTC", "amount": "50.00", "description": "Sale", "reference": "p1",
	"key": simulator.WCTKey, "hash": md5Of(simulator.WCTKey, "USD", "50.00", simulator.WCTAPISecret),
}

// wct asks the service; the answer's payment stands beside its status.
func (c client) wct(path string, body any) map[string]any {
	c.t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "http://127.0.0.1:8089"+path, strings.NewReader(string(data)))
	r.Header.Set("Content-Type", "application/json")
	_, said, _ := c.do(r)
	if in, ok := said["payment"].(map[string]any); ok {
		in["answer"] = said["status"]
		return in
	}
	return said
}

func (c client) named(path, name, value string) map[string]any {
	c.t.Helper()
	return c.wct(path, map[string]string{name: value, "key": simulator.WCTKey, "hash": md5Of(simulator.WCTKey, value, simulator.WCTAPISecret)})
}

func (c client) wctStarted() (code string) {
	c.t.Helper()
	said := c.wct("/payment-pos/post", wctOrder)
	code, _ = said["payment_code"].(string)
	if said["status"] != "ok" || code == "" {
		c.t.Fatalf("create: got %v", said)
	}
	return code
}

func TestWCTOrdersAreStrict(t *testing.T) {
	for name, x := range map[string]struct{ field, value, says string }{
		"no amount":           {"amount", "", "amount is required"},
		"no reference":        {"reference", "", "reference is required"},
		"a broken amount":     {"amount", "5e1", "amount must be"},
		"no money":            {"amount", "0.00", "amount must be"},
		"another amount":      {"amount", "50.0", "hash"},
		"another key":         {"key", "other", "hash"},
		"capitals":            {"hash", strings.ToUpper(wctOrder["hash"]), "hash"},
		"rupiah":              {"asset", "IDR", "The asset not allow for POS create payment"},
		"an unknown asset":    {"requested_asset", "XYZ", "The asset not allow for POS create payment"},
		"Tether anywhere":     {"requested_asset", "USDT", "requested_asset_network is required"},
		"an unknown field":    {"tip", "1", "tip is not known"},
		"too many decimals":   {"amount", "50.001", ""},
		"settled in bitcoins": {"asset", "BTC", "not allow"},
	} {
		for _, status := range []int{0, 400} {
			c := open(t, simulator.Options{WCT: simulator.WCT{Refused: status}})
			o := maps.Clone(wctOrder)
			o[x.field] = x.value
			said := c.wct("/payment-pos/post", o)
			if text, _ := said["error"].(string); said["status"] != "nok" || !strings.Contains(text, x.says) || len(c.s.Payments()) != 0 {
				t.Errorf("%s: got %v", name, said)
			}
		}
	}
	c := open(t, simulator.Options{})
	for _, body := range []any{[]string{"a"}, map[string]int{"amount": 50}, "text"} {
		if said := c.wct("/payment-pos/post", body); said["status"] != "nok" {
			t.Errorf("%v: got %v", body, said)
		}
	}
}

func TestWCTTakesForms(t *testing.T) {
	c := open(t, simulator.Options{})
	form := url.Values{}
	for name, value := range wctOrder {
		form.Set(name, value)
	}
	r := httptest.NewRequest("POST", "http://127.0.0.1:8089/payment-pos/post", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if _, said, _ := c.do(r); said["status"] != "ok" {
		t.Errorf("got %v", said)
	}
	c.complains()
}

func TestWCTRenewsAPriceAtItsEnd(t *testing.T) {
	for _, nested := range []bool{false, true} {
		c := open(t, simulator.Options{WCT: simulator.WCT{Nested: nested}})
		code := c.wctStarted()
		c.at = c.at.Add(5*time.Minute - time.Second)
		first := c.named("/payment-pos/getupdate", "reference", "p1")
		c.at = c.at.Add(time.Second)
		second := c.named("/payment-pos/getupdate", "payment_code", code)
		if first["payment_amount"] != "0.00078125" || second["payment_amount"] != "0.00078047" || second["payment_code"] != code ||
			fmt.Sprint(second["expires_at"]) != fmt.Sprint(float64(c.at.Add(5*time.Minute).Unix())) {
			t.Errorf("got %v, then %v", first, second)
		}
		c.at = c.at.Add(20 * time.Minute)
		if said := c.named("/payment/get", "payment_code", code); said["status"] != "expired" || said["payment_status"] != "6" {
			t.Errorf("at the end: got %v", said)
		}
	}
}

func TestWCTCountsWhatComes(t *testing.T) {
	c := open(t, simulator.Options{})
	code := c.wctStarted()
	for _, step := range []struct{ control, word, number, paid string }{
		{"pay-part?amount=0.0005", "partial", "2", "50000"},
		{"pay-part?amount=half", "partial", "2", "64062"},
		{"overpay", "completed", "3", "79532"},
	} {
		if status := c.control(step.control); status != 200 {
			t.Errorf("%s: got %d", step.control, status)
		}
		said := c.named("/payment/get", "payment_code", code)
		if said["status"] != step.word || said["payment_status"] != step.number || said["paid_amount"] != step.paid || said["requested_amount"] != "78125" {
			t.Errorf("%s: got %v", step.control, said)
		}
	}
	p := c.s.Payments()[0]
	if p.State != simulator.Paid || p.Times != 3 || p.Taken != p.Amount || p.Part != "0.00079532 BTC" {
		t.Errorf("got %+v", p)
	}
	if said := c.named("/payment-pos/getupdate", "payment_code", code); said["status"] != "ok" || said["payment_missing_amount"] != nil {
		t.Errorf("afterwards: got %v", said)
	}
}

func TestWCTSaysWhatIsMissing(t *testing.T) {
	c := open(t, simulator.Options{})
	c.wctStarted()
	c.control("pay-part?amount=0.0005")
	if said := c.named("/payment-pos/getupdate", "reference", "p1"); said["payment_missing_amount"] != "0.00028125" {
		t.Errorf("got %v", said)
	}
	c.control("pay") // the rest
	if p := c.s.Payments()[0]; p.Taken != p.Amount {
		t.Errorf("got %+v", p)
	}
}

func TestWCTKnowsItsPaymentsByOneName(t *testing.T) {
	c := open(t, simulator.Options{})
	code := c.wctStarted()
	for _, path := range []string{"/payment-pos/getupdate", "/payment/get"} {
		if said := c.named(path, "reference", "p2"); said["error"] != "Payment not found" {
			t.Errorf("%s, unknown: got %v", path, said)
		}
		both := map[string]string{"reference": "p1", "payment_code": code, "key": simulator.WCTKey, "hash": md5Of(simulator.WCTKey, "p1", simulator.WCTAPISecret)}
		if said := c.wct(path, both); said["status"] != "nok" {
			t.Errorf("%s, two names: got %v", path, said)
		}
		both["hash"], both["payment_code"] = md5Of("other"), ""
		if said := c.wct(path, both); said["status"] != "nok" {
			t.Errorf("%s, a wrong hash: got %v", path, said)
		}
	}
	if said := c.wct("/validate", map[string]string{"key": simulator.WCTKey, "hash": md5Of(simulator.WCTAPISecret)}); said["status"] != "ok" {
		t.Errorf("validate: got %v", said)
	}
	if said := c.wct("/validate", map[string]string{"key": simulator.WCTKey, "hash": "x"}); said["status"] != "nok" || said["validated"] != false {
		t.Errorf("validate: got %v", said)
	}
	c.complains()
	c.wctStarted()
	c.complains("made another payment under one reference")
}

func TestOnlySomeServicesTakeParts(t *testing.T) {
	c := open(t, simulator.Options{})
	c.started()
	for _, path := range []string{"pay-part?amount=1", "overpay"} {
		if status := c.control(path); status != 400 {
			t.Errorf("%s: got %d", path, status)
		}
	}
	c = open(t, simulator.Options{})
	code := c.wctStarted()
	for path, want := range map[string]int{
		"pay-part?payment=x&amount=1": 404, "pay-part?amount=0": 400, "pay-part?amount=-1": 400, "pay-part": 400, "pay-part?amount=0.000000001": 400,
	} {
		if status := c.control(path); status != want {
			t.Errorf("%s: got %d, want %d", path, status, want)
		}
	}
	if _, _, page := c.do(c.get("/")); !strings.Contains(page, "Pay half") || !strings.Contains(page, "Overpay") {
		t.Error("the page offers no parts")
	}
	if _, _, page := c.do(c.get("/checkout/" + code)); !strings.Contains(page, "/control/pay-part") {
		t.Error("the customer's page offers no parts")
	}
	c.control("pay")
	for _, path := range []string{"pay-part?amount=1&payment=" + code, "overpay?payment=" + code} {
		if status := c.control(path); status != 409 {
			t.Errorf("%s: got %d", path, status)
		}
	}
}
