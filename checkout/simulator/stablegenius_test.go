package simulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kasir/checkout/internal/picture"
	"kasir/checkout/simulator"
)

const intent = `{"amount":12.50,"currency":"usd","merchant_id":"mer_simulator","metadata":{"order_id":"s1","attempt_id":"p1"},` +
	`"ttl":300,"idempotency_key":"7f9c2ba4-e88f-427d-9c3b-6a1f0c2d4e5f"}`

// genius asks Stable Genius with a good key and a pinned version.
func (c client) genius(method, path, body string) (int, map[string]any) {
	c.t.Helper()
	r := httptest.NewRequest(method, "http://127.0.0.1:8089"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+simulator.StableGeniusKey)
	r.Header.Set("X-API-Version", "2026-04-01")
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	status, said, _ := c.do(r)
	return status, said
}

func (c client) intended() string {
	c.t.Helper()
	status, said := c.genius("POST", "/v1/payment-intents", intent)
	id, _ := said["id"].(string)
	if status != 201 || !strings.HasPrefix(id, "pi_") {
		c.t.Fatalf("create: got %d, %v", status, said)
	}
	return id
}

func code(said map[string]any) any {
	e, _ := said["error"].(map[string]any)
	return e["code"]
}

func TestAnIntentHasTheDocumentedFields(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.intended()
	_, said := c.genius("GET", "/v1/payment-intents/"+id, "")
	address, _ := said["payment_address"].(string)
	want := "payment_intent awaiting_payment 12.5 usd mer_simulator base USDC 2026-05-09T07:05:00Z 2026-05-09T07:00:00Z map[attempt_id:p1 order_id:s1]"
	if got := fmt.Sprint(said["object"], " ", said["status"], " ", said["amount"], " ", said["currency"], " ", said["merchant_id"], " ",
		said["chain"], " ", said["token"], " ", said["expires_at"], " ", said["created_at"], " ", said["metadata"]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if want := "ethereum:0x036CbD53842c5426634e7929541eC2318f3dCF7e@84532/transfer?address=" + address + "&uint256=12500000"; said["qr_payload"] != want {
		t.Errorf("the code: got %v, want %s", said["qr_payload"], want)
	}
	if err := c.s.Pay(id); err != nil {
		t.Fatal(err)
	}
	_, said = c.genius("GET", "/v1/payment-intents/"+id, "")
	if got := fmt.Sprint(said["status"], said["net_amount"], said["fee"], said["confirmed_at"]); got != "confirmed12.375 0.1252026-05-09T07:00:00Z" {
		t.Errorf("paid: got %s", got)
	}
	_, said = c.genius("GET", "/v1/transactions?payment_intent_id="+id, "")
	rows, _ := said["data"].([]any)
	if len(rows) != 1 || fmt.Sprint(rows[0].(map[string]any)["amount"]) != "12.5" {
		t.Errorf("transactions: got %v", said)
	}
	c.complains()
}

func TestIntentsAreStrict(t *testing.T) {
	for name, x := range map[string]struct {
		from, to string
		status   int
		code     any
	}{
		"text amount":     {`12.50`, `"12.50"`, 400, nil},
		"three decimals":  {`12.50`, `12.505`, 400, nil},
		"exponent":        {`12.50`, `1.25e1`, 400, nil},
		"nothing":         {`12.50`, `0.00`, 400, "amount_out_of_range"},
		"too much":        {`12.50`, `10000.01`, 400, "amount_out_of_range"},
		"capitals":        {`"usd"`, `"USD"`, 400, "invalid_currency"},
		"short life":      {`300`, `59`, 400, "ttl_out_of_range"},
		"long life":       {`300`, `3601`, 400, "ttl_out_of_range"},
		"text life":       {`300`, `"300"`, 400, "ttl_out_of_range"},
		"no merchant":     {`mer_simulator`, ``, 400, "invalid_merchant"},
		"unknown":         {`mer_simulator`, `mer_unknown`, 404, "merchant_not_found"},
		"suspended":       {`mer_simulator`, `mer_suspended`, 422, "merchant_not_active"},
		"unknown field":   {`"ttl"`, `"tip":1,"ttl"`, 400, nil},
		"long metadata":   {`"s1"`, `"` + strings.Repeat("x", 501) + `"`, 400, nil},
		"metadata number": {`"s1"`, `1`, 400, nil},
		"two documents":   {`5f"}`, `5f"}{}`, 400, nil},
	} {
		c := open(t, simulator.Options{})
		status, said := c.genius("POST", "/v1/payment-intents", strings.Replace(intent, x.from, x.to, 1))
		if e, _ := said["error"].(map[string]any); status != x.status || code(said) != x.code || e["type"] == nil || e["message"] == nil {
			t.Errorf("%s: got %d, %v; want %d, %v", name, status, said, x.status, x.code)
		}
		if made := len(c.s.Payments()); made != 0 {
			t.Errorf("%s: made %d payments", name, made)
		}
	}
}

func TestTheKeyIsStrict(t *testing.T) {
	for header, want := range map[string]string{
		"": "missing_api_key", "Bearer ": "missing_api_key", simulator.StableGeniusKey: "missing_api_key", "Bearer sk_live_1": "invalid_api_key",
	} {
		c := open(t, simulator.Options{})
		r := c.get("/v1/payment-intents")
		r.Header.Set("Authorization", header)
		if status, said, _ := c.do(r); status != 401 || code(said) != want {
			t.Errorf("%q: got %d, %v; want %s", header, status, said, want)
		}
	}
}

func TestAnIntentIsMadeOncePerKey(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.intended()
	if status, said := c.genius("POST", "/v1/payment-intents", intent); status != 200 || said["id"] != id {
		t.Errorf("again: got %d, %v", status, said)
	}
	c.at = c.at.Add(25 * time.Hour)
	if status, said := c.genius("POST", "/v1/payment-intents", strings.Replace(intent, "p1", "p2", 1)); status != 201 || said["id"] == id {
		t.Errorf("a day later: got %d, %v", status, said)
	}
	c.complains("used a key when its service had forgotten it")
	c = open(t, simulator.Options{})
	c.intended()
	if status, said := c.genius("POST", "/v1/payment-intents", strings.Replace(intent, "12.50", "12.5", 1)); status != 409 || code(said) != "idempotency_key_conflict" {
		t.Errorf("other bytes: got %d, %v", status, said)
	}
	c.complains("sent other bytes under one key")
}

func TestOnlyWhatWaitsCanBeCancelled(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.intended()
	for i, want := range []struct {
		status int
		says   any
	}{{200, "cancelled"}, {409, nil}} {
		status, said := c.genius("POST", "/v1/payment-intents/"+id+"/cancel", "")
		if status != want.status || said["status"] != want.says || i == 1 && code(said) != "intent_not_cancellable" {
			t.Errorf("%d: got %d, %v", i, status, said)
		}
	}
	if status, _ := c.genius("POST", "/v1/payment-intents/pi_none/cancel", ""); status != 404 {
		t.Errorf("nothing: got %d", status)
	}
}

func TestIntentsAreListedNewestFirst(t *testing.T) {
	c := open(t, simulator.Options{})
	var ids []string
	for i := range 3 {
		own := strings.NewReplacer("p1", fmt.Sprint("p", i), "4e5f", fmt.Sprint("4e5", i)).Replace(intent)
		_, said := c.genius("POST", "/v1/payment-intents", own)
		ids = append(ids, said["id"].(string))
		c.at = c.at.Add(time.Minute)
	}
	for query, want := range map[string][]string{
		"":                                    {ids[2], ids[1], ids[0]},
		"?limit=1":                            {ids[2]},
		"?limit=1&starting_after=" + ids[2]:   {ids[1]},
		"?created_after=2026-05-09T07:00:30Z": {ids[2], ids[1]},
		"?merchant_id=mer_other":              nil,
		"?merchant_id=mer_simulator&limit=2":  {ids[2], ids[1]},
	} {
		_, said := c.genius("GET", "/v1/payment-intents"+query, "")
		rows, _ := said["data"].([]any)
		var got []string
		for _, row := range rows {
			got = append(got, row.(map[string]any)["id"].(string))
		}
		if more := strings.Contains(query, "limit"); fmt.Sprint(got) != fmt.Sprint(want) || said["has_more"] != more || said["object"] != "list" {
			t.Errorf("%s: got %v, has_more %v; want %v", query, got, said["has_more"], want)
		}
	}
	for _, query := range []string{"?limit=0", "?limit=101", "?limit=x", "?created_after=yesterday"} {
		if status, _ := c.genius("GET", "/v1/payment-intents"+query, ""); status != 400 {
			t.Errorf("%s: got %d", query, status)
		}
	}
}

func TestTheMinuteHasAHundredQuestions(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.intended()
	for i := range 100 {
		c.at = c.at.Add(590 * time.Millisecond)
		status, _ := c.genius("GET", "/v1/payment-intents?limit=1", "")
		if (status == 429) != (i == 99) {
			t.Errorf("question %d: got %d", i, status)
		}
	}
	c.at = c.at.Add(2 * time.Second)
	if status, _ := c.genius("GET", "/v1/payment-intents/"+id, ""); status != 200 {
		t.Errorf("later: got %d", status)
	}
}

func TestTransfersOfOtherAmounts(t *testing.T) {
	for name, x := range map[string]struct {
		o        simulator.StableGenius
		pay      func(c client, id string) error
		says     string
		assigned bool
	}{
		"too little":             {simulator.StableGenius{}, func(c client, id string) error { return c.s.PayPart(id, "half") }, "awaiting_payment", true},
		"too little, unassigned": {simulator.StableGenius{Unassigned: true}, func(c client, id string) error { return c.s.PayPart(id, "12.49") }, "awaiting_payment", false},
		"too little, confirmed":  {simulator.StableGenius{ShortConfirms: true}, func(c client, id string) error { return c.s.PayPart(id, "1.00") }, "confirmed", true},
		"too much":               {simulator.StableGenius{}, func(c client, id string) error { return c.s.Overpay(id) }, "confirmed", true},
		"late": {simulator.StableGenius{}, func(c client, id string) error {
			c.at = c.at.Add(time.Hour)
			return c.s.PayLate(id)
		}, "expired", true},
		"late, confirmed": {simulator.StableGenius{LateConfirms: true}, func(c client, id string) error {
			c.at = c.at.Add(time.Hour)
			return c.s.PayLate(id)
		}, "confirmed", true},
		"after a cancel": {simulator.StableGenius{}, func(c client, id string) error {
			c.genius("POST", "/v1/payment-intents/"+id+"/cancel", "")
			return c.s.PayLate(id)
		}, "cancelled", true},
	} {
		c := open(t, simulator.Options{StableGenius: x.o})
		id := c.intended()
		if err := x.pay(c, id); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		_, said := c.genius("GET", "/v1/payment-intents/"+id, "")
		_, list := c.genius("GET", "/v1/transactions?payment_intent_id="+id, "")
		_, all := c.genius("GET", "/v1/transactions", "")
		if said["status"] != x.says || (list["total_count"] == 1.0) != x.assigned || all["total_count"] != 1.0 {
			t.Errorf("%s: got %v, %v of %v transactions; want %s", name, said["status"], list["total_count"], all["total_count"], x.says)
		}
	}
	c := open(t, simulator.Options{})
	id := c.intended()
	for _, amount := range []string{"", "0", "-1", "1e1", "0.001"} {
		if err := c.s.PayPart(id, amount); err == nil {
			t.Errorf("%q was paid", amount)
		}
	}
}

func TestThePictureNeedsNoKey(t *testing.T) {
	c := open(t, simulator.Options{StableGenius: simulator.StableGenius{Picture: true}})
	id := c.intended()
	_, said := c.genius("GET", "/v1/payment-intents/"+id, "")
	path, _ := strings.CutPrefix(fmt.Sprint(said["qr_image_url"]), "http://127.0.0.1:8089")
	status, _, got := c.do(c.get(path))
	text, err := picture.Read([]byte(got))
	if status != http.StatusOK || err != nil || text != c.s.Payments()[0].Code || said["qr_payload"] != nil {
		t.Errorf("%s: got %d, %q, %v", path, status, text, err)
	}
	if status, _, _ := c.do(c.get("/v1/qr/" + id)); status != 404 {
		t.Errorf("without its ending: got %d", status)
	}
	c.complains()
	r := c.get(path)
	r.Header.Set("Authorization", "Bearer "+simulator.StableGeniusKey)
	c.do(r)
	c.complains("sent credentials for a picture")
}
