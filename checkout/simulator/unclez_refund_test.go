package simulator_test

import (
	"fmt"
	"testing"
	"time"

	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

const refundKey = "3b0c2f6e-1111-4222-8333-944445555666"

func (c client) refund(body, key string) (int, map[string]any) {
	c.t.Helper()
	status, said, _ := c.do(c.request("POST", "/v1/refunds", body, key))
	return status, said
}

func (c client) gaveBack(id string, minor int64, parts int) {
	c.t.Helper()
	if got, n := c.s.GivenBack(id); got != money.Of(minor, money.MustCurrency("IDR")) || n != parts {
		c.t.Errorf("given back: got %v in %d parts; want %d in %d", got, n, minor, parts)
	}
}

func TestARefundHasTheDocumentedAnswers(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	ask := `{"payment_id":"` + id + `","amount_minor":20000,"reason":"wrong size"}`
	if status, said := c.refund(ask, "0"+refundKey[1:]); status != 422 || said["error"] != "payment must be in 'succeeded' state to refund (got initiated)" {
		t.Errorf("unpaid: got %d, %v", status, said)
	}
	c.control("pay")
	status, first := c.refund(ask, refundKey)
	got := fmt.Sprint(first["payment_id"] == id, first["status"], first["amount_minor"], first["currency"], first["reason"], first["created_at"])
	if want := "truesucceeded20000IDRwrong size2026-05-09T07:00:00Z"; status != 201 || got != want || first["refund_id"] == "" {
		t.Fatalf("got %d, %s; want %s", status, got, want)
	}
	if status, again := c.refund(ask, refundKey); status != 201 || fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("again: got %d, %v; want %v", status, again, first)
	}
	if status, said := c.refund(`{"payment_id":"`+id+`"}`, "1"+refundKey[1:]); status != 422 || said["error"] != "payment has already been refunded" {
		t.Errorf("a second one: got %d, %v", status, said)
	}
	c.gaveBack(id, 20000, 1)
	c.complains()
	if status, said := c.refund(`{"payment_id":"`+id+`"}`, refundKey); status != 409 || said["error"] != "idempotency conflict" {
		t.Errorf("other bytes: got %d, %v", status, said)
	}
	c.complains("sent other bytes under one key")
}

func TestRefundsAreStrict(t *testing.T) {
	c := open(t, simulator.Options{UncleZ: simulator.UncleZ{WholeRefunds: true}})
	id := c.started()
	c.control("pay")
	for i, one := range []struct {
		body string
		want int
	}{
		{`{"payment_id":"` + id + `","amount_minor":50001}`, 422},
		{`{"payment_id":"` + id + `","amount_minor":49999}`, 422},
		{`{"payment_id":"` + id + `","amount_minor":0}`, 422},
		{`{"payment_id":"` + id + `","amount_minor":"50000"}`, 422},
		{`{"payment_id":"` + id + `","amount_minor":5e4}`, 422},
		{`{"payment_id":"` + id + `","amount":50000}`, 400},
		{`{"payment_id":"` + id + `"}{}`, 400},
		{`{"payment_id":"POS-000001"}`, 422},
		{`{"payment_id":"00000000000000000000000000000000"}`, 404},
	} {
		if status, said := c.refund(one.body, fmt.Sprintf("%08d%s", i, refundKey[8:])); status != one.want {
			t.Errorf("%s: got %d, %v; want %d", one.body, status, said, one.want)
		}
	}
	r := c.request("POST", "/v1/refunds", `{"payment_id":"`+id+`"}`, refundKey)
	r.Header.Set("X-PAY-Signature", "0")
	if status, _, _ := c.do(r); status != 401 {
		t.Errorf("badly signed: got %d", status)
	}
	c.gaveBack(id, 0, 0)
	if status, _ := c.refund(`{"payment_id":"`+id+`"}`, refundKey); status != 201 {
		t.Errorf("of all: got %d", status)
	}
	c.gaveBack(id, 50000, 1)
}

func TestAnOldPaymentsRefundWaitsForAHand(t *testing.T) {
	for to, want := range map[string]string{"done": "succeeded", "failed": "failed"} {
		for _, frozen := range []bool{false, true} {
			c := open(t, simulator.Options{UncleZ: simulator.UncleZ{FrozenRefunds: frozen}})
			id := c.started()
			ask := `{"payment_id":"` + id + `"}`
			c.control("pay")
			if status := c.control("refund?payment=" + id + "&to=" + to); status != 404 {
				t.Errorf("nothing asked for: got %d", status)
			}
			c.at = c.at.Add(25 * time.Hour)
			if _, said := c.refund(ask, refundKey); said["status"] != "initiated" {
				t.Errorf("after a day: got %v", said)
			}
			if status := c.control("refund?payment=" + id + "&to=" + to); status != 200 {
				t.Errorf("to %s: got %d", to, status)
			}
			now := want
			if frozen {
				now = "initiated"
			}
			if _, said := c.refund(ask, refundKey); said["status"] != now {
				t.Errorf("to %s, frozen %v: got %v", to, frozen, said)
			}
			if status := c.control("refund?payment=" + id + "&to=done"); to == "done" && status != 409 {
				t.Errorf("decided twice: got %d", status)
			}
			if status := c.control("refund?payment=" + id + "&to=nowhere"); status != 400 {
				t.Errorf("nonsense: got %d", status)
			}
		}
	}
}

func TestAVeryOldPaymentIsNotGivenBack(t *testing.T) {
	c := open(t, simulator.Options{})
	id := c.started()
	c.control("pay")
	c.at = c.at.Add(366 * 24 * time.Hour)
	if status, said := c.refund(`{"payment_id":"`+id+`"}`, refundKey); status != 422 {
		t.Errorf("got %d, %v", status, said)
	}
}
