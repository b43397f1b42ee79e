package tabby_test

import (
	"net/http"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
)

func refundOf(fils int64, key string) checkout.Refund {
	return checkout.Refund{Key: key, Amount: money.Of(fils, dirham), Status: checkout.RefundRequested}
}

const (
	keyA = "aaaaaaaa-0000-4000-8000-000000000000"
	keyB = "bbbbbbbb-0000-4000-8000-000000000000"
)

func TestRefundTerms(t *testing.T) {
	p, _ := answering(reply{})
	pay := paid()
	terms := p.RefundTerms(pay, nil, pay.Created.Add(180*24*time.Hour))
	if !terms.Possible || !terms.Part || !terms.Again {
		t.Errorf("after 180 days: got %+v", terms)
	}
	terms = p.RefundTerms(pay, nil, pay.Created.Add(180*24*time.Hour+time.Second))
	if terms.Possible || terms.Why.Word != "refund-too-old" {
		t.Errorf("later: got %+v", terms)
	}
	if terms = p.RefundTerms(started(), nil, now); terms.Possible || terms.Why.Word != "not-paid" {
		t.Errorf("not paid: got %+v", terms)
	}
}

// bought is a payment that the customer has paid.
func bought(t *testing.T, c *counter) checkout.Payment {
	t.Helper()
	s := c.pay(t, "pay-later", once(func(st checkout.Standing) { c.Approve(st.Payment.Ref) }, isShown))
	return s.Payments[0]
}

func (c *counter) refunds(t *testing.T, p checkout.Payment, r checkout.Refund, want checkout.RefundStatus, why string) {
	t.Helper()
	g, err := c.provider.Refund(t.Context(), p, r)
	if err != nil || g.Status != want || g.Reason.Word != why {
		t.Errorf("refund of %s: got %v, %+v, %v; want %v, %q", r.Amount, g.Status, g.Reason, err, want, why)
	}
	if want == checkout.RefundDone && (g.Amount != r.Amount || g.Ref == "") {
		t.Errorf("refund of %s: got %s by %q", r.Amount, g.Amount, g.Ref)
	}
}

func (c *counter) back(t *testing.T, p checkout.Payment, want int64, times int) {
	t.Helper()
	if sum, n := c.Simulator().TabbyRefunds(paymentOf(p.Ref)); sum.Minor != want || n != times {
		t.Errorf("given back: got %s in %d, want %d in %d", sum, n, want, times)
	}
}

func TestRefundsInFullAndInPart(t *testing.T) {
	atCounter(t, simulator.Tabby{}, func(t *testing.T, c *counter) {
		p := bought(t, c)
		c.refunds(t, p, refundOf(2550, keyA), checkout.RefundDone, "")
		c.refunds(t, p, refundOf(2550, keyA), checkout.RefundDone, "") // the same, asked again
		c.back(t, p, 2550, 1)
		c.refunds(t, p, refundOf(7451, keyB), checkout.RefundRefused, "refund-too-much")
		c.refunds(t, p, refundOf(7450, keyB), checkout.RefundDone, "")
		c.back(t, p, 10000, 2)
	})
	atCounter(t, simulator.Tabby{}, func(t *testing.T, c *counter) {
		p := bought(t, c)
		c.refunds(t, p, refundOf(10000, keyA), checkout.RefundDone, "")
		c.back(t, p, 10000, 1)
	})
}

func TestALostRefundIsGivenBackOnce(t *testing.T) {
	honest := func(w http.ResponseWriter, r *http.Request, service http.Handler) { service.ServeHTTP(w, r) }
	for name, trick := range map[string]providertest.Trick{
		"request": providertest.LoseRequest, "answer": providertest.LoseAnswer, "500": providertest.Fail(500), "stall": providertest.Stall,
	} {
		t.Run(name, func(t *testing.T) {
			atCounter(t, simulator.Tabby{}, func(t *testing.T, c *counter) {
				p := bought(t, c)
				c.Network().Play(honest, trick) // the look, then the refund
				if g, err := c.provider.Refund(t.Context(), p, refundOf(10000, keyA)); err == nil {
					t.Errorf("got %v without an error", g.Status)
				}
				c.refunds(t, p, refundOf(10000, keyA), checkout.RefundDone, "")
				c.back(t, p, 10000, 1)
			})
		})
	}
}

func TestARefundThatDoesNotShowYetIsPending(t *testing.T) {
	atCounter(t, simulator.Tabby{SlowRefunds: true}, func(t *testing.T, c *counter) {
		p := bought(t, c)
		c.refunds(t, p, refundOf(100, keyA), checkout.RefundPending, "")
		c.refunds(t, p, refundOf(100, keyA), checkout.RefundDone, "")
		c.back(t, p, 100, 1)
	})
}

func TestADisputedPaymentIsNotGivenBack(t *testing.T) {
	atCounter(t, simulator.Tabby{Disputed: true}, func(t *testing.T, c *counter) {
		p := bought(t, c)
		c.refunds(t, p, refundOf(100, keyA), checkout.RefundRefused, "payment-disputed")
		c.back(t, p, 0, 0)
	})
}

func TestARefundCapturesFirst(t *testing.T) {
	body := recorded(t, "payment.json")
	open := swap(body, `CLOSED`, `AUTHORIZED`, `"captures":[`, `"captures":null,"ex":[`)
	p, s := answering(reply{200, open}, reply{200, body}, reply{200, body},
		reply{200, swap(body, `"refunds":[]`, `"refunds":[{"id":"r1","amount":"1.00","reference_id":"`+keyA+`"}]`)})
	g, err := p.Refund(t.Context(), paid(), refundOf(100, keyA))
	if err != nil || g.Status != checkout.RefundDone || len(s.asked) != 4 {
		t.Errorf("got %v, %v; asked %s", g.Status, err, s.calls())
	}
}

func TestRefusalsOfRefunds(t *testing.T) {
	body := recorded(t, "payment.json")
	bad := reply{400, `{"status":"error","errorType":"bad_data","error":"no"}`}
	shows := func(amount string) string {
		return swap(body, `"refunds":[]`, `"refunds":[{"id":"r1","amount":"`+amount+`","reference_id":"`+keyA+`"}]`)
	}
	for name, c := range map[string]struct {
		answers []reply
		want    checkout.RefundStatus // zero is an error
		why     string
	}{
		"Tabby will not":            {[]reply{{200, body}, bad, {200, body}}, checkout.RefundRefused, "refund-refused"},
		"an earlier try arrived":    {[]reply{{200, body}, bad, {200, shows("1")}}, checkout.RefundDone, ""},
		"nothing is captured":       {[]reply{{200, swap(body, `"captures":[`, `"captures":null,"ex":[`)}}, checkout.RefundRefused, "nothing-captured"},
		"the key means other money": {[]reply{{200, shows("2")}}, 0, ""},
		"a wrong key":               {[]reply{{200, body}, {401, `{"errorType":"not_authorized"}`}}, 0, ""},
		"no such payment":           {[]reply{{404, `{"errorType":"not_found"}`}}, 0, ""},
		"somebody else's 400":       {[]reply{{200, body}, {400, `{}`}}, 0, ""},
		"a firewall":                {[]reply{{200, body}, {403, `<html></html>`}}, 0, ""},
		"too many":                  {[]reply{{200, body}, {429, ``}}, 0, ""},
		"an expired payment":        {[]reply{{200, swap(body, `CLOSED`, `EXPIRED`)}}, 0, ""},
		"then silence":              {[]reply{{200, body}, bad, {500, ``}}, 0, ""},
	} {
		p, _ := answering(c.answers...)
		g, err := p.Refund(t.Context(), paid(), refundOf(100, keyA))
		if (err != nil) != (c.want == 0) || g.Status != c.want || g.Reason.Word != c.why {
			t.Errorf("%s: got %v, %+v, %v; want %v, %q", name, g.Status, g.Reason, err, c.want, c.why)
		}
	}
	p, s := answering(reply{200, body})
	for _, r := range []checkout.Refund{refundOf(100, ""), refundOf(0, keyA), {Key: keyA, Amount: money.Of(100, riyal)}} {
		if g, err := p.Refund(t.Context(), paid(), r); err == nil || s.asked != nil {
			t.Errorf("%+v: got %v", r, g.Status)
		}
	}
}

// Somebody set the clock ahead while the answer to a refund was lost. The refusal
// of its repeat was believed at once, and the amount was free for another refund.
func TestARefusedRepeatIsBelievedByTheTimeThatWasSeen(t *testing.T) {
	body := recorded(t, "payment.json")
	bad := reply{400, `{"status":"error","errorType":"bad_data","error":"no"}`}
	for _, seen := range []time.Duration{0, 2*time.Minute - 1, 2 * time.Minute} {
		for name, c := range map[string]struct {
			answers []reply
			minor   int64
		}{
			"refused":           {[]reply{{200, body}, bad, {200, body}}, 100},
			"its money is gone": {[]reply{{200, body}}, 10_000_000},
		} {
			p, _ := answering(c.answers...)
			r := refundOf(c.minor, keyA)
			r.Attempts, r.Seen, r.Created = 2, seen, now.Add(-24*time.Hour)
			g, err := p.Refund(t.Context(), paid(), r)
			if believed := g.Status == checkout.RefundRefused; believed != (seen >= 2*time.Minute) || believed == (err != nil) {
				t.Errorf("%s, seen for %v: got %v, %v", name, seen, g.Status, err)
			}
		}
	}
}
