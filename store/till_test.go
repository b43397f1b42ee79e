package store_test

import (
	"context"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
)

// A service takes what it is asked for at the first question.
type service struct{}

func (service) Start(_ context.Context, p checkout.Payment) (checkout.Progress, error) {
	return checkout.Progress{
		Status: checkout.Pending, Ref: "ref of " + p.Key, Amount: p.Amount,
		Prompt: checkout.Prompt{Code: "a code"}, Invoice: "POS-000042",
	}, nil
}

func (service) Poll(_ context.Context, p checkout.Payment) (checkout.Progress, error) {
	return checkout.Progress{Status: checkout.Paid, Ref: p.Ref, Amount: p.Amount}, nil
}

func (service) Cancel(_ context.Context, p checkout.Payment) (checkout.Progress, error) {
	return checkout.Progress{Status: checkout.Pending, Ref: p.Ref}, nil
}

func TestATillSellsOverTheStore(t *testing.T) {
	db := open(t, t.TempDir())
	till := &checkout.Till{
		Journal: db,
		Shop:    checkout.Shop{Currency: idr, Zone: "Asia/Jakarta", Prefix: "POS", Till: "till-01"},
		Methods: []checkout.Method{{
			ID: "qris", Service: "uncle-z", Currency: idr, Provider: service{},
			Terms: checkout.Terms{Poll: time.Millisecond, Timeout: time.Minute, KeyLife: time.Hour, Doubt: time.Minute},
		}},
	}
	for number := uint64(1); number <= 3; number++ {
		order := checkout.Order{
			Sale: checkout.NewSaleID(), Method: "qris", Cashier: "sari",
			Lines: []checkout.Line{{Amount: money.Of(50_000, idr)}},
		}
		s, err := till.Pay(context.Background(), order, func(st checkout.Standing) {
			onDisk, err := db.Sale(st.Sale.ID)
			must(t, err)
			wantSame(t, onDisk, st.Sale)
		})
		must(t, err)
		if s.Status != checkout.Completed || s.Number != number {
			t.Errorf("got %s with number %d, want completed with %d", s.Status, s.Number, number)
		}
	}
	due, err := db.DuePrints()
	must(t, err)
	found, err := db.ByInvoice("POS-000042")
	must(t, err)
	if len(due) != 3 || len(found) != 3 {
		t.Errorf("got %d due prints and %d sales of the invoice, want 3 of each", len(due), len(found))
	}
	wantClean(t, db)
}
