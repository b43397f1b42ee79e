package midtrans_test

import (
	"errors"
	"maps"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/internal/qris"
	"kasir/checkout/midtrans"
	"kasir/checkout/money"
)

func TestPollReadsEveryWord(t *testing.T) {
	for _, c := range []struct {
		word, code string
		want       checkout.Status
		reason     string
	}{
		{"pending", "201", checkout.Pending, ""},
		{"authorize", "201", checkout.Pending, ""},
		{"settlement", "200", checkout.Paid, ""},
		{"SETTLEMENT", "200", checkout.Paid, ""},
		{"capture", "200", checkout.Paid, ""},
		{"deny", "202", checkout.Declined, "declined"},
		{"deny", "406", checkout.Declined, "declined"}, // the code of a denial is not documented
		{"failure", "202", checkout.Declined, "declined"},
		{"cancel", "200", checkout.Cancelled, "cancelled-elsewhere"},
		{"cancel", "202", checkout.Cancelled, "cancelled-elsewhere"},
		{"expire", "407", checkout.Expired, ""},
		{"expire", "202", checkout.Expired, ""},
		{"refund", "200", checkout.Unresolved, "refunded-elsewhere"},
		{"partial_refund", "200", checkout.Unresolved, "refunded-elsewhere"},
		// words and codes that contradict each other, or that nobody knows
		{"settlement", "201", 0, ""},
		{"settlement", "202", 0, ""},
		{"settlement", "407", 0, ""},
		{"settlement", "412", 0, ""},
		{"capture", "201", 0, ""},
		{"expire", "200", 0, ""},
		{"expire", "201", 0, ""},
		{"pending", "404", 0, ""},
		{"pending", "500", 0, ""},
		{"settled", "200", 0, ""},
		{"", "200", 0, ""},
	} {
		p, _ := answering(ok(recorded(t, "status-settlement.json", `"settlement",`, `"`+c.word+`",`, `"200"`, `"`+c.code+`"`)))
		g, err := p.Poll(t.Context(), started())
		if g.Status != c.want || g.Reason.Word != c.reason || (err == nil) != (c.want != 0) {
			t.Errorf("%s under %s: got %v, %+v, %v; want %v", c.word, c.code, g.Status, g.Reason, err, c.want)
		}
	}
}

func TestRecordedAnswers(t *testing.T) {
	for name, want := range map[string]checkout.Status{
		"status-pending.json": checkout.Pending, "status-settlement.json": checkout.Paid, "status-expire.json": checkout.Expired,
		"status-cancel.json": checkout.Cancelled, "status-deny.json": checkout.Declined,
	} {
		p, _ := answering(ok(recorded(t, name)))
		g, err := p.Poll(t.Context(), started())
		if err != nil || g.Status != want || g.Ref != ref || g.Amount != money.Of(789000, rupiah) {
			t.Errorf("%s: got %+v, %v", name, g, err)
		}
	}
}

// Money that came but is not trusted is a person's task; money without a word
// about it is only trusted where Midtrans leaves the word out.
func TestSettlementsNeedTrust(t *testing.T) {
	const accept = `"fraud_status": "accept",`
	for _, c := range []struct {
		word, fraud string
		want        checkout.Status
	}{
		{"settlement", accept, checkout.Paid},
		{"settlement", `"fraud_status": "ACCEPT",`, checkout.Paid},
		{"settlement", ``, checkout.Paid},
		{"settlement", `"fraud_status": null,`, checkout.Paid},
		{"settlement", `"fraud_status": "deny",`, checkout.Unresolved},
		{"settlement", `"fraud_status": "challenge",`, checkout.Unresolved},
		{"settlement", `"fraud_status": "maybe",`, 0},
		{"settlement", `"fraud_status": ["accept"],`, 0},
		{"settlement", `"fraud_status": 1,`, 0},
		{"capture", accept, checkout.Paid},
		{"capture", ``, checkout.Unresolved},
		{"capture", `"fraud_status": "challenge",`, checkout.Unresolved},
	} {
		p, _ := answering(ok(recorded(t, "status-settlement.json", accept, c.fraud, `"settlement",`, `"`+c.word+`",`)))
		g, err := p.Poll(t.Context(), started())
		if g.Status != c.want || (err == nil) != (c.want != 0) {
			t.Errorf("%s, %s: got %v, %v; want %v", c.word, c.fraud, g.Status, err, c.want)
		}
		if c.want == checkout.Unresolved && g.Reason.Word != "fraud-check" {
			t.Errorf("%s, %s: got reason %+v", c.word, c.fraud, g.Reason)
		}
	}
}

func TestPollBelievesNothingAboutAnotherPayment(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string
		want     checkout.Trouble
	}{
		"id":             {`"1015a919`, `"ffffa919`, checkout.Mismatch},
		"our id":         {`"order102"`, `"order103"`, checkout.Mismatch},
		"our id's case":  {`"order102"`, `"ORDER102"`, checkout.Mismatch},
		"amount":         {`"789000.00"`, `"789001.00"`, checkout.Mismatch},
		"with a fee":     {`"789000.00"`, `"794523.00"`, checkout.Mismatch},
		"hundredfold":    {`"789000.00"`, `"78900000"`, checkout.Mismatch},
		"no money":       {`"789000.00"`, `"0.00"`, checkout.Mismatch},
		"less than none": {`"789000.00"`, `"-789000.00"`, checkout.Mismatch},
		"currency":       {`"IDR"`, `"USD"`, checkout.Mismatch},
		"broken amount":  {`"789000.00"`, `"7.89e5"`, checkout.Garbled},
		"with commas":    {`"789000.00"`, `"789,000.00"`, checkout.Garbled},
		"half a rupiah":  {`"789000.00"`, `"789000.50"`, checkout.Garbled},
		"listed amount":  {`"789000.00"`, `["789000.00"]`, checkout.Garbled},
		"no amount":      {`"gross_amount"`, `"net_amount"`, checkout.Garbled},
		"no currency":    {`"currency"`, `"currenzy"`, checkout.Garbled},
		"no id":          {`"transaction_id"`, `"id"`, checkout.Garbled},
		"no order":       {`"order_id"`, `"order"`, checkout.Garbled},
		"an id of paths": {`"` + ref + `"`, `"../x"`, checkout.Garbled},
		"no code":        {`"status_code"`, `"status"`, checkout.Garbled},
		"no word":        {`"transaction_status"`, `"status"`, checkout.Garbled},
		"two words":      {`"issuer"`, `"Transaction_Status"`, checkout.Garbled},
	} {
		p, _ := answering(ok(recorded(t, "status-settlement.json", c.from, c.to)))
		g, err := p.Poll(t.Context(), started())
		if fault := checkout.TroubleOf(err); err == nil || fault.Trouble != c.want || g.Status != 0 {
			t.Errorf("%s: got %v, %v; want %v", name, g.Status, err, c.want)
		}
	}
	for _, amount := range []string{`"789000"`, `"789000.0"`, `789000`, `789000.00`} {
		p, _ := answering(ok(recorded(t, "status-settlement.json", `"789000.00"`, amount)))
		if g, err := p.Poll(t.Context(), started()); err != nil || g.Status != checkout.Paid {
			t.Errorf("%s: got %v, %v", amount, g.Status, err)
		}
	}
}

func TestDeniedForNowIsToBeTriedLater(t *testing.T) {
	for code, want := range map[string]string{"900": "try-later", "901": "declined"} {
		for _, status := range []string{"202", "200", "201", "406", "503"} {
			p, _ := answering(ok(recorded(t, "charge-deny.json", `"900"`, `"`+code+`"`, `"202"`, `"`+status+`"`)))
			g, err := p.Start(t.Context(), payment())
			if err != nil || g.Status != checkout.Declined || g.Reason.Word != want || g.Reason.Text != "GO-PAY transaction is rejected Service error" {
				t.Errorf("%s under %s: got %v, %+v, %v", code, status, g.Status, g.Reason, err)
			}
		}
	}
}

// Times have no zone of their own, and every till must read them alike.
func TestTimesAreJakartas(t *testing.T) {
	jayapura := time.FixedZone("WIT", 9*60*60)
	local := time.Local
	time.Local = jayapura
	defer func() { time.Local = local }()
	for name, c := range map[string]struct {
		field string
		want  time.Time
	}{
		"expiry_time":    {`"expiry_time":"2021-06-23 15:40:24",`, now.Add(15 * time.Minute)},
		"expire_time":    {`"expire_time":"2021-06-23 15:30:24",`, now.Add(5 * time.Minute)},
		"after midnight": {`"expiry_time":"2021-06-24 00:05:00",`, time.Date(2021, 6, 23, 17, 5, 0, 0, time.UTC)},
		"none":           {``, now.Add(15 * time.Minute)},
		"nonsense":       {`"expiry_time":"soon","expire_time":["x"],`, now.Add(15 * time.Minute)},
	} {
		p, _ := answering(ok(recorded(t, "charge-pending.json", `"acquirer"`, c.field+`"acquirer"`)))
		p.Now = func() time.Time { return now.Add(-3 * time.Hour) } // a wrong clock changes nothing
		if g, err := p.Start(t.Context(), payment()); err != nil || !g.Expires.Equal(c.want) {
			t.Errorf("%s: got %v, %v; want %v", name, g.Expires, err, c.want)
		}
	}
	p, _ := answering(ok(recorded(t, "status-settlement.json")))
	if g, err := p.Poll(t.Context(), started()); err != nil || !g.Expires.IsZero() {
		t.Errorf("no news: got %v, %v", g.Expires, err)
	}
}

func TestReceiptsNameTheBanks(t *testing.T) {
	for _, c := range []struct {
		more string
		want map[string]string
	}{
		{``, map[string]string{"issuer": "gopay", "acquirer": "gopay"}},
		{`"rrn": "117415123456", `, map[string]string{"issuer": "gopay", "acquirer": "gopay", "rrn": "117415123456"}},
		{`"rrn": "1\n2", `, map[string]string{"issuer": "gopay", "acquirer": "gopay"}},
	} {
		p, _ := answering(ok(recorded(t, "status-settlement.json", `"payment_type"`, c.more+`"payment_type"`)))
		if g, err := p.Poll(t.Context(), started()); err != nil || !maps.Equal(g.Print, c.want) {
			t.Errorf("%s: got %v, %v; want %v", c.more, g.Print, err, c.want)
		}
	}
	pay := started()
	var err error
	if pay.Prompt.Code, err = qris.Build(qris.New(pay.Amount, "Shop", "Bandung", "1")); err != nil {
		t.Fatal(err)
	}
	p, _ := answering(ok(recorded(t, "status-settlement.json")))
	if g, err := p.Poll(t.Context(), pay); err != nil || g.Print["nmid"] != "ID0000000000000" {
		t.Errorf("of a code: got %v, %v", g.Print, err)
	}
	p, _ = answering(ok(recorded(t, "status-pending.json")))
	if g, _ := p.Poll(t.Context(), started()); g.Print != nil {
		t.Errorf("before it is paid: got %v", g.Print)
	}
}

func FuzzPollNeverInventsMoney(f *testing.F) {
	f.Add([]byte(`{"transaction_id":"` + ref + `","order_id":"order102","status_code":"200","transaction_status":"settlement","gross_amount":"789000.00","currency":"IDR"}`))
	f.Add([]byte(`{"status_code":"200","Status_Code":"201"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, _ := answering(ok(string(body)))
		g, err := p.Poll(t.Context(), started())
		var fault *checkout.Fault
		switch {
		case err != nil && !errors.As(err, &fault):
			t.Errorf("got an error that is no fault: %v", err)
		case err == nil && g.Status == checkout.Paid && g.Amount != money.Of(789000, rupiah):
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
	checkout.Refunder
} = (*midtrans.Provider)(nil)
