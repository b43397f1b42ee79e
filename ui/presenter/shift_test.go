package presenter_test

import (
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/ui/presenter"
)

func rupiah(minor int64) money.Amount { return money.Of(minor, money.MustCurrency("IDR")) }

// withShifts is a till with a drawer, whose shifts are kept.
func withShifts(s *shop) {
	withCash(s)
	withDrawer(s)
	s.Till.Shifts = s.db
}

// The whole day: opened with change in the drawer, a sale in cash, money taken
// to the bank, closed with a count that is wrong by 5,000.
func TestAShiftFromItsFloatToItsZ(t *testing.T) {
	serveWith(t, withShifts, func(t *testing.T, s *shop) {
		if state := s.press("F7"); page(state) != "shift" {
			t.Fatalf("on screen: %s", page(state))
		}
		s.press("1 Enter 1 0 0 000 Enter")
		shift, err := s.db.Shift(0)
		if err != nil || !shift.IsOpen() || shift.Cash[0].Amount != rupiah(100000) {
			t.Fatalf("open: %+v, %v", shift, err)
		}
		s.press("F2 5 0 000 Enter 2 Enter")
		s.after(time.Second)
		s.press("Enter F7")
		if state := s.press("3 Enter 3 0 000 Enter"); page(state) != "cash-reason" {
			t.Fatalf("on screen: %s", page(state))
		}
		s.press("2 Enter")
		if state := s.press("4 Enter"); page(state) != "count" {
			t.Fatalf("on screen: %s", page(state))
		}
		s.press("1 1 5 000 Enter")
		state := s.after(time.Second)
		if page(state) != "close-shift" {
			t.Fatalf("on screen: %s", page(state))
		}
		state = s.press("Enter")
		if page(state) != "z-report" {
			t.Fatalf("on screen: %s, %s", page(state), state.Notice.Text)
		}
		figures := state.Page.Body.(presenter.Figures)
		want := map[string]string{
			"Float": "Rp 100,000", "Cash sales": "Rp 50,000", "Taken out": "Rp 30,000",
			"Expected": "Rp 120,000", "Counted": "Rp 115,000", "Difference": "-Rp 5,000",
		}
		for _, fact := range figures.Drawer {
			if text, ok := want[fact.Label]; ok && text != fact.Value {
				t.Errorf("%s is %s, want %s", fact.Label, fact.Value, text)
			}
			delete(want, fact.Label)
		}
		if len(want) > 0 {
			t.Errorf("not shown: %v", want)
		}
		z, err := s.db.Shift(1)
		if err != nil || z.Running() || z.Cash[1].Reason != "Taken to the bank" {
			t.Errorf("stored: %+v, %v", z, err)
		}
		if len(figures.Hours.Bars) != 1 || figures.Methods.Bars[0].Share != 1 {
			t.Errorf("charts: %+v, %+v", figures.Hours, figures.Methods)
		}
	})
}

// What is open comes first, and nobody closes over it without a word.
func TestALooseEndIsLeftOnSomebodysWord(t *testing.T) {
	serveWith(t, withShifts, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(2 * time.Second)
		state := s.press("F9 F7")
		facts := state.Page.Body.(presenter.Choices).Facts
		if last := facts[len(facts)-1]; last.Label != "still open" || last.Value != "Rp 50,000  ·  POS-000001" {
			t.Errorf("beside the choices: %+v", facts)
		}
		if state = s.press("5 Enter"); page(state) != "loose-ends" || len(state.Page.Body.(presenter.List).Rows) != 1 {
			t.Fatalf("on screen: %s, %+v", page(state), state.Page)
		}
		if state = s.press("Enter"); page(state) != "sale" {
			t.Fatalf("to see to it: %s", page(state))
		}
		state = s.press("Esc F9 2 Enter")
		if rows := state.Page.Body.(presenter.List).Rows; page(state) != "loose-ends" || rows[0].Status != "The owner knows" {
			t.Fatalf("left: %s, %+v", page(state), rows)
		}
		s.press("Enter 0 Enter")
		s.after(time.Second)
		s.press("Enter")
		z, err := s.db.Shift(1)
		if err != nil || len(z.Accepted) != 1 || z.Accepted[0].Reason != "The owner knows" || z.Accepted[0].Task.Kind != checkout.TaskOpen {
			t.Errorf("closed with %+v, %v", z.Accepted, err)
		}
	})
}

// A loose end that is dealt with meanwhile is no longer one.
func TestALooseEndThatEndsIsGone(t *testing.T) {
	serveWith(t, withShifts, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter 1")
		s.after(2 * time.Second)
		s.press("F9 F7")
		s.press("5 Enter")
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		state := s.after(3 * time.Second)
		if list, ok := state.Page.Body.(presenter.List); !ok || len(list.Rows) != 0 {
			t.Errorf("still there: %+v", state.Page)
		}
		if state = s.press("Enter"); page(state) != "count" {
			t.Errorf("on screen: %s", page(state))
		}
	})
}

// A cashier closes with a manager's approval and sees no figures.
func TestACashierSeesNoFigures(t *testing.T) {
	both := func(s *shop) { staffed(s); withCash(s); s.Till.Shifts = s.db }
	serveWith(t, both, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		s.press("F7")
		if state := s.press("2 Enter"); page(state) != "approval" {
			t.Errorf("figures without an approval: %s", page(state))
		}
		s.press("Esc")
		if state := s.press("5 Enter 0 Enter"); page(state) == "approval" {
			t.Fatalf("on screen: %s", page(state))
		}
		s.after(time.Second)
		s.press("Enter")
		state := s.press("2 2 5 8 0 Enter")
		z, err := s.db.Shift(1)
		if err != nil || z.Running() || z.ClosedBy != "Sari" || z.ApprovedBy != "Ani" {
			t.Fatalf("closed: %+v, %v; on screen %s", z, err, page(state))
		}
		if page(s.after(time.Second)) != "amount" {
			t.Errorf("on screen: %s", page(state))
		}
	})
}
