package wct_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout"
)

func TestANokIsARefusalWhateverTheHTTPStatus(t *testing.T) {
	for _, status := range []int{200, 400, 401, 403, 404, 422} {
		p, s := answering(map[string]string{"/payment-pos/post": recorded(t, "refused.json")})
		s.status = status
		g, err := p.Start(t.Context(), payment(t, p))
		if err != nil || g.Status != checkout.Declined || g.Ref != "" {
			t.Errorf("%d: got %+v, %v", status, g, err)
		}
	}
	for status, want := range map[int]checkout.Trouble{
		409: checkout.NoAnswer, 429: checkout.Busy, 500: checkout.NoAnswer, 502: checkout.NoAnswer, 503: checkout.Busy,
	} {
		p, s := answering(map[string]string{"/payment-pos/post": recorded(t, "refused.json")})
		s.status = status
		g, err := p.Start(t.Context(), payment(t, p))
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != want || !fault.Sent {
			t.Errorf("%d: got %v, %v; want %v", status, g.Status, err, want)
		}
	}
}

func TestRefusalsHaveWords(t *testing.T) {
	for said, want := range map[string]checkout.Reason{
		`{"status":"nok","error":"The asset not allow for POS create payment"}`: {Word: "asset-refused", Text: "The asset not allow for POS create payment"},
		`{"status":"nok","message":"Invalid hash"}`:                             {Word: "key-refused", Text: "Invalid hash"},
		`{"status":"NOK","error":{"code":7,"message":"amount too low"}}`:        {Word: "amount-refused", Text: "7 amount too low"},
		`{"status":"nok"}`: {Word: "refused"},
	} {
		p, _ := answering(map[string]string{"/payment-pos/post": said})
		g, err := p.Start(t.Context(), payment(t, p))
		if err != nil || g.Status != checkout.Declined || g.Reason != want {
			t.Errorf("%s: got %+v, %v", said, g.Reason, err)
		}
	}
}

func TestNeitherOkNorNokIsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		said string
		http int
		want checkout.Trouble
	}{
		"no status":       {`{"payment_code":"` + code + `"}`, 200, checkout.Garbled},
		"another status":  {`{"status":"success","payment_code":"` + code + `"}`, 200, checkout.Garbled},
		"ok without code": {`{"status":"ok"}`, 200, checkout.Garbled},
		"ok in a 500":     {`{"status":"ok","payment_code":"` + code + `"}`, 500, checkout.NoAnswer},
		"ok in a 302":     {`{"status":"ok","payment_code":"` + code + `"}`, 302, checkout.Garbled},
	} {
		p, s := answering(map[string]string{"/payment-pos/post": c.said})
		s.status = c.http
		g, err := p.Start(t.Context(), payment(t, p))
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || !fault.Sent {
			t.Errorf("%s: got %+v, %v; want %v", name, g, err, c.want)
		}
	}
}

func TestALostAnswerIsLookedUpByOurReference(t *testing.T) {
	unknown := `{"status":"nok","error":"Payment not found"}`
	for name, c := range map[string]struct {
		update, asked string
		ref           string
		trouble       checkout.Trouble
	}{
		"it is there":       {recorded(t, "updated.json"), "/payment-pos/getupdate", code, 0},
		"it is there, in":   {recorded(t, "updated-nested.json"), "/payment-pos/getupdate", code, 0},
		"it is not":         {unknown, "/payment-pos/getupdate /payment-pos/post", code, 0},
		"no such look-up":   {`{"status":"nok","error":"The payment_code is required"}`, "/payment-pos/getupdate /payment-pos/post", code, 0},
		"the hash is wrong": {`{"status":"nok","error":"Payment not found or hash is wrong"}`, "/payment-pos/getupdate", "", checkout.KeyRefused},
		"who knows":         {`{"status":"nok","error":"try later"}`, "/payment-pos/getupdate", "", checkout.Misused},
		"no such page":      {"", "/payment-pos/getupdate", "", checkout.Misused},
		"garbled":           {`{"status":`, "/payment-pos/getupdate", "", checkout.Garbled},
		"somebody else's":   {with(t, "updated.json", map[string]any{"payment_reference": "other"}), "/payment-pos/getupdate", "", checkout.Mismatch},
	} {
		answers := map[string]string{"/payment-pos/post": recorded(t, "made.json"), "/payment-pos/getupdate": c.update}
		if c.update == "" {
			delete(answers, "/payment-pos/getupdate")
		}
		p, s := answering(answers)
		pay := payment(t, p)
		pay.Attempts = 2
		g, err := p.Start(t.Context(), pay)
		first := s.asked[0].body
		if fault := checkout.TroubleOf(err); g.Ref != c.ref || fault.Trouble != c.trouble || err != nil && !fault.Sent {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
		if got := s.paths(); got != c.asked || !strings.HasPrefix(first, `{"reference":"`+string(pay.ID)+`",`) {
			t.Errorf("%s: asked %s with %s, want %s", name, got, first, c.asked)
		}
		// Attempts that certainly never left are no reason to look.
		pay.ID, pay.Attempts, pay.Unsent = "p2", 2, 1
		if _, err := p.Start(t.Context(), pay); err != nil || s.paths() != "/payment-pos/post" {
			t.Errorf("%s, never sent: got %v", name, err)
		}
	}
}

// Two askers mark their attempts in one order and ask in the other: the first
// attempt, coming last, must not make a second payment.
func TestTheFirstAttemptMayComeLast(t *testing.T) {
	p, s := answering(map[string]string{
		"/payment-pos/post": recorded(t, "made.json"), "/payment-pos/getupdate": `{"status":"nok","error":"Payment not found"}`,
	})
	pay := payment(t, p)
	pay.Attempts = 2
	if _, err := p.Start(t.Context(), pay); err != nil || s.paths() != "/payment-pos/getupdate /payment-pos/post" {
		t.Fatalf("the second: got %v", err)
	}
	s.answers["/api/payment-pos/getupdate"] = recorded(t, "updated.json")
	pay.Attempts = 1
	if g, err := p.Start(t.Context(), pay); err != nil || g.Ref != code || s.paths() != "/payment-pos/getupdate" {
		t.Errorf("the first: got %+v, %v", g, err)
	}
}

// A refusal after silence ends nothing while the silent request may be on its
// way; later the service has said twice that there is nothing.
func TestARefusalAfterSilence(t *testing.T) {
	p, s := answering(map[string]string{
		"/payment-pos/post": recorded(t, "refused.json"), "/payment-pos/getupdate": `{"status":"nok","error":"Payment not found"}`,
	})
	pay := payment(t, p)
	pay.Attempts = 2
	if g, err := p.Start(t.Context(), pay); err == nil || checkout.TroubleOf(err).Trouble != checkout.Misused {
		t.Errorf("at once: got %v, %v", g.Status, err)
	}
	s.at = now.Add(2 * time.Minute)
	if g, err := p.Start(t.Context(), pay); err != nil || g.Status != checkout.Declined {
		t.Errorf("later: got %v, %v", g.Status, err)
	}
	// It is there after all: never declined.
	s.answers["/api/payment-pos/post"] = `{"status":"nok","error":"reference already exists"}`
	if g, err := p.Start(t.Context(), pay); err == nil {
		t.Errorf("already there: got %v", g.Status)
	}
}

func TestPollTakesNoRefusalForAnEnd(t *testing.T) {
	for _, said := range []string{`{"status":"nok","error":"Payment not found"}`, recorded(t, "refused.json"), `{"status":"nok"}`} {
		p, _ := answering(map[string]string{"/payment/get": said})
		if g, err := p.Poll(t.Context(), shown(t, p)); err == nil || g.Status != 0 {
			t.Errorf("%s: got %v", said, g.Status)
		}
	}
}

func TestTheServicesWordsAreMadeFitForALog(t *testing.T) {
	p, _ := answering(map[string]string{"/payment-pos/post": `{"status":"nok","error":"bad\nkey TERM1 s3cr3t \u202etxt` + strings.Repeat("x", 500) + `"}`})
	g, err := p.Start(t.Context(), payment(t, p))
	text := g.Reason.Text
	if err != nil || strings.Contains(text, "s3cr3t") || strings.Contains(text, "TERM1") || strings.ContainsAny(text, "\n\u202e") || len(text) > 170 {
		t.Errorf("got %q, %v", text, err)
	}
}
