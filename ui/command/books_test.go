package command_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/store"
	"kasir/ui/command"
)

// newBooks is a desk over a till that took cash and a code, gave something back
// and moved cash.
func newBooks(t *testing.T) command.Desk {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{Day: shop.BusinessDay})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	till := &checkout.Till{
		Shop: shop, Journal: db, Shifts: db, Tray: db, Now: func() time.Time { return noon },
		Methods: []checkout.Method{{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: rupiah, Cash: &checkout.Cash{}}},
	}
	rp := func(minor int64) money.Amount { return money.Of(minor, rupiah) }
	if _, err := till.OpenShift([]money.Amount{rp(100_000)}, "ani"); err != nil {
		t.Fatal(err)
	}
	order := checkout.Order{
		Sale: checkout.NewSaleID(), Lines: []checkout.Line{{Amount: rp(30_000)}}, Method: "cash", Cashier: `=cmd|' /C calc'!A0`,
	}
	s, err := till.TakeCash(order, rp(50_000))
	if err != nil {
		t.Fatal(err)
	}
	_, err = till.Refund(t.Context(), checkout.RefundOrder{
		ID: checkout.NewRefundID(), Sale: s.ID, Payment: s.Payments[0].ID, Amount: rp(10_000), Reason: "+1 cup\n-2", By: "ani",
	}, func(checkout.RefundStanding) {})
	if err != nil {
		t.Fatal(err)
	}
	out := checkout.CashOrder{ID: "1", Kind: checkout.PaidOut, Amount: rp(5_000), By: "ani", Reason: "ice"}
	if _, err := till.MoveCash(out); err != nil {
		t.Fatal(err)
	}
	sell(t, db, "key-1", "POS-000042", checkout.Paid)
	return command.Desk{Source: db, Shop: shop, Profile: "epson-80", Now: func() time.Time { return noon }}
}

func TestReportOfADay(t *testing.T) {
	d := newBooks(t)
	got := do(t, d, command.Call{Name: command.Report})
	for _, want := range []string{
		"2026-05-09", "sales                           2", "cash    1         Rp 30,000  1        Rp 10,000  Rp 20,000",
		"qris    1         Rp 50,000", "total IDR  2         Rp 80,000  1        Rp 10,000  Rp 70,000", "Rp 115,000",
	} {
		if !strings.Contains(squeeze(got), squeeze(want)) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got := do(t, d, command.Call{Name: command.Report, Day: "2026-05-10"}); strings.Contains(got, "Rp") {
		t.Errorf("a day without sales:\n%s", got)
	}
	if err := d.Do(command.Call{Name: command.Report, Day: "9 May"}, io.Discard); !command.IsUsage(err) {
		t.Errorf("got %v", err)
	}
}

// Figures named methods by their ids, which the people who read them do not know.
func TestReportNamesMethodsAsTheScreenDoes(t *testing.T) {
	d := newBooks(t)
	d.Labels = map[string]string{"cash": "Tunai"} // the other one is gone from the settings
	got := squeeze(do(t, d, command.Call{Name: command.Report}))
	if !strings.Contains(got, "Tunai 1 Rp 30,000") || !strings.Contains(got, "qris 1 Rp 50,000") {
		t.Errorf("got %s", got)
	}
	if got := do(t, d, command.Call{Name: command.Report, JSON: true}); !strings.Contains(got, `"method":"cash","label":"Tunai"`) {
		t.Errorf("got %s", got)
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestReportJSON(t *testing.T) {
	var got struct {
		Day     string
		Sales   int
		Totals  []struct{ Net money.Amount }
		Methods []struct {
			Method         string
			Paid, Refunded money.Amount
		}
		Hours  []struct{ Hour int }
		Drawer []struct{ Expected money.Amount }
	}
	if err := json.Unmarshal([]byte(do(t, newBooks(t), command.Call{Name: command.Report, JSON: true})), &got); err != nil {
		t.Fatal(err)
	}
	if got.Day != "2026-05-09" || got.Sales != 2 || got.Totals[0].Net.Minor != 70_000 || got.Methods[1].Method != "qris" ||
		got.Hours[0].Hour != 12 || got.Drawer[0].Expected.Minor != 115_000 {
		t.Errorf("got %+v", got)
	}
}

func TestExport(t *testing.T) {
	d := newBooks(t)
	text := do(t, d, command.Call{Name: command.Export})
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(rows[0], " ") != strings.Join(command.Columns, " ") {
		t.Errorf("columns: %v", rows[0])
	}
	var sum int64
	kinds := ""
	for _, row := range rows[1 : len(rows)-1] {
		minor, err := strconv.ParseInt(row[5], 10, 64)
		if err != nil {
			t.Error(err)
		}
		sum, kinds = sum+minor, kinds+" "+row[2]
		if row[0] != "2026-05-09" || row[1] != "2026-05-09T12:00:00+07:00" || row[3] != row[5] || row[4] != "IDR" {
			t.Errorf("row %v", row)
		}
	}
	if sum != 30_000-10_000+50_000+100_000-5_000 || kinds != " payment refund payment float paid-out" {
		t.Errorf("movements of %d:%s", sum, kinds)
	}
	if rows[1][17] != `'=cmd|' /C calc'!A0` || rows[2][19] != "'+1 cup\n'-2" {
		t.Errorf("a formula: %q, %q", rows[1][17], rows[2][19])
	}
	last := rows[len(rows)-1]
	before := text[:strings.LastIndex(text, "checksum")]
	digest := sha256.Sum256([]byte(before))
	if last[0] != "checksum" || last[1] != hex.EncodeToString(digest[:]) || last[2] != "5" {
		t.Errorf("checksum line %v", last)
	}
}

func TestExportOfDays(t *testing.T) {
	d := newBooks(t)
	lines := func(call command.Call) int {
		call.Name = command.Export
		return strings.Count(do(t, d, call), ",IDR,")
	}
	for _, c := range []struct {
		call command.Call
		want int
	}{
		{command.Call{Day: "2026-05-09"}, 5},
		{command.Call{Day: "2026-05-08"}, 0},
		{command.Call{From: "2026-05-01", To: "2026-05-09"}, 5},
		{command.Call{From: "2026-05-10", To: "2026-12-31"}, 0},
	} {
		if got := lines(c.call); got != c.want {
			t.Errorf("%+v: %d lines, want %d", c.call, got, c.want)
		}
	}
	for _, call := range []command.Call{
		{From: "2026-05-09"}, {To: "2026-05-09"}, {Day: "2026-05-09", To: "2026-05-09"}, {From: "2026-05-10", To: "2026-05-09"}, {Day: "x"},
	} {
		call.Name = command.Export
		if err := d.Do(call, io.Discard); !command.IsUsage(err) {
			t.Errorf("%+v: %v", call, err)
		}
	}
}

func TestBackupIsCheckedAndAnsweredByTheRunningTill(t *testing.T) {
	dir := served(t, newBooks(t))
	file := filepath.Join(t.TempDir(), "backup.db")
	var out bytes.Buffer
	if err := command.Ask(t.Context(), dir, command.Call{Name: command.Backup, File: file}, &out); err != nil {
		t.Fatal(err)
	}
	report, err := store.VerifyFile(file, store.Options{}, nil)
	if err != nil || !report.Clean() || report.Sales != 2 || !strings.HasPrefix(out.String(), "OK: "+file) {
		t.Errorf("got %+v, %v, %s", report, err, out.String())
	}
	for _, call := range []command.Call{{Name: command.Report, JSON: true}, {Name: command.Export}} {
		if err := command.Ask(t.Context(), dir, call, io.Discard); err != nil {
			t.Errorf("%s: %v", call.Name, err)
		}
	}
	if err := command.Ask(t.Context(), dir, command.Call{Name: command.Backup, File: "here.db"}, io.Discard); !command.IsUsage(err) {
		t.Errorf("a name that the till would look for elsewhere: %v", err)
	}
}

func FuzzSafe(f *testing.F) {
	for _, text := range []string{"=1+1", " =1", "\u00a0@x", "a\n=b", "\t", "\r-1", "\u200b+", "=", "x=1", "\ufeff=1", "\x00=1", "'=1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var file bytes.Buffer
		w := csv.NewWriter(&file)
		if err := w.Write([]string{"x", command.Safe(text)}); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		row, err := csv.NewReader(&file).Read()
		if err != nil || len(row) != 2 {
			t.Fatalf("%q: %v, %v", text, row, err)
		}
		for _, line := range strings.FieldsFunc(row[1], func(r rune) bool { return r == '\n' || r == '\r' }) {
			start := strings.TrimLeftFunc(line, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
			if line[0] == '\t' || start != "" && strings.ContainsRune("=+-@=+-@", []rune(start)[0]) {
				t.Errorf("%q became %q, which has a formula", text, row[1])
			}
		}
		if again := command.Safe(row[1]); fmt.Sprint(again) != row[1] {
			t.Errorf("%q is made safe again as %q", row[1], again)
		}
	})
}

// A refund is a line of its own, below the payment that it gives back.
func TestSalesListRefunds(t *testing.T) {
	got := do(t, newBooks(t), command.Call{Name: command.Sales})
	if !strings.Contains(got, "-Rp 10,000  cash  done  refund") {
		t.Errorf("no refund in\n%s", got)
	}
}
