package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
	"kasir/ui/command"
)

var (
	rupiah = money.MustCurrency("IDR")
	shop   = checkout.Shop{Name: "Shop", Currency: rupiah, Till: "till-01", Prefix: "POS", Zone: "Asia/Jakarta", Language: "en"}
	noon   = time.Date(2026, 5, 9, 5, 0, 0, 0, time.UTC)
)

// newDesk is a desk over a real store with one paid and one cancelled sale.
func newDesk(t *testing.T) command.Desk {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	sell(t, db, "key-1", "POS-000042", checkout.Paid)
	sell(t, db, "key-2", "", checkout.Cancelled)
	return command.Desk{Source: db, Shop: shop, Profile: "epson-80", Now: time.Now, Verify: func(out io.Writer) error {
		_, err := fmt.Fprintln(out, "OK")
		return err
	}}
}

func sell(t *testing.T, db *store.DB, key, invoice string, status checkout.Status) {
	t.Helper()
	total := money.Of(50000, rupiah)
	s := checkout.Sale{
		ID: checkout.NewSaleID(), Status: checkout.Open, Till: "till-01", Created: noon, BusinessDay: "2026-05-09",
		Lines:  []checkout.Line{{Amount: total}},
		Events: []checkout.Event{{At: noon, What: checkout.SaleOpened}},
		Payments: []checkout.Payment{{
			ID: checkout.PaymentID(key), Key: key, Method: "qris", Provider: "uncle-z", Amount: total,
			Status: checkout.Created, Created: noon,
		}},
	}
	s.Payments[0].Sale = s.ID
	if err := db.OpenSale(s); err != nil {
		t.Fatal(err)
	}
	_, err := db.UpdateSale(s.ID, func(s *checkout.Sale, number func() uint64) error {
		p := &s.Payments[0]
		p.Status, p.Invoice, p.Ref = status, invoice, "0123456789abcdef0123456789abcdef"[:28]+key[:4]
		if status != checkout.Paid {
			s.Status, p.Ended = checkout.Voided, noon
			return nil
		}
		p.PaidAt = noon
		s.Status, s.Number, s.Completed = checkout.Completed, number(), noon
		s.Receipt = &checkout.Receipt{
			Shop: shop, Invoice: invoice, Number: s.Number, Lines: s.Lines, Total: total, At: noon,
			Tenders: []checkout.Tender{{Label: "QRIS", Provider: "uncle-z", Amount: total, PaidAt: noon}},
		}
		s.Prints = []checkout.Print{{Kind: checkout.PrintReceipt, State: checkout.Printed}}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func do(t *testing.T, d command.Desk, call command.Call) string {
	t.Helper()
	var out bytes.Buffer
	if err := d.Do(call, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The fields that scripts rely on, by the names that they rely on.
func TestSalesJSON(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(do(t, newDesk(t), command.Call{Name: command.Sales, JSON: true})), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	var sale map[string]any
	if err := json.Unmarshal([]byte(lines[0]), &sale); err != nil {
		t.Fatal(err)
	}
	for _, field := range strings.Fields("id number status created completed business_day cashier till total note payments refunds prints") {
		if _, ok := sale[field]; !ok {
			t.Errorf("no field %s", field)
		}
	}
	payment := sale["payments"].([]any)[0].(map[string]any)
	for _, field := range strings.Fields("id key method provider status ref invoice amount received created ended") {
		if _, ok := payment[field]; !ok {
			t.Errorf("no payment field %s", field)
		}
	}
	if sale["status"] != "completed" || sale["number"] != 1.0 || payment["status"] != "paid" ||
		payment["created"] != "2026-05-09T05:00:00Z" || fmt.Sprint(sale["total"]) != "map[currency:IDR minor:50000]" {
		t.Errorf("got %s", lines[0])
	}
}

func TestSalesOfADay(t *testing.T) {
	d := newDesk(t)
	if got := do(t, d, command.Call{Name: command.Sales, Day: "2026-05-09"}); !strings.Contains(got, "2026-05-09 12:00  POS-000042  Rp 50,000  qris  paid") {
		t.Errorf("got %s", got)
	}
	if got := do(t, d, command.Call{Name: command.Sales, Day: "2026-05-10"}); got != "no sales\n" {
		t.Errorf("got %s", got)
	}
	if err := d.Do(command.Call{Name: command.Sales, Day: "yesterday"}, io.Discard); !command.IsUsage(err) {
		t.Errorf("got %v", err)
	}
}

func TestReceiptIsFoundByEitherNumber(t *testing.T) {
	d := newDesk(t)
	for _, number := range []string{"POS-000042", "1", "POS-till-01-000001"} {
		got := do(t, d, command.Call{Name: command.Receipt, Number: number})
		if !strings.Contains(got, "reference: POS-000042") || strings.Count(got, "COPY 1") != 2 {
			t.Errorf("%s:\n%s", number, got)
		}
	}
	for _, number := range []string{"POS-000043", "2", "", "../x", "POS"} {
		if err := d.Do(command.Call{Name: command.Receipt, Number: number}, io.Discard); err == nil {
			t.Errorf("a receipt for %q", number)
		}
	}
}

func TestReceiptAsPictureAndBytes(t *testing.T) {
	d := newDesk(t)
	picture, err := png.Decode(strings.NewReader(do(t, d, command.Call{Name: command.Receipt, Number: "1", Format: "png"})))
	if err != nil || picture.Bounds().Dx() < 576 || picture.Bounds().Dy() < 200 {
		t.Errorf("got %v, %v", picture.Bounds(), err)
	}
	if job := do(t, d, command.Call{Name: command.Receipt, Number: "1", Format: "escpos"}); !strings.HasPrefix(job, "\x1b@") {
		t.Errorf("got %q", job[:10])
	}
}

// Every file bore COPY 1, and so did the next copy on paper: two papers with one
// number.
func TestACopyInAFileIsCounted(t *testing.T) {
	d := newDesk(t)
	do(t, d, command.Call{Name: command.Receipt, Number: "1", Format: "png"})
	for _, mark := range []string{"COPY 2", "COPY 3"} {
		if text := do(t, d, command.Call{Name: command.Receipt, Number: "1"}); strings.Count(text, mark) != 2 {
			t.Errorf("no %s on the next:\n%s", mark, text)
		}
		if job := do(t, d, command.Call{Name: command.Receipt, Number: "1", Format: "escpos"}); strings.Count(job, mark) != 2 {
			t.Errorf("no %s in the file", mark)
		}
	}
	s, err := d.Source.ByNumber(1)
	if err != nil || len(s.Prints) != 4 || s.Prints[3].State != checkout.Saved || s.Prints[3].Booked.IsZero() {
		t.Errorf("counted: %+v, %v", s.Prints, err)
	}
	if last := s.Events[len(s.Events)-1]; last.What != checkout.ReceiptSaved || last.Note != "copy 3" || last.By == "" {
		t.Errorf("audited: %+v", last)
	}
}

// served has a desk answered by a running till.
func served(t *testing.T, d command.Desk) (dir string) {
	t.Helper()
	dir = t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	ended, ready := make(chan error, 1), make(chan struct{})
	go func() { ended <- command.Serve(ctx, dir, d, func() { close(ready) }) }()
	<-ready
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "till.json")); !os.IsNotExist(err) {
			t.Error("a closed till still says where it listens")
		}
	})
	return dir
}

func TestRunningTillAnswersTheSame(t *testing.T) {
	d := newDesk(t)
	dir := served(t, d)
	for _, call := range []command.Call{
		{Name: command.Sales, JSON: true},
		{Name: command.Receipt, Number: "1"},
		{Name: command.Verify},
		{Name: command.Receipt, Number: "1", Format: "escpos"},
	} {
		var got bytes.Buffer
		if err := command.Ask(t.Context(), dir, call, &got); err != nil {
			t.Fatal(err)
		}
		want := do(t, d, call)
		if call.Format == "escpos" { // a file is the next copy each time
			want = strings.ReplaceAll(want, "COPY 2", "COPY 1")
		}
		if got.String() != want {
			t.Errorf("%+v: got %q, want %q", call, got.String(), want)
		}
	}
	err := command.Ask(t.Context(), dir, command.Call{Name: command.Receipt, Number: "9"}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "no receipt 9 here") || command.IsUsage(err) {
		t.Errorf("got %v", err)
	}
	if err := command.Ask(t.Context(), dir, command.Call{Name: "sell"}, io.Discard); !command.IsUsage(err) {
		t.Errorf("got %v", err)
	}
}

func TestOnlyTheTokenOpensTheDoor(t *testing.T) {
	dir := served(t, newDesk(t))
	info, err := os.Stat(filepath.Join(dir, "till.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "till.json"))
	if err != nil {
		t.Fatal(err)
	}
	var door struct{ Address, Token string }
	if err := json.Unmarshal(data, &door); err != nil || !strings.HasPrefix(door.Address, "127.0.0.1:") {
		t.Fatalf("%s, %v", door.Address, err)
	}
	for _, header := range []string{"", "Bearer ", "Bearer " + strings.Repeat("0", len(door.Token)), door.Token} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+door.Address+"/", strings.NewReader(`{"name":"sales"}`))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", header)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusUnauthorized {
			t.Errorf("%q: %d, %v", header, response.StatusCode, err)
		}
	}
}

func TestNobodyAnswers(t *testing.T) {
	dir := t.TempDir()
	if err := command.Ask(t.Context(), dir, command.Call{Name: command.Sales}, io.Discard); !errors.Is(err, command.ErrClosed) {
		t.Errorf("got %v", err)
	}
	// A till that crashed leaves its address behind; on a full disk a till's note was
	// empty, and its reader was told that the till cannot be found.
	for _, note := range []string{`{"address":"127.0.0.1:1","token":"x"}`, "", `{"address":"127`} {
		if err := os.WriteFile(filepath.Join(dir, "till.json"), []byte(note), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := command.Ask(t.Context(), dir, command.Call{Name: command.Sales}, io.Discard); !errors.Is(err, command.ErrClosed) {
			t.Errorf("%q: got %v", note, err)
		}
	}
}
