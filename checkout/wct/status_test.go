package wct_test

import (
	"errors"
	"strings"
	"testing"

	"kasir/checkout"
)

func TestPollReadsEveryStatus(t *testing.T) {
	for word, want := range map[string]checkout.Progress{
		"created":   {Status: checkout.Pending},
		"pending":   {Status: checkout.Pending, Received: "0.00078125 BTC"},
		"partial":   {Status: checkout.Underpaid, Received: "0.00039062 BTC", Missing: "0.00039063 BTC"},
		"completed": {Status: checkout.Paid, Received: "0.00078125 BTC"},
		"cancelled": {Status: checkout.Cancelled, Reason: checkout.Reason{Word: "cancelled-there"}},
		"refunded":  {Status: checkout.Unresolved, Received: "0.00078125 BTC", Reason: checkout.Reason{Word: "refunded-elsewhere"}},
		"expired":   {Status: checkout.Expired},
	} {
		p, _ := answering(map[string]string{
			"/payment/get": recorded(t, "payment-"+word+".json"), "/payment-pos/getupdate": recorded(t, "updated-missing.json"),
		})
		pay := shown(t, p)
		g, err := p.Poll(t.Context(), pay)
		if err != nil || g.Status != want.Status || g.Received != want.Received || g.Missing != want.Missing || g.Reason != want.Reason || g.Ref != code {
			t.Errorf("%s: got %+v, %v; want %+v", word, g, err, want)
		}
		if g.Status == checkout.Paid && (g.Amount != pay.Amount || g.Print["payment-code"] != code ||
			g.Print["network"] != "Bitcoin" || !strings.HasPrefix(g.Print["rate"], "1 BTC = ")) {
			t.Errorf("paid: got %v, %v", g.Amount, g.Print)
		}
	}
}

func TestPollIsTolerantOfSpelling(t *testing.T) {
	for name, fields := range map[string]map[string]any{
		"the code as a number":     {"payment_status": 3},
		"no word":                  {"status": nil},
		"no code":                  {"payment_status": nil},
		"the code in place of it":  {"payment_status": nil, "status": 3},
		"overpaid":                 {"status": "overpaid"},
		"fully paid":               {"status": "Fully_Paid"},
		"amounts as numbers":       {"paid_amount": 78125, "requested_amount": 78125},
		"other precisions":         {"paid_amount": "7812500", "paid_amount_precision": "10"},
		"no reference":             {"payment_reference": nil},
		"more money in the shop's": {"amount": "999999", "original_amount": "1"}, // never compared
		"no asset":                 {"paid_asset": nil},
	} {
		p, _ := answering(map[string]string{"/payment/get": with(t, "payment-completed.json", fields)})
		if g, err := p.Poll(t.Context(), shown(t, p)); err != nil || g.Status != checkout.Paid {
			t.Errorf("%s: got %v, %v", name, g.Status, err)
		}
	}
	p, _ := answering(map[string]string{"/payment/get": with(t, "payment-created.json", map[string]any{"payment_status": "1"})})
	if g, err := p.Poll(t.Context(), shown(t, p)); err != nil || g.Status != checkout.Pending {
		t.Errorf("a word that lags behind: got %v, %v", g.Status, err)
	}
}

func TestPollBelievesNoMoneyThatItCannotSee(t *testing.T) {
	for name, c := range map[string]struct {
		fields map[string]any
		want   checkout.Trouble
	}{
		"another payment":      {map[string]any{"payment_code": "other"}, checkout.Mismatch},
		"another reference":    {map[string]any{"payment_reference": "other"}, checkout.Mismatch},
		"no code":              {map[string]any{"payment_code": nil}, checkout.Garbled},
		"less than requested":  {map[string]any{"paid_amount": "78115"}, checkout.Garbled},
		"nothing paid":         {map[string]any{"paid_amount": "0"}, checkout.Garbled},
		"not how much":         {map[string]any{"paid_amount": nil}, checkout.Garbled},
		"not of how much":      {map[string]any{"requested_amount": nil}, checkout.Garbled},
		"of nothing":           {map[string]any{"requested_amount": "0"}, checkout.Garbled},
		"an exponent":          {map[string]any{"requested_amount": "1e2"}, checkout.Garbled},
		"a decimal":            {map[string]any{"paid_amount": "78125.5"}, checkout.Garbled},
		"no precision":         {map[string]any{"paid_amount_precision": nil}, checkout.Garbled},
		"another asset":        {map[string]any{"paid_asset": "DOGE"}, checkout.Garbled},
		"below nothing":        {map[string]any{"paid_amount": "-1"}, checkout.Garbled},
		"the code contradicts": {map[string]any{"payment_status": "2"}, checkout.Garbled},
		"an unknown code":      {map[string]any{"payment_status": "7"}, checkout.Garbled},
		"an unknown word":      {map[string]any{"status": "notpaid"}, checkout.Garbled},
		"no status at all":     {map[string]any{"status": nil, "payment_status": nil}, checkout.Garbled},
	} {
		p, _ := answering(map[string]string{"/payment/get": with(t, "payment-completed.json", c.fields)})
		g, err := p.Poll(t.Context(), shown(t, p))
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || g.Status != 0 {
			t.Errorf("%s: got %v, %v; want %v", name, g.Status, err, c.want)
		}
	}
}

// Money of a payment that ended is a person's to decide on.
func TestAnEndWithMoneyIsNoUnpaidEnd(t *testing.T) {
	for _, word := range []string{"expired", "cancelled"} {
		p, _ := answering(map[string]string{"/payment/get": with(t, "payment-"+word+".json", map[string]any{"paid_amount": "10"})})
		g, err := p.Poll(t.Context(), shown(t, p))
		if err != nil || g.Status != checkout.Unresolved || g.Reason.Word != "ended-with-money" || g.Received != "0.0000001 BTC" {
			t.Errorf("%s: got %+v, %v", word, g, err)
		}
		p, _ = answering(map[string]string{"/payment/get": with(t, "payment-"+word+".json", map[string]any{"paid_amount": "ten"})})
		if g, err := p.Poll(t.Context(), shown(t, p)); err == nil {
			t.Errorf("%s with what cannot be read: got %v", word, g.Status)
		}
	}
}

func TestOverpaidIsPaidWithTheExcessShown(t *testing.T) {
	p, _ := answering(map[string]string{"/payment/get": with(t, "payment-completed.json", map[string]any{"paid_amount": "88125"})})
	g, err := p.Poll(t.Context(), shown(t, p))
	if want := "0.00088125 BTC (+0.0001 BTC)"; err != nil || g.Status != checkout.Paid || g.Received != want {
		t.Errorf("got %+v, %v; want %s", g, err, want)
	}
}

func TestPollNeedsACode(t *testing.T) {
	for _, bad := range []string{"", "a b", "a\nb", "é", strings.Repeat("a", 65)} {
		p, s := answering(map[string]string{"/payment/get": recorded(t, "payment-completed.json")})
		pay := shown(t, p)
		pay.Ref = bad
		if _, err := p.Poll(t.Context(), pay); err == nil || len(s.asked) > 0 {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

func FuzzPollNeverInventsMoney(f *testing.F) {
	f.Add([]byte(`{"status":"ok","payment":{"payment_code":"` + code + `","status":"completed","payment_status":"3","paid_amount":"9","paid_amount_precision":8,"requested_amount":"9","requested_amount_precision":8}}`))
	f.Add([]byte(`{"status":"ok","payment_code":"` + code + `","payment_status":"3"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, _ := answering(map[string]string{"/payment/get": string(body)})
		pay := shown(t, p)
		g, err := p.Poll(t.Context(), pay)
		var fault *checkout.Fault
		switch {
		case err != nil && !errors.As(err, &fault):
			t.Errorf("got an error that is no fault: %v", err)
		case err == nil && g.Status == checkout.Paid && (g.Ref != code || g.Amount != pay.Amount || g.Received == ""):
			t.Errorf("got paid by %q", body)
		case err == nil && g.Ref != code:
			t.Errorf("got an answer about %q by %q", g.Ref, body)
		}
	})
}
