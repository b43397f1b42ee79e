package checkout

import (
	"time"

	"kasir/checkout/money"
	"kasir/checkout/stamp"
)

// A Receipt is what a paper says, frozen in the transaction that completes the
// sale. Every copy is rendered from it, so later changes of settings or prices
// do not rewrite what the customer was given.
type Receipt struct {
	Shop     Shop         `json:"shop"`
	Invoice  string       `json:"invoice"` // the provider's number where it makes one, ours otherwise
	Number   uint64       `json:"number"`  // ours
	Lines    []Line       `json:"lines"`
	Total    money.Amount `json:"total"`
	Tax      money.Amount `json:"tax,omitzero"` // of it, at the shop's rate; zero where the shop has none
	Tenders  []Tender     `json:"tenders"`
	At       time.Time    `json:"at"`
	Cashier  string       `json:"cashier,omitempty"`
	Training bool         `json:"training,omitempty"`
	Code     stamp.Code   `json:"code,omitempty"` // proves that the paper is ours; empty where the till had no key
}

// A Tender is how one part of a receipt was paid.
type Tender struct {
	Label    string            `json:"label"` // the method, as the cashier and the customer read it
	Provider string            `json:"provider"`
	Amount   money.Amount      `json:"amount"`
	PaidAt   time.Time         `json:"paid_at"`
	Tendered money.Amount      `json:"tendered,omitzero"`  // cash: what was handed over
	Change   money.Amount      `json:"change,omitzero"`    // cash: what went back
	Received string            `json:"received,omitempty"` // what came in the payer's asset, where it can differ from Amount
	Print    map[string]string `json:"print,omitempty"`
}

func (t *Till) receipt(s *Sale) *Receipt {
	r := &Receipt{
		Shop: t.Shop, Invoice: t.Shop.InvoiceNumber(s.Number), Number: s.Number,
		Lines: s.Lines, Total: s.Total(), At: s.Completed, Cashier: s.Cashier, Training: s.Training,
	}
	for _, p := range s.Payments {
		kept := s.Refundable(p)
		if !kept.IsPositive() || p.Decided.What == AttachedTo {
			continue
		}
		r.Tenders = append(r.Tenders, Tender{
			Label: t.label(p.Method), Provider: p.Provider, Amount: kept, PaidAt: p.PaidAt,
			Tendered: p.Tendered, Change: p.Change, Received: p.Received, Print: p.Print,
		})
		if p.Invoice != "" {
			r.Invoice = p.Invoice
		}
	}
	for _, a := range s.Attached {
		r.Tenders = append(r.Tenders, Tender{
			Label: t.label(a.Method), Provider: a.Provider, Amount: a.Amount, PaidAt: a.At,
		})
	}
	r.Tax = t.Shop.TaxRate.In(r.Total)
	r.Code = t.Stamp.Of(r.Claim())
	return r
}

// label is what the customer reads for a method, also once it is gone from the
// settings.
func (t *Till) label(method string) string {
	if m, ok := t.Method(method); ok {
		return m.Label
	}
	return method
}
