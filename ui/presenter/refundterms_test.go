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
