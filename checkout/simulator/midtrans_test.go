package simulator_test

import (
	"encoding/base64"
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

const midtransBody = `{"payment_type":"qris","transaction_details":{"order_id":"order102","gross_amount":789000}}`

// midtrans asks as a well-behaved till does.
func (c client) midtrans(method, path, body, key string, changes ...func(h http.Header)) (int, map[string]any) {
	c.t.Helper()
	r := c.request(method, path, body, key)
	for _, name := range []string{"X-Pay-Key", "X-Pay-Timestamp", "X-Pay-Signature"} {
		r.Header.Del(name)
	}
	r.Header.Set("Authorization", basic(simulator.MidtransServerKey+":"))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	for _, change := range changes {
		change(r.Header)
	}
	status, said, _ := c.do(r)
	return status, said
}

func basic(text string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(text))
}

func (c client) charged() string {
	c.t.Helper()
	status, said := c.midtrans("POST", "/v2/charge", midtransBody, key)
	id, ok := said["transaction_id"].(string)
	if status != 200 || said["status_code"] != "201" || !ok {
		c.t.Fatalf("charge: got %d, %v", status, said)
	}
	return id
}

func TestMidtransHasTheDocumentedAnswers(t *testing.T) {
	c := open(t, simulator.Options{})
	_, said := c.midtrans("POST", "/v2/charge", midtransBody, key)
	want := "201 QRIS transaction is created order102 789000.00 IDR qris 2026-05-09 14:00:00 2026-05-09 14:15:00 pending accept gopay"
	if got := spelt(said, "status_code", "status_message", "order_id", "gross_amount", "currency", "payment_type",
		"transaction_time", "expiry_time", "transaction_status", "fraud_status", "acquirer"); got != want {
		t.Errorf("charge: got  %s\nwant %s", got, want)
	}
	amount := money.Of(789000, money.MustCurrency("IDR"))
	code, _ := said["qr_string"].(string)
	if err := qris.Check(code, amount); err != nil {
		t.Errorf("the code: %v", err)
	}
	if parsed, err := qris.Parse(code); err != nil || parsed.Amount != "789000.00" || parsed.Accounts[0].ID != said["merchant_id"] {
		t.Errorf("the code says %+v, %v", parsed, err)
	}
	id := said["transaction_id"].(string)
	for _, name := range []string{id, "order102"} {
		_, said = c.midtrans("GET", "/v2/"+name+"/status", "", "")
		if got := spelt(said, "status_code", "transaction_status", "transaction_id"); got != "201 pending "+id || said["qr_string"] != nil {
			t.Errorf("status by %s: got %v", name, said)
		}
	}
	r := c.request("GET", "/v2/qris/"+id+"/qr-code", "", "")
	for name := range r.Header {
		r.Header.Del(name)
	}
	_, _, png := c.do(r)
	if text, err := picture.Read([]byte(png)); err != nil || text != code {
		t.Errorf("the picture: got %q, %v", text, err)
	}
	c.complains()
}

func spelt(said map[string]any, names ...string) string {
	var all []string
	for _, name := range names {
		all = append(all, fmt.Sprint(said[name]))
	}
	return strings.Join(all, " ")
}

// The vectors of the wire notes, part 2.6.
func TestMidtransSigns(t *testing.T) {
	for word, want := range map[string]string{
		"settlement": "58a73c468dbc2fffe00a30d828f05a66a0357bb2623ede5543e4b3f2254cf1184eb592ff17d139b3e58b69c4ec19b36470e0a6647d68a57abc4bdc24a14eb910",
		"expire":     "1bc54cf83aafa06b10a46c6b078921bf1330623ed8730177e371c032504d5d7c5081bf2f28d0c96544595e5b5cb20f8de45f3824bcef5dfca67a5168fb81be4a",
	} {
		c := open(t, simulator.Options{Midtrans: simulator.Midtrans{ServerKey: "SB-Mid-server-test"}})
		key := func(h http.Header) { h.Set("Authorization", basic("SB-Mid-server-test:")) }
		c.midtrans("POST", "/v2/charge", midtransBody, "k1", key)
		if word == "settlement" {
			_ = c.s.Pay("order102")
		} else {
			_ = c.s.Expire("order102")
		}
		if _, said := c.midtrans("GET", "/v2/order102/status", "", "", key); said["transaction_status"] != word || said["signature_key"] != want {
			t.Errorf("%s: got %v", word, said)
		}
	}
}

func TestMidtransIsStrict(t *testing.T) {
	for name, x := range map[string]struct {
		from, to string
		change   func(h http.Header)
		status   int
		code     string
	}{
		"no colon":         {change: func(h http.Header) { h.Set("Authorization", basic(simulator.MidtransServerKey)) }, status: 401, code: "401"},
		"other key":        {change: func(h http.Header) { h.Set("Authorization", basic("SB-other:")) }, status: 401, code: "401"},
		"no key":           {change: func(h http.Header) { h.Del("Authorization") }, status: 401, code: "401"},
		"accepts anything": {change: func(h http.Header) { h.Set("Accept", "*/*") }, status: 400, code: "400"},
		"amount as text":   {from: `789000`, to: `"789000"`, status: 400, code: "400"},
		"with decimals":    {from: `789000`, to: `789000.00`, status: 400, code: "400"},
		"nothing":          {from: `789000`, to: `0`, status: 400, code: "400"},
		"negative":         {from: `789000`, to: `-1`, status: 400, code: "400"},
		"too much":         {from: `789000`, to: `10000001`, status: 400, code: "400"},
		"odd order":        {from: `order102`, to: `order/102`, status: 400, code: "400"},
		"long order":       {from: `order102`, to: strings.Repeat("o", 51), status: 400, code: "400"},
		"other type":       {from: `"qris"`, to: `"cash"`, status: 400, code: "400"},
		"other acquirer":   {from: `{"payment`, to: `{"qris":{"acquirer":"shopee"},"payment`, status: 400, code: "400"},
		"wrong sum":        {from: `{"payment`, to: `{"item_details":[{"price":5,"quantity":2}],"payment`, status: 400, code: "400"},
		"right sum":        {from: `{"payment`, to: `{"item_details":[{"price":394500,"quantity":2}],"payment`, status: 200, code: "201"},
		"a new field":      {from: `{"payment`, to: `{"new":1,"payment`, status: 200, code: "201"},
	} {
		c := open(t, simulator.Options{})
		change := x.change
		if change == nil {
			change = func(http.Header) {}
		}
		status, said := c.midtrans("POST", "/v2/charge", strings.Replace(midtransBody, x.from, x.to, 1), key, change)
		if status != x.status || said["status_code"] != x.code {
			t.Errorf("%s: got %d, %v", name, status, said)
		}
		if made := len(c.s.Payments()); made != 0 && x.status != 200 {
			t.Errorf("%s: made %d payments", name, made)
		}
	}
}

func TestMidtransForgetsKeysAfterFiveMinutes(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.charged()
	c.at = c.at.Add(5 * time.Minute)
	if again := c.charged(); again != id {
		t.Errorf("within five minutes: got %s, want %s", again, id)
	}
	c.complains()
	// The stored answer comes whatever is asked, which is a client's mistake.
	if _, said := c.midtrans("POST", "/v2/"+id+"/cancel", "", key); said["status_code"] != "201" {
		t.Errorf("another endpoint: got %v", said)
	}
	c.complains("used a key for another request")
	c.at = c.at.Add(time.Second)
	if status, said := c.midtrans("POST", "/v2/charge", midtransBody, key); status != 200 || said["status_code"] != "406" {
		t.Errorf("after five minutes: got %d, %v", status, said)
	}
	_, _ = c.midtrans("POST", "/v2/order102/cancel", "", "")
	if again := c.charged(); again == id {
		t.Errorf("after a cancellation the order id is free, and got the old payment")
	}
}

func TestMidtransIsBusyWithTheFirstRequest(t *testing.T) {
	c := open(t, simulator.Options{})
	c.s.SlowBy(simulator.Start, time.Millisecond)
	c.charged()
	if status, _ := c.midtrans("POST", "/v2/charge", midtransBody, key); status != 202 {
		t.Errorf("in flight: got %d", status)
	}
	c.at = c.at.Add(time.Second)
	c.charged()
}

func TestMidtransEndsOnlyWhatWaits(t *testing.T) {
	for name, x := range map[string]struct {
		before func(c client)
		verb   string
		code   string
		then   string
	}{
		"cancel":            {func(client) {}, "cancel", "200", "200 cancel"},
		"expire":            {func(client) {}, "expire", "407", "407 expire"},
		"cancel paid":       {func(c client) { _ = c.s.Pay("") }, "cancel", "412", "200 settlement"},
		"expire paid":       {func(c client) { _ = c.s.Pay("") }, "expire", "412", "200 settlement"},
		"cancel twice":      {func(c client) { c.midtrans("POST", "/v2/order102/cancel", "", "") }, "cancel", "412", "200 cancel"},
		"cancel expired":    {func(c client) { c.at = c.at.Add(15 * time.Minute) }, "cancel", "412", "407 expire"},
		"expire a declined": {func(c client) { _ = c.s.Decline("") }, "expire", "412", "202 deny"},
	} {
		c := open(t, simulator.Options{})
		c.charged()
		x.before(c)
		if status, said := c.midtrans("POST", "/v2/order102/"+x.verb, "", ""); status != 200 || said["status_code"] != x.code {
			t.Errorf("%s: got %d, %v; want %s", name, status, said, x.code)
		}
		if _, said := c.midtrans("GET", "/v2/order102/status", "", ""); spelt(said, "status_code", "transaction_status") != x.then {
			t.Errorf("%s: then %v; want %s", name, said, x.then)
		}
		if _, said := c.midtrans("POST", "/v2/nobody/"+x.verb, "", ""); said["status_code"] != "404" {
			t.Errorf("%s, of nobody: got %v", name, said)
		}
	}
}

func TestMidtransRefundsAreCounted(t *testing.T) {
	c := open(t, simulator.Options{Midtrans: simulator.Midtrans{Refunds: true}})
	id := c.charged()
	back := func(key string, amount int) string {
		c.t.Helper()
		_, said := c.midtrans("POST", "/v2/"+id+"/refund", fmt.Sprintf(`{"refund_key":%q,"amount":%d}`, key, amount), "")
		return fmt.Sprint(said["status_code"])
	}
	if got := back("a", 1); got != "412" {
		t.Errorf("before it is paid: got %s", got)
	}
	_ = c.s.Pay(id)
	for _, x := range []struct {
		key    string
		amount int
		want   string
		word   string
	}{
		{"a", 89000, "200", "partial_refund"},
		{"a", 89000, "406", "partial_refund"},
		{"b", 700001, "414", "partial_refund"},
		{"c", 700000, "200", "refund"},
		{"d", 1, "412", "refund"},
		{"e/", 1, "400", "refund"},
	} {
		if got := back(x.key, x.amount); got != x.want {
			t.Errorf("%s %d: got %s, want %s", x.key, x.amount, got, x.want)
		}
		if _, said := c.midtrans("GET", "/v2/"+id+"/status", "", ""); said["transaction_status"] != x.word {
			t.Errorf("%s: then %v", x.key, said)
		}
	}
	confirmed := func() string {
		_, said := c.midtrans("GET", "/v2/"+id+"/status", "", "")
		return spelt(said["refunds"].([]any)[0].(map[string]any), "refund_key", "refund_amount", "bank_confirmed_at")
	}
	if got := confirmed(); got != "a 89000.00 <nil>" {
		t.Errorf("at once: got %s", got)
	}
	c.at = c.at.Add(15 * time.Second)
	if got := confirmed(); got != "a 89000.00 2026-05-09 14:00:15" {
		t.Errorf("later: got %s", got)
	}
}

func TestMidtransWatchesNotifications(t *testing.T) {
	for list, want := range map[string][]string{
		"https://shop.example/m":                                nil,
		"https://a.example, https://b.example":                  nil,
		"https://a.example,https://b.example,https://c.example": {"named more than two addresses for notifications"},
		"http://127.0.0.1/m":                                    {"named an address for notifications that nobody can reach"},
		"shop":                                                  {"named an address for notifications that nobody can reach"},
	} {
		c := open(t, simulator.Options{})
		c.midtrans("POST", "/v2/charge", midtransBody, key, func(h http.Header) { h.Set("X-Override-Notification", list) })
		c.complains(want...)
	}
}
