package unclez_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

const refundRef = "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"

func paid() checkout.Payment {
	p := started()
	p.Status, p.PaidAt = checkout.Paid, now.Add(-time.Hour)
	return p
}

func refund() checkout.Refund {
	return checkout.Refund{
		ID: "r1", Key: "3b0c2f6e-1111-4222-8333-944445555666", Payment: payment().ID, Amount: money.Of(20000, rupiah),
		Status: checkout.RefundRequested, Reason: "wrong size", Created: now.Add(-time.Minute),
	}
}

// saying is the recorded answer with a text replaced.
func saying(t *testing.T, old, with string) string {
	t.Helper()
	said := recorded(t, "refund.json")
	if !strings.Contains(said, old) {
		t.Fatalf("no %s in %s", old, said)
	}
	return strings.Replace(said, old, with, 1)
}

func TestARefundSendsTheSameBytesEachTime(t *testing.T) {
	p, g := answering(201, recorded(t, "refund.json"))
	r := refund()
	for range 2 {
		got, err := p.Refund(t.Context(), paid(), r)
		want := checkout.RefundProgress{
			Status: checkout.RefundPending, Ref: refundRef, Amount: r.Amount, Wait: 5 * time.Second,
		}
		if err != nil || got != want {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
		if g.asked.Method != "POST" || g.asked.URL.Path != "/v1/refunds" || g.asked.Header.Get("Idempotency-Key") != r.Key ||
			g.asked.Header.Get("X-PAY-Signature") == "" {
			t.Errorf("asked %s %s, %v", g.asked.Method, g.asked.URL, g.asked.Header)
		}
		if want := recorded(t, "refund-order.json"); g.sent != want {
			t.Errorf("sent %s; want %s", g.sent, want)
		}
		// What is learnt meanwhile, and what the settings become, changes nothing.
		r.Status, r.Ref = got.Status, got.Ref
		p.Till, p.WholeRefunds, p.InvoicePrefix = "till-02", true, "NEW"
	}
}

func TestRefundWords(t *testing.T) {
	for word, want := range map[string]checkout.RefundStatus{
		"initiated": checkout.RefundPending, "Processing": checkout.RefundPending,
		"succeeded": checkout.RefundDone, "failed": checkout.RefundRefused,
	} {
		p, _ := answering(201, saying(t, "initiated", word))
		g, err := p.Refund(t.Context(), paid(), refund())
		if err != nil || g.Status != want || g.Ref != refundRef {
			t.Errorf("%s: got %+v, %v; want %v", word, g, err, want)
		}
		if (want == checkout.RefundRefused) != (g.Reason.Word == "refund-failed") {
			t.Errorf("%s: got reason %+v", word, g.Reason)
		}
	}
	for _, word := range []string{"", "brand_new", "notsucceeded", "refunded", "canceled"} {
		p, _ := answering(201, saying(t, "initiated", word))
		if g, err := p.Refund(t.Context(), paid(), refund()); checkout.TroubleOf(err).Trouble != checkout.Garbled {
			t.Errorf("%q: got %+v, %v; want an error", word, g, err)
		}
	}
}

func TestAnAnswerMustBeAboutTheRefund(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		want     checkout.Trouble
	}{
		"another payment":  {ref, strings.Repeat("0", 32), checkout.Mismatch},
		"no payment":       {`"payment_id"`, `"payment"`, checkout.Garbled},
		"no refund":        {`"refund_id"`, `"id"`, checkout.Garbled},
		"a path":           {refundRef, "../../x", checkout.Garbled},
		"another refund":   {refundRef, strings.Repeat("1", 32), checkout.Mismatch},
		"another currency": {"IDR", "USD", checkout.Mismatch},
		"more":             {"20000", "20001", checkout.Mismatch},
		"less":             {"20000", "2000", checkout.Mismatch},
		"nothing":          {"20000", "0", checkout.Mismatch},
		"a float":          {"20000", "2e4", checkout.Garbled},
		"a text":           {"20000", `"a lot"`, checkout.Garbled},
		"no amount":        {`"amount_minor"`, `"amount"`, checkout.Garbled},
		"no currency":      {`"currency"`, `"coin"`, checkout.Garbled},
	} {
		p, _ := answering(201, strings.Replace(saying(t, c.old, c.new), "initiated", "succeeded", 1))
		r := refund()
		r.Ref, r.Status = refundRef, checkout.RefundPending
		g, err := p.Refund(t.Context(), paid(), r)
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || !fault.Sent {
			t.Errorf("%s: got %+v, %v; want %v", name, g, err, c.want)
		}
	}
}

func TestOnlyTheGatewaysWordsRefuseARefund(t *testing.T) {
	for text, word := range map[string]string{
		"payment must be in 'succeeded' state to refund (got initiated)":          "refund-not-paid",
		"payment must be in 'succeeded' state to refund (got refunded)":           "refunded-already",
		"payment must be in 'succeeded' state to refund (got partially_refunded)": "refunded-already",
		"payment has already been refunded":                                       "refunded-already",
		"amount_minor exceeds the original":                                       "refund-too-much",
		"partial refund is not supported":                                         "refund-part-off",
		"something new":                                                           "refund-refused",
	} {
		p, _ := answering(422, `{"error":"`+text+`"}`)
		g, err := p.Refund(t.Context(), paid(), refund())
		want := checkout.Reason{Word: word, Text: text}
		if err != nil || g.Status != checkout.RefundRefused || g.Reason != want {
			t.Errorf("%s: got %+v, %v; want %s", text, g, err, word)
		}
		// It was taken on before: then the refusal is about the repeat alone.
		r := refund()
		r.Status, r.Ref = checkout.RefundPending, refundRef
		if g, err := p.Refund(t.Context(), paid(), r); err == nil {
			t.Errorf("%s, of a repeat: got %+v without an error", text, g)
		}
	}
	for name, c := range map[string]struct {
		status int
		body   string
		want   checkout.Trouble
	}{
		"in flight":    {409, `{"error":"in progress"}`, checkout.Busy},
		"conflict":     {409, `{"error":"idempotency conflict"}`, checkout.Misused},
		"other bytes":  {422, `{"error":"the key was reused"}`, checkout.Misused},
		"no words":     {422, ``, checkout.Misused},
		"a page":       {422, `<!DOCTYPE html><html></html>`, checkout.Garbled},
		"malformed":    {400, `{"error":"malformed"}`, checkout.Misused},
		"bad key":      {401, `{"error":"unknown key"}`, checkout.KeyRefused},
		"off":          {403, `{"error":"forbidden"}`, checkout.KeyRefused},
		"not found":    {404, `{"error":"payment not found"}`, checkout.Misused},
		"too many":     {429, `{"error":"slow down"}`, checkout.Busy},
		"broken":       {500, `{"error":"failed"}`, checkout.NoAnswer},
		"NICEPAY gone": {502, `{"error":"failed"}`, checkout.NoAnswer},
		"moved":        {302, ``, checkout.Garbled},
	} {
		p, _ := answering(c.status, c.body)
		g, err := p.Refund(t.Context(), paid(), refund())
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || !fault.Sent {
			t.Errorf("%s: got %+v, %v; want %v", name, g, err, c.want)
		}
		if c.want == checkout.Busy && checkout.TroubleOf(err).Wait == 0 && c.status == 409 {
			t.Errorf("%s: asked again at once", name)
		}
	}
}

// After a day the gateway may take a known key for a new one.
func TestAForgottenKeyIsNotSent(t *testing.T) {
	p, g := answering(201, recorded(t, "refund.json"))
	g.asked = nil
	r := refund()
	r.Created = now.Add(-24 * time.Hour)
	got, err := p.Refund(t.Context(), paid(), r)
	if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != checkout.NoAnswer || !fault.Sent || fault.Wait == 0 {
		t.Errorf("never answered: got %+v, %v", got, err)
	}
	r.Ref, r.Status = refundRef, checkout.RefundPending
	if got, err := p.Refund(t.Context(), paid(), r); err != nil || got.Status != checkout.RefundPending || got.Ref != refundRef ||
		got.Reason.Word != "refund-look-up" {
		t.Errorf("taken on: got %+v, %v", got, err)
	}
	if g.asked != nil {
		t.Error("it was sent")
	}
}

func TestAnImpossibleRefundIsNotSent(t *testing.T) {
	p, g := answering(201, recorded(t, "refund.json"))
	for name, change := range map[string]func(*checkout.Payment, *checkout.Refund){
		"no key":           func(_ *checkout.Payment, r *checkout.Refund) { r.Key = "" },
		"nothing":          func(_ *checkout.Payment, r *checkout.Refund) { r.Amount = money.Of(0, rupiah) },
		"a payment":        func(_ *checkout.Payment, r *checkout.Refund) { r.Amount = money.Of(-1, rupiah) },
		"another currency": func(_ *checkout.Payment, r *checkout.Refund) { r.Amount = money.Of(1, money.MustCurrency("USD")) },
		"no reference":     func(p *checkout.Payment, _ *checkout.Refund) { p.Ref = "" },
	} {
		pay, r := paid(), refund()
		change(&pay, &r)
		_, err := p.Refund(t.Context(), pay, r)
		if fault := checkout.TroubleOf(err); fault.Trouble != checkout.Misused || fault.Sent || g.asked != nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestRefundTerms(t *testing.T) {
	of := func(status checkout.RefundStatus, why string) []checkout.Refund {
		return []checkout.Refund{{Status: status, Why: checkout.Reason{Word: why}}}
	}
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		change  func(p *checkout.Payment)
		earlier []checkout.Refund
		age     time.Duration
		want    string
		can     bool
	}{
		"just paid":             {age: time.Minute, can: true},
		"a day ago":             {age: day, can: true},
		"more than a day ago":   {age: day + time.Second, can: true, want: "refund-may-be-manual"},
		"a year ago":            {age: 365 * day, can: true, want: "refund-may-be-manual"},
		"longer ago":            {age: 365*day + time.Second, want: "refund-too-late"},
		"not paid":              {change: func(p *checkout.Payment) { p.Status = checkout.Pending }, want: "refund-not-paid"},
		"unknown there":         {change: func(p *checkout.Payment) { p.Ref = "" }, want: "refund-not-paid"},
		"asked":                 {earlier: of(checkout.RefundRequested, ""), want: "refund-once"},
		"pending":               {earlier: of(checkout.RefundPending, ""), want: "refund-once"},
		"done":                  {earlier: of(checkout.RefundDone, ""), want: "refund-once"},
		"refused":               {earlier: of(checkout.RefundRefused, "refund-failed"), can: true},
		"refunded by the owner": {earlier: of(checkout.RefundRefused, "refunded-already"), want: "refund-once"},
	} {
		p, _ := answering(500, "")
		pay := paid()
		if c.change != nil {
			c.change(&pay)
		}
		terms := p.RefundTerms(pay, c.earlier, pay.PaidAt.Add(c.age))
		if terms.Possible != c.can || terms.Part != c.can || terms.Again || terms.Why.Word != c.want {
			t.Errorf("%s: got %+v; want %v, %q", name, terms, c.can, c.want)
		}
	}
}

func TestARefundsErrorHoldsNoSecret(t *testing.T) {
	p, g := answering(401, `{"error":"you signed with `+strings.Repeat("0123456789abcdef", 4)+`"}`)
	g.header = http.Header{"Date": {now.Add(time.Hour).Format(http.TimeFormat)}}
	_, err := p.Refund(t.Context(), paid(), refund())
	if err == nil || strings.Contains(err.Error(), "0123456789abcdef") || checkout.TroubleOf(err).Trouble != checkout.ClockWrong {
		t.Errorf("got %v", err)
	}
}
