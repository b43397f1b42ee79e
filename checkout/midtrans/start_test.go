package midtrans_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
)

const (
	none  = `{"status_code":"404","status_message":"Transaction doesn't exist.","id":"1"}`
	taken = `{"status_code":"406","status_message":"The request could not be completed due to a conflict","id":"1"}`
)

func TestAFirstRefusalIsAnAnswer(t *testing.T) {
	for _, c := range []struct {
		answer said
		want   checkout.Reason
	}{
		{
			said{400, `{"status_code":"400","status_message":"Invalid.","validation_messages":["transaction_details.order_id is required"]}`},
			checkout.Reason{Word: "refused", Text: "Invalid. transaction_details.order_id is required"},
		},
		{said{401, `{"status_code":"401","status_message":"Unknown key."}`}, checkout.Reason{Word: "key-refused", Text: "Unknown key."}},
		{ok(`{"status_code":"401"}`), checkout.Reason{Word: "key-refused"}},
		{ok(`{"status_code":"402","status_message":"No access"}`), checkout.Reason{Word: "method-off", Text: "No access"}},
		{said{402, `{"status_code":"402"}`}, checkout.Reason{Word: "method-off"}},
		{ok(`{"status_code":"410"}`), checkout.Reason{Word: "refused"}},
	} {
		p, a := answering(c.answer)
		g, err := p.Start(t.Context(), payment())
		if err != nil || g.Status != checkout.Declined || g.Reason != c.want || len(a.asked) != 1 {
			t.Errorf("%v: got %v, %+v, %v; want %+v", c.answer, g.Status, g.Reason, err, c.want)
		}
	}
	p, _ := answering(said{400, `{"status_code":"400"}`})
	pay := payment()
	pay.Amount = money.Of(10_000_001, rupiah)
	if g, err := p.Start(t.Context(), pay); err != nil || g.Reason.Word != "amount-too-large" {
		t.Errorf("too much for QRIS: got %+v, %v", g.Reason, err)
	}
	p.PaymentType = "gopay"
	if g, err := p.Start(t.Context(), pay); err != nil || g.Reason.Word != "refused" {
		t.Errorf("not too much for GoPay: got %+v, %v", g.Reason, err)
	}
}

func TestNotEveryRefusalIsOne(t *testing.T) {
	page := `<!DOCTYPE html><html><body>Welcome</body></html>`
	for _, c := range []struct {
		answer said
		want   checkout.Trouble
		wait   time.Duration
	}{
		{said{429, `{"message":"API rate limit exceeded"}`}, checkout.Busy, 0},
		{ok(`{"status_code":"429"}`), checkout.Busy, 0},
		{said{202, `{"status_code":"202"}`}, checkout.Busy, time.Second}, // in flight under our key
		{said{202, ``}, checkout.Busy, time.Second},
		{ok(`{"status_code":"500"}`), checkout.NoAnswer, 0},
		{ok(`{"status_code":"502"}`), checkout.NoAnswer, 0},
		{ok(`{"status_code":"503","status_message":"Bank/partner is experiencing connection issue."}`), checkout.Busy, 0},
		{said{503, `{"status_code":"402"}`}, checkout.Busy, 0},
		{said{500, `{"status_code":"400"}`}, checkout.NoAnswer, 0},
		{said{409, `{"status_code":"400"}`}, checkout.NoAnswer, 0},
		{said{407, `{"status_code":"400"}`}, checkout.Unreachable, 0},
		{said{400, `{"status_code":"201","transaction_status":"pending"}`}, checkout.Misused, 0},
		{said{400, `{"error":"bad"}`}, checkout.Misused, 0}, // not Midtrans' way to speak
		{said{401, page}, checkout.Garbled, 0},
		{said{403, page}, checkout.Garbled, 0},
		{ok(page), checkout.Garbled, 0},
		{ok(`{"status_code":"412"}`), checkout.Misused, 0},
		{ok(`{"status_code":"299"}`), checkout.Garbled, 0},
		{ok(`{"status_code":"4"}`), checkout.Garbled, 0},
		{ok(`{"status_code":""}`), checkout.Garbled, 0},
		{ok(`{"message":"API rate limit exceeded"}`), checkout.Garbled, 0},
		{said{301, `{"status_code":"400"}`}, checkout.Garbled, 0},
	} {
		p, _ := answering(c.answer)
		g, err := p.Start(t.Context(), payment())
		fault := checkout.TroubleOf(err)
		if err == nil || fault.Trouble != c.want || fault.Wait != c.wait || !fault.Sent {
			t.Errorf("%v: got %v, %v, wait %v; want %v", c.answer, g.Status, err, fault.Wait, c.want)
		}
	}
}

func TestARefusalAfterSilenceIsAskedAgainAndThenAPersonsTask(t *testing.T) {
	for code, trouble := range map[string]checkout.Trouble{
		"400": checkout.Misused, "401": checkout.KeyRefused, "402": checkout.Misused, "404": checkout.Misused, "410": checkout.Misused,
	} {
		no := ok(`{"status_code":"` + code + `"}`)
		p, _ := answering(no)
		pay := payment()
		pay.Attempts = 2
		if _, err := p.Start(t.Context(), pay); err == nil || checkout.TroubleOf(err).Trouble != trouble {
			t.Errorf("%s: got %v, want %v", code, err, trouble)
		}
		p, a := answering(ok(none), no)
		pay.Created = now.Add(-21 * time.Minute)
		g, err := p.Start(t.Context(), pay)
		switch {
		case a.calls() != "GET order102/status, POST charge":
			t.Errorf("%s, late: asked %s", code, a.calls())
		case trouble == checkout.Misused && (err != nil || g.Status != checkout.Unresolved || g.Reason.Word != "refused-after-silence"):
			t.Errorf("%s, late: got %v, %+v, %v", code, g.Status, g.Reason, err)
		case trouble == checkout.KeyRefused && err == nil:
			t.Errorf("%s, late: got %v; the right key may still tell", code, g.Status)
		}
		p, _ = answering(no)
		pay.Attempts, pay.Unsent = 3, 2
		if g, err := p.Start(t.Context(), pay); err != nil || g.Status != checkout.Declined {
			t.Errorf("%s, first that left: got %v, %v", code, g.Status, err)
		}
	}
}

// The order id is ours alone: where it is taken, our own charge has taken it.
func TestATakenOrderIsRead(t *testing.T) {
	pending, cancelled := recorded(t, "status-pending.json"), recorded(t, "status-cancel.json")
	late := `{"status_code":"412","status_message":"Merchant cannot modify the status of the transaction"}`
	for name, c := range map[string]struct {
		answers []string
		want    checkout.Status
		reason  string
		calls   string
	}{
		"paid":    {[]string{recorded(t, "status-settlement.json")}, checkout.Paid, "", ""},
		"expired": {[]string{recorded(t, "status-expire.json")}, checkout.Expired, "", ""},
		"denied":  {[]string{recorded(t, "status-deny.json")}, checkout.Declined, "declined", ""},
		"waiting": {[]string{pending, cancelled}, checkout.Cancelled, "code-lost", ", POST " + ref + "/cancel"},
		"paid while it is taken back": {
			[]string{pending, late, recorded(t, "status-settlement.json")},
			checkout.Paid, "", ", POST " + ref + "/cancel, GET " + ref + "/status",
		},
		"not to be taken back": {[]string{pending, late, pending}, 0, "", ", POST " + ref + "/cancel, GET " + ref + "/status"},
		"not known":            {[]string{none}, 0, "", ""},
		"of another amount":    {[]string{recorded(t, "status-settlement.json", "789000.00", "789001.00")}, 0, "", ""},
		"no answer":            {[]string{`{"status_code":"500"}`}, 0, "", ""},
	} {
		for _, blind := range []bool{false, true} {
			// A key that has died is not even tried before the order is looked up.
			pay, answers, first := payment(), []said{ok(taken)}, "POST charge, GET order102/status"
			if blind && name != "not known" {
				pay.Attempts, pay.Created = 2, now.Add(-5*time.Minute)
				answers, first = nil, "GET order102/status"
			}
			for _, body := range c.answers {
				answers = append(answers, ok(body))
			}
			p, a := answering(answers...)
			g, err := p.Start(t.Context(), pay)
			if g.Status != c.want || g.Reason.Word != c.reason || (err == nil) != (c.want != 0) || a.calls() != first+c.calls {
				t.Errorf("%s: got %v, %+v, %v after %s", name, g.Status, g.Reason, err, a.calls())
			}
			if err == nil && g.Ref != ref {
				t.Errorf("%s: got ref %q", name, g.Ref)
			}
		}
	}
}

// Within five minutes the key gives the code again, later the order id tells.
func TestAKeyIsUsedOnlyWhileItLives(t *testing.T) {
	for age, want := range map[time.Duration]string{
		4 * time.Minute: "POST charge", 4*time.Minute + time.Second: "GET order102/status, POST charge", 20 * time.Hour: "GET order102/status, POST charge",
	} {
		answers := []said{ok(none), ok(recorded(t, "charge-pending.json"))}
		if want == "POST charge" {
			answers = answers[1:]
		}
		p, a := answering(answers...)
		pay := payment()
		pay.Attempts, pay.Created = 2, now.Add(-age)
		if g, err := p.Start(t.Context(), pay); err != nil || g.Status != checkout.Pending || g.Prompt.Code == "" || a.calls() != want {
			t.Errorf("%v: got %v, %v after %s; want %s", age, g.Status, err, a.calls(), want)
		}
		for i, r := range a.asked {
			if r.Method == http.MethodPost && (a.sent[i] != string(pay.Request) || r.Header.Get("Idempotency-Key") != pay.Key) {
				t.Errorf("%v: sent other bytes or another key", age)
			}
		}
	}
}

// The whole way: the answer to the charge is lost, the network stays away until
// the key has died, and nobody may pay twice.
func TestAChargeIsFoundAfterItsKeyHasDied(t *testing.T) {
	for name, c := range map[string]struct {
		paid bool
		want checkout.Status
	}{"nobody paid": {false, checkout.Cancelled}, "the customer paid": {true, checkout.Paid}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t, simulator.Midtrans{})
				h.Network().Play(providertest.LoseAnswer)
				till := &checkout.Till{Methods: []checkout.Method{h.Method()}, Journal: &providertest.Memory{}}
				order := checkout.Order{Sale: checkout.NewSaleID(), Method: "qris", Lines: []checkout.Line{{Amount: h.Amount()}}}
				began := time.Now()
				sale, err := till.Pay(t.Context(), order, func(st checkout.Standing) {
					p := st.Payment
					h.Network().Down(p.Doubtful() && time.Since(began) < 6*time.Minute)
					if p.Doubtful() && c.paid {
						h.Approve("")
					}
				})
				if p := sale.Payments[0]; err != nil || p.Status != c.want {
					t.Errorf("got %v, %+v, %v; want %v", p.Status, p.Reason, err, c.want)
				}
				if made := h.Made(); len(made) != 1 {
					t.Errorf("made %d payments", len(made))
				}
				for _, complaint := range h.Complaints() {
					t.Errorf("the service complains: %s", complaint)
				}
			})
		})
	}
}

func TestADenialAfterSilenceIsLookedUp(t *testing.T) {
	for _, c := range []struct {
		attempts int
		answers  []string
		want     checkout.Status
	}{
		{1, []string{recorded(t, "charge-deny.json")}, checkout.Declined},
		{2, []string{recorded(t, "charge-deny.json"), recorded(t, "status-deny.json")}, checkout.Declined},
		{2, []string{recorded(t, "charge-deny.json"), none}, checkout.Declined},
		{2, []string{recorded(t, "charge-deny.json"), recorded(t, "status-settlement.json")}, checkout.Paid},
		{2, []string{recorded(t, "charge-deny.json"), recorded(t, "status-pending.json"), recorded(t, "status-cancel.json")}, checkout.Cancelled},
		{2, []string{recorded(t, "charge-deny.json"), `{"status_code":"500"}`}, 0},
	} {
		var answers []said
		for _, body := range c.answers {
			answers = append(answers, ok(body))
		}
		p, a := answering(answers...)
		pay := payment()
		pay.Attempts = c.attempts
		if g, err := p.Start(t.Context(), pay); g.Status != c.want || (err == nil) != (c.want != 0) || len(a.asked) != len(answers) {
			t.Errorf("got %v, %v after %s; want %v", g.Status, err, a.calls(), c.want)
		}
	}
}

func TestTheKeyIsSeenNowhere(t *testing.T) {
	p, _ := answering(ok(`{"status_code":"402","status_message":"bad\nkey SB-Mid-server-abc123cde456 U0ItTWlkLXNlcnZlci1hYmMxMjNjZGU0NTY6 \u202etxt"}`))
	g, err := p.Start(t.Context(), payment())
	if want := "bad key [secret] [secret] txt"; err != nil || g.Reason.Text != want {
		t.Errorf("got %q, %v; want %q", g.Reason.Text, err, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Start(ctx, payment()); err == nil || checkout.TroubleOf(err).Sent {
		t.Errorf("after the end: got %v", err)
	}
}
