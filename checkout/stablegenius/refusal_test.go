package stablegenius_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
)

func problem(kind, code string) string {
	return fmt.Sprintf(`{"error":{"type":%q,"message":"It is not right.","param":"amount","code":%q}}`, kind, code)
}

func TestAFirstRefusalDeclines(t *testing.T) {
	for _, c := range []struct {
		status     int
		code, want string
	}{
		{400, "amount_out_of_range", "amount-out-of-range"},
		{400, "invalid_currency", "wrong-currency"},
		{400, "invalid_merchant", "merchant-unknown"},
		{404, "merchant_not_found", "merchant-unknown"},
		{422, "merchant_not_active", "merchant-inactive"},
		{400, "ttl_out_of_range", "expiry-refused"},
		{400, "something_new", "refused"},
		{401, "missing_api_key", "key-refused"},
		{403, "", "key-refused"},
	} {
		p, _ := answering(create, c.status, problem("invalid_request_error", c.code))
		g, err := p.Start(t.Context(), payment(t))
		if err != nil || g.Status != checkout.Declined || g.Reason.Word != c.want || !strings.Contains(g.Reason.Text, "It is not right.") {
			t.Errorf("%d %s: got %v for %+v, %v", c.status, c.code, g.Status, g.Reason, err)
		}
	}
}

func TestARefusalAfterSilenceIsNoEnd(t *testing.T) {
	p, g := answering(create, 422, problem("invalid_request_error", "merchant_not_active"))
	g.answers[list] = reply{200, `{"data":[],"has_more":false}`}
	pay := payment(t)
	pay.Attempts = 2
	if got, err := p.Start(t.Context(), pay); err == nil {
		t.Errorf("got %v", got.Status)
	}
	pay.Created = now.Add(-7 * time.Minute)
	if got, err := p.Start(t.Context(), pay); err != nil || got.Status != checkout.Unresolved || got.Reason.Word != "refused-after-silence" {
		t.Errorf("when it would have expired: got %v, %v", got.Status, err)
	}
	g.answers[list] = reply{200, `{"data":[` + recorded(t, "intent.json") + `]}`}
	if got, err := p.Start(t.Context(), pay); err != nil || got.Status != checkout.Pending || got.Ref != ref {
		t.Errorf("when it is in the list: got %v, %v", got.Status, err)
	}
	g.answers[list] = reply{500, ""}
	if got, err := p.Start(t.Context(), pay); err == nil {
		t.Errorf("when the list cannot be had: got %v", got.Status)
	}
	// A key that is refused now may have been accepted then.
	g.answers[create] = reply{401, problem("authentication_error", "invalid_api_key")}
	if got, err := p.Start(t.Context(), pay); checkout.TroubleOf(err).Trouble != checkout.KeyRefused {
		t.Errorf("got %v, %v", got.Status, err)
	}
}

func TestConflicts(t *testing.T) {
	intent := recorded(t, "intent.json")
	other := strings.Replace(intent, `"0b0f`, `"ffff`, 1)
	for name, c := range map[string]struct {
		body, list string
		found      bool
		want       checkout.Trouble
	}{
		"other parameters":      {problem("conflict_error", "idempotency_key_conflict"), intent, false, checkout.Misused},
		"with the intent":       {`{"error":{"type":"conflict_error"},"payment_intent":` + intent + `}`, "", true, 0},
		"with it inside":        {`{"error":{"type":"conflict_error","payment_intent":` + intent + `}}`, "", true, 0},
		"with another's intent": {`{"error":{"type":"conflict_error"},"payment_intent":` + other + `}`, "", false, checkout.Busy},
		"in the list":           {problem("conflict_error", ""), intent, true, 0},
		"not in the list":       {problem("conflict_error", ""), other, false, checkout.Busy},
		"without words":         {``, intent, false, checkout.NoAnswer},
	} {
		p, g := answering(create, 409, c.body)
		g.answers[list] = reply{200, `{"data":[` + c.list + `],"has_more":false}`}
		got, err := p.Start(t.Context(), payment(t))
		if fault := checkout.TroubleOf(err); fault.Trouble != c.want || (got.Ref == ref) != c.found || fault.Trouble == checkout.Busy && fault.Wait < time.Second {
			t.Errorf("%s: got ref %q, %v; want %v", name, got.Ref, err, c.want)
		}
		for _, asked := range g.asked[1:] {
			if !strings.HasPrefix(asked, list+"?created_after=2026-05-09T07%3A15%3A10Z&limit=100&merchant_id=mer_9hK2xQ7") {
				t.Errorf("%s: asked %s", name, asked)
			}
		}
	}
}

func TestASearchReadsOn(t *testing.T) {
	other := strings.Replace(recorded(t, "intent.json"), `"0b0f`, `"ffff`, 1)
	p, g := answering(create, 409, problem("conflict_error", ""))
	g.answers[list] = reply{200, `{"data":[` + other + `],"has_more":true}`}
	if _, err := p.Start(t.Context(), payment(t)); checkout.TroubleOf(err).Trouble != checkout.Busy || len(g.asked) != 6 {
		t.Errorf("asked %d times, got %v", len(g.asked), err)
	}
	if last := g.asked[len(g.asked)-1]; !strings.HasSuffix(last, "&starting_after="+ref) {
		t.Errorf("asked %s", last)
	}
}

func TestTooManyQuestionsWait(t *testing.T) {
	p, _ := answering(get, 429, problem("rate_limit_error", ""))
	_, err := p.Poll(t.Context(), started(t))
	if fault := checkout.TroubleOf(err); fault.Trouble != checkout.Busy || fault.Wait < 5*time.Second {
		t.Errorf("got %v, wait %s", fault.Trouble, fault.Wait)
	}
}

func TestCancel(t *testing.T) {
	gone := problem("conflict_error", "intent_not_cancellable")
	for name, c := range map[string]struct {
		status     int
		body, read string
		want       checkout.Status
	}{
		"done":             {200, with(t, "intent.json", "awaiting_payment", "cancelled"), "", checkout.Cancelled},
		"paid meanwhile":   {409, gone, recorded(t, "intent-confirmed.json"), checkout.Paid},
		"expired":          {409, gone, with(t, "intent.json", "awaiting_payment", "expired"), checkout.Expired},
		"done before":      {409, gone, with(t, "intent.json", "awaiting_payment", "cancelled"), checkout.Cancelled},
		"it will not":      {409, gone, recorded(t, "intent.json"), checkout.Pending},
		"read in vain":     {409, gone, "", 0},
		"other conflict":   {409, problem("conflict_error", ""), recorded(t, "intent-confirmed.json"), 0},
		"unknown":          {404, problem("not_found_error", ""), recorded(t, "intent-confirmed.json"), 0},
		"no right":         {403, problem("authorization_error", ""), recorded(t, "intent-confirmed.json"), 0},
		"another's intent": {200, with(t, "intent.json", ref, "pi_other"), "", 0},
		"says nothing":     {200, "", "", 0},
	} {
		p, g := answering(cancel, c.status, c.body)
		if c.read != "" {
			g.answers[get] = reply{200, c.read}
		}
		pay := started(t)
		pay.Withdrawn = now
		got, err := p.Cancel(t.Context(), pay)
		if got.Status != c.want || (err == nil) != (c.want != 0) {
			t.Errorf("%s: got %v, %v; want %v", name, got.Status, err, c.want)
		}
		if got.Reason.Word != "" {
			t.Errorf("%s: what the cashier did has a reason of its own, %+v", name, got.Reason)
		}
	}
}
