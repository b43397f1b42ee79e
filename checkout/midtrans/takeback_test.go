package midtrans_test

import (
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/providertest"
	"kasir/checkout/simulator"
)

const late412 = `{"status_code":"412","status_message":"Merchant cannot modify the status of the transaction","id":"1"}`

func TestTakingBack(t *testing.T) {
	get := ", GET " + ref + "/status"
	for name, c := range map[string]struct {
		overdue bool
		answers []string
		want    checkout.Status
		calls   string
	}{
		"in time":         {false, []string{recorded(t, "status-cancel.json")}, checkout.Cancelled, "POST " + ref + "/cancel"},
		"overdue":         {true, []string{recorded(t, "status-expire.json")}, checkout.Expired, "POST " + ref + "/expire"},
		"paid first":      {false, []string{late412, recorded(t, "status-settlement.json")}, checkout.Paid, "POST " + ref + "/cancel" + get},
		"paid, overdue":   {true, []string{late412, recorded(t, "status-settlement.json")}, checkout.Paid, "POST " + ref + "/expire" + get},
		"done before":     {false, []string{late412, recorded(t, "status-cancel.json")}, checkout.Cancelled, "POST " + ref + "/cancel" + get},
		"expired before":  {true, []string{late412, recorded(t, "status-expire.json")}, checkout.Expired, "POST " + ref + "/expire" + get},
		"kept":            {false, []string{late412, recorded(t, "status-pending.json")}, checkout.Pending, "POST " + ref + "/cancel" + get},
		"still pending":   {false, []string{recorded(t, "status-pending.json"), recorded(t, "status-settlement.json")}, checkout.Paid, "POST " + ref + "/cancel" + get},
		"of another":      {false, []string{recorded(t, "status-cancel.json", "1015a919", "ffffa919")}, 0, "POST " + ref + "/cancel"},
		"not known":       {false, []string{none}, 0, "POST " + ref + "/cancel"},
		"down":            {false, []string{`{"status_code":"500"}`}, 0, "POST " + ref + "/cancel"},
		"412 and silence": {false, []string{late412, `{"status_code":"500"}`}, 0, "POST " + ref + "/cancel" + get},
	} {
		var answers []said
		for _, body := range c.answers {
			answers = append(answers, ok(body))
		}
		p, a := answering(answers...)
		pay := started()
		pay.Withdrawn = now
		if c.overdue {
			pay.Expires = now.Add(-time.Second)
		}
		g, err := p.Cancel(t.Context(), pay)
		if g.Status != c.want || (err == nil) != (c.want != 0) || a.calls() != c.calls || g.Reason.Word != "" {
			t.Errorf("%s: got %v, %+v, %v after %s", name, g.Status, g.Reason, err, a.calls())
		}
	}
}

// Midtrans has left QRIS payments waiting past their time. Its own clock tells:
// a till whose clock is ahead must not end what the customer is about to pay.
func TestALeftoverIsMadeToExpireByTheirClock(t *testing.T) {
	pending := recorded(t, "status-pending.json", `  "expiry_time": "2021-06-23 15:40:24",`, "")
	for name, c := range map[string]struct {
		theirs, ours time.Time
		want         checkout.Status
	}{
		"in time":       {now, now, checkout.Pending},
		"in the grace":  {now.Add(15 * time.Minute), now.Add(15 * time.Minute), checkout.Pending},
		"ours is ahead": {now, now.Add(time.Hour), checkout.Pending},
		"over":          {now.Add(15*time.Minute + time.Second), now, checkout.Expired},
		"unknown to us": {time.Time{}, now.Add(time.Hour), checkout.Pending},
	} {
		p, a := answering(ok(pending), ok(recorded(t, "status-expire.json")))
		a.date = c.theirs
		p.Now = func() time.Time { return c.ours }
		if g, err := p.Poll(t.Context(), started()); err != nil || g.Status != c.want {
			t.Errorf("%s: got %v, %v after %s; want %v", name, g.Status, err, a.calls(), c.want)
		}
	}
}

// The same through a till: the customer has gone, and so has Midtrans' scheduler.
func TestASaleEndsWhereMidtransForgetsTo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t, simulator.Midtrans{Stays: true})
		till := &checkout.Till{Methods: []checkout.Method{h.Method()}, Journal: &providertest.Memory{}}
		order := checkout.Order{Sale: checkout.NewSaleID(), Method: "qris", Lines: []checkout.Line{{Amount: h.Amount()}}}
		sale, err := till.Pay(t.Context(), order, func(checkout.Standing) {})
		if p := sale.Payments[0]; err != nil || p.Status != checkout.Expired || p.Ended.Sub(p.Created) > 17*time.Minute {
			t.Errorf("got %v after %v, %v", p.Status, p.Ended.Sub(p.Created), err)
		}
	})
}

func TestWhatWeCancelledIsNotCancelledElsewhere(t *testing.T) {
	for withdrawn, want := range map[time.Time]string{{}: "cancelled-elsewhere", now: ""} {
		p, _ := answering(ok(recorded(t, "status-cancel.json")))
		pay := started()
		pay.Withdrawn = withdrawn
		if g, err := p.Poll(t.Context(), pay); err != nil || g.Reason.Word != want {
			t.Errorf("got %+v, %v; want %q", g.Reason, err, want)
		}
	}
}

func TestAskingNeedsAReference(t *testing.T) {
	for _, bad := range []string{"", "../charge", "a/b", "a?b", "a.b"} {
		p, a := answering(ok(recorded(t, "status-settlement.json")))
		pay := started()
		pay.Ref = bad
		_, poll := p.Poll(t.Context(), pay)
		_, cancel := p.Cancel(t.Context(), pay)
		if poll == nil || cancel == nil || len(a.asked) > 0 {
			t.Errorf("%q: got %v, %v", bad, poll, cancel)
		}
	}
}
