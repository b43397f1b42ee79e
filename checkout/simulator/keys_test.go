package simulator_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout/simulator"
)

func TestOneKeyIsOnePayment(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	c.at = c.at.Add(23 * time.Hour)
	if status, said := c.create(body, key); status != 201 || said["payment_id"] != id || said["status"] != "initiated" {
		t.Errorf("the same again: got %d, %v", status, said)
	}
	c.complains()
	if status, said := c.create(body+" ", key); status != 409 || said["error"] != "idempotency conflict" {
		t.Errorf("other bytes: got %d, %v", status, said)
	}
	c.complains("sent other bytes under one key")
	p := c.s.Payments()
	if len(p) != 1 || p[0].Attempts != 3 || len(p[0].Bodies) != 3 || p[0].Key != key || p[0].Ours != "p1" || p[0].Sale != "s1" {
		t.Errorf("got %+v", p)
	}
}

func TestARefusalIsRepeatedUnderItsKey(t *testing.T) {
	c := open(t, simulator.Options{})
	bad := strings.Replace(body, `"IDR"`, `"USD"`, 1)
	for range 2 {
		if status, _ := c.create(bad, key); status != 422 {
			t.Errorf("got %d", status)
		}
	}
	if status, _ := c.create(body, key); status != 409 {
		t.Errorf("corrected under the same key: got %d", status)
	}
}

func TestAKeyInFlightIsBusy(t *testing.T) {
	c := open(t, simulator.Options{})
	c.s.SlowBy(simulator.Start, time.Millisecond)
	id := c.started()
	// By the simulator's clock the first answer is still on its way.
	status, said := c.create(body, key)
	if status != 409 || said["error"] == "idempotency conflict" {
		t.Errorf("got %d, %v", status, said)
	}
	c.at = c.at.Add(time.Second)
	if status, said = c.create(body, key); status != 201 || said["payment_id"] != id {
		t.Errorf("later: got %d, %v", status, said)
	}
}

func TestMisconductIsNoted(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	c.create(body, "7f9c2ba4-e88f-427d-9c3b-6a1f0c2d4e50")
	c.complains("used another key for the same payment")

	c = open(t, simulator.Options{})
	c.create(body, "short")
	c.create(body, "")
	c.complains("used a key that is no UUID", "made a payment without a key", "used a key that is no UUID", "used another key for the same payment")

	c = open(t, simulator.Options{})
	c.started()
	c.at = c.at.Add(24*time.Hour + time.Second)
	c.create(strings.Replace(body, "p1", "p2", 1), key)
	c.complains("used a key when its service had forgotten it")

	c = open(t, simulator.Options{})
	c.do(c.request("GET", "/v1/payments/"+id+"?key="+simulator.UncleZSecret, "", ""))
	c.complains("put a key or secret in an address")

	c = open(t, simulator.Options{})
	r := c.request("POST", "/v1/payments", body, key)
	r.Header.Del("Content-Type")
	c.do(r)
	c.do(c.request("DELETE", "/v1/payments/x", "", ""))
	c.complains("sent a body that is not called JSON", "asked for DELETE /v1/payments/x, which no service has")
}

func TestThePaceIsWatched(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	for range 600 { // once a second, and somebody presses "check now" every fourth
		c.poll(id)
		c.at = c.at.Add(time.Second)
		if c.at.Second()%4 == 0 {
			c.poll(id)
		}
	}
	c.complains()
	for range 60 {
		c.poll(id)
		c.at = c.at.Add(500 * time.Millisecond)
	}
	c.complains("asked more than 30 times in 20s")
	if p := c.s.Payments()[0]; p.Polls < 600 {
		t.Errorf("got %d polls", p.Polls)
	}
}
