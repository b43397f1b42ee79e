package unclez_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
)

func TestAFirstRefusalIsAnAnswer(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   checkout.Reason
	}{
		{401, `{"error":"unknown key"}`, checkout.Reason{Word: "key-refused", Text: "unknown key"}},
		{403, `{"error":{"code":"forbidden","message":"app is off"}}`, checkout.Reason{Word: "key-refused", Text: "forbidden app is off"}},
		{400, `{"message":"malformed"}`, checkout.Reason{Word: "refused", Text: "malformed"}},
		{404, `{"detail":"no such path"}`, checkout.Reason{Word: "refused", Text: "no such path"}},
		{422, `{"error":"9018 buyer email"}`, checkout.Reason{Word: "email-missing", Text: "9018 buyer email"}},
		{422, `{"error":"9031 Date/Time check"}`, checkout.Reason{Word: "expiry-refused", Text: "9031 Date/Time check"}},
		{422, `{"error":"no provider supports method=qris for currency=IDR"}`, checkout.Reason{Word: "method-off", Text: "no provider supports method=qris for currency=IDR"}},
		{422, ``, checkout.Reason{Word: "refused"}},
	} {
		p, _ := answering(c.status, c.body)
		g, err := p.Start(t.Context(), payment())
		if err != nil || g.Status != checkout.Declined || g.Reason != c.want {
			t.Errorf("%d %s: got %v, %+v, %v; want %+v", c.status, c.body, g.Status, g.Reason, err, c.want)
		}
	}
}

func TestARefusalAfterSilenceIsAskedAgainAndThenAPersonsTask(t *testing.T) {
	for status, trouble := range map[int]checkout.Trouble{
		400: checkout.Misused, 401: checkout.KeyRefused, 403: checkout.KeyRefused, 404: checkout.Misused, 422: checkout.Misused,
	} {
		p, _ := answering(status, `{"error":"no"}`)
		pay := payment()
		pay.Attempts = 2
		_, err := p.Start(t.Context(), pay)
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != trouble || !fault.Sent {
			t.Errorf("%d: got %v, want %v", status, err, trouble)
		}
		// A payment of the first request would be over by now, paid or not.
		pay.Created = now.Add(-22 * time.Minute)
		g, err := p.Start(t.Context(), pay)
		if trouble == checkout.Misused && (err != nil || g.Status != checkout.Unresolved || g.Reason.Word != "refused-after-silence") {
			t.Errorf("%d, late: got %v, %+v, %v", status, g.Status, g.Reason, err)
		}
		if trouble == checkout.KeyRefused && err == nil {
			t.Errorf("%d, late: got %v; the right key may still tell", status, g.Status)
		}
		// Attempts that certainly never left do not count.
		pay.Attempts, pay.Unsent = 3, 2
		if g, err := p.Start(t.Context(), pay); err != nil || g.Status != checkout.Declined {
			t.Errorf("%d, first that left: got %v, %v", status, g.Status, err)
		}
	}
}

func TestFaultsOfTheGateway(t *testing.T) {
	page := "<!DOCTYPE html><html><body>Welcome</body></html>"
	for name, c := range map[string]struct {
		status int
		header http.Header
		body   string
		want   checkout.Trouble
		wait   time.Duration
	}{
		"in flight":              {409, http.Header{"Retry-After": {"1"}}, `{"error":"conflict"}`, checkout.Busy, time.Second},
		"in flight, no header":   {409, nil, `{"error":"request in progress"}`, checkout.Busy, time.Second},
		"other bytes":            {409, nil, `{"error":"idempotency conflict"}`, checkout.Misused, 0},
		"other bytes, by 422":    {422, nil, `{"error":"this key was reused with a different body"}`, checkout.Misused, 0},
		"too many":               {429, http.Header{"Retry-After": {"7"}}, `{}`, checkout.Busy, 7 * time.Second},
		"too many for centuries": {429, http.Header{"Retry-After": {"99999999999"}}, `{}`, checkout.Busy, time.Minute},
		"down":                   {503, nil, ``, checkout.Busy, 0},
		"broken":                 {500, nil, `{"error":"boom"}`, checkout.NoAnswer, 0},
		"bad gateway":            {502, nil, page, checkout.NoAnswer, 0},
		"a portal":               {200, http.Header{"Content-Type": {"text/html"}}, page, checkout.Garbled, 0},
		"a portal's refusal":     {401, http.Header{"Content-Type": {"text/html"}}, page, checkout.Garbled, 0},
		"a firewall's refusal":   {422, http.Header{"Content-Type": {"text/html"}}, page, checkout.Garbled, 0},
		"moved":                  {302, http.Header{"Location": {"https://evil.example"}}, ``, checkout.Garbled, 0},
		"no content":             {204, nil, ``, checkout.Garbled, 0},
	} {
		p, g := answering(c.status, c.body)
		g.header = c.header
		got, err := p.Start(t.Context(), payment())
		fault := checkout.TroubleOf(err)
		if err == nil || fault.Trouble != c.want || fault.Wait != c.wait || !fault.Sent {
			t.Errorf("%s: got %v, %v, wait %v; want %v, wait %v", name, got.Status, err, fault.Wait, c.want, c.wait)
		}
	}
}

// Shops' clocks lose their battery; then the key is not to blame.
func TestAWrongClockIsNotAWrongKey(t *testing.T) {
	for off, want := range map[time.Duration]string{
		0: "key-refused", 2 * time.Minute: "key-refused", -2 * time.Minute: "key-refused",
		3 * time.Minute: "clock-wrong", -time.Hour: "clock-wrong", 24 * 365 * time.Hour: "clock-wrong",
	} {
		p, _ := answering(401, `{"error":"the timestamp is too far off"}`)
		p.Now = func() time.Time { return now.Add(off) }
		if g, err := p.Start(t.Context(), payment()); err != nil || g.Reason.Word != want {
			t.Errorf("%v off: start: got %+v, %v; want %s", off, g, err, want)
		}
		_, err := p.Poll(t.Context(), started())
		if got := checkout.TroubleOf(err).Trouble.String(); got != want {
			t.Errorf("%v off: poll: got %v; want %s", off, err, want)
		}
		if got := checkout.TroubleOf(p.Check(t.Context())).Trouble.String(); got != want {
			t.Errorf("%v off: check: got %v; want %s", off, got, want)
		}
	}
}

func TestCheckIsContentWithNotFound(t *testing.T) {
	p, g := answering(404, `{"error":"payment not found"}`)
	if err := p.Check(t.Context()); err != nil {
		t.Errorf("got %v", err)
	}
	if g.asked.Method != http.MethodGet || g.asked.Header.Get("X-Pay-Signature") == "" {
		t.Errorf("asked %s without a signature", g.asked.Method)
	}
	for status, want := range map[int]checkout.Trouble{
		401: checkout.KeyRefused, 200: checkout.Garbled, 503: checkout.Busy, 500: checkout.NoAnswer,
	} {
		p, _ := answering(status, `{}`)
		if err := p.Check(t.Context()); err == nil || checkout.TroubleOf(err).Trouble != want {
			t.Errorf("%d: got %v, want %v", status, err, want)
		}
	}
	p, g = answering(404, "<!DOCTYPE html><html>404</html>")
	g.header = http.Header{"Content-Type": {"text/html"}}
	if err := p.Check(t.Context()); checkout.TroubleOf(err).Trouble != checkout.Garbled {
		t.Errorf("somebody else's page: got %v", err)
	}
}

func TestTheGatewaysWordsAreMadeFitForALog(t *testing.T) {
	secret := strings.Repeat("0123456789abcdef", 4)
	p, _ := answering(422, `{"error":"bad\nkey `+secret+` pk_0123456789abcdef01234567 \u202etxt`+strings.Repeat("x", 500)+`"}`)
	g, err := p.Start(t.Context(), payment())
	text := g.Reason.Text
	if err != nil || strings.Contains(text, secret) || strings.Contains(text, "pk_01") || strings.ContainsAny(text, "\n\u202e") || len(text) > 170 {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestWithoutKeysNothingIsSent(t *testing.T) {
	p, g := answering(201, recorded(t, "made-direct.json"))
	p.Secret = ""
	_, err := p.Start(t.Context(), payment())
	if fault := checkout.TroubleOf(err); fault.Trouble != checkout.Misused || fault.Sent || g.asked != nil {
		t.Errorf("got %v, sent %v", err, fault.Sent)
	}
}
