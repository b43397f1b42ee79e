package presenter_test

import (
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/unclez"
	"kasir/ui/presenter"
)

// These are ways to act on something else than what was on the screen, each as
// it happened.

// nothingBack fails where a sale was given back.
func nothingBack(t *testing.T, s *shop, n int) {
	t.Helper()
	sales, err := s.db.Latest(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, sale := range sales {
		for _, r := range sale.Refunds {
			t.Errorf("%s of a sale of %s was given back", r.Amount, sale.Total())
		}
	}
}

// The list was left before the journal answered; its answer opened a refund over
// the next sale, whose amount and Enter went to it.
func TestLateAnswerOpensNothingOverTheNextSale(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F4 P O S Enter F2")
		s.press("7 000 Enter Enter")
		s.after(4 * time.Second)
		nothingBack(t, s, 2)
	})
}

// The approval page was left while the PIN was looked at, and the act went on.
func TestApprovalThatWasLeftApprovesNothing(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		s.sell("5 0 000")
		s.press("F4 Enter Enter Enter")
		s.press("2 2 5 8 0 Enter F2")
		s.press("8 000 Enter")
		s.after(5 * time.Second)
		nothingBack(t, s, 2)
	})
}

// F8 was pressed while an answer was on its way, which then covered the lock.
func TestNothingComesOverTheLock(t *testing.T) {
	for name, keys := range map[string][]string{
		"an approval": {"F4 Enter Enter Enter", "2 2 5 8 0 Enter F8"},
		"a search":    {"F3 P O S Enter F8"},
	} {
		t.Run(name, func(t *testing.T) {
			serveWith(t, staffed, func(t *testing.T, s *shop) {
				s.press("3 4 7 1 1 Enter")
				s.sell("5 0 000")
				for _, some := range keys {
					s.press(some)
				}
				st := s.after(3 * time.Second)
				if page(st) != "sign-in" {
					t.Errorf("over the lock: %s", page(st))
				}
				if st = s.press("F2"); page(st) != "sign-in" {
					t.Errorf("after F2: %s", page(st))
				}
				if st = s.press("3 4 7 1 1 Enter"); page(st) == "sign-in" {
					t.Errorf("signed in, and still at %s", page(st))
				}
			})
		})
	}
}

// F4 on the page of a sale that was given back offered another sale.
func TestF4OnASalesPageMeansThatSale(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("9 0 000")
		s.sell("5 0 000")
		s.press("F3 Enter F4 Enter Enter")
		s.after(5 * time.Second)
		s.press("Esc")
		s.press("F4")
		s.press("Enter Enter Enter")
		s.after(5 * time.Second)
		sales, err := s.db.Latest(2)
		if err != nil || len(sales[1].Refunds) != 0 {
			t.Errorf("the other sale: %+v, %v", sales[1].Refunds, err)
		}
	})
}

// F6 on a sale without a receipt printed another sale's copy.
func TestF6OnAChosenSaleMeansThatSale(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("9 0 000")
		s.press("5 000 Enter")
		s.after(2 * time.Second)
		s.press("Esc Enter")
		s.after(time.Second)
		s.press("Enter")
		s.press("F3")
		s.press("F6")
		sales, err := s.db.Latest(2)
		if err != nil {
			t.Fatal(err)
		}
		for _, sale := range sales {
			for _, p := range sale.Prints {
				if p.Copy > 0 {
					t.Error("a copy of another sale was printed")
				}
			}
		}
	})
}

// Digits were ignored where only the whole goes back, and the whole went back.
func TestPartThatCannotGoBackIsSaid(t *testing.T) {
	whole := func(s *shop) { s.Till.Methods[0].Provider.(*unclez.Provider).WholeRefunds = true }
	serveWith(t, whole, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		st := s.press("F4 Enter 2 0 000")
		if st.Page.Note.Tone != presenter.Bad {
			t.Errorf("note: %+v", st.Page.Note)
		}
		s.press("Enter Enter Enter")
		s.after(5 * time.Second)
		nothingBack(t, s, 1)
	})
}

// A Z was stored with a count of nothing, by an Enter too many.
func TestCountIsTyped(t *testing.T) {
	serveWith(t, withShifts, func(t *testing.T, s *shop) {
		s.press("F7")
		s.press("1 Enter 1 0 0 000 Enter")
		s.press("F2")
		s.press("F7")
		s.press("4 Enter Enter Enter Enter")
		s.after(time.Second)
		s.press("Enter")
		if shift, err := s.db.Shift(1); err != nil || !shift.Running() {
			t.Errorf("the shift was closed without a count: %v", err)
		}
	})
}

// Goods were scanned while the reason of a refund was asked for.
func TestScannedGoodsGiveNothingBack(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F4 Enter Enter")
		s.write("8991112341")
		s.ui <- func() { s.Scan("8991112341") }
		s.after(4 * time.Second)
		nothingBack(t, s, 1)
	})
}

// A refund whose page was left before its answer ended without a word.
func TestEndOfARefundIsTold(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F4 Enter Enter Enter F2")
		if st := s.after(3 * time.Second); st.Notice.Text == "" {
			t.Errorf("nothing is told; the refund is %v", s.stored().Refunds[0].Status)
		}
	})
}

// A Z that was printed was told as an open drawer.
func TestPrintedReportIsNoDrawer(t *testing.T) {
	serveWith(t, withShifts, func(t *testing.T, s *shop) {
		report := checkout.Paper{Print: checkout.Print{Kind: checkout.PrintReport, State: checkout.Printed}}
		s.ui <- func() { s.PaperPrinted(report) }
		if got := s.after(0).Notice.Text; got != s.Words.Say("notice.report-printed") {
			t.Errorf("told: %q", got)
		}
	})
}

// A receipt was scanned at the keypad, and its number became an amount.
func TestScannedReceiptIsNoAmount(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		invoice := s.stored().Receipt.Invoice
		s.write(invoice)
		s.ui <- func() { s.Scan(invoice) }
		if st := s.after(2 * time.Second); page(st) != "sale" {
			t.Errorf("at %s, amount %s", page(st), st.Amount.Entry)
		}
		if st := s.press("F2"); !st.Amount.Empty {
			t.Errorf("left in the amount: %s", st.Amount.Entry)
		}
	})
}

// A refund had just ended. The cashier had gone on with F2 and the next amount,
// and the Enter that charges it was taken for one too many on the refund.
func TestEnterAfterAnotherKeyIsMeant(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F4 Enter Enter Enter Enter") // the last one is nervous
		if st := s.after(0); page(st) != "refund-done" && page(st) != "refund-asking" {
			t.Fatalf("at %s", page(st))
		}
		s.press("F2 7 000 Enter")
		s.want(s.after(1500*time.Millisecond), presenter.Waiting)
	})
}
