package presenter_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/ui/presenter"
)

// lateMoney plays a customer who pays a code that was taken back.
func (s *shop) lateMoney(keys string) presenter.State {
	s.t.Helper()
	s.press(keys + " Enter")
	s.after(1500 * time.Millisecond)
	s.press("Esc Enter")
	s.want(s.after(time.Second), presenter.Unpaid)
	s.press("Enter")
	if err := s.gateway.Pay(""); err != nil {
		s.t.Fatal(err)
	}
	return s.after(20 * time.Second)
}

// take chooses a step of the task on screen by its words.
func (s *shop) take(label string) presenter.State {
	s.t.Helper()
	for _, choice := range s.onPage(s.after(0), "task").Body.(presenter.Choices).Choices {
		if strings.HasPrefix(choice.Label, label) {
			return s.press(choice.Key + " Enter")
		}
	}
	s.t.Fatalf("nobody offers %q", label)
	return presenter.State{}
}

func TestLateMoneyCannotBeOverlooked(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		state := s.lateMoney("5 0 000")
		if state.Tasks != "1 thing to see to. Press *" {
			t.Errorf("the mark says %q", state.Tasks)
		}
		list := s.onPage(s.press("*"), "tasks").Body.(presenter.List)
		if len(list.Rows) != 1 || list.Rows[0].Status != "late money" || list.Rows[0].Tone != presenter.Warn {
			t.Fatalf("listed: %+v", list.Rows)
		}
		s.press("Enter")
		s.take("Goods were handed over")
		state = s.after(time.Second)
		if s.onPage(state, "tasks"); state.Tasks != "" || state.Notice.Text != "It is recorded." {
			t.Errorf("the mark says %q, notice %+v", state.Tasks, state.Notice)
		}
		if sale := s.stored(); sale.Status != checkout.Completed || sale.Receipt == nil || len(sale.Prints) != 1 {
			t.Errorf("sale %v with %d prints", sale.Status, len(sale.Prints))
		}
	})
}

func TestLateMoneyIsGivenBack(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.lateMoney("5 0 000")
		s.press("* Enter")
		s.take("Give it back")
		if figure := figureOf(s.onPage(s.after(0), "refund-amount")); figure.Amount.Entry != "Rp 50,000" {
			t.Errorf("set to %s", figure.Amount.Entry)
		}
		s.press("Enter Enter")
		state := s.after(5 * time.Second)
		s.onPage(state, "refund-done")
		if state.Tasks != "" {
			t.Errorf("the mark says %q", state.Tasks)
		}
	})
}

// The first code was paid late, after the customer had paid a second one.
func TestLateMoneyPaysForTheReplacementSale(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(1500 * time.Millisecond)
		s.press("Esc Enter")
		s.want(s.after(time.Second), presenter.Unpaid)
		late := s.stored().ID
		s.press("Enter 5 0 000 Enter 2 Enter")
		s.want(s.after(time.Second), presenter.Paid)
		replacement := s.stored().ID
		s.press("Enter")
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.after(20 * time.Second)
		s.press("* Enter")
		s.take("It pays for another sale")
		s.onPage(s.after(0), "attach")
		s.write("cash")
		s.after(0)
		s.press("Enter")
		state := s.after(time.Second)
		if sale, err := s.db.Sale(late); err != nil || sale.Payments[0].Decided.Sale != replacement {
			t.Errorf("decided: %+v, %v; notice %+v", sale.Payments[0].Decided, err, state.Notice)
		}
		if list := s.onPage(state, "tasks").Body.(presenter.List); len(list.Rows) != 1 || list.Rows[0].Status != "paid twice" {
			t.Errorf("left to see to: %+v", list.Rows)
		}
	})
}

func TestAnUnresolvedPaymentIsSettledByWhatAPersonSaw(t *testing.T) {
	change := func(s *shop) { s.Till.Methods[0].Terms.KeyLife = time.Second }
	serveWith(t, change, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 000 Enter")
		s.want(s.after(time.Minute), presenter.Doubt)
		s.press("F9")
		state := s.after(time.Second)
		if state.Tasks == "" {
			t.Error("no mark")
		}
		s.press("* Enter")
		s.take("No money came")
		if field := s.onPage(s.press("Enter"), "remark").Body.(presenter.Form).Fields[0]; field.Wrong == "" {
			t.Error("nothing need be said of what was seen")
		}
		s.write("Asked Lia at the service, no such payment")
		s.press("Enter")
		if state = s.after(time.Second); state.Tasks != "" {
			t.Errorf("the mark says %q", state.Tasks)
		}
		p := s.stored().Payments[0]
		if p.Decided.What != checkout.SeenUnpaid || p.Decided.Note != "Asked Lia at the service, no such payment" {
			t.Errorf("decided: %+v", p.Decided)
		}
	})
}

func TestAStuckRefundIsClosedByAPerson(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.gateway.HoldRefunds(true)
		s.sell("5 0 000")
		s.press("F4 Enter Enter Enter")
		s.onPage(s.after(5*time.Second), "refund-pending")
		state := s.after(16 * time.Minute)
		if state.Tasks == "" {
			t.Error("a refund without an end is nobody's task")
		}
		s.press("* Enter")
		s.take("It was given back")
		s.write("case 12")
		s.press("Enter")
		s.after(time.Second)
		if r := s.stored().Refunds[0]; r.Status != checkout.RefundDone || r.Why.Text != "case 12" {
			t.Errorf("refund: %+v", r)
		}
	})
}

// Part was paid in cash and the customer never came back.
func TestAPartPaidSaleIsATaskAfterAWhile(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 2 0 000 Enter")
		s.after(time.Second)
		if state := s.press("Esc"); state.Tasks != "" {
			t.Errorf("at once: %q", state.Tasks)
		}
		if state := s.after(16 * time.Minute); state.Tasks == "" {
			t.Fatal("nobody is told")
		}
		s.press("* Enter")
		state := s.take("Take the rest")
		if s.want(state, presenter.Method); state.Total != "Rp 30,000" {
			t.Errorf("left to pay: %s", state.Total)
		}
	})
}

func TestAnotherMethodWhileOneIsInDoubt(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 000 Enter 1")
		s.want(s.after(2*time.Second), presenter.Doubt)
		page := s.onPage(s.press("+"), "despite")
		if page.Note.Tone != presenter.Warn {
			t.Errorf("note %+v", page.Note)
		}
		state := s.press("2 Enter")
		if s.want(state, presenter.Method); state.Total != "Rp 50,000" || state.Page != nil {
			t.Fatalf("%+v", state)
		}
		s.press("2 Enter")
		s.want(s.after(time.Second), presenter.Paid)
		sale := s.stored()
		if len(sale.Payments) != 2 || sale.Status != checkout.Completed {
			t.Fatalf("%d payments, %v", len(sale.Payments), sale.Status)
		}
		s.press("Enter")
		s.network.cut.Store(false)
		s.after(time.Minute)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		if state = s.after(time.Minute); state.Tasks == "" {
			t.Errorf("the money of the first one came too, and nobody is told: %+v", s.stored().Payments)
		}
	})
}

// The way back from another method leaves the doubtful sale as it is.
func TestLeavingTheOtherMethodKeepsTheDoubt(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 000 Enter 1")
		s.want(s.after(2*time.Second), presenter.Doubt)
		s.press("+ Enter Esc")
		state := s.after(time.Second)
		if s.want(state, presenter.Amount); state.Notice.Tone == presenter.Warn || state.Amount.Entry != "Rp 0" {
			t.Errorf("notice %+v, amount %+v", state.Notice, state.Amount)
		}
		s.ui <- func() { s.Choose(state.Strip[0].Sale) }
		s.want(s.after(time.Second), presenter.Doubt)
	})
}

// The till offered the very method that was in doubt, chosen already: two Enters
// that nobody had thought about charged the customer a second time.
func TestTheMethodInDoubtIsNotOfferedAgain(t *testing.T) {
	both := func(s *shop) {
		withCash(s)
		second := s.Till.Methods[0]
		second.ID, second.Label = "qris-2", "QRIS 2"
		s.Till.Methods = append(s.Till.Methods, second)
	}
	serveWith(t, both, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 000 Enter 1")
		s.want(s.after(2*time.Second), presenter.Doubt)
		s.press("+ Enter")
		inDoubt := func(state presenter.State) {
			t.Helper()
			s.want(state, presenter.Method)
			if m := state.Methods; m[0].Why != s.Words.Say("method.in-doubt") || m[0].Selected || m[1].Why != "" || m[2].Why != "" {
				t.Errorf("offered: %+v", m)
			}
			s.want(s.press("1"), presenter.Method)
		}
		inDoubt(s.after(0))
		if n := len(s.stored().Payments); n != 1 {
			t.Fatalf("%d payments", n)
		}
		s.network.cut.Store(false)
		s.press("3")
		s.want(s.after(2*time.Second), presenter.Waiting)
		if err := s.gateway.Decline(s.stored().Payments[1].Invoice); err != nil {
			t.Fatal(err)
		}
		s.arrives(presenter.Unpaid)
		s.after(time.Second)
		inDoubt(s.press("Esc")) // the first one may still be paid
	})
}

// With one way to pay, + led to a second charge by the same one.
func TestWithoutAnotherMethodNothingIsChargedAgain(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 000 Enter")
		s.want(s.after(2*time.Second), presenter.Doubt)
		state := s.press("+ Enter Enter")
		if s.want(state, presenter.Doubt); state.Page != nil || state.Notice.Text != s.Words.Say("despite.no-other") {
			t.Errorf("page %+v, notice %+v", state.Page, state.Notice)
		}
		if n := len(s.stored().Payments); n != 1 {
			t.Errorf("%d payments", n)
		}
	})
}

// After an end without money the same method is as good as any.
func TestWhatRanOutIsChargedAgainByTheSameMethod(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(2 * time.Second)
		if err := s.gateway.Expire(""); err != nil {
			t.Fatal(err)
		}
		s.arrives(presenter.Unpaid)
		s.after(time.Second)
		state := s.press("Esc")
		if s.want(state, presenter.Method); !state.Methods[0].Selected || state.Methods[0].Why != "" {
			t.Errorf("offered: %+v", state.Methods)
		}
		s.press("Enter")
		s.want(s.after(2*time.Second), presenter.Waiting)
	})
}
