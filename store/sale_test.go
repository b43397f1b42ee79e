package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

var (
	noon = time.Date(2026, 5, 9, 5, 0, 0, 0, time.UTC)
	idr  = money.MustCurrency("IDR")
)

// open opens the database of a folder and closes it with the test.
func open(t testing.TB, dir string) *store.DB {
	t.Helper()
	db, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// newSale is a sale whose payment has just been intended.
func newSale(n int) checkout.Sale {
	id := checkout.SaleID(fmt.Sprintf("sale-%04d", n))
	at := noon.Add(time.Duration(n) * time.Minute)
	return checkout.Sale{
		ID: id, Status: checkout.Open, Till: "till-01", Cashier: "sari", Created: at, BusinessDay: "2026-05-09",
		Lines:    []checkout.Line{{Label: "Kopi <susu> & roti", Amount: money.Of(50_000, idr)}},
		Payments: []checkout.Payment{newPayment(id, n, 1)},
		Events: []checkout.Event{
			{At: at, What: checkout.SaleOpened, By: "sari", Note: "50000 IDR"},
			{At: at, What: checkout.PaymentIntended, By: "sari", Note: "qris"},
		},
	}
}

func newPayment(sale checkout.SaleID, n, attempt int) checkout.Payment {
	return checkout.Payment{
		ID: checkout.PaymentID(fmt.Sprintf("payment-%04d-%d", n, attempt)), Sale: sale,
		Key: fmt.Sprintf("key-%04d-%d", n, attempt), Method: "qris", Provider: "uncle-z",
		Amount: money.Of(50_000, idr), Status: checkout.Created,
		Request: []byte(`{"amount":50000}`), Created: noon.Add(time.Duration(n) * time.Minute),
	}
}

// A change is what UpdateSale wants.
type change = func(s *checkout.Sale, number func() uint64) error

func happened(s *checkout.Sale, what checkout.What, note string) {
	s.Events = append(s.Events, checkout.Event{At: noon, What: what, Note: note})
}

// shown: the provider has answered with a code.
func shown(ref string) change {
	return func(s *checkout.Sale, _ func() uint64) error {
		p := &s.Payments[len(s.Payments)-1]
		p.Status, p.Ref, p.Attempts = checkout.Pending, ref, 1
		p.Prompt = checkout.Prompt{Code: "00020101021226…6304ABCD"}
		happened(s, checkout.PaymentAnswered, "pending")
		return nil
	}
}

// paid: the money came, and the sale is done.
func paid(invoice string) change {
	return func(s *checkout.Sale, number func() uint64) error {
		p := &s.Payments[len(s.Payments)-1]
		p.Status, p.PaidAt, p.Invoice = checkout.Paid, noon, invoice
		s.Status, s.Number, s.Completed = checkout.Completed, number(), noon
		s.Receipt = &checkout.Receipt{
			Shop: checkout.Shop{Name: "Uncle-Z", Currency: idr}, Invoice: invoice, Number: s.Number,
			Lines: s.Lines, Total: s.Total(), At: noon,
			Tenders: []checkout.Tender{{Label: "QRIS", Provider: "uncle-z", Amount: p.Amount, PaidAt: noon}},
		}
		s.Prints = append(s.Prints, checkout.Print{Kind: checkout.PrintReceipt, State: checkout.Queued, At: noon})
		happened(s, checkout.SaleCompleted, fmt.Sprintf("number %d", s.Number))
		return nil
	}
}

func printed(s *checkout.Sale, _ func() uint64) error {
	for i := range s.Prints {
		s.Prints[i].State = checkout.Printed
	}
	happened(s, checkout.ReceiptPrinted, "")
	return nil
}

func parked(parked bool) change {
	return func(s *checkout.Sale, _ func() uint64) error {
		s.Payments[len(s.Payments)-1].Parked = parked
		happened(s, checkout.PaymentParked, "")
		return nil
	}
}

// expired: the code was not paid, and nobody need look any more.
func expired(s *checkout.Sale, _ func() uint64) error {
	p := &s.Payments[len(s.Payments)-1]
	p.Status, p.Ended = checkout.Expired, noon
	happened(s, checkout.PaymentAnswered, "expired")
	return nil
}

func voided(s *checkout.Sale, _ func() uint64) error {
	s.Status = checkout.Voided
	happened(s, checkout.SaleVoided, "")
	return nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func update(t testing.TB, db *store.DB, id checkout.SaleID, c change) checkout.Sale {
	t.Helper()
	s, err := db.UpdateSale(id, c)
	must(t, err)
	return s
}

// sell takes a sale from its intent to a printed receipt.
func sell(t testing.TB, db *store.DB, n int) checkout.Sale {
	t.Helper()
	s := newSale(n)
	must(t, db.OpenSale(s))
	update(t, db, s.ID, shown(fmt.Sprintf("ref-%04d", n)))
	update(t, db, s.ID, paid(fmt.Sprintf("POS-%06d", n)))
	return update(t, db, s.ID, printed)
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	must(t, err)
	return string(b)
}

// wantSame compares what is stored of two sales.
func wantSame(t testing.TB, got, want checkout.Sale) {
	t.Helper()
	if g, w := asJSON(t, got), asJSON(t, want); g != w {
		t.Errorf("sale %s\n got %s\nwant %s", want.ID, g, w)
	}
}

func ids(sales []checkout.Sale) (all []checkout.SaleID) {
	for _, s := range sales {
		all = append(all, s.ID)
	}
	return all
}

// wantClean verifies an open database.
func wantClean(t testing.TB, db *store.DB) store.Report {
	t.Helper()
	report, err := db.Verify(nil)
	must(t, err)
	for _, f := range report.Findings {
		t.Errorf("found: %s", f)
	}
	return report
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	must(t, err)
	return b
}

// copyFile puts a copy of a file, whatever is being done to it, into a new folder.
func copyFile(t testing.TB, from, dir string) string {
	t.Helper()
	must(t, os.MkdirAll(dir, 0o700))
	to := filepath.Join(dir, store.File)
	must(t, os.WriteFile(to, readFile(t, from), 0o600))
	return to
}

func sameBytes(t testing.TB, name string, before []byte) {
	t.Helper()
	if !bytes.Equal(readFile(t, name), before) {
		t.Errorf("%s was written to", name)
	}
}
