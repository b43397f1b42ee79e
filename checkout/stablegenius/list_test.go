package stablegenius_test

import (
	"net/http"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/checkout/simulator"
)

// The list names every intent of this till, whatever page it stands on and
// however it ended.
func TestTheListNamesWhatWasAskedFor(t *testing.T) {
	h := newHarness(t, simulator.StableGenius{PerMin: 1000})
	begin := time.Now()
	const asked = 120
	var refs []string
	for i := range asked {
		p := checkout.Payment{ID: checkout.PaymentID(checkout.NewSaleID()), Key: string(checkout.NewSaleID()), Amount: money.Of(int64(100+i), dollar), Created: begin}
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
	h.Approve(refs[0])
	listed := func(from, to time.Time) (all []checkout.Listed) {
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
	all := listed(begin.Add(-time.Minute), begin.Add(time.Minute))
	if len(all) != asked {
		t.Fatalf("%d are listed", len(all))
	}
	if first := all[asked-1]; first.Ref != refs[0] || first.Status != checkout.Paid || first.Amount != money.Of(100, dollar) || first.Payment == "" {
		t.Errorf("the first: %+v", first)
	}
	if all[0].Status != checkout.Pending {
		t.Errorf("the last: %+v", all[0])
	}
	if before := listed(begin.Add(-time.Hour), begin.Add(-time.Minute)); len(before) != 0 {
		t.Errorf("before there were any: %d", len(before))
	}
	h.provider.Till = "till-02"
	if others := listed(begin.Add(-time.Minute), begin.Add(time.Minute)); len(others) != 0 {
		t.Errorf("another till lists %d", len(others))
	}
}

// A list that cannot be read is a fault, never an empty list; a word that nobody
// knows is for a person.
func TestAListThatCannotBeReadIsNoEmptyList(t *testing.T) {
	for _, body := range []string{
		`{}`, `<html>`, `{"data":[{}]}`, `{"data":[{"id":"pi_1","amount":1.00,"status":"confirmed"}]}`,
		`{"data":[{"id":"../x","amount":1.00,"status":"confirmed","created_at":"2026-05-09T05:00:00Z"}]}`,
	} {
		p, _ := answering(list, http.StatusOK, body)
		if all, _, err := p.List(t.Context(), time.Time{}, time.Now(), ""); checkout.TroubleOf(err).Trouble != checkout.Garbled {
			t.Errorf("%s: got %+v, %v", body, all, err)
		}
	}
	p, _ := answering(list, http.StatusOK, `{"data":[{"id":"pi_1","amount":1.00,"status":"odd","created_at":"2026-05-09T05:00:00Z"}]}`)
	all, next, err := p.List(t.Context(), time.Time{}, time.Now(), "")
	if err != nil || next != "" || len(all) != 1 || all[0].Status != checkout.Unresolved {
		t.Errorf("an odd word: %+v, %q, %v", all, next, err)
	}
}
