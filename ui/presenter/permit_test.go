package presenter_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/unclez"
	"kasir/ui/presenter"
)

// approved chooses somebody on the page that asks for an approval, and types what
// he knows.
func (s *shop) approved(key, secret string) presenter.State {
	s.t.Helper()
	if state := s.after(0); page(state) != "approval" {
		s.t.Fatalf("asked on page %s", page(state))
	}
	s.press(key)
	s.write(secret)
	s.press("Enter")
	return s.after(time.Second)
}

// A cashier makes a sale of late money with a manager's PIN; who approved what
// stands with the payment.
func TestACashierDecidesWithAManagersPIN(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		s.lateMoney("5 0 000")
		s.press("* Enter")
		s.take("Goods were handed over")
		facts := s.onPage(s.after(0), "approval").Body.(presenter.Choices).Facts
		if len(facts) != 4 || facts[1].Value != s.Words.Say("step.made-sale") || facts[2].Value != "Rp 50,000" || facts[3].Value != "Sari" {
			t.Errorf("asked: %+v", facts)
		}
		state := s.approved("2", "2580")
		if s.onPage(state, "tasks"); state.Tasks != "" {
			t.Errorf("the mark says %q", state.Tasks)
		}
		sale := s.stored()
		d := sale.Payments[0].Decided
		if sale.Status != checkout.Completed || d.What != checkout.MadeSale || d.By != "Sari" || d.ApprovedBy != "Ani" {
			t.Errorf("%v, decided %+v", sale.Status, d)
		}
	})
}

// Without an approval, and with a PIN that is nobody's, nothing is decided; a
// manager signs nobody's word but her own.
func TestNothingIsDecidedWithoutAnApproval(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("3 4 7 1 1 Enter")
		s.lateMoney("7 0 000")
		s.press("* Enter")
		s.take("The owner deals with it")
		s.write("he said so")
		s.press("Enter")
		s.onPage(s.approved("2", "9182"), "approval")
		if state := s.press("Esc Esc Esc Esc"); state.Tasks == "" {
			t.Error("the task is gone")
		}
		if d := s.stored().Payments[0].Decided; d.What != "" {
			t.Errorf("decided: %+v", d)
		}
		s.press("F8 2 2 5 8 0 Enter")
		s.press("* Enter")
		s.take("The owner deals with it")
		s.write("he said so")
		s.press("Enter")
		s.after(time.Second)
		if d := s.stored().Payments[0].Decided; d.What != checkout.Acknowledged || d.By != "Ani" || d.ApprovedBy != "" {
			t.Errorf("decided: %+v", d)
		}
	})
}

// Only the owner says how a refund ended that nobody tells about.
func TestAStuckRefundIsClosedWithTheOwnersWord(t *testing.T) {
	serveWith(t, staffed, func(t *testing.T, s *shop) {
		s.press("2 2 5 8 0 Enter")
		s.gateway.HoldRefunds(true)
		s.sell("5 0 000")
		s.press("F4 Enter Enter Enter")
		s.onPage(s.after(5*time.Second), "refund-pending")
		s.after(16 * time.Minute)
		s.press("2 2 5 8 0 Enter") // the till has locked itself
		s.press("* Enter")
		s.take("It was not given back")
		s.write("case 12")
		s.press("Enter")
		choices := s.onPage(s.after(0), "approval").Body.(presenter.Choices)
		if len(choices.Choices) != 1 || choices.Choices[0].Label != "Budi" || choices.Facts[1].Value != s.Words.Say("step.refund-refused") {
			t.Errorf("asked: %+v", choices)
		}
		s.approved("1", "the owner's words")
		if r := s.stored().Refunds[0]; r.Status != checkout.RefundRefused || r.Why.Text != "case 12" {
			t.Errorf("refund: %+v", r)
		}
	})
}

// A refund was as old as the night when the till was opened again, and had not been asked
// about for long: "not given back" was called not possible any more, with a way out that
// led nowhere.
func TestARefundThatIsStillAskedAboutIsEndedLater(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		first := open(t, dir, nil)
		first.gateway.HoldRefunds(true)
		first.sell("5 0 000")
		first.press("F4 Enter Enter Enter")
		first.after(5 * time.Second)
		first.shut()
		<-time.After(8 * time.Hour)
		second := open(t, dir, func(s *shop) { s.gateway, s.network.gateway = first.gateway, first.gateway })
		defer second.shut()
		end := func() presenter.State {
			second.press("* Enter")
			second.take("It was not given back")
			second.write("case 12")
			second.press("Enter")
			return second.after(0)
		}
		if state := end(); state.Notice.Text != second.Words.Say("notice.decide-later") {
			t.Errorf("at once: %+v", state.Notice)
		}
		second.press("F2")
		second.after(16 * time.Minute)
		if end(); second.stored().Refunds[0].Status != checkout.RefundRefused {
			t.Errorf("later: %+v", second.stored().Refunds[0])
		}
	})
}

// What a cashier may try with one approval of a manager, who heard that the owner
// deals with late money.
func TestAnApprovalIsBoundToWhatItWasGivenFor(t *testing.T) {
	both := func(s *shop) { staffed(s); withCash(s) }
	for name, c := range map[string]struct {
		before func(t *testing.T, s *shop, r *checkout.Ruling, other checkout.Sale) // between approval and act
		good   bool
	}{
		"just so": {func(*testing.T, *shop, *checkout.Ruling, checkout.Sale) {}, true},
		"another sale": {func(_ *testing.T, _ *shop, r *checkout.Ruling, other checkout.Sale) {
			r.Sale, r.Payment = other.ID, other.Payments[0].ID
		}, false},
		"another verdict": {func(_ *testing.T, _ *shop, r *checkout.Ruling, _ checkout.Sale) { r.What = checkout.MadeSale }, false},
		"another's hands": {func(t *testing.T, s *shop, r *checkout.Ruling, _ checkout.Sale) {
			if err := s.Staff.SignIn("Sari", "4711"); err != nil { // signed in anew
				t.Fatal(err)
			}
		}, false},
		"too late": {func(_ *testing.T, s *shop, _ *checkout.Ruling, _ checkout.Sale) {
			s.press("1 Backspace")
			s.after(checkout.ApprovalLife + time.Second)
		}, false},
		"a part has gone back since": {func(t *testing.T, s *shop, r *checkout.Ruling, _ checkout.Sale) {
			sale, err := s.db.Sale(r.Sale)
			if err != nil {
				t.Fatal(err)
			}
			o := checkout.RefundOrder{
				ID: checkout.NewRefundID(), Sale: sale.ID, Payment: r.Payment, Amount: money.Of(10000, sale.Total().Currency), Reason: "part", By: "Sari",
			}
			if _, err := s.Till.Refund(t.Context(), o, func(checkout.RefundStanding) {}); err != nil {
				t.Fatal(err)
			}
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			serveWith(t, both, func(t *testing.T, s *shop) {
				s.Till.Methods[0].Provider.(*unclez.Provider).WholeRefunds = false
				s.press("3 4 7 1 1 Enter")
				late := func(keys string) checkout.Sale {
					s.press(keys + " Enter 1")
					s.after(1500 * time.Millisecond)
					s.press("Esc Enter")
					s.want(s.after(time.Second), presenter.Unpaid)
					s.press("Enter")
					if err := s.gateway.Pay(""); err != nil {
						t.Fatal(err)
					}
					s.after(20 * time.Second)
					return s.stored()
				}
				other, sale := late("5 0 000"), late("5 0 000")
				r := checkout.Ruling{Sale: sale.ID, Payment: sale.Payments[0].ID, What: checkout.Acknowledged, By: "Sari", Note: "seen"}
				approval, err := s.Staff.Approve("Ani", "2580", s.Till.DecideAct(sale, r))
				if err != nil {
					t.Fatal(err)
				}
				r.Approval = approval.ID
				c.before(t, s, &r, other)
				_, err = s.Till.Decide(r)
				if c.good != (err == nil) || err != nil && !errors.Is(err, checkout.ErrNotAllowed) {
					t.Errorf("got %v", err)
				}
				r.Sale, r.Payment, r.What = other.ID, other.Payments[0].ID, checkout.Acknowledged
				if _, err := s.Till.Decide(r); !errors.Is(err, checkout.ErrNotAllowed) {
					t.Errorf("shown twice: %v", err)
				}
				if d := s.mustSale(other.ID).Payments[0].Decided; d.What != "" {
					t.Errorf("the other sale: %+v", d)
				}
			})
		})
	}
}

func (s *shop) mustSale(id checkout.SaleID) checkout.Sale {
	s.t.Helper()
	sale, err := s.db.Sale(id)
	if err != nil {
		s.t.Fatal(err)
	}
	return sale
}
