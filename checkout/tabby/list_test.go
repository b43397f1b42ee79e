package tabby_test

import (
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/simulator"
)

// Of many payments the list names those that were approved, this till's alone,
// whatever page they stand on.
func TestTheListNamesWhatWasApproved(t *testing.T) {
	h := newHarness(t, simulator.Tabby{})
	begin := time.Now()
	var refs []string
	for range 45 {
		p := pending()
		p.ID, p.Created = checkout.PaymentID(checkout.NewSaleID()), begin
		body, err := h.provider.Prepare(p)
		if err != nil {
			t.Fatal(err)
		}
		p.Request = body
		g, err := h.provider.Start(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, g.Ref)
	}
	for _, ref := range refs[3:] {
		h.Approve(ref)
	}
	list := func(from, to time.Time) (all []checkout.Listed) {
		t.Helper()
		for after := ""; ; {
			page, next, err := h.provider.List(t.Context(), from, to, after)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, page...)
			if after = next; after == "" {
				return all
			}
		}
	}
	all := list(begin.Add(-time.Minute), begin.Add(time.Minute))
	if len(all) != 42 {
		t.Fatalf("%d are listed", len(all))
	}
	newest := all[0]
	if newest.Ref != paymentOf(refs[44]) || newest.Status != checkout.Paid || newest.Amount != pending().Amount || newest.Payment == "" || newest.Made.IsZero() {
		t.Errorf("the newest: %+v", newest)
	}
	if early := list(begin.Add(-time.Hour), begin.Add(-time.Minute)); len(early) != 0 {
		t.Errorf("before there were any: %+v", early)
	}
	h.provider.Till = "till-02"
	if others := list(begin.Add(-time.Minute), begin.Add(time.Minute)); len(others) != 0 {
		t.Errorf("another till lists %+v", others)
	}
}

// A list that cannot be read is a fault, never an empty list; a word that nobody
// knows is for a person.
func TestAListThatCannotBeReadIsNoEmptyList(t *testing.T) {
	for body, want := range map[string]checkout.Trouble{
		`{}`:                     checkout.Garbled,
		`{"payments":[{}]}`:      checkout.Garbled,
		`{"payments":null}`:      checkout.Garbled,
		`<html>not found</html>`: checkout.Garbled,
		`{"payments":[{"id":"p"}],"pagination":{"total_count":1}}`:                                                           checkout.Garbled,
		`{"payments":[{"id":"p","currency":"AED","amount":"1.00","created_at":"yesterday"}],"pagination":{"total_count":1}}`: checkout.Garbled,
	} {
		p, _ := answering(reply{200, body})
		if all, _, err := p.List(t.Context(), time.Time{}, time.Now(), ""); checkout.TroubleOf(err).Trouble != want {
			t.Errorf("%s: got %+v, %v", body, all, err)
		}
	}
	p, _ := answering(reply{200, `{"payments":[{"id":"p","currency":"AED","amount":"1.00","created_at":"2026-05-09T05:00:00Z","status":"ODD"}],"pagination":{"total_count":1}}`})
	all, next, err := p.List(t.Context(), time.Time{}, time.Now(), "")
	if err != nil || next != "" || len(all) != 1 || all[0].Status != checkout.Unresolved {
		t.Errorf("an odd word: %+v, %q, %v", all, next, err)
	}
}
