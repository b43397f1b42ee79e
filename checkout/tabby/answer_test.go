package tabby_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/tabby"
)

func swap(text string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(text) }

func TestStartReadsARejection(t *testing.T) {
	body := recorded(t, "rejected.json")
	for said, want := range map[string]string{
		`"order_amount_too_high"`: "amount-too-high", `"order_amount_too_low"`: "amount-too-low",
		`"not_available"`: "tabby-not-available", `"brand_new"`: "tabby-rejected", `null`: "tabby-rejected", `[1]`: "tabby-rejected",
	} {
		p, s := answering(reply{200, strings.Replace(body, `"order_amount_too_high"`, said, 1)})
		g, err := p.Start(t.Context(), pending())
		if err != nil || g.Status != checkout.Declined || g.Reason.Word != want || g.Ref != "" || g.Prompt.Visible() {
			t.Errorf("%s: got %+v, %v; want %s", said, g, err, want)
		}
		if len(s.asked) != 1 {
			t.Errorf("%s: asked %s", said, s.calls())
		}
	}
	p, _ := answering(reply{200, `{"status":"rejected"}`}) // all that the POS page promises
	if g, err := p.Start(t.Context(), pending()); err != nil || g.Status != checkout.Declined {
		t.Errorf("the bare word: got %v, %v", g.Status, err)
	}
}

func TestStartBelievesNothingAboutAnotherPayment(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     checkout.Trouble
	}{
		"amount":        {`"amount":"100"`, `"amount":"1000"`, checkout.Mismatch},
		"currency":      {`"100","currency":"AED"`, `"100","currency":"SAR"`, checkout.Mismatch},
		"reference":     {`"0b0f5b7e`, `"ffff5b7e`, checkout.Mismatch},
		"a fils of one": {`"amount":"100"`, `"amount":"100.001"`, checkout.Garbled},
		"no session":    {`{"id":"1d7a3a4e`, `{"id":"../1d7a`, checkout.Garbled},
		"no payment":    {`"payment":{"id":`, `"payment":{"idd":`, checkout.Garbled},
		"payment null":  {`"9f4c6f0a-2f64-4f5c-8a7e-0b6f2d1e3c22"`, `null`, checkout.Garbled},
		"approved":      {`"status":"created"`, `"status":"approved"`, checkout.Garbled},
		"no status":     {`"status":"created"`, `"state":"created"`, checkout.Garbled},
	} {
		p, _ := answering(reply{200, strings.Replace(recorded(t, "created.json"), c.from, c.to, 1)})
		g, err := p.Start(t.Context(), pending())
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || !fault.Sent {
			t.Errorf("%s: got %+v, %v; want %v", name, g, err, c.want)
		}
	}
}

func TestAFirstRefusalIsAnAnswer(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   checkout.Reason
	}{
		{
			400, `{"status":"error","errorType":"bad_data","error":"could not create payment: only 'AED' is supported, but got 'SAR'"}`,
			checkout.Reason{Word: "refused", Text: "bad_data could not create payment: only 'AED' is supported, but got 'SAR'"},
		},
		{
			400, `{"status":"error","errorType":"bad_data","errors":[{"field":"$.payment.currency","code":"invalid_value","message":""}]}`,
			checkout.Reason{Word: "refused", Text: "bad_data $.payment.currency invalid_value"},
		},
		{
			401, `{"status":"error","errorType":"not_authorized","error":"merchant is null"}`,
			checkout.Reason{Word: "key-refused", Text: "not_authorized merchant is null"},
		},
		{403, `{"status":"error","errorType":"no_permission"}`, checkout.Reason{Word: "key-refused", Text: "no_permission"}},
		{404, `404 page not found`, checkout.Reason{Word: "refused"}},
	} {
		p, _ := answering(reply{c.status, c.body})
		g, err := p.Start(t.Context(), pending())
		if err != nil || g.Status != checkout.Declined || g.Reason != c.want {
			t.Errorf("%d %s: got %v, %+v, %v; want %+v", c.status, c.body, g.Status, g.Reason, err, c.want)
		}
		// After silence only Tabby's own word ends it.
		blind := pending()
		blind.Attempts = 2
		g, err = p.Start(t.Context(), blind)
		if own := strings.HasPrefix(c.body, "{"); own != (err == nil) {
			t.Errorf("%d %s, after silence: got %v, %v", c.status, c.body, g.Status, err)
		}
	}
}

func TestFaultsAreNoRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		reply
		want checkout.Trouble
	}{
		"a firewall's page":   {reply{403, "<!DOCTYPE html><html>blocked</html>"}, checkout.Garbled},
		"bare 500":            {reply{500, "Internal Server error"}, checkout.NoAnswer},
		"500":                 {reply{500, `{"status":"error","errorType":"internal"}`}, checkout.NoAnswer},
		"too many":            {reply{429, ``}, checkout.Busy},
		"down":                {reply{503, ``}, checkout.Busy},
		"a portal":            {reply{200, "<html>sign in</html>"}, checkout.Garbled},
		"nothing":             {reply{200, ``}, checkout.Garbled},
		"somebody's no":       {reply{409, `{}`}, checkout.NoAnswer},
		"a page for a portal": {reply{404, "<html>not found</html>"}, checkout.Garbled},
	} {
		p, _ := answering(c.reply)
		for what, ask := range map[string]func() (checkout.Progress, error){
			"start":  func() (checkout.Progress, error) { return p.Start(t.Context(), pending()) },
			"poll":   func() (checkout.Progress, error) { return p.Poll(t.Context(), started()) },
			"cancel": func() (checkout.Progress, error) { return p.Cancel(t.Context(), started()) },
		} {
			g, err := ask()
			if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want {
				t.Errorf("%s, %s: got %v, %v; want %v", name, what, g.Status, err, c.want)
			}
		}
	}
}

// Nobody has seen the code of a session whose answer was lost.
func TestStartAsksNoMoreWhenNobodyWaits(t *testing.T) {
	for name, change := range map[string]func(pay *checkout.Payment){
		"taken back":   func(pay *checkout.Payment) { pay.Withdrawn = now },
		"the next day": func(pay *checkout.Payment) { pay.Created = now.Add(-24 * time.Hour) },
	} {
		p, s := answering(reply{200, recorded(t, "created.json")})
		pay := pending()
		pay.Attempts = 2
		change(&pay)
		g, err := p.Start(t.Context(), pay)
		if err != nil || g.Status != checkout.Declined || g.Reason.Word != "never-shown" || s.asked != nil {
			t.Errorf("%s: got %v, %+v, %v; asked %s", name, g.Status, g.Reason, err, s.calls())
		}
	}
}

// A backup fell between a payment's intent and its answer. The code was shown and paid
// after it; once the backup was restored Start said that none had ever been shown.
func TestStartOfWhatABackupRememberedEndsInDoubt(t *testing.T) {
	p, s := answering(reply{200, recorded(t, "created.json")})
	pay := pending()
	pay.Attempts, pay.Outlived, pay.Created = 2, true, now.Add(-24*time.Hour)
	g, err := p.Start(t.Context(), pay)
	if err != nil || g.Status != checkout.Unresolved || g.Reason.Word != "outlived" || s.asked != nil {
		t.Errorf("got %v, %+v, %v; asked %s", g.Status, g.Reason, err, s.calls())
	}
}

func TestPollReadsEveryWord(t *testing.T) {
	body := recorded(t, "payment.json")
	bare := swap(body, `"captures":[`, `"captures":null,"ex":[`)
	for name, c := range map[string]struct {
		body string
		want checkout.Status
		why  string
	}{
		"captured":                 {body, checkout.Paid, ""},
		"captured, 100.00":         {swap(body, `"100"`, `"100.00"`), checkout.Paid, ""},
		"captured, as a number":    {swap(body, `"100"`, `100.0`), checkout.Paid, ""},
		"captured, small letters":  {swap(body, `CLOSED`, `closed`), checkout.Paid, ""},
		"closed without captures":  {bare, checkout.Unresolved, "closed-without-capture"},
		"closed, captured nothing": {swap(body, `02Z","amount":"100"`, `02Z","amount":"0"`), checkout.Unresolved, "closed-without-capture"},
		"captured in part":         {swap(body, `02Z","amount":"100"`, `02Z","amount":"60"`), checkout.Unresolved, "captured-in-part"},
		"refunded elsewhere": {
			swap(body, `"refunds":[]`, `"refunds":[{"id":"1","amount":"40","reference_id":""}]`),
			checkout.Unresolved, "refunded-elsewhere",
		},
		"created":  {swap(bare, `CLOSED`, `CREATED`), checkout.Pending, ""},
		"rejected": {swap(bare, `CLOSED`, `REJECTED`), checkout.Declined, "tabby-declined"},
		"expired":  {swap(bare, `CLOSED`, `EXPIRED`), checkout.Expired, "ended-at-tabby"},
	} {
		p, _ := answering(reply{200, c.body})
		g, err := p.Poll(t.Context(), started())
		if err != nil || g.Status != c.want || g.Reason.Word != c.why || g.Ref != ref {
			t.Errorf("%s: got %v, %+v, %v; want %v, %q", name, g.Status, g.Reason, err, c.want, c.why)
		}
		if c.want == checkout.Paid && (g.Amount != money.Of(10000, dirham) || g.Print["paid-with"] != "Tabby") {
			t.Errorf("%s: got %v, %v", name, g.Amount, g.Print)
		}
	}
}

func TestPollBelievesNothingItCannotRead(t *testing.T) {
	body := recorded(t, "payment.json")
	for name, c := range map[string]struct {
		body string
		want checkout.Trouble
	}{
		"another payment":  {swap(body, `"9f4c`, `"ffff`), checkout.Mismatch},
		"another sale":     {swap(body, `"0b0f`, `"ffff`), checkout.Mismatch},
		"another amount":   {swap(body, `false,"amount":"100"`, `false,"amount":"100.01"`, `true,"amount":"100"`, `true,"amount":"100.01"`), checkout.Mismatch},
		"another currency": {swap(body, `AED`, `KWD`), checkout.Mismatch},
		"no amount":        {swap(body, `true,"amount":"100",`, `true,`), checkout.Garbled},
		"no currency":      {swap(body, `"currency":"AED",`, ``), checkout.Garbled},
		"broken capture":   {swap(body, `02Z","amount":"100"`, `02Z","amount":"1e2"`), checkout.Garbled},
		"negative capture": {swap(body, `02Z","amount":"100"`, `02Z","amount":"-100"`), checkout.Garbled},
		"dashboard's word": {swap(body, `CLOSED`, `CAPTURED`), checkout.Garbled},
		"an error":         {swap(body, `CLOSED`, `error`), checkout.Garbled},
		"no status":        {swap(body, `"status":"CLOSED",`, ``), checkout.Garbled},
	} {
		p, _ := answering(reply{200, c.body})
		g, err := p.Poll(t.Context(), started())
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want {
			t.Errorf("%s: got %v, %v; want %v", name, g.Status, err, c.want)
		}
	}
}

func TestPollNeedsBothIDs(t *testing.T) {
	for _, bad := range []string{"", session, "/", session + "/", "/" + session, session + "/../x", "a/b/c", strings.Repeat("a", 65) + "/b"} {
		p, s := answering(reply{200, recorded(t, "payment.json")})
		pay := started()
		pay.Ref = bad
		_, polled := p.Poll(t.Context(), pay)
		_, cancelled := p.Cancel(t.Context(), pay)
		if polled == nil || cancelled == nil || s.asked != nil {
			t.Errorf("%q: got %v, %v", bad, polled, cancelled)
		}
	}
}

func TestCancelAsksTheSessionAndReadsThePayment(t *testing.T) {
	body := recorded(t, "payment.json")
	bare := swap(body, `"captures":[`, `"captures":null,"ex":[`)
	want := "POST /api/v2/checkout/" + session + "/cancel, GET /api/v2/payments/" + strings.TrimPrefix(ref, session+"/")
	final := reply{400, recorded(t, "finalized.json")}
	for name, c := range map[string]struct {
		first reply
		then  string
		want  checkout.Status
	}{
		"cancelled":             {reply{200, `{}`}, swap(bare, `CLOSED`, `EXPIRED`), checkout.Cancelled},
		"cancelled, no words":   {reply{204, ``}, swap(bare, `CLOSED`, `EXPIRED`), checkout.Cancelled},
		"final, paid":           {final, body, checkout.Paid},
		"final, expired before": {final, swap(bare, `CLOSED`, `EXPIRED`), checkout.Cancelled},
		"final, declined":       {final, swap(bare, `CLOSED`, `REJECTED`), checkout.Declined},
		"final, closed":         {final, bare, checkout.Unresolved},
	} {
		p, s := answering(c.first, reply{200, c.then})
		g, err := p.Cancel(t.Context(), started())
		if err != nil || g.Status != c.want || s.calls() != want {
			t.Errorf("%s: got %v, %v; asked %s", name, g.Status, err, s.calls())
		}
		if s.sent[0] != "" {
			t.Errorf("%s: sent %q", name, s.sent[0])
		}
	}
	// The answer to the second question is lost: nobody knows.
	p, _ := answering(reply{200, `{}`}, reply{500, ``})
	if g, err := p.Cancel(t.Context(), started()); err == nil {
		t.Errorf("no second answer: got %v", g.Status)
	}
	p, _ = answering(reply{401, `{"status":"error","errorType":"not_authorized"}`}, reply{200, body})
	if g, err := p.Cancel(t.Context(), started()); checkout.TroubleOf(err).Trouble != checkout.KeyRefused {
		t.Errorf("a wrong key: got %v, %v", g.Status, err)
	}
}

func TestCheckIsContentWithNotFound(t *testing.T) {
	for _, a := range []reply{
		{404, `{"status":"error","errorType":"not_found","error":"no such payment"}`},
		{400, `{"status":"error","errorType":"bad_data","error":"invalid payment id"}`},
	} {
		p, s := answering(a)
		if err := p.Check(t.Context()); err != nil || !strings.HasPrefix(s.calls(), "GET /api/v2/payments/0000") {
			t.Errorf("%d: got %v, asked %s", a.status, err, s.calls())
		}
	}
	for _, c := range []struct {
		reply
		want checkout.Trouble
	}{
		{reply{401, `{"status":"error","errorType":"not_authorized"}`}, checkout.KeyRefused},
		{reply{403, `{"status":"error","errorType":"no_permission"}`}, checkout.KeyRefused},
		{reply{403, "<html>blocked</html>"}, checkout.Garbled},
		{reply{404, "404 page not found"}, checkout.Misused},
		{reply{500, "Internal Server error"}, checkout.NoAnswer},
		{reply{200, `{}`}, checkout.Garbled},
	} {
		p, _ := answering(c.reply)
		if err := p.Check(t.Context()); err == nil || checkout.TroubleOf(err).Trouble != c.want {
			t.Errorf("%d %s: got %v, want %v", c.status, c.body, err, c.want)
		}
	}
}

func TestTabbysWordsAreMadeFitForALog(t *testing.T) {
	key := newProvider().SecretKey.Reveal()
	p, _ := answering(reply{400, `{"errorType":"bad_data","error":"bad\nkey ` + key + ` \u202etxt` + strings.Repeat("x", 500) + `"}`})
	g, err := p.Start(t.Context(), pending())
	said := g.Reason.Text
	if err != nil || strings.Contains(said, key) || strings.ContainsAny(said, "\n\u202e") || len(said) > 170 {
		t.Errorf("got %q, %v", said, err)
	}
}

func FuzzPollNeverInventsMoney(f *testing.F) {
	f.Add([]byte(`{"id":"9f4c6f0a-2f64-4f5c-8a7e-0b6f2d1e3c22","status":"AUTHORIZED","amount":"100","currency":"AED"}`))
	f.Add([]byte(`{"id":"9f4c6f0a-2f64-4f5c-8a7e-0b6f2d1e3c22","status":"CREATED","Status":"CLOSED","captures":[{"amount":100}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, _ := answering(reply{200, string(body)})
		g, err := p.Poll(t.Context(), started())
		var fault *checkout.Fault
		switch {
		case err != nil && !errors.As(err, &fault):
			t.Errorf("got an error that is no fault: %v", err)
		case err == nil && g.Status == checkout.Paid && (g.Ref != ref || g.Amount != money.Of(10000, dirham)):
			t.Errorf("got paid by %q", body)
		}
	})
}

var _ interface {
	checkout.Provider
	checkout.Preparer
	checkout.Prompter
	checkout.Checker
	checkout.Refunder
} = (*tabby.Provider)(nil)
