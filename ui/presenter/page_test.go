package presenter_test

import (
	"strings"
	"testing"
	"time"

	"kasir/ui/presenter"
)

// sell rings up a sale that is paid.
func (s *shop) sell(keys string) {
	s.t.Helper()
	s.press(keys + " Enter")
	s.after(1500 * time.Millisecond)
	if err := s.gateway.Pay(""); err != nil {
		s.t.Fatal(err)
	}
	s.want(s.after(2*time.Second), presenter.Paid)
	s.press("Enter")
}

// onPage makes sure that a page is up and returns it.
func (s *shop) onPage(state presenter.State, name string) presenter.PageState {
	s.t.Helper()
	if state.Page == nil || state.Page.Name != name {
		s.t.Fatalf("on page %+v over %s, want %s; notice %q", state.Page, state.Screen, name, state.Notice.Text)
	}
	return *state.Page
}

// write types a text as fingers or a scanner do.
func (s *shop) write(text string) {
	s.ui <- func() {
		for _, char := range text {
			s.Type(char)
		}
	}
}

func TestAPaymentRingsWhileAPageIsUp(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(1500 * time.Millisecond)
		s.onPage(s.press("F3"), "history")
		if err := s.gateway.Pay(""); err != nil {
			t.Fatal(err)
		}
		state := s.after(2 * time.Second)
		s.onPage(state, "history")
		if s.rings() != 1 || state.Notice.Tone != presenter.Good {
			t.Errorf("rang %d times, notice %+v", s.rings(), state.Notice)
		}
		s.want(s.press("Esc"), presenter.Paid)
	})
}

func TestF2LeadsFromAPageToTheAmount(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F3 Enter")
		s.onPage(s.after(0), "sale")
		state := s.press("F2")
		if s.want(state, presenter.Amount); state.Page != nil {
			t.Errorf("still on %s", state.Page.Name)
		}
		s.press("7 000 Enter")
		s.want(s.after(1500*time.Millisecond), presenter.Waiting)
		state = s.press("F3 F2")
		if s.want(state, presenter.Waiting); state.Page != nil || state.Dialog == nil {
			t.Errorf("a code is shown, and nothing is said of what becomes of it: %+v", state)
		}
	})
}

// F2 and its neighbours closed the table that tells of them, and did nothing else.
func TestFunctionKeysWorkThroughTheTableOfKeys(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		for _, step := range []struct{ keys, leads string }{
			{"F1 F3", "history"}, {"F1 F4", "refunds"}, {"F1 F2", "amount"}, {"F4 F1 F1", "refunds"}, {"Esc 5 F1 F2", "amount"},
		} {
			if state := s.press(step.keys); state.Dialog != nil || page(state) != step.leads {
				t.Errorf("%s leads to %s, dialog %v", step.keys, page(state), state.Dialog)
			}
		}
		if state := s.press("7 000 Enter"); state.Pay.Amount != "Rp 7,000" {
			t.Errorf("after the table Rp 7,000 is charged as %q", state.Pay.Amount)
		}
		if state := s.press("F1 F2"); state.Dialog == nil || state.Dialog.Table != nil || state.Screen != presenter.Waiting {
			t.Errorf("F2 asks nothing while a customer pays: %+v", state.Dialog)
		}
	})
}

func TestKeysNeverFireBehindADialogOnAPage(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F3 F1")
		for _, key := range []string{"Down", "PgDn", "*", "p", "v"} {
			if s.press(key); s.Knows(key) {
				t.Errorf("%s works behind the table of keys", key)
			}
		}
		s.write("x")
		state := s.press("Esc")
		if list := s.onPage(state, "history").Body.(presenter.List); list.Search.Text != "" {
			t.Errorf("%q was typed behind the table of keys", list.Search.Text)
		}
	})
}

func TestHistoryIsSearchedByTyping(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		for _, amount := range []string{"5 0 000", "7 000", "1 2 5 000"} {
			s.sell(amount)
		}
		list := func(state presenter.State) presenter.List { return s.onPage(state, "history").Body.(presenter.List) }
		all := list(s.press("F3"))
		if len(all.Rows) != 3 || all.Rows[0].Amount != "Rp 125,000" || all.Selected != 0 || !all.Search.Active {
			t.Fatalf("history: %+v", all)
		}
		s.write("7000")
		if found := list(s.after(0)); len(found.Rows) != 1 || found.Rows[0].Amount != "Rp 7,000" || found.Search.Text != "7000" {
			t.Errorf("found %+v", found)
		}
		s.write("x")
		state := s.after(0)
		if found := list(state); len(found.Rows) != 0 || !strings.HasPrefix(found.Empty, "Nothing found") {
			t.Errorf("found %+v", found)
		}
		for _, a := range state.Actions {
			if a.Key == "Enter" && a.Label != "" {
				t.Errorf("nothing is found, and a button says %q", a.Label)
			}
		}
		s.press("Backspace Backspace Backspace Backspace Backspace")
		s.press("Down Down Enter")
		page := s.onPage(s.after(0), "sale")
		if !strings.Contains(page.Title, "Rp 50,000") || !strings.Contains(page.Title, "POS-000001") {
			t.Errorf("opened %q", page.Title)
		}
		s.onPage(s.press("Esc"), "history")
		if state := s.press("Esc"); state.Page != nil {
			t.Error("Esc does not leave the history")
		}
	})
}

// A scanner's Enter comes before the journal has answered what it typed.
func TestAScannedReceiptIsOpened(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		for _, amount := range []string{"5 0 000", "7 000"} {
			s.sell(amount)
		}
		s.press("F3")
		s.write("POS-000001")
		s.ui <- func() { s.Scan("POS-000001") }
		if page := s.onPage(s.after(0), "sale"); !strings.Contains(page.Title, "Rp 50,000") {
			t.Errorf("opened %q", page.Title)
		}
		s.press("Esc")
		s.ui <- func() { s.Scan("POS-000002") }
		if page := s.onPage(s.after(0), "sale"); !strings.Contains(page.Title, "Rp 7,000") {
			t.Errorf("opened %q", page.Title)
		}
	})
}

func TestHistoryGoesOnAsLongAsOneScrolls(t *testing.T) {
	serveWith(t, withCash, func(t *testing.T, s *shop) {
		const sales = 120
		for range sales {
			s.press("1 000 Enter 2 Enter")
			s.after(time.Second)
			s.press("Enter")
		}
		s.press("F3")
		list := s.onPage(s.after(0), "history").Body.(presenter.List)
		if len(list.Rows) != 50 {
			t.Errorf("%d sales were read at once", len(list.Rows))
		}
		for range sales {
			s.press("Down")
		}
		list = s.onPage(s.after(0), "history").Body.(presenter.List)
		if len(list.Rows) != sales || list.Selected != sales-1 {
			t.Errorf("%d sales, chosen %d", len(list.Rows), list.Selected)
		}
	})
}

func TestASaleTellsItsStory(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F6")
		s.press("F3 Enter")
		story := s.onPage(s.after(time.Second), "sale").Body.(presenter.Story)
		var told strings.Builder
		for _, line := range story.Lines {
			told.WriteString(line.Text + "\n")
		}
		for _, want := range []string{"Rung up for Rp 50,000", "QRIS: Rp 50,000 is asked for", "QRIS: PAID.", "Paid in full", "Copy 1 of the receipt was asked for", "Reference: "} {
			if !strings.Contains(told.String(), want) {
				t.Errorf("%q is not told:\n%s", want, told.String())
			}
		}
		if strings.Contains(told.String(), "[event") {
			t.Errorf("a word is missing:\n%s", told.String())
		}
	})
}

func TestHistoryReprintsTheChosenSale(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		for _, amount := range []string{"5 0 000", "7 000"} {
			s.sell(amount)
		}
		s.press("F3 Down F6")
		s.after(time.Second)
		sales, err := s.db.Latest(2)
		if err != nil || len(sales[0].Prints) != 1 || len(sales[1].Prints) != 2 {
			t.Errorf("prints: %d and %d, %v", len(sales[0].Prints), len(sales[1].Prints), err)
		}
	})
}
