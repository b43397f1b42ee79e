package presenter_test

import (
	"errors"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/ui/presenter"
)

// The drawer's pulse failed for a part in cash: there was no receipt yet to
// name, and the till fell over.
func TestDrawerThatFailsBeforeThereIsAReceiptIsSaid(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 2 0 000 Enter")
		s.after(time.Second)
		sale := s.stored()
		sale.Prints = append(sale.Prints, checkout.Print{Kind: checkout.DrawerPulse, State: checkout.NotPrinted, Cause: "unreachable"})
		s.ui <- func() { s.Printed(sale) }
		if state := s.after(0); state.Notice.Text != "The drawer did not open. "+s.Words.Say("cause.unreachable") {
			t.Errorf("got %+v", state.Notice)
		}
	})
}

// A declined sale was tried again, its amount changed, and the code that came
// was for the amount before the change.
func TestAChangedAmountIsAnotherSale(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(1500 * time.Millisecond)
		if err := s.gateway.Decline(""); err != nil {
			t.Fatal(err)
		}
		s.want(s.after(2*time.Second), presenter.Unpaid)
		s.want(s.press("Esc"), presenter.Method)
		s.want(s.press("Esc"), presenter.Amount)
		s.press("1 000")
		declined := s.stored()
		s.press("Enter 1")
		state := s.after(1500 * time.Millisecond)
		s.want(state, presenter.Waiting)
		if sale := s.stored(); sale.ID == declined.ID || s.Words.Say("amount.title") == "" || state.Pay.Amount != sale.Total().Format("en") || state.Pay.Amount != "Rp 51,000" {
			t.Errorf("asked for %s in sale %s; the declined one was %s", state.Pay.Amount, sale.ID, declined.ID)
		}
		old, err := s.db.Sale(declined.ID)
		if err != nil || old.Status != checkout.Voided {
			t.Errorf("the declined sale is %v, %v", old.Status, err)
		}
	})
}

// F5 heard that it was paid, after F9 had taken the payment off the screen.
func TestPaidHeardByF5AfterF9StillRings(t *testing.T) {
	change := func(s *shop) { s.Till.Methods[0].Terms.Poll = time.Minute }
	serveWith(t, change, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(300 * time.Millisecond)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.press("F5 F9")
		state := s.after(2 * time.Second)
		if s.rings() != 1 || state.Notice.Tone != presenter.Good || state.Strip[0].Status != "PAID" {
			t.Errorf("rang %d times, notice %+v, strip %+v", s.rings(), state.Notice, state.Strip[0])
		}
	})
}

// News of a payment that had ended long ago closed the help page each time.
func TestNewsDoesNotCloseWhatIsBeingRead(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(1500 * time.Millisecond)
		s.press("Esc Enter")
		s.want(s.after(time.Second), presenter.Unpaid) // set aside; still asked about
		s.press("F1")
		if state := s.after(20 * time.Second); state.Dialog == nil {
			t.Error("the help page is gone")
		}
	})
}

func TestAnUnresolvedPaymentIsFoundAgainAndOffersNoEmptyButton(t *testing.T) {
	change := func(s *shop) { s.Till.Methods[0].Terms.KeyLife = time.Second }
	serveWith(t, change, func(t *testing.T, s *shop) {
		s.network.cut.Store(true)
		s.press("5 0 000 Enter")
		state := s.after(time.Minute)
		s.want(state, presenter.Doubt)
		if s.Knows("F5") {
			t.Error("F5 is offered where nobody is left to ask")
		}
		s.want(s.press("F9"), presenter.Amount)
		state = s.after(time.Second)
		if !state.Strip[0].Open || state.Strip[0].Status != "not known" {
			t.Fatalf("strip: %+v", state.Strip[0])
		}
		s.ui <- func() { s.Choose(state.Strip[0].Sale) }
		s.want(s.after(time.Second), presenter.Doubt)
		s.press("F9")
		s.network.cut.Store(false)
		s.press("7 000 Enter")
		s.want(s.after(2*time.Second), presenter.Waiting) // the till goes on selling
	})
}

// The same sale must not be asked for twice while its first payment may still
// bring its money.
func TestNoSecondMethodWhileTheFirstIsUnanswered(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 2 2 0 000 Enter")
		s.after(time.Second)
		s.press("1")
		s.after(1500 * time.Millisecond)
		s.network.cut.Store(true)
		s.press("Esc Enter")
		state := s.after(2 * time.Second)
		s.ui <- func() { s.Choose(state.Strip[0].Sale) }
		s.press("2 Enter")
		s.after(time.Second)
		if sale := s.stored(); len(sale.Payments) != 2 || sale.Status != checkout.Open {
			t.Errorf("sale %v with %d payments", sale.Status, len(sale.Payments))
		}
	})
}

// An act on another sale failed while an amount was being typed; the till took
// it for its own and went to the choice of methods.
func TestAFailedActElsewhereLeavesTheAmountAlone(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		s.press("5 0 000")
		s.ui <- func() { s.Fail(errors.New("not stored")) }
		state := s.after(0)
		s.want(state, presenter.Amount)
		if state.Amount.Entry != "Rp 50,000" || state.Notice.Tone != presenter.Bad {
			t.Errorf("got %+v, notice %+v", state.Amount, state.Notice)
		}
	})
}

// A printer without paper used to be news for eight seconds, and then nobody
// knew why no receipts came.
func TestPrinterInTroubleStaysOnEveryScreen(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.ui <- func() { s.PrinterIs("paper-out") }
		for _, keys := range []string{"5 0 000", "Enter", "Esc Enter"} {
			s.press(keys)
			state := s.after(20 * time.Second)
			if state.Notice.Text != s.Words.Say("cause.paper-out") || state.Notice.Tone != presenter.Warn {
				t.Errorf("behind %s: notice %+v", keys, state.Notice)
			}
		}
		s.ui <- func() { s.PrinterIs("") }
		if state := s.after(0); state.Notice.Text != "" {
			t.Errorf("it is over: notice %+v", state.Notice)
		}
	})
}

// A paper that waits says why, and one that nobody vouches for says no more
// than that it was sent.
func TestReceiptSaysHowItStands(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(1500 * time.Millisecond)
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		s.want(s.after(2*time.Second), presenter.Paid)
		for want, change := range map[string]func(*checkout.Sale){
			s.Words.Say("print.waits", "cause", s.Words.Say("cause.paper-out")): func(sale *checkout.Sale) {
				sale.NotePrint(0, checkout.Queued, "paper-out", time.Now())
			},
			s.Words.Say("print.sent"): func(sale *checkout.Sale) {
				sale.NotePrint(0, checkout.Printed, "", time.Now())
			},
			s.Words.Say("print.printed"): func(sale *checkout.Sale) {
				sale.NotePrint(0, checkout.Printed, "", time.Now())
				sale.Prints[0].Proven = true
			},
		} {
			sale, err := s.db.UpdateSale(s.stored().ID, func(sale *checkout.Sale, _ func() uint64) error {
				sale.Prints[0].Proven = false
				change(sale)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			s.ui <- func() { s.Printed(sale) }
			if state := s.after(0); state.Pay.Receipt.Text != want {
				t.Errorf("got %q, want %q", state.Pay.Receipt.Text, want)
			}
		}
	})
}
