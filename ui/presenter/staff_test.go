package presenter_test

import (
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store/pin"
	"kasir/ui/presenter"
)

// staffed is a till at which Budi owns, Ani manages and Sari sells.
func staffed(s *shop) {
	s.t.Helper()
	s.Staff = &checkout.People{
		Staff: s.db, Hasher: pin.Hasher{Pepper: []byte("pepper of the test, 32 bytes long"), Cost: pin.Cost{Memory: 64, Passes: 1}},
		AutoLock: 5 * time.Minute,
		Limits:   checkout.Limits{Cashier: money.Of(20000, money.MustCurrency("IDR"))},
	}
	s.Till.Guard = s.Staff
	withDrawer(s)
	add := func(name string, role checkout.Role, secret checkout.Secret) {
		if err := s.Staff.Add(name, role, secret); err != nil {
			s.t.Fatal(err)
		}
	}
	add("Budi", checkout.Owner, "the owner's words")
	if err := s.Staff.SignIn("Budi", "the owner's words"); err != nil {
		s.t.Fatal(err)
	}
	add("Ani", checkout.Manager, "2580")
	add("Sari", checkout.Cashier, "4711")
	if err := s.Staff.SignOut(); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) signedIn(name string) {
	s.t.Helper()
	if m, _ := s.Staff.Who(); m.Name != name {
		s.t.Errorf("signed in is %q, want %q", m.Name, name)
	}
}

func page(state presenter.State) string {
	if state.Page == nil {
		return string(state.Screen)
	}
	return state.Page.Name
}

func TestNobodySellsBeforeSigningIn(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		state := s.press("5 0 000 Enter F2 F3 F10 Esc")
		if page(state) != "sign-in" || len(state.Strip) != 0 {
			t.Fatalf("on screen: %s", page(state))
		}
		state = s.press("Esc 3 4 7 1 2 Enter")
		if state.Page == nil || state.Page.Note.Text != s.Words.Say("identify.wrong") {
			t.Fatalf("after a wrong PIN: %+v", state.Page)
		}
		state = s.press("4 7 1 1 Enter")
		if page(state) != "amount" {
			t.Fatalf("on screen: %s, %+v", page(state), state.Page)
		}
		s.signedIn("Sari")
		s.press("5 0 000 Enter")
		s.after(2 * time.Second)
		if sale := s.stored(); sale.Cashier != "Sari" {
			t.Errorf("the sale is %q's", sale.Cashier)
		}
	})
}

// F8, the name, the PIN, Enter.
func TestTheUserChangesInEightKeys(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		if state := s.press("F8 2 2 5 8 0 Enter"); page(state) != "amount" {
			t.Fatalf("on screen: %s", page(state))
		}
		s.signedIn("Ani")
	})
}

func TestWhatIsTypedAsASecretIsNeverShown(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		figure, ok := s.press("3 4 7 1").Page.Body.(presenter.Figure)
		if !ok || figure.Amount.Entry != "•••" {
			t.Errorf("a PIN is shown as %+v", figure)
		}
		s.press("Esc 1")
		s.ui <- func() {
			for _, r := range "the own" {
				s.Type(r)
			}
		}
		form, ok := s.after(0).Page.Body.(presenter.Form)
		if !ok || form.Fields[0].Text != "•••••••" {
			t.Errorf("a passphrase is shown as %+v", form)
		}
	})
}

// A cashier who went for a coffee left the till to whoever came by.
func TestTheTillLocksItself(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		s.after(4 * time.Minute)
		s.press("1") // a key keeps it open
		if state := s.after(4 * time.Minute); page(state) != "amount" {
			t.Fatalf("locked too soon: %s", page(state))
		}
		if state := s.after(2 * time.Minute); page(state) != "sign-in" {
			t.Fatalf("not locked: %s", page(state))
		}
		s.signedIn("")
		if state := s.press("3 4 7 1 1 Enter"); state.Amount.Entry != "Rp 1" {
			t.Errorf("what was typed is gone: %+v", state.Amount)
		}
	})
}

// While a code is in front of a customer nobody touches a key.
func TestNobodyIsLockedOutWhileACustomerPays(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		s.press("5 0 000 Enter")
		if state := s.after(8 * time.Minute); page(state) != "waiting" {
			t.Errorf("on screen: %s", page(state))
		}
	})
}

// The drawer needs a manager. Her approval opens it once.
func TestAnApprovalIsForOneAct(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		state := s.press("F10")
		choices, ok := state.Page.Body.(presenter.Choices)
		if page(state) != "approval" || !ok || len(choices.Choices) != 2 || choices.Choices[1].Label != "Ani" {
			t.Fatalf("asked: %+v", state.Page)
		}
		if state = s.press("2 2 5 8 0 Enter"); page(state) != "amount" {
			t.Fatalf("on screen: %s, %+v", page(state), state.Page)
		}
		due, err := s.db.DuePapers()
		if err != nil || len(due) != 1 || due[0].By != "Sari" || due[0].ApprovedBy != "Ani" {
			t.Errorf("waiting: %+v, %v", due, err)
		}
		if state = s.press("F10"); page(state) != "approval" {
			t.Errorf("the second time: %s", page(state))
		}
		if state = s.press("Esc"); page(state) != "amount" {
			t.Errorf("without an approval: %s", page(state))
		}
		s.signedIn("Sari")
	})
}

func TestWithoutPeopleF8SaysSo(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		if state := s.press("F8"); state.Page != nil || state.Notice.Text != s.Words.Say("notice.no-users") {
			t.Errorf("got %+v", state.Notice)
		}
	})
}
