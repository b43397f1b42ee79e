package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer/receipt"
	"kasir/store"
	"kasir/store/settings"
)

func looking(t *testing.T) (*till, checkout.Sale) {
	t.Helper()
	s, err := settings.Parse([]byte(practice))
	if err != nil {
		t.Fatal(err)
	}
	amount := money.Of(50000, money.MustCurrency("IDR"))
	sale := checkout.Sale{ID: "sale-1", Receipt: &checkout.Receipt{
		Invoice: "POS-000042", Shop: s.Shop, Total: amount, At: time.Date(2026, 5, 9, 7, 30, 0, 0, time.UTC),
		Lines: []checkout.Line{{Amount: amount}},
	}}
	dir := folder{path: t.TempDir()}
	db, err := store.Open(dir.path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.OpenSale(checkout.Sale{ID: sale.ID, Status: checkout.Open}); err != nil {
		t.Fatal(err)
	}
	_, err = db.UpdateSale(sale.ID, func(s *checkout.Sale, number func() uint64) error {
		s.Status, s.Receipt, s.Number = checkout.Completed, sale.Receipt, number()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return &till{dir: dir, db: db, settings: s, queue: &receipt.Queue{}}, sale
}

func TestReceiptIsDrawn(t *testing.T) {
	kasir, sale := looking(t)
	data, err := kasir.drawReceipt(sale)
	if err != nil {
		t.Fatal(err)
	}
	if picture, err := png.Decode(bytes.NewReader(data)); err != nil || picture.Bounds().Dy() < 300 {
		t.Errorf("drawn: %v", err)
	}
	if _, err := kasir.drawReceipt(checkout.Sale{ID: "open"}); err == nil {
		t.Error("a sale without a receipt is drawn")
	}
}

func TestReceiptIsSavedForItsUserAlone(t *testing.T) {
	kasir, sale := looking(t)
	for range 2 { // the second replaces the first
		file, err := kasir.savePDF(sale, "Sari")
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(kasir.dir.place(), "receipts", "POS-000042.pdf"); file != want {
			t.Errorf("saved as %s, want %s", file, want)
		}
		if data, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
			t.Errorf("no PDF: %v", err)
		}
		for path, want := range map[string]os.FileMode{file: 0o600, filepath.Dir(file): 0o700} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, info, err)
			}
		}
	}
	s, err := kasir.db.Sale(sale.ID)
	if err != nil || len(s.Prints) != 2 || s.Prints[1].Copy != 2 || s.Prints[1].By != "Sari" || s.Prints[1].State != checkout.Saved {
		t.Errorf("counted: %+v, %v", s.Prints, err)
	}
}

// An invoice is a payment service's word, and a word can be a path.
func TestReceiptFileStaysInItsFolder(t *testing.T) {
	for _, invoice := range []string{"../../kasir.toml", "..", "", "a/b", `a\b`, "C:x", "é", strings.Repeat("x", 300)} {
		name := receiptFile(checkout.Sale{ID: "id-7", Receipt: &checkout.Receipt{Invoice: invoice}})
		if name != filepath.Base(name) || !strings.HasSuffix(name, "_id-7.pdf") || strings.ContainsAny(name, `/\:`) || len(name) > 120 {
			t.Errorf("%q: %s", invoice, name)
		}
	}
}
