package main

import (
	"bytes"
	"fmt"
	"image/png"
	"path/filepath"
	"strings"

	"kasir/checkout"
	"kasir/checkout/stamp"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
	"kasir/store/durable"
)

// receiptsFolder is where receipts are kept that somebody saved, in the folder of
// the sales.
const receiptsFolder = "receipts"

// showReceipts lets the counter show receipts, save them and prove their codes.
func (t *till) showReceipts() {
	t.counter.Look, t.counter.SavePDF = t.drawReceipt, t.savePDF
	if len(t.stamp) > 0 {
		t.counter.Prove = func(code stamp.Code) (checkout.Stamped, error) {
			return checkout.FindStamped(t.db, t.stamp, code)
		}
	}
}

// drawReceipt draws a receipt from the lines that are printed, as a PNG.
func (t *till) drawReceipt(s checkout.Sale) ([]byte, error) {
	doc, profile, err := t.paperOf(s, checkout.Print{Kind: checkout.PrintReceipt})
	if err != nil {
		return nil, err
	}
	picture, err := printer.Picture(doc, profile)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = png.Encode(&out, picture)
	return out.Bytes(), err
}

// savePDF keeps a copy of a receipt as a file and says where it is. It is counted
// before the file is there. A copy that was
// saved before is replaced.
func (t *till) savePDF(s checkout.Sale, by string) (string, error) {
	s, mark, err := checkout.SaveCopy(t.db, s.ID, by, now())
	if err != nil {
		return "", err
	}
	doc, profile, err := t.paperOf(s, mark)
	if err != nil {
		return "", err
	}
	pdf, err := printer.PDF(doc, profile)
	if err != nil {
		return "", err
	}
	folder := filepath.Join(t.dir.place(), receiptsFolder)
	file := filepath.Join(folder, receiptFile(s))
	if err = durable.MakeDir(folder); err == nil {
		err = durable.Write(file, pdf)
	}
	if err != nil {
		return "", fmt.Errorf("save receipt %s: %w", s.Receipt.Invoice, err)
	}
	return file, nil
}

func (t *till) paperOf(s checkout.Sale, p checkout.Print) (printer.Document, escpos.Profile, error) {
	profile, ok := escpos.Lookup(t.settings.Printer.Profile)
	switch {
	case !ok:
		return nil, profile, fmt.Errorf("no printer profile %q", t.settings.Printer.Profile)
	case s.Receipt == nil:
		return nil, profile, fmt.Errorf("sale %s has no receipt", s.ID)
	}
	return receipt.Sale(*s.Receipt, p, t.queue.Logos.Of(s.Receipt.Shop)), profile, nil
}

// receiptFile names the file of a sale's receipt after its invoice. Invoices come
// from payment services: one that could name another folder or another sale's file
// once its signs are replaced is told apart by the sale.
func receiptFile(s checkout.Sale) string {
	plain := strings.Map(func(r rune) rune {
		if r == '-' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return '_'
	}, s.Receipt.Invoice)
	if plain != s.Receipt.Invoice || plain == "" || len(plain) > 64 {
		plain = plain[:min(len(plain), 64)] + "_" + string(s.ID)
	}
	return plain + ".pdf"
}
