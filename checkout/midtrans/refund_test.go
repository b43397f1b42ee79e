package midtrans_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/midtrans"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
)

func refund(minor int64) checkout.Refund {
	return checkout.Refund{
		ID: "r1", Key: "3b0c2f6e-1111-4222-8333-944445555666", Payment: "order102",
		Amount: money.Of(minor, rupiah), Status: checkout.RefundRequested, Reason: "wrong size", Created: now,
	}
}

func paid() checkout.Payment {
	p := started()
	p.Status, p.PaidAt = checkout.Paid, now
	return p
}

// given is a paid payment at a simulator, and how to refund it.
func given(t *testing.T, o simulator.Midtrans) (*harness, checkout.Payment) {
	t.Helper()
	h := newHarness(t, o)
	pay := payment()
	pay.ID, pay.Created = checkout.PaymentID("order-"+t.Name()[len(t.Name())-3:]), time.Now()
	pay.Request, _ = h.provider.Prepare(pay)
	g, err := h.provider.Start(t.Context(), pay)
	if err != nil {
		t.Fatal(err)
	}
	h.Approve(g.Ref)
	pay.Status, pay.Ref, pay.PaidAt = checkout.Paid, g.Ref, time.Now()
	return h, pay
}

func (h *harness) posts(path string) int {
	n := 0
	for _, q := range h.Network().Requests() {
		if q.Method == "POST" && strings.HasSuffix(q.URL, path) {
			n++
		}
	}
	return n
}

func TestARefundIsPendingUntilTheBankConfirms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, pay := given(t, simulator.Midtrans{Refunds: true})
		r := refund(89000)
		r.Created = time.Now()
		first, err := h.provider.Refund(t.Context(), pay, r)
		if err != nil || first.Status != checkout.RefundPending || first.Ref == "" || first.Wait != 10*time.Second {
			t.Fatalf("got %+v, %v", first, err)
		}
		r.Status, r.Ref = first.Status, first.Ref
		for _, want := range []checkout.RefundStatus{checkout.RefundPending, checkout.RefundDone, checkout.RefundDone} {
			g, err := h.provider.Refund(t.Context(), pay, r)
			if err != nil || g.Status != want || g.Ref != r.Ref || g.Amount != r.Amount {
				t.Errorf("got %+v, %v; want %v", g, err, want)
			}
			<-time.After(20 * time.Second)
		}
		if n := h.posts("/refund"); n != 1 {
			t.Errorf("asked for the money %d times", n)
		}
		// The rest comes back under its own key, and then nothing is left.
		rest := refund(700000)
		rest.Key = "4b0c2f6e-1111-4222-8333-944445555666"
		if g, err := h.provider.Refund(t.Context(), pay, rest); err != nil || g.Status != checkout.RefundPending {
			t.Errorf("the rest: got %+v, %v", g, err)
		}
		more := refund(1)
		more.Key = "5b0c2f6e-1111-4222-8333-944445555666"
		if g, err := h.provider.Refund(t.Context(), pay, more); err != nil || g.Status != checkout.RefundRefused {
			t.Errorf("more than all: got %+v, %v", g, err)
		}
		for _, complaint := range h.Complaints() {
			t.Errorf("the service complains: %s", complaint)
		}
	})
}

// Whatever gets lost, money goes back once.
func TestALostAnswerGivesBackOnce(t *testing.T) {
	for _, again := range []bool{false, true} {
		for name, tricks := range map[string][]providertest.Trick{
			"the list":                {providertest.LoseAnswer},
			"the request":             {honest, providertest.LoseRequest},
			"the answer":              {honest, providertest.LoseAnswer},
			"the answer, as a 500":    {honest, providertest.Fail(500)},
			"the answer, as a 400":    {honest, providertest.Fail(400)},
			"the answer, as a page":   {honest, providertest.Rewrite(func([]byte) []byte { return []byte("<html>") })},
			"the answer, never":       {honest, providertest.Stall},
			"the request, by refusal": {honest, providertest.Refuse(403)},
		} {
			synctest.Test(t, func(t *testing.T) {
				h, pay := given(t, simulator.Midtrans{Refunds: true, RepeatsRefund: again})
				h.Network().Play(tricks...)
				if g, err := h.provider.Refund(t.Context(), pay, refund(89000)); err == nil {
					t.Errorf("%s: got %+v without an error", name, g)
				}
				<-time.After(7 * time.Minute) // the key has died
				g, err := h.provider.Refund(t.Context(), pay, refund(89000))
				if err != nil || g.Status != checkout.RefundPending && g.Status != checkout.RefundDone {
					t.Errorf("%s: got %+v, %v", name, g, err)
				}
				left := refund(700001)
				left.Key = "6b0c2f6e-1111-4222-8333-944445555666"
				if g, err := h.provider.Refund(t.Context(), pay, left); err != nil || g.Reason.Word != "refund-amount" {
					t.Errorf("%s: one rupiah too many: got %+v, %v", name, g, err)
				}
			})
		}
	}
}

var honest = providertest.Rewrite(func(body []byte) []byte { return body })

func TestRefusedRefunds(t *testing.T) {
	for name, c := range map[string]struct {
		o     simulator.Midtrans
		minor int64
		want  string
	}{
		"not switched on":         {simulator.Midtrans{}, 1, "refund-not-allowed"},
		"not switched on, as 402": {simulator.Midtrans{RefundsOff: "402"}, 1, "refund-not-allowed"},
		"the bank says no":        {simulator.Midtrans{Refunds: true, RefundDenied: true}, 789000, "refund-denied"},
	} {
		synctest.Test(t, func(t *testing.T) {
			h, pay := given(t, c.o)
			g, err := h.provider.Refund(t.Context(), pay, refund(c.minor))
			if err != nil || g.Status != checkout.RefundRefused || g.Reason.Word != c.want {
				t.Errorf("%s: got %+v, %v", name, g, err)
			}
		})
	}
	settled := ok(recorded(t, "status-settlement.json"))
	for code, want := range map[string]string{
		"400": "refund-refused", "402": "refund-not-allowed", "403": "refund-not-allowed", "412": "refund-not-allowed",
		"413": "refund-refused", "414": "refund-amount", "202": "refund-denied",
		"401": "", "404": "", "406": "", "407": "", "429": "", "500": "", "503": "", "201": "", "777": "",
	} {
		p, a := answering(settled, ok(`{"status_code":"`+code+`","status_message":"no"}`), settled)
		g, err := p.Refund(t.Context(), paid(), refund(1))
		if want == "" && err == nil || want != "" && (err != nil || g.Status != checkout.RefundRefused || g.Reason.Word != want || g.Reason.Text != "no") {
			t.Errorf("%s: got %+v, %v after %s; want %q", code, g, err, a.calls(), want)
		}
	}
}

// A refusal of a repeat says nothing about the first request, the list does.
func TestTheListRulesOverARefusal(t *testing.T) {
	listed := with(t, `[{"refund_key":"`+refund(1).Key+`","refund_amount":"1.00","refund_chargeback_id":7,"bank_confirmed_at":"2021-06-24 08:00:00"}]`)
	for _, code := range []string{"202", "400", "406", "412", "414"} {
		p, _ := answering(ok(recorded(t, "status-settlement.json")), ok(`{"status_code":"`+code+`"}`), listed)
		if g, err := p.Refund(t.Context(), paid(), refund(1)); err != nil || g.Status != checkout.RefundDone || g.Ref != "7" {
			t.Errorf("%s: got %+v, %v", code, g, err)
		}
	}
}

func with(t *testing.T, refunds string) said {
	t.Helper()
	return ok(recorded(t, "status-settlement.json", `"issuer"`, `"refunds": `+refunds+`, "issuer"`))
}

func TestTheListIsReadWithCare(t *testing.T) {
	key := refund(1).Key
	for list, want := range map[string]checkout.Trouble{
		`[{"refund_key":"` + key + `","refund_amount":"2.00"}]`: checkout.Mismatch,
		`[{"refund_key":"` + key + `","refund_amount":"1.50"}]`: checkout.Mismatch,
		`[{"refund_key":"` + key + `"}]`:                        checkout.Mismatch,
		`"none"`:                                                checkout.Garbled,
		`{"refund_key":"` + key + `","refund_amount":"1.00"}`:   checkout.Garbled,
		`[["` + key + `"]]`:                                     checkout.Garbled,
	} {
		p, a := answering(with(t, list), ok(`{"status_code":"200"}`))
		if g, err := p.Refund(t.Context(), paid(), refund(1)); checkout.TroubleOf(err).Trouble != want || len(a.asked) != 1 {
			t.Errorf("%s: got %+v, %v after %s", list, g, err, a.calls())
		}
	}
	// One that was taken on and is not listed is never asked for again.
	p, a := answering(with(t, `null`))
	r := refund(1)
	r.Ref, r.Status = "7", checkout.RefundPending
	if g, err := p.Refund(t.Context(), paid(), r); err != nil || g.Status != checkout.RefundPending || g.Wait == 0 || len(a.asked) != 1 {
		t.Errorf("got %+v, %v after %s", g, err, a.calls())
	}
}

func TestRefundsSendTheDocumentedFields(t *testing.T) {
	p, a := answering(ok(recorded(t, "status-settlement.json")), ok(recorded(t, "status-settlement.json", `"issuer"`, `"refund_key":"other", "issuer"`)))
	r := refund(89000)
	r.Reason = strings.Repeat("x", 300)
	if g, err := p.Refund(t.Context(), paid(), r); checkout.TroubleOf(err).Trouble != checkout.Mismatch {
		t.Errorf("of another key: got %+v, %v", g, err)
	}
	var body map[string]any
	if err := json.Unmarshal([]byte(a.sent[1]), &body); err != nil || body["refund_key"] != r.Key || body["amount"] != 89000.0 || len(body["reason"].(string)) > 255 {
		t.Errorf("sent %s", a.sent[1])
	}
	if h := a.asked[1].Header; h.Get("Idempotency-Key") != r.Key || a.calls() != "GET "+ref+"/status, POST "+ref+"/refund" {
		t.Errorf("asked %s under %q", a.calls(), h.Get("Idempotency-Key"))
	}
	for name, change := range map[string]func(pay *checkout.Payment, r *checkout.Refund){
		"no reference":   func(pay *checkout.Payment, _ *checkout.Refund) { pay.Ref = "" },
		"no key":         func(_ *checkout.Payment, r *checkout.Refund) { r.Key = "" },
		"nothing":        func(_ *checkout.Payment, r *checkout.Refund) { r.Amount.Minor = 0 },
		"more than all":  func(_ *checkout.Payment, r *checkout.Refund) { r.Amount.Minor = 789001 },
		"other currency": func(_ *checkout.Payment, r *checkout.Refund) { r.Amount.Currency = money.MustCurrency("AED") },
	} {
		p, a := answering(ok("{}"))
		pay, r := paid(), refund(1)
		change(&pay, &r)
		if g, err := p.Refund(t.Context(), pay, r); checkout.TroubleOf(err).Trouble != checkout.Misused || len(a.asked) > 0 {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
	}
}

func TestRefundTerms(t *testing.T) {
	const day = 24 * time.Hour
	noon := time.Date(2021, 6, 23, 5, 0, 0, 0, time.UTC) // in Jakarta
	gopay, bca := map[string]string{"issuer": "gopay", "acquirer": "gopay"}, map[string]string{"issuer": "bca", "acquirer": "gopay"}
	shopee := map[string]string{"issuer": "shopeepay", "acquirer": "airpay shopee"}
	for name, c := range map[string]struct {
		off   bool
		kind  string
		print map[string]string
		at    time.Time
		again bool
		want  string
		can   bool
		part  bool
	}{
		"off by default":       {off: true, print: gopay, at: noon, want: "refunds-off"},
		"GoPay wallet":         {print: gopay, at: noon.Add(45 * day), want: "refund-within-day", can: true, part: true},
		"GoPay wallet, late":   {print: gopay, at: noon.Add(45*day + 1), want: "refund-too-late"},
		"other wallet":         {print: bca, at: noon.Add(7 * day), want: "refund-takes-weeks", can: true, part: true},
		"other wallet, late":   {print: bca, at: noon.Add(7*day + 1), want: "refund-too-late"},
		"unknown wallet":       {at: noon.Add(40 * day), want: "refund-within-day", can: true, part: true},
		"GoPay's own code":     {kind: "gopay", print: gopay, at: noon.Add(180 * day), want: "refund-within-day", can: true, part: true},
		"a second part":        {print: gopay, at: noon, again: true, want: "refund-within-day", can: true, part: true},
		"Shopee":               {print: shopee, at: noon.Add(365 * day), want: "refund-takes-weeks", can: true},
		"Shopee, late":         {print: shopee, at: noon.Add(365*day + 1), want: "refund-too-late"},
		"Shopee at 23:49":      {print: shopee, at: noon.Add(11*time.Hour + 49*time.Minute), want: "refund-takes-weeks", can: true},
		"Shopee at 23:50":      {print: shopee, at: noon.Add(11*time.Hour + 50*time.Minute), want: "refund-at-night"},
		"Shopee at 05:59":      {print: shopee, at: noon.Add(17*time.Hour + 59*time.Minute), want: "refund-at-night"},
		"Shopee at 06:00":      {print: shopee, at: noon.Add(18 * time.Hour), want: "refund-takes-weeks", can: true},
		"Shopee a second time": {print: shopee, at: noon, again: true, want: "refund-once"},
	} {
		p := &midtrans.Provider{Refunds: !c.off, PaymentType: c.kind}
		pay := paid()
		pay.PaidAt, pay.Print = noon, c.print
		var earlier []checkout.Refund
		if c.again {
			earlier = []checkout.Refund{{Status: checkout.RefundRefused}, {Status: checkout.RefundPending}}
		}
		want := checkout.RefundTerms{Possible: c.can, Why: checkout.Reason{Word: c.want}, Part: c.part, Again: c.part}
		if got := p.RefundTerms(pay, earlier, c.at); got != want {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	p := &midtrans.Provider{Refunds: true}
	if got := p.RefundTerms(started(), nil, noon); got.Possible || got.Why.Word != "refund-not-paid" {
		t.Errorf("not paid: got %+v", got)
	}
}

// Somebody set the clock ahead while the answer to a refund was lost. The refusal
// of its repeat was believed at once, and the amount was free for another refund.
func TestARefusedRepeatIsBelievedByTheTimeThatWasSeen(t *testing.T) {
	settled := ok(recorded(t, "status-settlement.json"))
	for _, seen := range []time.Duration{0, 2*time.Minute - 1, 2 * time.Minute} {
		p, _ := answering(settled, ok(`{"status_code":"412","status_message":"no"}`), settled)
		r := refund(1)
		r.Attempts, r.Seen, r.Created = 2, seen, now.Add(-24*time.Hour)
		g, err := p.Refund(t.Context(), paid(), r)
		if believed := g.Status == checkout.RefundRefused; believed != (seen >= 2*time.Minute) || believed == (err != nil) {
			t.Errorf("seen for %v: got %v, %v", seen, g.Status, err)
		}
	}
}
