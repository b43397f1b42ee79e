package store

import (
	"maps"
	"slices"
	"strings"

	"kasir/checkout"
)

// A sale can be found by its text: one line for each thing that it says, between
// line feeds, in small letters. No word that somebody types can hold a space, so
// a line in spaces is a mark that no query can mean by chance.
const (
	feed           = "\n"
	markRefundable = " refundable "
)

// maxSaid is how much of one thing a sale can be found by, in bytes.
const maxSaid = 128

// saleText is what a sale can be found by. It depends on the sale alone.
func saleText(s *checkout.Sale) string {
	t := saidText{seen: make(map[string]bool)}
	t.say(string(s.ID), s.BusinessDay, s.Till)
	t.words(s.Cashier, s.Note)
	for _, line := range s.Lines {
		t.words(line.Label)
	}
	total := s.Total()
	t.say(total.Decimal(), strings.ReplaceAll(total.Decimal(), ".", ""))
	if s.Receipt != nil {
		t.say(s.Receipt.Invoice, s.Receipt.Shop.InvoiceNumber(s.Number), string(s.Receipt.Code))
		for _, tender := range s.Receipt.Tenders {
			t.words(tender.Label)
		}
	}
	for _, p := range s.Payments {
		t.say(p.Method, p.Provider, p.Invoice, p.Ref)
		t.say(slices.Sorted(maps.Values(p.Print))...)
	}
	for _, r := range s.Refunds {
		t.say(r.Ref, r.Proof)
		t.words(r.Reason)
	}
	for _, p := range s.Prints {
		if p.Slip != nil {
			t.say(string(p.Slip.Code))
		}
	}
	if s.HoldsMoney() {
		t.lines.WriteString(markRefundable + feed)
	}
	return feed + t.lines.String()
}

// A saidText collects lines, each of them once.
type saidText struct {
	lines strings.Builder
	seen  map[string]bool
}

func (t *saidText) words(texts ...string) {
	for _, text := range texts {
		t.say(strings.Fields(text)...)
	}
}

func (t *saidText) say(things ...string) {
	for _, thing := range things {
		thing = strings.Join(strings.Fields(strings.ToLower(thing)), "-")
		thing = thing[:min(len(thing), maxSaid)]
		if thing != "" && !t.seen[thing] {
			t.seen[thing] = true
			t.lines.WriteString(thing + feed)
		}
	}
}
