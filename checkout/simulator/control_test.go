package simulator_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

func (c client) get(path string) *http.Request {
	return httptest.NewRequest("GET", "http://127.0.0.1:8089"+path, nil)
}

func (c client) control(path string) int {
	c.t.Helper()
	status, _, _ := c.do(httptest.NewRequest("POST", "http://127.0.0.1:8089/control/"+path, nil))
	return status
}

func TestScriptsPlayTheCustomer(t *testing.T) {
	for act, want := range map[string]string{
		"pay": "succeeded", "decline": "failed", "expire": "expired", "abandon": "canceled",
	} {
		for _, by := range []string{"", "?payment=POS-000001", "?payment=" + key, "?payment=p1"} {
			c := open(t, simulator.Options{})
			id := c.started()
			if status := c.control(act + by); status != 200 {
				t.Errorf("%s%s: got %d", act, by, status)
			}
			c.says(id, want)
			if status := c.control(act + "?payment=" + id); status != 409 {
				t.Errorf("%s twice: got %d", act, status)
			}
			if status := c.control(act + "?payment=unknown"); status != 404 {
				t.Errorf("%s nothing: got %d", act, status)
			}
		}
	}
}

func TestScriptsReadTheLedger(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	c.control("pay")
	_, _, text := c.do(c.get("/control/payments"))
	var payments []simulator.Payment
	if err := json.Unmarshal([]byte(text), &payments); err != nil || len(payments) != 1 || payments[0].ID != id ||
		payments[0].State != simulator.Paid || payments[0].Times != 1 {
		t.Errorf("payments: got %s, %v", text, err)
	}
	want := simulator.Movement{
		At: c.at, Service: "uncle-z", Payment: id, Invoice: "POS-000001",
		Amount: money.Of(50000, money.MustCurrency("IDR")),
	}
	if got := c.s.Movements(); len(got) != 1 || got[0] != want {
		t.Errorf("movements: got %+v, want %+v", got, want)
	}
	if _, _, text := c.do(c.get("/control/violations")); text != "null" && text != "[]" {
		t.Errorf("violations: got %s", text)
	}
}

func TestAWordCanBePutInTheServicesMouth(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	c.control("say?payment=" + id + "&word=brand_new")
	c.says(id, "brand_new")
	c.control("say?payment=" + id)
	c.says(id, "initiated")
}

func TestCustomersPayByThemselves(t *testing.T) {
	c := open(t, simulator.Options{AutoPay: 5 * time.Second})
	id := c.started()
	c.at = c.at.Add(4 * time.Second)
	c.says(id, "initiated")
	c.at = c.at.Add(time.Hour) // also when nobody looked in time
	c.says(id, "succeeded")
	if m := c.s.Movements(); len(m) != 1 || m[0].Late {
		t.Errorf("got %+v", m)
	}
}

func TestThePageShowsAndPlays(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	status, _, page := c.do(c.get("/"))
	for _, want := range []string{"POS-000001", "Rp 50,000", "waiting", "Pay", "Decline", "Let expire", `http-equiv="refresh"`, "All is well"} {
		if status != 200 || !strings.Contains(page, want) {
			t.Errorf("the page: %d, no %q in %s", status, want, page)
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "https://") {
		t.Error("the page needs something from outside")
	}
	form := url.Values{"payment": {id}, "back": {"home"}}
	r := httptest.NewRequest("POST", "http://127.0.0.1:8089/control/pay", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if status, _, _ := c.do(r); status != http.StatusSeeOther {
		t.Errorf("the button: got %d", status)
	}
	c.says(id, "succeeded")
	c.control("network?what=slow&by=4s&call=poll")
	c.control("network?what=drop-answers&times=1")
	c.control("shape?shape=checkout")
	if _, _, page = c.do(c.get("/")); !strings.Contains(page, "poll: answers take 4s") || !strings.Contains(page, "everything: cut off instead of answered, 1 more") {
		t.Errorf("the page: %s", page)
	}
}

// Somebody browses the web on the machine of the simulator.
func TestOtherPagesCannotPlay(t *testing.T) {
	for name, change := range map[string]func(r *http.Request){
		"another site":       func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"another origin":     func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") },
		"another name of us": func(r *http.Request) { r.Host = "evil.example" },
	} {
		c := open(t, simulator.Options{})
		id := c.started()
		r := httptest.NewRequest("POST", "http://127.0.0.1:8089/control/pay", nil)
		change(r)
		if status, _, _ := c.do(r); status != http.StatusForbidden {
			t.Errorf("%s: got %d", name, status)
		}
		c.says(id, "initiated")
	}
}

func TestControlsRefuseNonsense(t *testing.T) {
	c := open(t, simulator.Options{})
	for _, path := range []string{
		"network?what=explode", "network?what=slow", "network?what=slow&by=-4s", "network?what=off&call=tea",
		"network?what=off&times=x", "network?what=off&times=-2", "shape?shape=round", "shape",
	} {
		if status := c.control(path); status != 400 {
			t.Errorf("%s: got %d", path, status)
		}
	}
	if status, _, _ := c.do(c.get("/control/pay")); status != 404 {
		t.Errorf("pay by GET: got %d", status)
	}
}
