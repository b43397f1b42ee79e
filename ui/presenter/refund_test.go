package presenter_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/ui/presenter"
)

func figureOf(page presenter.PageState) presenter.Figure { return page.Body.(presenter.Figure) }

// The way that hands learn by heart: F4, Enter, Enter, Enter.
func TestRefundOfAllThatRemains(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		if list := s.onPage(s.press("F4"), "refunds").Body.(presenter.List); len(list.Rows) != 1 || list.Selected != 0 {
			t.Fatalf("offered: %+v", list)
		}
		if figure := figureOf(s.onPage(s.press("Enter"), "refund-amount")); figure.Amount.Entry != "Rp 50,000" {
			t.Errorf("set to %s", figure.Amount.Entry)
		}
		reasons := s.onPage(s.press("Enter"), "refund-reason").Body.(presenter.Choices)
		if !reasons.Choices[0].Selected || reasons.Choices[0].Key != "1" || len(reasons.Choices) > 9 {
			t.Errorf("reasons: %+v", reasons.Choices)
		}
		s.press("Enter Enter Enter") // a nervous hand
		page := s.onPage(s.after(5*time.Second), "refund-done")
		if pay := page.Body.(presenter.Outcome).Pay; pay.Amount != "Rp 50,000" || pay.Tone == presenter.Good {
			t.Errorf("told as %+v", pay)
		}
		sale := s.stored()
		if len(sale.Refunds) != 1 || sale.Refunds[0].Status != checkout.RefundDone || sale.Refunds[0].Reason != "Wrong item" {
			t.Errorf("refunds: %+v", sale.Refunds)
		}
		if back, n := s.gateway.GivenBack(s.gateway.Payments()[0].Invoice); back.Minor != 50_000 || n != 1 {
			t.Errorf("the service gave back %s in %d", back, n)
		}
		s.want(s.press("Enter"), presenter.Amount)
	})
}

func TestRefundOfAPartWithAReason(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 Enter")
		s.after(time.Second)
		s.press("F4 Enter")
		figure := figureOf(s.onPage(s.press("2 0 000"), "refund-amount"))
		if figure.Amount.Entry != "Rp 20,000" {
			t.Errorf("typed %s", figure.Amount.Entry)
		}
		s.press("Enter")
		choices := s.onPage(s.press("2"), "refund-reason").Body.(presenter.Choices).Choices
		if !choices[1].Selected || choices[0].Selected {
			t.Errorf("chosen: %+v", choices)
		}
		s.press("Enter")
		page := s.onPage(s.after(time.Second), "refund-done")
		if pay := page.Body.(presenter.Outcome).Pay; pay.Order != "Hand over Rp 20,000" {
			t.Errorf("told as %+v", pay)
		}
		if r := s.stored().Refunds[0]; r.Amount.Minor != 20_000 || r.Reason != "Damaged or bad" || r.Way != checkout.RefundInCash {
			t.Errorf("refund: %+v", r)
		}
		s.press("F4 Enter")
		figure = figureOf(s.onPage(s.after(0), "refund-amount"))
		if figure.Amount.Entry != "Rp 30,000" {
			t.Errorf("what remains is %s", figure.Amount.Entry)
		}
	})
}

func TestMoreThanRemainsIsNotRefunded(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 Enter")
		s.after(time.Second)
		s.press("F4 Enter")
		page := s.onPage(s.press("6 0 000 Enter"), "refund-amount")
		if page.Note.Text != "Only Rp 50,000 is left to give back." || s.Knows("Enter") {
			t.Errorf("note %+v", page.Note)
		}
		page = s.onPage(s.press("Esc 0 Enter"), "refund-amount")
		if page.Note.Text != "Type how much goes back." {
			t.Errorf("note %+v", page.Note)
		}
		if figure := figureOf(s.onPage(s.press("Esc"), "refund-amount")); figure.Amount.Entry != "Rp 50,000" {
			t.Errorf("after Esc %s", figure.Amount.Entry)
		}
		s.onPage(s.press("Esc"), "refunds")
	})
}

func TestAReasonOfOnesOwnIsWritten(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 Enter")
		s.after(time.Second)
		s.press("F4 Enter Enter 7")
		if body := s.onPage(s.press("Enter"), "refund-reason").Body.(presenter.Choices); body.Other == nil || body.Other.Wrong == "" {
			t.Errorf("an empty reason is taken: %+v", body.Other)
		}
		s.write("2 cups broke")
		s.press("Enter")
		s.onPage(s.after(time.Second), "refund-done")
		if r := s.stored().Refunds[0]; r.Reason != "2 cups broke" {
			t.Errorf("reason %q", r.Reason)
		}
	})
}

func TestARefundThatIsPendingIsFollowedAndTold(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.gateway.HoldRefunds(true)
		s.sell("5 0 000")
		s.press("F4 Enter Enter Enter")
		s.onPage(s.after(5*time.Second), "refund-pending")
		s.want(s.press("Enter"), presenter.Amount)
		list := s.onPage(s.press("*"), "tasks").Body.(presenter.List)
		if len(list.Rows) != 1 || list.Rows[0].Status != "refund running" || list.Rows[0].Tone != presenter.Busy {
			t.Fatalf("running: %+v", list.Rows)
		}
		s.onPage(s.press("Enter"), "task")
		if err := s.gateway.EndRefund(s.gateway.Payments()[0].Invoice, true); err != nil {
			t.Fatal(err)
		}
		s.press("F5")
		state := s.after(3 * time.Second)
		if state.Notice.Text != "Rp 50,000 was given back." {
			t.Errorf("notice %+v", state.Notice)
		}
		if page := s.onPage(state, "task"); page.Body.(presenter.Outcome).Pay.Title != "Done" {
			t.Errorf("task: %+v", page)
		}
	})
}

func TestARefundIsTakenUpAfterARestart(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		first := open(t, dir, nil)
		first.sell("5 0 000")
		first.network.cut.Store(true)
		first.press("F4 Enter Enter Enter")
		first.onPage(first.after(5*time.Second), "refund-requested")
		first.shut()
		second := open(t, dir, func(s *shop) { s.network.gateway = first.gateway })
		second.after(20 * time.Second)
		if r := second.stored().Refunds; len(r) != 1 || r[0].Status != checkout.RefundDone {
			t.Errorf("refunds: %+v", r)
		}
		second.shut()
	})
}

func TestASilentServiceLeavesTheRefundInDoubt(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.network.cut.Store(true)
		s.press("F4 Enter Enter Enter")
		pay := s.onPage(s.after(5*time.Second), "refund-requested").Body.(presenter.Outcome).Pay
		if pay.Tone != presenter.Warn || pay.Order != "Do not give the money another way" || !strings.Contains(pay.Fresh.Text, "Next try in") {
			t.Errorf("told as %+v", pay)
		}
		s.network.cut.Store(false)
		s.press("F5")
		s.onPage(s.after(time.Minute), "refund-done")
	})
}

// Two payments made one sale; each goes back its own way.
func TestASaleInPartsAsksWhichOneGoesBack(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 2 0 000 Enter")
		s.after(time.Second)
		s.press("1")
		s.after(1500 * time.Millisecond)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.want(s.after(2*time.Second), presenter.Paid)
		choices := s.onPage(s.press("F4 Enter"), "refund-payment").Body.(presenter.Choices).Choices
		if len(choices) != 2 || !strings.Contains(choices[0].Label, "Rp 20,000") {
			t.Fatalf("choices: %+v", choices)
		}
		if figure := figureOf(s.onPage(s.press("2 Enter"), "refund-amount")); figure.Amount.Entry != "Rp 30,000" {
			t.Errorf("set to %s", figure.Amount.Entry)
		}
	})
}

func TestTheRefundOfAScannedReceiptIsOpened(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		for _, amount := range []string{"5 0 000", "7 000"} {
			s.sell(amount)
		}
		s.press("F4")
		s.write("POS-000001")
		s.ui <- func() { s.Scan("POS-000001") }
		if figure := figureOf(s.onPage(s.after(0), "refund-amount")); figure.Amount.Entry != "Rp 50,000" {
			t.Errorf("set to %s", figure.Amount.Entry)
		}
	})
}

func TestARefundFromTheSalesPageStartsAtTheAmount(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F3 Enter")
		s.onPage(s.after(0), "sale")
		s.onPage(s.press("F4"), "refund-amount")
		s.press("Enter Enter")
		s.onPage(s.after(5*time.Second), "refund-done")
		page := s.onPage(s.press("Esc"), "sale")
		story := page.Body.(presenter.Story)
		if last := story.Lines[len(story.Lines)-1].Text; !strings.Contains(last, "given back") {
			t.Errorf("the story ends with %q", last)
		}
		s.press("1")
		s.after(time.Second)
		prints := s.stored().Prints
		if last := prints[len(prints)-1]; last.Kind != checkout.PrintRefund || last.Copy != 1 {
			t.Errorf("prints: %+v", prints)
		}
	})
}

// The program was killed while a refund was asked for. After the next start only a blue
// line in the list spoke of it, and the customer stood there for his money.
func TestARefundThatIsNotKnownStandsAmber(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		first := open(t, dir, nil)
		first.sell("5 0 000")
		first.network.cut.Store(true)
		first.press("F4 Enter Enter Enter")
		first.after(5 * time.Second)
		first.shut()
		second := open(t, dir, func(s *shop) {
			s.network.gateway = first.gateway
			s.network.cut.Store(true)
		})
		want := presenter.Message{Tone: presenter.Warn, Text: "Refund of Rp 50,000 not known yet. Do not give the money another way."}
		for _, later := range []time.Duration{0, time.Second, time.Hour} {
			state := second.after(later)
			if second.want(state, presenter.Amount); state.Notice != want {
				t.Errorf("%v later: %+v", later, state.Notice)
			}
			if row := state.Strip[0]; row.Status != "refund not known" || row.Tone != presenter.Warn {
				t.Errorf("%v later: %+v", later, row)
			}
		}
		second.press("7 0 000") // selling goes on
		if state := second.after(0); state.Amount.Entry != "Rp 70,000" {
			t.Errorf("keyed in: %q", state.Amount.Entry)
		}
		second.network.cut.Store(false)
		if state := second.after(10 * time.Minute); state.Notice.Text == want.Text || state.Strip[0].Status != "given back" {
			t.Errorf("once it is known: %+v, %+v", state.Notice, state.Strip[0])
		}
		second.shut()
	})
}

// A refund that the service has taken on, or is being asked for, is no cause for alarm.
func TestARefundThatRunsIsNotCalledUnknown(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.gateway.HoldRefunds(true)
		s.sell("5 0 000")
		s.press("F4 Enter Enter Enter Enter")
		for range 4 {
			state := s.press("F2")
			if row := state.Strip[0]; row.Tone == presenter.Warn || state.Notice.Tone == presenter.Warn {
				t.Fatalf("%+v, %+v", state.Notice, row)
			}
			s.after(time.Second)
		}
		s.network.cut.Store(true)
		if row := s.after(time.Minute).Strip[0]; row.Status != "refund running" || row.Tone != presenter.Busy {
			t.Errorf("%+v", row)
		}
	})
}
