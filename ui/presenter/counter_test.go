package presenter_test

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/ui/presenter"
)

func TestASale(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		state := s.press("5 0 000 0 Backspace")
		if state.Amount.Entry != "Rp 50,000" {
			t.Errorf("typed: %s", state.Amount.Entry)
		}
		s.press("Enter")
		state = s.after(2 * time.Second)
		s.want(state, presenter.Waiting)
		payment := s.gateway.Payments()[0]
		switch p := state.Pay; {
		case p.Amount != "Rp 50,000" || p.Invoice != "POS-000001" || p.Method != "QRIS":
			t.Errorf("shown: %+v", p)
		case p.Code == "" || p.Code != payment.Code:
			t.Errorf("the code is %q, the gateway's %q", p.Code, payment.Code)
		case p.Countdown != "19:57" && p.Countdown != "19:58":
			t.Errorf("countdown %s", p.Countdown)
		case p.Fresh.Text != "checked 0 s ago" && p.Fresh.Text != "checked 1 s ago":
			t.Errorf("freshness %q", p.Fresh.Text)
		}
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		state = s.after(1100 * time.Millisecond)
		s.want(state, presenter.Paid)
		if state.Pay.Title != "PAID" || state.Pay.Invoice != "POS-000001" || s.rings() != 1 {
			t.Errorf("shown: %+v, rang %d times", state.Pay, s.rings())
		}
		s.want(s.after(10*time.Minute), presenter.Paid) // stays until a hand takes it away
		state = s.press("Enter")
		s.want(state, presenter.Amount)
		if !state.Amount.Empty || len(state.Strip) != 1 || state.Strip[0].Status != "PAID" || state.Strip[0].Number != "POS-000001" {
			t.Errorf("amount %+v, strip %+v", state.Amount, state.Strip)
		}
	})
}

func TestAmountsAddUp(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		state := s.press("1 0 0 0 + 2 5 0 0")
		if state.Amount.Sum != "Amounts: 2, Rp 3,500" || state.Amount.Entry != "Rp 2,500" {
			t.Errorf("got %+v", state.Amount)
		}
		s.press("Esc Backspace 7 0 0 + Enter")
		s.after(time.Second)
		sales, err := s.db.Latest(1)
		if err != nil {
			t.Fatal(err)
		}
		if total := sales[0].Total(); total.Minor != 700 || len(sales[0].Lines) != 1 {
			t.Errorf("charged %v in %d lines", total, len(sales[0].Lines))
		}
	})
}

func TestEnterOnNothingDoesNothing(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.want(s.press("Enter Enter 0 0 Enter"), presenter.Amount)
	})
}

// Enter bounces, a child hits the key, the machine lags: one sale, one payment.
func TestManyEntersAreOnePayment(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter Enter Enter Enter")
		s.want(s.after(3*time.Second), presenter.Waiting)
		if n := len(s.gateway.Payments()); n != 1 {
			t.Errorf("%d payments", n)
		}
	})
}

func TestCancelIsAskedAndTheCodeStaysWatched(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		s.after(2 * time.Second)
		state := s.press("Esc")
		if state.Dialog == nil || keys(state.Dialog.Actions) != "Enter Esc" {
			t.Fatalf("dialog: %+v", state.Dialog)
		}
		if state = s.press("Esc"); state.Dialog != nil {
			t.Fatal("Esc does not close the question")
		}
		s.press("Esc Enter")
		state = s.after(time.Second)
		s.want(state, presenter.Unpaid)
		if state.Pay.Title != "Set aside, not paid" {
			t.Errorf("got %+v", state.Pay)
		}
		state = s.press("Enter")
		s.want(state, presenter.Amount)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		state = s.after(6 * time.Second)
		s.want(state, presenter.Amount)
		if state.Strip[0].Status != "late money" || state.Notice.Tone != presenter.Warn {
			t.Errorf("strip %+v, notice %+v", state.Strip, state.Notice)
		}
	})
}

func TestCustomerIsFasterThanTheQuestion(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		s.after(1500 * time.Millisecond)
		s.press("Esc")
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		state := s.after(1100 * time.Millisecond)
		s.want(state, presenter.Paid)
		if state.Dialog != nil {
			t.Error("it is still asked whether to cancel what is paid")
		}
		// The hand was on its way to confirm the question. That Enter must not
		// wipe PAID off the screen.
		s.want(s.press("Enter"), presenter.Paid)
		s.after(time.Second)
		s.want(s.press("Enter"), presenter.Amount)
	})
}

func TestParkServeNextAndRing(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		s.after(1500 * time.Millisecond)
		s.want(s.press("F9"), presenter.Amount)
		s.press("7 0 0 0 Enter")
		state := s.after(1500 * time.Millisecond)
		s.want(state, presenter.Waiting)
		if state.Pay.Amount != "Rp 7,000" {
			t.Errorf("in front: %s", state.Pay.Amount)
		}
		if err := s.gateway.Pay("POS-000001"); err != nil {
			t.Fatal(err)
		}
		state = s.after(1500 * time.Millisecond)
		s.want(state, presenter.Waiting)
		if s.rings() != 1 || state.Notice.Tone != presenter.Good {
			t.Errorf("rang %d times, notice %+v", s.rings(), state.Notice)
		}
		s.want(s.press("F9"), presenter.Amount)
		s.after(time.Second)
		s.press("F9")
		state = s.after(1500 * time.Millisecond)
		s.want(state, presenter.Waiting)
		if state.Pay.Amount != "Rp 7,000" {
			t.Errorf("back in front: %s", state.Pay.Amount)
		}
	})
}

func TestNewSaleSaysFirstWhatBecomesOfTheOldOne(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		s.after(1500 * time.Millisecond)
		state := s.press("F2")
		if state.Dialog == nil || state.Screen != presenter.Waiting {
			t.Fatalf("got %+v", state)
		}
		state = s.press("Enter")
		s.want(state, presenter.Amount)
		s.after(time.Second)
		if p := s.stored().Payments[0]; !p.Parked || p.Status != checkout.Pending {
			t.Errorf("got %+v", p)
		}
	})
}

func (s *shop) stored() checkout.Sale {
	s.t.Helper()
	sales, err := s.db.Latest(1)
	if err != nil || len(sales) == 0 {
		s.t.Fatalf("no sale: %v", err)
	}
	return sales[0]
}

func TestSilenceTurnsAmberAndBack(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		s.after(2 * time.Second)
		s.network.cut.Store(true)
		state := s.after(40 * time.Second)
		s.want(state, presenter.Doubt)
		if state.Pay.Code != "" || state.Pay.Order == "" || state.Pay.Fresh.Text == "" {
			t.Errorf("shown: %+v", state.Pay)
		}
		s.network.cut.Store(false)
		s.want(s.after(15*time.Second), presenter.Waiting)
	})
}

func TestLostAnswerToTheFirstRequestIsDoubt(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 0 0 0 Enter")
		state := s.after(3 * time.Second)
		s.want(state, presenter.Doubt)
		s.want(s.press("F9"), presenter.Amount)
		s.network.cut.Store(false)
		state = s.after(30 * time.Second)
		if state.Strip[0].Status != "waiting" {
			t.Errorf("strip: %+v", state.Strip)
		}
		s.want(s.press("F9"), presenter.Waiting)
	})
}

func TestWrongKeyIsARefusalInWords(t *testing.T) {
	change := func(s *shop) {
		s.Till.Methods[0].Provider = wrongKey(s.network)
	}
	serveWith(t, change, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		state := s.after(2 * time.Second)
		s.want(state, presenter.Unpaid)
		if state.Pay.Detail != s.Words.Say("reason.key-refused") {
			t.Errorf("got %q", state.Pay.Detail)
		}
	})
}

func TestExpiredCodeEndsAndCanBeChargedAgain(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 0 0 0 Enter")
		s.after(2 * time.Second)
		if err := s.gateway.Expire(""); err != nil {
			t.Fatal(err)
		}
		s.want(s.after(2*time.Second), presenter.Unpaid)
		s.press("Esc")
		state := s.after(2 * time.Second)
		s.want(state, presenter.Waiting)
		if sale := s.stored(); len(sale.Payments) != 2 || sale.Payments[0].Key == sale.Payments[1].Key {
			t.Errorf("payments: %+v", sale.Payments)
		}
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.want(s.after(2*time.Second), presenter.Paid)
	})
}

// The window was closed, or the power went, with a code in front of the
// customer.
func TestRestartTakesUpWhatWasOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		first := open(t, dir, nil)
		first.press("5 0 0 0 0 Enter")
		first.after(2 * time.Second)
		code := first.after(0).Pay.Code
		first.shut()
		second := open(t, dir, func(s *shop) { s.network.gateway = first.gateway })
		second.want(second.after(0), presenter.Waiting)
		state := second.after(time.Second)
		if state.Pay.Code != code || code == "" {
			t.Errorf("the code was %q and is %q", code, state.Pay.Code)
		}
		if err := first.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		second.want(second.after(2*time.Second), presenter.Paid)
		second.shut()
		if n := len(first.gateway.Payments()); n != 1 {
			t.Errorf("%d payments", n)
		}
	})
}

func TestMethodsAreChosenByNumber(t *testing.T) {
	change := func(s *shop) {
		m := s.Till.Methods[0]
		other, dirham := m, m
		other.ID, other.Label = "qris-2", "QRIS 2"
		dirham.ID, dirham.Label, dirham.Currency = "aed", "Dirham", money.MustCurrency("AED")
		s.Till.Methods = []checkout.Method{dirham, m, other}
	}
	serveWith(t, change, func(t *testing.T, s *shop) {
		state := s.press("5 0 0 Enter")
		s.want(state, presenter.Method)
		if !state.Methods[1].Selected || state.Methods[0].Why == "" {
			t.Errorf("choices: %+v", state.Methods)
		}
		s.want(s.press("1"), presenter.Method) // not in this currency
		s.press("3")
		state = s.after(2 * time.Second)
		s.want(state, presenter.Waiting)
		if state.Pay.Method != "QRIS 2" {
			t.Errorf("chosen: %s", state.Pay.Method)
		}
	})
}

// The tenth method and those after it had a button that did nothing.
func TestEveryMethodHasAKey(t *testing.T) {
	twelve := func(s *shop) {
		withCash(s)
		first, cash := s.Till.Methods[0], s.Till.Methods[1]
		for i := range 10 {
			first.ID = "qris-" + strconv.Itoa(i)
			s.Till.Methods = append(s.Till.Methods, first)
		}
		s.Till.Methods[1], s.Till.Methods[11] = s.Till.Methods[11], cash
	}
	serveWith(t, twelve, func(t *testing.T, s *shop) {
		state := s.press("5 0 000 Enter")
		for _, choice := range state.Methods {
			if !s.Knows(choice.Key) {
				t.Errorf("%s does not choose %s", choice.Key, choice.Label)
			}
		}
		s.want(s.press(state.Methods[11].Key), presenter.Cash)
	})
}

func TestLanguageChangesWithoutARestart(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		state := s.press("5 0 0 0 0 F1")
		if state.Dialog == nil || len(state.Dialog.Table) < 10 {
			t.Fatalf("help: %+v", state.Dialog)
		}
		s.press("l")
		state = s.press("Esc")
		if state.Amount.Entry != "Rp 50.000" || state.Amount.Title != "Jumlah bayar" {
			t.Errorf("got %+v", state.Amount)
		}
	})
}

func TestReprintNeedsNoQuestion(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		if state := s.press("F6"); state.Notice.Text == "" {
			t.Error("nothing is said of there being no receipt")
		}
		s.press("5 0 0 0 0 Enter")
		s.after(1500 * time.Millisecond)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.after(2 * time.Second)
		s.press("F6")
		s.after(time.Second)
		if prints := s.stored().Prints; len(prints) != 2 || prints[1].Copy != 1 {
			t.Errorf("prints: %+v", prints)
		}
	})
}

func TestEveryActionHasAKeyThatWorks(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		for _, screen := range []string{"", "5 0 0 0 0 Enter"} {
			s.press(screen)
			state := s.after(1500 * time.Millisecond)
			for _, a := range state.Actions {
				if a.Label == "" || a.Key == "" {
					t.Errorf("%s: a button without a word or a key: %+v", state.Screen, a)
				}
				if !s.Knows(a.Key) {
					t.Errorf("%s: the button %s does nothing", state.Screen, a.Key)
				}
			}
		}
	})
}

func withCash(s *shop) {
	s.Till.Methods = append(s.Till.Methods, checkout.Method{
		ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: s.Till.Shop.Currency, Cash: &checkout.Cash{Rounding: 100},
	})
}

func TestCashWithChange(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("4 7 5 0 0 Enter")
		state := s.press("2")
		s.want(state, presenter.Cash)
		if state.Cash.Entry != "Rp 47,500" || !state.Cash.Exact {
			t.Errorf("got %+v", state.Cash)
		}
		state = s.press("5 0 000")
		if state.Cash.Rest.Text != "Change: Rp 2,500" {
			t.Errorf("got %+v", state.Cash)
		}
		s.press("Enter Enter Enter")
		state = s.after(time.Second)
		s.want(state, presenter.Paid)
		if state.Pay.Order != "Change: Rp 2,500" {
			t.Errorf("got %+v", state.Pay)
		}
		if sale := s.stored(); len(sale.Payments) != 1 || sale.Status != checkout.Completed {
			t.Errorf("got %+v", sale)
		}
	})
}

func TestCashForAPartAndACodeForTheRest(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 2 0 000 Enter")
		state := s.after(time.Second)
		s.want(state, presenter.Method)
		if state.Total != "Rp 30,000" {
			t.Errorf("left to pay: %s", state.Total)
		}
		s.press("Esc") // the customer looks for his phone; the next one is served
		s.press("7 0 0 Enter 2 Enter")
		s.want(s.after(time.Second), presenter.Paid)
		s.press("Enter")
		state = s.after(0)
		if state.Strip[1].Status != "part paid" || !state.Strip[1].Open {
			t.Fatalf("strip: %+v", state.Strip)
		}
		s.ui <- func() { s.Choose(state.Strip[1].Sale) }
		s.want(s.after(0), presenter.Method)
		s.press("1")
		state = s.after(1500 * time.Millisecond)
		s.want(state, presenter.Waiting)
		if state.Pay.Amount != "Rp 30,000" {
			t.Errorf("asked for %s", state.Pay.Amount)
		}
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.want(s.after(2*time.Second), presenter.Paid)
	})
}

// A customer is sent to fetch his phone; a dozen others are served meanwhile.
func TestParkedPaymentIsNotForgottenBehindManySales(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(1500 * time.Millisecond)
		s.press("F9")
		for range stripAndMore {
			s.press("7 0 0 Enter 2 Enter")
			s.after(time.Second)
			s.press("Enter")
		}
		state := s.after(time.Second)
		if last := state.Strip[len(state.Strip)-1]; last.Amount != "Rp 50,000" || last.Status != "waiting" {
			t.Fatalf("strip ends with %+v", last)
		}
		if state.Strip[0].Amount != "Rp 700" {
			t.Errorf("the newest sale is %+v", state.Strip[0])
		}
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		rung := s.rings()
		if state = s.after(2 * time.Second); s.rings() != rung+1 || state.Notice.Tone != presenter.Good {
			t.Errorf("rang %d times, notice %+v", s.rings()-rung, state.Notice)
		}
	})
}

const stripAndMore = 15
