package presenter_test

import (
	"testing"
	"time"

	"kasir/checkout"
	"kasir/ui/presenter"
)

// latest reads the newest sales.
func (s *shop) latest(n int) []checkout.Sale {
	s.t.Helper()
	sales, err := s.db.Latest(n)
	if err != nil {
		s.t.Fatal(err)
	}
	return sales
}

// A slow journal answers a search when it is let, and may have lost some sales
// since the list was shown.
type slow struct {
	presenter.Ledger
	answer chan struct{}
	lost   map[checkout.SaleID]bool
}

func (l *slow) Search(q checkout.Query, after checkout.Cursor, limit int) (checkout.Page, error) {
	page, err := l.Ledger.Search(q, after, limit)
	var left []checkout.Sale
	for _, s := range page.Sales {
		if !l.lost[s.ID] {
			left = append(left, s)
		}
	}
	page.Sales = left
	<-l.answer
	return page, err
}

// What a receipt says of the sum was typed, and nothing was found.
func TestAnAmountIsFoundAsTheReceiptSaysIt(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("2 0 000")
		s.sell("7 000")
		for _, typed := range []string{"Rp 20,000", "rp20.000", "IDR 20000", "Rp 20,000 qris", "20000"} {
			s.press("F3")
			s.write(typed)
			list := s.onPage(s.after(time.Second), "history").Body.(presenter.List)
			if len(list.Rows) != 1 || list.Rows[0].Amount != "Rp 20,000" || list.Search.Text != typed {
				t.Errorf("%q finds %+v", typed, list.Rows)
			}
			s.press("F2")
		}
	})
}

// The arrows had chosen a sale before the journal had answered; the answer put the
// newest one in its place, and Enter would have refunded that.
func TestAnAnswerMovesNoChoice(t *testing.T) {
	for _, key := range []string{"F3", "F4"} {
		var ledger *slow
		lag := func(s *shop) {
			ledger = &slow{Ledger: s.Ledger, answer: make(chan struct{}, 9), lost: make(map[checkout.SaleID]bool)}
			s.Ledger = ledger
		}
		serveWith(t, lag, func(t *testing.T, s *shop) {
			for _, amount := range []string{"5 0 000", "7 000", "9 000"} {
				s.sell(amount)
			}
			chosen := func(state presenter.State) string {
				t.Helper()
				list, ok := state.Page.Body.(presenter.List)
				if !ok {
					t.Fatalf("on %+v", state.Page)
				}
				if list.Selected < 0 {
					return ""
				}
				return list.Rows[list.Selected].Amount
			}
			ledger.lost[s.latest(1)[0].ID] = true
			if got := chosen(s.press(key + " Down")); got != "Rp 7,000" {
				t.Fatalf("%s: chosen: %s", key, got)
			}
			ledger.answer <- struct{}{}
			if got := chosen(s.after(0)); got != "Rp 7,000" {
				t.Errorf("%s: the answer chose %q", key, got)
			}
			ledger.lost[s.latest(2)[1].ID] = true
			s.press("Esc " + key + " Down")
			ledger.answer <- struct{}{}
			state := s.after(0)
			if got := chosen(state); got != "" {
				t.Errorf("%s: what was chosen is gone, and the answer chose %q", key, got)
			}
			for _, a := range state.Actions {
				if a.Key == "Enter" && a.Label != "" {
					t.Errorf("%s: nothing is chosen, and a button says %q", key, a.Label)
				}
			}
			name := state.Page.Name
			if state = s.press("Enter"); state.Page == nil || state.Page.Name != name {
				t.Errorf("%s: Enter opened what nobody had chosen: %+v", key, state.Page)
			}
			if got := chosen(s.press("Down")); got != "Rp 50,000" {
				t.Errorf("%s: the next one is %q", key, got)
			}
			ledger.answer <- struct{}{}
		})
	}
}

// Older money came in late while the list of tasks was open: what was chosen went
// one row down, and the choice stayed on the row.
func TestANewTaskMovesNoChoice(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		invoices := make([]string, 0, 2)
		for _, amount := range []string{"5 0 000", "7 000"} {
			s.press(amount + " Enter")
			s.after(1500 * time.Millisecond)
			invoices = append(invoices, s.stored().Payments[0].Invoice)
			s.press("Esc Enter")
			s.after(time.Second)
			s.press("Enter")
		}
		pay := func(invoice string) presenter.List {
			if err := s.gateway.Pay(invoice); err != nil {
				t.Fatal(err)
			}
			s.after(10 * time.Second)
			return s.onPage(s.press("Tab"), "tasks").Body.(presenter.List)
		}
		s.press("*")
		pay(invoices[1])
		s.press("Enter Esc")
		list := pay(invoices[0])
		if got := list.Rows[list.Selected].Amount; len(list.Rows) != 2 || got != "Rp 7,000" {
			t.Errorf("chosen: %s of %+v", got, list.Rows)
		}
	})
}
