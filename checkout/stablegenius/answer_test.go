package stablegenius_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/stablegenius"
)

func TestPollReadsEveryWord(t *testing.T) {
	for word, want := range map[string]checkout.Status{
		"awaiting_payment": checkout.Pending, "confirmed": checkout.Paid, "settled": checkout.Paid,
		"expired": checkout.Expired, "cancelled": checkout.Cancelled, "canceled": checkout.Cancelled, "CONFIRMED": checkout.Paid,
	} {
		p, _ := answering(get, 200, with(t, "intent-confirmed.json", `"confirmed"`, `"`+word+`"`))
		g, err := p.Poll(t.Context(), started(t))
		if err != nil || g.Status != want || g.Ref != ref || g.Amount != money.Of(1250, dollar) {
			t.Errorf("%s: got %+v, %v; want %v", word, g, err, want)
		}
		if want == checkout.Paid && (g.Print["payment"] != ref || g.Print["transaction"] != "0xd11e2a95…2d27ef7f") {
			t.Errorf("%s: the receipt says %v", word, g.Print)
		}
	}
	for _, word := range []string{"", "refunded", "paid", "partially_paid", "processing", "unconfirmed"} {
		p, _ := answering(get, 200, with(t, "intent-confirmed.json", `"confirmed"`, `"`+word+`"`))
		if g, err := p.Poll(t.Context(), started(t)); checkout.TroubleOf(err).Trouble != checkout.Garbled {
			t.Errorf("%q: got %v, %v", word, g.Status, err)
		}
	}
}

func TestPollBelievesNothingAboutAnotherPayment(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     checkout.Trouble
	}{
		"id":            {`"pi_8Zk3Lm0Qw1"`, `"pi_other"`, checkout.Mismatch},
		"our id":        {`"0b0f`, `"ffff`, checkout.Mismatch},
		"merchant":      {`"mer_9hK2xQ7"`, `"mer_other"`, checkout.Mismatch},
		"amount":        {`12.50`, `12.51`, checkout.Mismatch},
		"no money":      {`12.50`, `0`, checkout.Mismatch},
		"currency":      {`"usd"`, `"eur"`, checkout.Mismatch},
		"exponent":      {`12.50`, `1.25e1`, checkout.Garbled},
		"fine amount":   {`12.50`, `12.505`, checkout.Garbled},
		"amount a list": {`12.50`, `[12.50]`, checkout.Garbled},
		"no amount":     {`"amount"`, `"amounts"`, checkout.Garbled},
		"no currency":   {`"currency"`, `"currencies"`, checkout.Garbled},
		"no id":         {`"id"`, `"ids"`, checkout.Garbled},
		"id of paths":   {`"pi_8Zk3Lm0Qw1"`, `"../qr"`, checkout.Garbled},
	} {
		p, _ := answering(get, 200, with(t, "intent-confirmed.json", c.from, c.to))
		if g, err := p.Poll(t.Context(), started(t)); checkout.TroubleOf(err).Trouble != c.want || g.Status != 0 {
			t.Errorf("%s: got %v, %v; want %v", name, g.Status, err, c.want)
		}
	}
	// Neither does Start.
	p, _ := answering(create, 201, with(t, "intent.json", `12.5`, `12.6`))
	if _, err := p.Start(t.Context(), payment(t)); checkout.TroubleOf(err).Trouble != checkout.Mismatch || !checkout.TroubleOf(err).Sent {
		t.Errorf("start: got %v", err)
	}
}

// What came, against what was asked for, whatever the intent says.
func TestMoneyIsWeighed(t *testing.T) {
	for _, c := range []struct {
		word, came        string
		want              checkout.Status
		received, missing string
	}{
		{"confirmed", `12.50`, checkout.Paid, "", ""},
		{"confirmed", `"12.500000"`, checkout.Paid, "", ""},
		{"confirmed", `12.499999`, checkout.Underpaid, "12.499999 USDC", "0.000001 USDC"},
		{"settled", `5`, checkout.Underpaid, "5 USDC", "7.5 USDC"},
		{"confirmed", `20.123456`, checkout.Paid, "20.123456 USDC", ""},
		{"confirmed", `0`, checkout.Paid, "", ""},         // not counted as known
		{"confirmed", `"a lot"`, checkout.Paid, "", ""},   // unknown counts as enough
		{"confirmed", `-1`, checkout.Paid, "", ""},        // likewise
		{"expired", `12.50`, checkout.Paid, "", ""},       // late
		{"cancelled", `13`, checkout.Paid, "13 USDC", ""}, // late, and too much
		{"expired", `1`, checkout.Unresolved, "1 USDC", "11.5 USDC"},
		{"cancelled", `1`, checkout.Unresolved, "1 USDC", "11.5 USDC"},
		{"expired", `0`, checkout.Expired, "", ""},
		{"expired", `1e2`, checkout.Expired, "", ""}, // what cannot be read ends nothing else
	} {
		p, g := answering(get, 200, with(t, "intent-confirmed.json", `"confirmed"`, `"`+c.word+`"`))
		g.answers[count] = reply{200, with(t, "transactions.json", `"amount": 12.50`, `"amount": `+c.came)}
		got, err := p.Poll(t.Context(), started(t))
		if err != nil || got.Status != c.want || got.Received != c.received || got.Missing != c.missing {
			t.Errorf("%s, %s came: got %v, received %q, missing %q, %v; want %v, %q, %q",
				c.word, c.came, got.Status, got.Received, got.Missing, err, c.want, c.received, c.missing)
		}
		if (got.Status == checkout.Unresolved) != (got.Reason.Word == "ended-with-money") {
			t.Errorf("%s, %s came: got reason %+v", c.word, c.came, got.Reason)
		}
		if (got.Status == checkout.Underpaid) != (got.Prompt.Refused == "part-paid") {
			t.Errorf("%s, %s came: got prompt %+v", c.word, c.came, got.Prompt)
		}
	}
}

func TestOnlyTransfersThatCountAreCounted(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     checkout.Status
	}{
		"another intent's":    {`"payment_intent_id": "pi_8Zk3Lm0Qw1"`, `"payment_intent_id": "pi_other"`, checkout.Expired},
		"nobody's":            {`"payment_intent_id": "pi_8Zk3Lm0Qw1"`, `"payment_intent_id": null`, checkout.Expired},
		"failed":              {`"status": "confirmed"`, `"status": "failed"`, checkout.Expired},
		"settled":             {`"status": "confirmed"`, `"status": "settled"`, checkout.Paid},
		"of a new kind":       {`"status": "confirmed"`, `"status": "reverted"`, checkout.Expired},
		"of another token":    {`"token": "USDC"`, `"token": "USDT"`, checkout.Expired},
		"without a name":      {`"id": "txn_1"`, `"ids": "txn_1"`, checkout.Expired},
		"the first of many":   {`"has_more": false`, `"has_more": true`, checkout.Expired},
		"no list":             {`"data"`, `"dates"`, checkout.Expired},
		"a list of something": {`"object": "list"`, `"object": "lists"`, checkout.Paid},
	} {
		p, g := answering(get, 200, with(t, "intent-confirmed.json", `"confirmed"`, `"expired"`))
		g.answers[count] = reply{200, with(t, "transactions.json", c.from, c.to)}
		if got, err := p.Poll(t.Context(), started(t)); err != nil || got.Status != c.want {
			t.Errorf("%s: got %v, %v; want %v", name, got.Status, err, c.want)
		}
	}
	// One transfer listed twice is one; two are added up.
	for to, want := range map[string]string{`"id": "txn_1"`: "", `"id": "txn_2"`: "25 USDC"} {
		text := recorded(t, "transactions.json")
		row := text[strings.Index(text, "[")+1 : strings.LastIndex(text, "]")]
		p, g := answering(get, 200, recorded(t, "intent-confirmed.json"))
		g.answers[count] = reply{200, `{"data":[` + row + `,` + strings.Replace(row, `"id": "txn_1"`, to, 1) + `]}`}
		if got, err := p.Poll(t.Context(), started(t)); err != nil || got.Received != want {
			t.Errorf("%s: got %q, %v; want %q", to, got.Received, err, want)
		}
	}
}

func TestAWaitingPaymentIsCountedNowAndThen(t *testing.T) {
	p, g := answering(get, 200, recorded(t, "intent.json"))
	g.answers[count] = reply{200, with(t, "transactions.json", `"amount": 12.50`, `"amount": 2.5`)}
	at := now
	p.Now = func() time.Time { return at }
	pay := started(t)
	for range 40 {
		got, err := p.Poll(t.Context(), pay)
		if err != nil || got.Status != checkout.Pending && got.Status != checkout.Underpaid {
			t.Fatalf("got %v, %v", got.Status, err)
		}
		if pay.Status == checkout.Underpaid && (got.Status != checkout.Underpaid || got.Missing != "10 USDC") {
			t.Fatalf("the part that came was forgotten: got %v, missing %q", got.Status, got.Missing)
		}
		pay.Status, pay.Missing = got.Status, got.Missing
		at = at.Add(stablegenius.Terms.Poll)
	}
	counted := 0
	for _, asked := range g.asked {
		if strings.HasPrefix(asked, count) {
			counted++
		}
	}
	if pay.Status != checkout.Underpaid || counted < 8 || counted > 10 {
		t.Errorf("got %v after counting %d times in two minutes", pay.Status, counted)
	}
	// When the intent ends, and nobody can be asked what has come, part of it has.
	delete(g.answers, count)
	g.answers[get] = reply{200, with(t, "intent.json", "awaiting_payment", "expired")}
	if got, err := p.Poll(t.Context(), pay); err != nil || got.Status != checkout.Unresolved || got.Missing != "10 USDC" {
		t.Errorf("got %v, missing %q, %v", got.Status, got.Missing, err)
	}
}

// A confirmation is so young that the list of transactions must be had; later
// the intent's own word counts.
func TestAFreshConfirmationInsistsOnItsTransactions(t *testing.T) {
	for confirmed, want := range map[string]checkout.Status{
		"2026-05-09T07:25:35Z": 0, "2026-05-09T07:25:09Z": checkout.Paid, "": checkout.Paid,
	} {
		p, g := answering(get, 200, with(t, "intent-confirmed.json", "2026-05-09T07:25:35Z", confirmed))
		g.answers[count] = reply{503, ""}
		if got, err := p.Poll(t.Context(), started(t)); got.Status != want || (err == nil) != (want == checkout.Paid) {
			t.Errorf("%s: got %v, %v; want %v", confirmed, got.Status, err, want)
		}
		g.answers[count] = reply{403, `{"error":{"type":"authorization_error"}}`}
		if got, err := p.Poll(t.Context(), started(t)); err != nil || got.Status != checkout.Paid {
			t.Errorf("%s, no right to see them: got %v, %v", confirmed, got.Status, err)
		}
	}
}

func TestExpiryIsReadOrBounded(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     time.Time
	}{
		"expires_at": {`"token"`, `"token"`, time.Date(2026, 5, 9, 7, 30, 10, 0, time.UTC)},
		"zone":       {`2026-05-09T07:30:10Z`, `2026-05-09T14:30:10+07:00`, time.Date(2026, 5, 9, 7, 30, 10, 0, time.UTC)},
		"created_at": {`"expires_at"`, `"expires"`, time.Date(2026, 5, 9, 7, 30, 10, 0, time.UTC)},
		"nonsense":   {`"2026-05-09T07:30:10Z"`, `"soon"`, time.Date(2026, 5, 9, 7, 30, 10, 0, time.UTC)},
	} {
		p, _ := answering(create, 201, with(t, "intent.json", c.from, c.to))
		if g, err := p.Start(t.Context(), payment(t)); err != nil || !g.Expires.Equal(c.want) {
			t.Errorf("%s: got %v, %v; want %v", name, g.Expires, err, c.want)
		}
	}
}

func TestQuestionsNeedAReference(t *testing.T) {
	for _, bad := range []string{"", "../transactions", "a/b", strings.Repeat("a", 65)} {
		p, g := answering(get, 200, recorded(t, "intent-confirmed.json"))
		pay := started(t)
		pay.Ref = bad
		_, polled := p.Poll(t.Context(), pay)
		_, cancelled := p.Cancel(t.Context(), pay)
		if polled == nil || cancelled == nil || g.asked != nil {
			t.Errorf("%q: got %v, %v", bad, polled, cancelled)
		}
	}
}

func FuzzPollNeverInventsMoney(f *testing.F) {
	f.Add([]byte(`{"id":"`+ref+`","status":"confirmed","amount":12.5,"currency":"usd"}`), []byte(`{"data":[]}`))
	f.Add([]byte(`{"id":"`+ref+`","status":"expired","amount":12.5,"currency":"usd"}`),
		[]byte(`{"data":[{"id":"t","payment_intent_id":"`+ref+`","status":"confirmed","amount":12.5}]}`))
	f.Fuzz(func(t *testing.T, body, rows []byte) {
		p, gate := answering(get, 200, string(body))
		gate.answers[count] = reply{200, string(rows)}
		g, err := p.Poll(t.Context(), started(t))
		var fault *checkout.Fault
		switch {
		case err != nil && !errors.As(err, &fault):
			t.Errorf("got an error that is no fault: %v", err)
		case err == nil && g.Status == checkout.Paid && (g.Ref != ref || g.Amount != money.Of(1250, dollar)):
			t.Errorf("got paid by %q", body)
		case err == nil && g.Ref != ref:
			t.Errorf("got an answer about %q by %q", g.Ref, body)
		}
	})
}

var _ interface {
	checkout.Provider
	checkout.Preparer
	checkout.Prompter
	checkout.Checker
} = (*stablegenius.Provider)(nil)

// The API gives no money back.
func TestThereAreNoRefunds(t *testing.T) {
	if _, can := any(new(stablegenius.Provider)).(checkout.Refunder); can {
		t.Error("the provider says that it can give money back")
	}
}
