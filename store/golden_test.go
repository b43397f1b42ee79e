package store_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
)

var rewriteGoldens = flag.Bool("update", false, "rewrite the files in testdata")

// newest is the database of today's schema.
const newest = "testdata/v7.db"

// Each released schema leaves a database in testdata that must open for ever.
// Once released, a file there is never written again; -update writes only the
// newest, while it is being worked on.
func TestOldDatabasesOpen(t *testing.T) {
	if *rewriteGoldens {
		writeGolden(t, newest)
	}
	files, err := filepath.Glob("testdata/v*.db")
	must(t, err)
	if len(files) == 0 {
		t.Fatal("there are no old databases")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			dir := t.TempDir()
			copied := copyFile(t, file, dir)
			report, err := store.VerifyFile(copied, store.Options{}, nil)
			must(t, err)
			if !report.Clean() {
				t.Errorf("as a file: %v", report.Findings)
			}
			db := open(t, dir)
			var got bytes.Buffer
			for s, err := range db.All() {
				must(t, err)
				line, err := json.MarshalIndent(s, "", "\t")
				must(t, err)
				got.Write(append(line, '\n'))
			}
			if *rewriteGoldens && file == newest {
				must(t, os.WriteFile(file+".json", got.Bytes(), 0o644))
			}
			if want := readFile(t, file+".json"); !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got\n%s\nwant\n%s", got.Bytes(), want)
			}
			n := report.Sales + 1
			update(t, db, "sale-0004", expired)
			if s := sell(t, db, n); s.Number != report.Numbers+1 {
				t.Errorf("got number %d, want %d", s.Number, report.Numbers+1)
			}
			wantClean(t, db)
		})
	}
}

// writeGolden stores sales in which every field is used at least once.
func writeGolden(t *testing.T, file string) {
	t.Helper()
	dir := t.TempDir()
	db := open(t, dir)
	must(t, db.Record(checkout.Event{At: noon, What: "till-opened", By: "sari"}))
	sell(t, db, 1)
	update(t, db, "sale-0001", refunded)
	closeShift(t, db)
	must(t, db.OpenSale(newSale(2)))
	update(t, db, "sale-0002", shown("ref-0002"))
	update(t, db, "sale-0002", everything)
	update(t, db, "sale-0002", expired)
	update(t, db, "sale-0002", voided)
	must(t, db.OpenSale(newSale(3)))
	update(t, db, "sale-0003", shown("ref-0003"))
	update(t, db, "sale-0003", everything)
	update(t, db, "sale-0003", taxed)
	must(t, db.OpenSale(newSale(4)))
	update(t, db, "sale-0004", shown("ref-0004"))
	must(t, db.Close())

	// The file grows in large steps; a copy has only what is used.
	bolt, err := bbolt.Open(filepath.Join(dir, store.File), 0o600, nil)
	must(t, err)
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, bolt.View(func(tx *bbolt.Tx) error { return tx.CopyFile(file, 0o644) }))
	must(t, bolt.Close())
}

func refunded(s *checkout.Sale, _ func() uint64) error {
	r := checkout.Refund{
		ID: "refund-0001", Key: "key-r-0001", Payment: s.Payments[0].ID, Amount: s.Payments[0].Amount, Way: checkout.RefundAsked,
		Status: checkout.RefundDone, Attempts: 2, Unsent: 1, Reason: "wrong item", Proof: "case 7", By: "sari", ApprovedBy: "owner",
		Ref: "RF-1", Why: checkout.Reason{Word: "refund-days"}, Created: noon, Ended: noon,
	}
	s.Refunds = append(s.Refunds, r)
	s.Prints = append(s.Prints, checkout.Print{
		Kind: checkout.PrintRefund, State: checkout.Printed, Proven: true, At: noon,
		Slip: &checkout.Slip{
			Refund: r.ID, Invoice: "POS-000001", Sold: noon, Method: "QRIS", Amount: r.Amount, Tax: money.Of(4955, idr),
			Pending: true, Way: r.Way, At: noon,
		},
	})
	happened(s, checkout.RefundAnswered, "done")
	return nil
}

func everything(s *checkout.Sale, _ func() uint64) error {
	s.Training, s.Note = true, "with <everything> & more"
	p := &s.Payments[0]
	p.Attempts, p.Unsent, p.Received = 3, 1, "1.500000000000000001 ETH"
	p.Prompt = checkout.Prompt{
		Image: []byte{0x89, 'P', 'N', 'G'}, Link: "https://pay.example/1?a=1&b=2",
		Picture: "https://pay.example/1.png", Refused: "wrong-amount",
		Facts: []checkout.Fact{{Word: "network", Value: "Base"}},
	}
	p.Missing, p.Aside, p.Uncaptured, p.Outlived = "0.000000000000000001 ETH", true, true, true
	p.Reason = checkout.Reason{Word: "expired", Text: "Waktu habis"}
	p.Print = map[string]string{"rrn": "123456", "acquirer": "gopay"}
	p.Expires, p.Watch, p.Withdrawn, p.Kept, p.Parked = noon, noon, noon, true, true
	p.Decided = checkout.Decision{What: checkout.Acknowledged, By: "sari", Note: "known", At: noon, Untold: true}
	s.Attached = []checkout.Attached{{Payment: "payment-0009-1", From: "sale-0009", Method: "qris", Provider: "uncle-z", Amount: money.Of(1, idr), At: noon}}
	s.Prints = []checkout.Print{{
		Kind: checkout.PrintReceipt, Copy: 1, State: checkout.NotPrinted, By: "sari", At: noon, Cause: "paper-out",
	}}
	s.Events = append(s.Events, checkout.Event{
		At: noon, What: checkout.PaymentParked, Payment: p.ID, By: "sari", Note: "كاسير",
	})
	return nil
}

// taxed completes a sale of a registered shop, paid in cash.
func taxed(s *checkout.Sale, number func() uint64) error {
	if err := paid("POS-000003")(s, number); err != nil {
		return err
	}
	rate, err := money.ParseRate("11%")
	if err != nil {
		return err
	}
	p, r := &s.Payments[0], s.Receipt
	p.Tendered, p.Change = money.Of(100_000, idr), money.Of(50_000, idr)
	r.Tenders[0].Tendered, r.Tenders[0].Change, r.Tax = p.Tendered, p.Change, rate.In(r.Total)
	r.Shop.Address, r.Shop.Support, r.Shop.Logo, r.Shop.Series = []string{"Jl. Melati 1"}, "+62 21 555", "logo.png", "B"
	r.Shop.TaxID, r.Shop.TaxRate = "01.234.567.8-901.000", rate
	return nil
}

// What the newest database does not use, nobody will miss in a later one.
func TestTheNewestDatabaseUsesEveryField(t *testing.T) {
	stored := string(readFile(t, newest+".json"))
	seen := map[reflect.Type]bool{}
	var look func(of reflect.Type)
	look = func(of reflect.Type) {
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		if of.Kind() != reflect.Struct || seen[of] || !strings.HasPrefix(of.PkgPath(), "kasir/checkout") {
			return
		}
		seen[of] = true
		for i := range of.NumField() {
			field := of.Field(i)
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if name != "" && name != "-" && !strings.Contains(stored, `"`+name+`":`) {
				t.Errorf("%s.%s is not in %s.json", of, field.Name, newest)
			}
			look(field.Type)
		}
	}
	look(reflect.TypeFor[checkout.Sale]())
}
