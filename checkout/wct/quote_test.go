package wct_test

import (
	"fmt"
	"testing"
	"time"

	"kasir/checkout"
)

func facts(p checkout.Prompt) string {
	text := ""
	for _, f := range p.Facts {
		text += f.Word + "=" + f.Value + ";"
	}
	return text
}

func TestStartShowsThePriceAndItsEnd(t *testing.T) {
	p, _ := answering(map[string]string{"/payment-pos/post": recorded(t, "made.json")})
	g, err := p.Start(t.Context(), payment(t, p))
	want := checkout.Prompt{Code: "bitcoin:" + address + "?amount=0.00078125"}
	if err != nil || g.Status != checkout.Pending || g.Ref != code || g.Prompt.Code != want.Code || !g.Expires.Equal(now.Add(5*time.Minute)) {
		t.Errorf("got %+v, %v", g, err)
	}
	if got, want := facts(g.Prompt), "amount=0.00078125 BTC;address="+address+";network=Bitcoin;"; got != want {
		t.Errorf("beside the code: got %s, want %s", got, want)
	}
	// The end in other spellings, and none at all: then a new price is asked for soon.
	for name, c := range map[string]struct {
		value any
		want  time.Duration
	}{"text": {"1778311800", 5 * time.Minute}, "milliseconds": {1778311800000, 5 * time.Minute}, "none": {nil, time.Minute}, "a date": {"soon", time.Minute}} {
		p, _ := answering(map[string]string{"/payment-pos/post": with(t, "made.json", map[string]any{"expires_at": c.value})})
		if g, err := p.Start(t.Context(), payment(t, p)); err != nil || !g.Expires.Equal(now.Add(c.want)) {
			t.Errorf("%s: got %v, %v", name, g.Expires, err)
		}
	}
}

func TestAPriceIsRenewedAtItsEndAndNotBefore(t *testing.T) {
	for name, updated := range map[string]string{"flat": "updated.json", "nested": "updated-nested.json"} {
		p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-created.json"), "/payment-pos/getupdate": recorded(t, updated)})
		pay := shown(t, p)
		s.at = pay.Expires.Add(-time.Second)
		if g, err := p.Poll(t.Context(), pay); err != nil || g.Prompt.Visible() || s.paths() != "/payment/get" {
			t.Errorf("%s, before the end: got %+v, %v", name, g, err)
		}
		s.at = pay.Expires
		g, err := p.Poll(t.Context(), pay)
		if err != nil || g.Status != checkout.Pending || g.Prompt.Code != "bitcoin:"+address+"?amount=0.00078203" || !g.Expires.Equal(pay.Expires.Add(5*time.Minute)) {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
		if got, want := facts(g.Prompt), "amount=0.00078203 BTC;address="+address+";network=Bitcoin;price-updated=1;"; got != want {
			t.Errorf("%s: beside the code: got %s, want %s", name, got, want)
		}
		pay.Prompt, pay.Expires = g.Prompt, g.Expires
		s.paths()
		if g, err := p.Poll(t.Context(), pay); err != nil || g.Prompt.Visible() || s.paths() != "/payment/get" {
			t.Errorf("%s, after the renewal: got %+v, %v", name, g, err)
		}
	}
}

// The end of a price is by the service's clock, not by that of the till.
func TestTheEndIsByTheServicesClock(t *testing.T) {
	p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-created.json"), "/payment-pos/getupdate": recorded(t, "updated.json")})
	p.Now = func() time.Time { return now.Add(-time.Hour) }
	pay := shown(t, p)
	s.at = pay.Expires
	if g, err := p.Poll(t.Context(), pay); err != nil || !g.Prompt.Visible() {
		t.Errorf("got %+v, %v", g, err)
	}
}

func TestPricesAreRenewedSixTimesAtMost(t *testing.T) {
	for limit, most := range map[int]int{0: 6, 2: 2} {
		p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-created.json")})
		p.Requotes = limit
		pay := shown(t, p)
		for n := 1; n <= most; n++ {
			s.at = pay.Expires
			s.answers["/api/payment-pos/getupdate"] = with(t, "updated.json", map[string]any{"expires_at": pay.Expires.Add(time.Minute).Unix()})
			g, err := p.Poll(t.Context(), pay)
			if err != nil || !g.Prompt.Visible() || g.Prompt.Facts[3].Value != fmt.Sprint(n) {
				t.Fatalf("renewal %d: got %+v, %v", n, g, err)
			}
			pay.Prompt, pay.Expires = g.Prompt, g.Expires
		}
		s.at = pay.Expires
		s.paths()
		g, err := p.Poll(t.Context(), pay)
		if err != nil || g.Status != checkout.Pending || g.Prompt.Refused != "quotes-used-up" || s.paths() != "/payment/get" {
			t.Errorf("after %d: got %+v, %v", most, g, err)
		}
		pay.Prompt = g.Prompt
		if g, err := p.Poll(t.Context(), pay); err != nil || g.Prompt.Refused != "" || s.paths() != "/payment/get" {
			t.Errorf("long after: got %+v, %v", g, err)
		}
	}
}

func TestNobodyInFrontOfTheCodeNeedsNoPrice(t *testing.T) {
	p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-created.json"), "/payment-pos/getupdate": recorded(t, "updated.json")})
	withdrawn, parked := shown(t, p), shown(t, p)
	withdrawn.Withdrawn, parked.Parked = now, true
	s.at = withdrawn.Expires
	for _, ask := range []func() (checkout.Progress, error){
		func() (checkout.Progress, error) { return p.Poll(t.Context(), withdrawn) },
		func() (checkout.Progress, error) { return p.Poll(t.Context(), parked) },
		func() (checkout.Progress, error) { return p.Cancel(t.Context(), shown(t, p)) },
	} {
		if g, err := ask(); err != nil || g.Status != checkout.Pending || s.paths() != "/payment/get" {
			t.Errorf("got %+v, %v", g, err)
		}
	}
}

// A new price for a payment whose coins are on their way would ask for the same
// money twice.
func TestATransferThatWasSeenKeepsItsPrice(t *testing.T) {
	for name, answer := range map[string]string{
		"pending": recorded(t, "payment-pending.json"),
		"coins":   with(t, "payment-created.json", map[string]any{"paid_amount": "78125"}),
	} {
		p, s := answering(map[string]string{"/payment/get": answer, "/payment-pos/getupdate": recorded(t, "updated.json")})
		pay := shown(t, p)
		s.at = pay.Expires.Add(time.Hour)
		g, err := p.Poll(t.Context(), pay)
		if err != nil || g.Status != checkout.Pending || g.Prompt.Code != pay.Prompt.Code || facts(g.Prompt) != "seen=0.00078125 BTC;" || s.paths() != "/payment/get" {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
		pay.Prompt = g.Prompt
		if g, err := p.Poll(t.Context(), pay); err != nil || g.Prompt.Visible() {
			t.Errorf("%s, no news: got %+v, %v", name, g.Prompt, err)
		}
	}
	// Between the two questions the customer pays.
	p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-created.json"), "/payment-pos/getupdate": recorded(t, "updated-missing.json")})
	pay := shown(t, p)
	s.at = pay.Expires
	s.answers["/api/payment-pos/getupdate"] = with(t, "updated-missing.json", map[string]any{"expires_at": 1778312100})
	if g, err := p.Poll(t.Context(), pay); err != nil || g.Prompt.Visible() {
		t.Errorf("paid in between: got %+v, %v", g, err)
	}
}

func TestWhatIsMissingGetsItsOwnCode(t *testing.T) {
	p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-partial.json"), "/payment-pos/getupdate": with(t, "updated-missing.json", map[string]any{
		"payment_payreq": "lnbc1wholeamount0000000000000000", // never for the rest
	})})
	pay := shown(t, p)
	g, err := p.Poll(t.Context(), pay)
	if err != nil || g.Status != checkout.Underpaid || g.Missing != "0.00039063 BTC" || g.Prompt.Code != "bitcoin:"+address+"?amount=0.00039063" {
		t.Fatalf("got %+v, %v", g, err)
	}
	if got, want := facts(g.Prompt), "missing=0.00039063 BTC;address="+address+";network=Bitcoin;"; got != want {
		t.Errorf("beside the code: got %s, want %s", got, want)
	}
	pay.Status, pay.Prompt, pay.Missing, pay.Received = g.Status, g.Prompt, g.Missing, g.Received
	s.paths()
	if g, err = p.Poll(t.Context(), pay); err != nil || g.Prompt.Visible() || g.Missing != pay.Missing || s.paths() != "/payment/get" {
		t.Errorf("no news: got %+v, %v", g, err)
	}
	// More of it comes, and the rest is asked for.
	s.answers["/api/payment/get"] = with(t, "payment-partial.json", map[string]any{"paid_amount": "60000"})
	s.answers["/api/payment-pos/getupdate"] = with(t, "updated-missing.json", map[string]any{"payment_missing_amount": nil})
	if g, err = p.Poll(t.Context(), pay); err != nil || g.Missing != "0.00018125 BTC" || g.Prompt.Code != "bitcoin:"+address+"?amount=0.00018125" {
		t.Errorf("more came: got %+v, %v", g, err)
	}
	// The price has ended, and nobody says what is missing at the new one.
	s.at = pay.Expires
	s.answers["/api/payment-pos/getupdate"] = with(t, "updated.json", nil)
	if g, err = p.Poll(t.Context(), pay); err != nil || g.Status != checkout.Underpaid || g.Prompt.Visible() || g.Prompt.Refused != "missing-unknown" {
		t.Errorf("not how much: got %+v, %v", g, err)
	}
}

// The code of the whole amount must not be scanned once more for the rest.
func TestNoAnswerAboutTheRestHidesTheOldCode(t *testing.T) {
	p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-partial.json")})
	pay := shown(t, p)
	g, err := p.Poll(t.Context(), pay)
	if err != nil || g.Status != checkout.Underpaid || g.Missing != "0.00039063 BTC" || g.Prompt.Refused != "missing-unknown" {
		t.Errorf("got %+v, %v", g, err)
	}
	pay.Prompt, pay.Received = g.Prompt, g.Received
	s.answers["/api/payment-pos/getupdate"] = recorded(t, "updated-missing.json")
	if g, err := p.Poll(t.Context(), pay); err != nil || g.Prompt.Code != "bitcoin:"+address+"?amount=0.00039063" {
		t.Errorf("the next time: got %+v, %v", g, err)
	}
}

func TestAPriceThatCannotBeRenewedCostsNoAnswer(t *testing.T) {
	for name, updated := range map[string]string{
		"nok": `{"status":"nok","error":"expired"}`, "garbled": `{`, "another payment": with(t, "updated.json", map[string]any{"payment_code": "other"}),
		"the old one": recorded(t, "made.json"), "no end": with(t, "updated.json", map[string]any{"expires_at": nil}),
	} {
		p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-created.json"), "/payment-pos/getupdate": updated})
		pay := shown(t, p)
		s.at = pay.Expires
		if g, err := p.Poll(t.Context(), pay); err != nil || g.Status != checkout.Pending || g.Prompt.Visible() || !g.Expires.IsZero() {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
	}
}
