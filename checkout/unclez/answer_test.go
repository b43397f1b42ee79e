package unclez_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/qris"
	"kasir/checkout/money"
	"kasir/checkout/unclez"
)

func TestStartReadsBothShapes(t *testing.T) {
	qr := code(t, 50000)
	page := "https://dev.nicepay.co.id/nicepay/redirect/v2/payment?tXid=IONPAYTEST08202605091430"
	for name, c := range map[string]struct {
		body string
		want checkout.Prompt
	}{
		"direct and page": {recorded(t, "made-direct.json"), checkout.Prompt{Code: qr}},
		"page":            {recorded(t, "made-checkout.json"), checkout.Prompt{Picture: page}},
		"nothing":         {`{"payment_id":"` + ref + `","invoice_number":"POS-000042"}`, checkout.Prompt{}},
		"nulls":           {`{"payment_id":"` + ref + `","invoice_number":"POS-000042","qr_string":null,"checkout_url":""}`, checkout.Prompt{}},
		"qr_content":      {with("qr_content", qr), checkout.Prompt{Code: qr}},
		"qrContent":       {with("qrContent", qr), checkout.Prompt{Code: qr}},
		"qr":              {with("qr", qr), checkout.Prompt{Code: qr}},
		"redirect_url":    {with("redirect_url", page), checkout.Prompt{Picture: page}},
		"payment_url":     {with("payment_url", page), checkout.Prompt{Picture: page}},
		"other amount":    {with("qr_string", code(t, 5000)), checkout.Prompt{Refused: "qr-other-amount"}},
		"damaged":         {with("qr_string", qr[:len(qr)-1]+"?"), checkout.Prompt{Refused: "qr-damaged"}},
		"not a code":      {with("qr_string", "https://evil.example"), checkout.Prompt{Refused: "qr-malformed"}},
		"plain http":      {with("checkout_url", "http://dev.nicepay.co.id/x"), checkout.Prompt{Refused: "link-unsafe"}},
		"script":          {with("checkout_url", "javascript:alert(1)"), checkout.Prompt{Refused: "link-unsafe"}},
		"password":        {with("checkout_url", "https://u:p@dev.nicepay.co.id/x"), checkout.Prompt{Refused: "link-unsafe"}},
	} {
		p, _ := answering(201, c.body)
		g, err := p.Start(t.Context(), payment())
		if err != nil || g.Status != checkout.Pending || g.Ref != ref || g.Invoice != "POS-000042" {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
		if g.Prompt.Code != c.want.Code || g.Prompt.Picture != c.want.Picture || g.Prompt.Refused != c.want.Refused {
			t.Errorf("%s: got prompt %+v, want %+v", name, g.Prompt, c.want)
		}
	}
}

// with is an answer to Start with one more field.
func with(name, value string) string {
	return `{"payment_id":"` + ref + `","status":"initiated","invoice_number":"POS-000042","` + name + `":"` + value + `"}`
}

func TestPollReadsEveryWord(t *testing.T) {
	for word, want := range map[string]checkout.Status{
		"initiated": checkout.Pending, "succeeded": checkout.Paid, "failed": checkout.Declined,
		"canceled": checkout.Cancelled, "expired": checkout.Expired,
	} {
		p, _ := answering(200, recorded(t, "payment-"+word+".json"))
		g, err := p.Poll(t.Context(), started())
		if err != nil || g.Status != want || g.Ref != ref || g.Amount != money.Of(50000, rupiah) || g.Invoice != "POS-000042" {
			t.Errorf("%s: got %+v, %v; want %v", word, g, err, want)
		}
		if word == "failed" && g.Reason != (checkout.Reason{Word: "declined", Text: "9005 issuer declined"}) {
			t.Errorf("failed: got reason %+v", g.Reason)
		}
	}
}

func TestPollIsTolerantOfSpelling(t *testing.T) {
	for name, change := range map[string][2]string{
		"amount as text":          {`50000,`, `"50000",`},
		"amount with decimals":    {`50000,`, `50000.00,`},
		"small currency":          {`"IDR"`, `"idr"`},
		"capitals":                {`"succeeded"`, `"SUCCEEDED"`},
		"an unknown field":        {`"method"`, `"fresh":[{"a":1}],"method"`},
		"an error that is a list": {`"last_error": null`, `"last_error": ["x"]`},
		"no metadata":             {`"metadata": {`, `"meta": {`},
		"metadata with more":      {`"metadata": {`, `"metadata": {"payment": {"id": 1}, "payment_id": "x", `},
		"broken times":            {`"2026-05-09T07:25:10Z"`, `"09/05/2026"`},
	} {
		p, _ := answering(200, strings.Replace(recorded(t, "payment-succeeded.json"), change[0], change[1], 1))
		if g, err := p.Poll(t.Context(), started()); err != nil || g.Status != checkout.Paid {
			t.Errorf("%s: got %v, %v", name, g.Status, err)
		}
	}
}

func TestPollBelievesNothingAboutAnotherPayment(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     checkout.Trouble
	}{
		"id":              {`"abab`, `"ffab`, checkout.Mismatch},
		"our id":          {`"attempt_id": "0b0f`, `"attempt_id": "ffff`, checkout.Mismatch},
		"amount":          {`50000,`, `50001,`, checkout.Mismatch},
		"no money":        {`50000,`, `0,`, checkout.Mismatch},
		"currency":        {`"IDR"`, `"USD"`, checkout.Mismatch},
		"broken amount":   {`50000,`, `5e4,`, checkout.Garbled},
		"half a rupiah":   {`50000,`, `50000.5,`, checkout.Garbled},
		"huge amount":     {`50000,`, `99999999999999999999,`, checkout.Garbled},
		"amount in lists": {`50000,`, `[50000],`, checkout.Garbled},
		"no amount":       {`"amount_minor"`, `"amount_major"`, checkout.Garbled},
		"no currency":     {`"currency"`, `"currenzy"`, checkout.Garbled},
		"no id":           {`"payment_id"`, `"paymentid"`, checkout.Garbled},
		"an id of paths":  {`"abababababababababababababababab"`, `"../refunds"`, checkout.Garbled},
		"no status":       {`"status"`, `"state"`, checkout.Garbled},
		"unknown word":    {`"succeeded"`, `"awaiting_moon"`, checkout.Garbled},
	} {
		p, _ := answering(200, strings.Replace(recorded(t, "payment-succeeded.json"), c.from, c.to, 1))
		g, err := p.Poll(t.Context(), started())
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || g.Status != 0 {
			t.Errorf("%s: got %v, %v; want %v", name, g.Status, err, c.want)
		}
	}
}

func TestStartNoticesAnotherPayment(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want checkout.Trouble
	}{
		"amount":   {with("amount_minor", `49999","currency":"IDR`), checkout.Mismatch},
		"currency": {with("currency", "USD"), checkout.Mismatch},
		"our id":   {strings.Replace(with("x", "y"), `"x":"y"`, `"metadata":{"attempt_id":"other"}`, 1), checkout.Mismatch},
		"no id":    {`{"status":"initiated"}`, checkout.Garbled},
	} {
		p, _ := answering(201, c.body)
		_, err := p.Start(t.Context(), payment())
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || !fault.Sent {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestExpiryIsReadOrBounded(t *testing.T) {
	for name, c := range map[string]struct {
		fields string
		want   time.Time
	}{
		"expires_at":   {`"expires_at":"2026-05-09T07:30:40Z"`, now.Add(5 * time.Minute)},
		"expired_at":   {`"expired_at":"2026-05-09T14:30:40+07:00"`, now.Add(5 * time.Minute)},
		"expiry":       {`"expiry":"2026-05-09T07:30:40Z"`, now.Add(5 * time.Minute)},
		"expires_in":   {`"expires_in":300`, now.Add(5 * time.Minute)},
		"created_at":   {`"created_at":"2026-05-09T07:25:10Z"`, now.Add(-30 * time.Second).Add(20 * time.Minute)},
		"nothing":      {`"x":1`, now.Add(20 * time.Minute)},
		"nonsense":     {`"expires_at":"soon","expires_in":"never"`, now.Add(20 * time.Minute)},
		"far too long": {`"expires_in":4000`, now.Add(20 * time.Minute)},
	} {
		p, _ := answering(201, `{"payment_id":"`+ref+`",`+c.fields+`}`)
		if g, err := p.Start(t.Context(), payment()); err != nil || !g.Expires.Equal(c.want) {
			t.Errorf("%s: got %v, %v; want %v", name, g.Expires, err, c.want)
		}
	}
	// An answer that says the same once more is no news: the till would write it
	// to disk every second.
	p, _ := answering(200, recorded(t, "payment-initiated.json"))
	pay := started()
	first, _ := p.Poll(t.Context(), pay)
	pay.Expires = first.Expires
	if second, err := p.Poll(t.Context(), pay); err != nil || !second.Expires.IsZero() {
		t.Errorf("asked again: got %v, %v", second.Expires, err)
	}
}

func TestPollNeedsAReference(t *testing.T) {
	for _, bad := range []string{"", "../refunds", "a/b", strings.Repeat("a", 65)} {
		p, g := answering(200, recorded(t, "payment-succeeded.json"))
		pay := started()
		pay.Ref = bad
		if _, err := p.Poll(t.Context(), pay); err == nil || g.asked != nil {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

func TestInvoiceNumbersAreFitForPaper(t *testing.T) {
	for number, want := range map[string]string{
		"POS-000042": "POS-000042", "POS\\n000042": "", strings.Repeat("9", 41): "", "POS 1": "", "ÄÖ": "",
	} {
		p, _ := answering(201, `{"payment_id":"`+ref+`","invoice_number":"`+number+`"}`)
		if g, err := p.Start(t.Context(), payment()); err != nil || g.Invoice != want {
			t.Errorf("%q: got %q, %v", number, g.Invoice, err)
		}
	}
}

func FuzzPollNeverInventsMoney(f *testing.F) {
	f.Add([]byte(`{"payment_id":"` + ref + `","status":"succeeded","amount_minor":50000,"currency":"IDR"}`))
	f.Add([]byte(`{"payment_id":"` + ref + `","status":"initiated","Status":"succeeded","amount_minor":50000}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, _ := answering(200, string(body))
		g, err := p.Poll(t.Context(), started())
		var fault *checkout.Fault
		switch {
		case err != nil && !errors.As(err, &fault):
			t.Errorf("got an error that is no fault: %v", err)
		case err == nil && g.Status == checkout.Paid && (g.Ref != ref || g.Amount != money.Of(50000, rupiah)):
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
} = (*unclez.Provider)(nil)

// Shops and their customers look for the NMID on a QRIS receipt.
func TestReceiptsNameTheMerchant(t *testing.T) {
	p, _ := answering(200, recorded(t, "payment-succeeded.json"))
	pay := started()
	code, err := qris.Build(qris.New(pay.Amount, "Shop", "Bandung", "1"))
	if err != nil {
		t.Fatal(err)
	}
	pay.Prompt.Code = code
	if g, err := p.Poll(t.Context(), pay); err != nil || g.Print["nmid"] != "ID0000000000000" {
		t.Errorf("got %v, %v", g.Print, err)
	}
	p, _ = answering(200, recorded(t, "payment-initiated.json"))
	if g, err := p.Poll(t.Context(), pay); err != nil || g.Print != nil {
		t.Errorf("before it is paid: got %v, %v", g.Print, err)
	}
}
