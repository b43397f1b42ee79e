package presenter_test

import (
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/ui/presenter"
)

// ruled is a service that gives nothing back when a till asks, by rules of its own.
type ruled struct {
	checkout.Provider
	checkout.Preparer
	terms checkout.RefundTerms
}

func (r ruled) RefundTerms(checkout.Payment, []checkout.Refund, time.Time) checkout.RefundTerms {
	return r.terms
}

// ruledBy puts a shop's service under rules.
func ruledBy(terms checkout.RefundTerms) func(*shop) {
	return func(s *shop) {
		m := &s.Till.Methods[0]
		m.Provider = ruled{m.Provider, m.Provider.(checkout.Preparer), terms}
	}
}

func TestARefundByHandNeedsItsProof(t *testing.T) {
	terms := checkout.RefundTerms{
		Possible: true, Part: true, Again: true, Proof: checkout.ProofTransaction, Why: checkout.Reason{Word: "refund-on-chain"},
	}
	serveWith(t, ruledBy(terms), func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		page := s.onPage(s.press("F4 Enter"), "refund-amount")
		if !strings.Contains(page.Note.Text, "Send it first") || !strings.Contains(page.Lead, "outside the till") {
			t.Errorf("before the press: %q, %q", page.Lead, page.Note.Text)
		}
		s.press("Enter Enter")
		s.write("0x12")
		if form := s.onPage(s.press("Enter"), "refund-proof").Body.(presenter.Form); form.Fields[0].Wrong == "" {
			t.Error("0x12 is taken for a transaction")
		}
		s.write(strings.Repeat("0", 62))
		s.press("Enter Enter")
		s.onPage(s.after(time.Second), "refund-done")
		if r := s.stored().Refunds; len(r) != 1 || r[0].Way != checkout.RefundByHand || len(r[0].Proof) != 66 {
			t.Errorf("refunds: %+v", r)
		}
	})
}

func TestWhatCannotBeGivenBackIsSaidBeforeThePress(t *testing.T) {
	terms := checkout.RefundTerms{Why: checkout.Reason{Word: "refunds-off"}}
	serveWith(t, ruledBy(terms), func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		pay := s.onPage(s.press("F4 Enter"), "refund-impossible").Body.(presenter.Outcome).Pay
		if pay.Detail != s.Words.Say("reason.refunds-off") || s.Knows("Enter") {
			t.Errorf("said: %+v; Enter offered: %v", pay, s.Knows("Enter"))
		}
		s.onPage(s.press("Esc"), "refunds")
	})
}

// A sale whose service allows one refund stood in the list as "part given back",
// and Enter led to a page that refused it.
func TestWhatIsGivenBackForGoodIsNoLongerListed(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		s.press("F4 Enter 2 0 000 Enter Enter")
		s.onPage(s.after(5*time.Second), "refund-done")
		s.press("F4")
		page := s.onPage(s.after(time.Second), "refunds")
		if list := page.Body.(presenter.List); len(list.Rows) != 0 || list.Empty != s.Words.Say("refund.no-sale") {
			t.Errorf("offered: %+v", list)
		}
		s.press("F3 Enter F4")
		pay := s.onPage(s.after(time.Second), "refund-impossible").Body.(presenter.Outcome).Pay
		if pay.Detail != s.Words.Say("reason.refund-once") {
			t.Errorf("its own page says %q", pay.Detail)
		}
	})
}
