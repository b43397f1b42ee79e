package presenter_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
	"kasir/checkout/stablegenius"
	"kasir/store"
	"kasir/ui/presenter"
)

// dollars is a till that is paid by a service which can list its payments, beside
// one that cannot, and in cash.
func dollars(s *shop) {
	usd := money.MustCurrency("USD")
	s.Till.Shop.Currency, s.Till.Shifts, s.Till.Gaps = usd, s.db, s.db
	provider := &stablegenius.Provider{
		APIKey: simulator.StableGeniusKey, MerchantID: simulator.StableGeniusMerchant,
		BaseURL: "http://127.0.0.1:1", Till: "till-01", Transport: s.network,
	}
	s.Till.Methods = append([]checkout.Method{{
		ID: "usdc", Label: "USDC", Service: simulator.StableGeniusName, Currency: usd, Provider: provider, Terms: stablegenius.Terms,
	}}, s.Till.Methods...)
	withCash(s)
}

// sellThere sells by the preselected method and gives its payment.
func (s *shop) sellThere(keys string) checkout.Payment {
	s.t.Helper()
	s.press(keys + " Enter Enter")
	s.after(2 * time.Second)
	if err := s.gateway.Pay(""); err != nil {
		s.t.Fatal(err)
	}
	s.want(s.after(6*time.Second), presenter.Paid)
	s.press("Enter")
	return s.stored().Payments[0]
}

// found is what the page of what was found says.
func (s *shop) found(state presenter.State) string {
	s.t.Helper()
	var text []string
	for _, line := range s.onPage(state, "gap-found").Body.(presenter.Story).Lines {
		text = append(text, line.Text)
	}
	return strings.Join(text, "\n")
}

// pick chooses one of the choices on screen by its words.
func (s *shop) pick(page, label string) {
	s.t.Helper()
	for _, choice := range s.onPage(s.after(0), page).Body.(presenter.Choices).Choices {
		if choice.Label == s.Words.Say(label) {
			s.press(choice.Key + " Enter")
			return
		}
	}
	s.t.Fatalf("nobody offers %q", s.Words.Say(label))
}

// restoredShop is a shop whose copy was restored after more had been sold, and
// what was paid before the copy and after it.
func restoredShop(t *testing.T) (s *shop, known checkout.Payment, lost []checkout.Payment) {
	t.Helper()
	dir := t.TempDir()
	before := open(t, dir, func(s *shop) { staffed(s); dollars(s) })
	before.press("3 4 7 1 1 Enter")
	known = before.sellThere("5 0 0")
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := before.db.Backup(backup); err != nil {
		t.Fatal(err)
	}
	before.after(30 * time.Minute)
	before.press("3 4 7 1 1 Enter")
	lost = append(lost, before.sellThere("7 0 0"), before.sellThere("1 2 3 4"))
	before.after(30 * time.Minute)
	before.shut()
	if _, err := store.Restore(dir, backup, store.Options{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, func(s *shop) {
		s.gateway, s.network.gateway = before.gateway, before.gateway
		old := before.Staff
		s.Staff = &checkout.People{Staff: s.db, Hasher: old.Hasher, AutoLock: old.AutoLock, Limits: old.Limits}
		s.Till.Guard = s.Staff
		dollars(s)
	})
	return s, known, lost
}

// A backup was restored after two more sales: the till says so until the owner
// ends it, and names what the service has and the till does not.
func TestAGapIsSeenToFromItsMarkToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, known, lost := restoredShop(t)
		defer s.shut()
		state := s.press("3 4 7 1 1 Enter")
		if state.Tasks == "" {
			t.Fatal("no mark at the keypad")
		}
		list := s.onPage(s.press("*"), "tasks").Body.(presenter.List)
		if len(list.Rows) != 1 || list.Rows[0].Status != s.Words.Say("task.restored") {
			t.Fatalf("listed: %+v", list.Rows)
		}
		facts := s.onPage(s.press("Enter"), "gap").Body.(presenter.Choices).Facts
		if from := "2000-01-01 07:0"; !strings.HasPrefix(facts[0].Value, from) || facts[2].Value != "Z 1  ·  2000-01-01" {
			t.Errorf("said: %+v", facts) // the test's clock begins with the year 2000 in UTC; the shop is in Jakarta
		}
		s.pick("gap", "step.compare")
		text := s.found(s.after(20 * time.Second))
		for _, p := range lost {
			if !strings.Contains(text, "USDC: "+p.Amount.Format("en")+" of 2000-01-01 07:3") || !strings.Contains(text, p.Ref) {
				t.Errorf("%s of %s is not named in:\n%s", p.Amount, p.Ref, text)
			}
		}
		if strings.Contains(text, known.Ref) || strings.Count(text, "no sale here knows it") != 2 {
			t.Errorf("named what the till knows:\n%s", text)
		}
		for _, more := range []string{"QRIS: this service cannot list", "Cash: no service"} {
			if !strings.Contains(text, more) {
				t.Errorf("%q is not said in:\n%s", more, text)
			}
		}
		s.press("Esc")
		facts = s.onPage(s.after(0), "gap").Body.(presenter.Choices).Facts
		if facts[3].Value != "3 things to look at" {
			t.Errorf("said: %+v", facts[3])
		}
		s.pick("gap", "step.end-gap")
		s.onPage(s.press("Enter"), "remark") // nothing was written
		s.write("booked by hand, page 12")
		if state = s.press("Enter"); page(state) != "approval" {
			t.Fatalf("a cashier ended it: %s", page(state))
		}
		s.press("1")
		s.write("the owner's words")
		s.press("Enter")
		state = s.after(time.Second)
		if s.onPage(state, "tasks"); state.Tasks != "" || state.Notice.Text != s.Words.Say("notice.decided") {
			t.Errorf("the mark says %q, notice %+v", state.Tasks, state.Notice)
		}
		if g, err := s.db.Gap(); err != nil || !g.IsZero() {
			t.Errorf("left: %+v, %v", g, err)
		}
		if r, err := s.db.Verify(nil); err != nil || !r.Clean() {
			t.Errorf("verify: %+v, %v", r.Findings, err)
		}
	})
}

// After a restore no shift could be closed in the window: the Z wanted a reason
// that no page asked for.
func TestAShiftIsClosedOverAGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _, _ := restoredShop(t)
		defer s.shut()
		s.press("2 2 5 8 0 Enter")
		s.press("F7")
		s.pick("shift", "shift.do.close")
		list := s.onPage(s.after(0), "loose-ends").Body.(presenter.List)
		if len(list.Rows) != 1 || list.Rows[0].Status != s.Words.Say("task.restored") {
			t.Fatalf("loose: %+v", list.Rows)
		}
		s.onPage(s.press("Enter"), "gap")
		s.press("Esc F9 1 Enter")
		s.onPage(s.press("Enter"), "count")
		s.press("0 Enter")
		s.onPage(s.after(20*time.Second), "close-shift")
		s.press("Enter")
		s.onPage(s.after(time.Second), "z-report")
		z, err := s.db.Shift(1)
		if err != nil || len(z.Accepted) != 1 || z.Accepted[0].Task.Kind != checkout.TaskRestored {
			t.Errorf("Z: %+v, %v", z.Accepted, err)
		}
		if state := s.press("F2"); state.Tasks == "" {
			t.Error("the Z ended what the owner must end")
		}
	})
}
