package tabby_test

import (
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/checkout/simulator"
)

func TestWhatStaysAuthorizedIsCaptured(t *testing.T) {
	body := recorded(t, "payment.json")
	open := swap(body, `CLOSED`, `AUTHORIZED`, `"captures":[`, `"captures":null,"ex":[`)
	for name, c := range map[string]struct {
		answers []reply
		why     string
	}{
		"captured":             {[]reply{{200, open}, {200, body}}, ""},
		"Tabby was faster":     {[]reply{{200, open}, {400, `{"errorType":"bad_data","error":"could not capture not authorized payments"}`}, {200, body}}, ""},
		"refused":              {[]reply{{200, open}, {400, `{"errorType":"bad_data"}`}, {200, open}}, "not-captured"},
		"no answer":            {[]reply{{200, open}, {500, ``}, {500, ``}}, "not-captured"},
		"a page":               {[]reply{{200, open}, {403, `<html>blocked</html>`}}, "not-captured"},
		"not all of it":        {[]reply{{200, open}, {200, swap(body, `02Z","amount":"100"`, `02Z","amount":"60"`)}}, "not-captured"},
		"a person has been at": {[]reply{{200, swap(body, `CLOSED`, `AUTHORIZED`)}}, "not-captured"},
	} {
		p, s := answering(c.answers...)
		pay := started()
		g, err := p.Poll(t.Context(), pay)
		// The customer has paid, whatever becomes of the capture.
		if err != nil || g.Status != checkout.Paid || g.Amount != pay.Amount || g.Reason.Word != c.why {
			t.Errorf("%s: got %v, %+v, %v; want paid, %q", name, g.Status, g.Reason, err, c.why)
		}
		if len(s.sent) > 1 && s.sent[1] != `{"amount":"100.00","reference_id":"`+pay.Key+`"}` {
			t.Errorf("%s: sent %s", name, s.sent[1])
		}
	}
}

func TestNothingIsCapturedForAForgery(t *testing.T) {
	open := swap(recorded(t, "payment.json"), `CLOSED`, `AUTHORIZED`)
	for _, forged := range []string{swap(open, `AED`, `SAR`), swap(open, `"9f4c`, `"ffff`), swap(open, `true,"amount":"100"`, `true,"amount":"1"`)} {
		p, s := answering(reply{200, forged})
		if _, err := p.Poll(t.Context(), started()); err == nil || strings.Contains(s.calls(), "POST") {
			t.Errorf("got %v, asked %s", err, s.calls())
		}
	}
}

// Auto-capture is off and the till's capture was lost too: the owner is told,
// and Capture takes the money later, once.
func TestCaptureLater(t *testing.T) {
	atCounter(t, simulator.Tabby{ManualCapture: true}, func(t *testing.T, c *counter) {
		s := c.pay(t, "pay-later", once(func(st checkout.Standing) { c.Approve(st.Payment.Ref) }, isShown))
		if p := s.Payments[0]; p.Status != checkout.Paid || p.Reason.Word != "" {
			t.Errorf("got %v, %+v", p.Status, p.Reason)
		}
		for range 2 {
			if err := c.provider.Capture(t.Context(), s.Payments[0]); err != nil {
				t.Errorf("capture: %v", err)
			}
		}
	})
	closed := reply{200, recorded(t, "payment.json")}
	p, s := answering(closed)
	if err := p.Capture(t.Context(), paid()); err != nil || len(s.asked) != 1 {
		t.Errorf("captured already: got %v, asked %s", err, s.calls())
	}
	p, _ = answering(reply{200, swap(closed.body, `"captures":[`, `"captures":null,"ex":[`)})
	if err := p.Capture(t.Context(), paid()); err == nil {
		t.Error("closed without a capture: got no error")
	}
}
