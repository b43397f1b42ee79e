package printer_test

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"pgregory.net/rapid"

	"kasir/printer"
	"kasir/printer/escpos"
)

// readBarcode reads a CODE128 from a picture, as a scanner does.
func readBarcode(t testing.TB, picture image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := oned.NewCode128Reader().Decode(bitmap, nil)
	if err != nil {
		t.Fatalf("read barcode: %v", err)
	}
	return read.GetText()
}

func TestBarcodeIsReadFromThePicture(t *testing.T) {
	number := rapid.StringMatching(`[A-Z]{2,4}-[0-9]{4,8}`)
	rapid.Check(t, func(r *rapid.T) {
		want := number.Draw(r, "number")
		picture, err := printer.Picture(printer.Document{printer.Barcode{Text: want}}, profile(t, "epson-80"))
		if err != nil {
			t.Fatal(err)
		}
		if got := readBarcode(t, picture); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestBarcodeOfThePrinterOrOfOurs(t *testing.T) {
	doc := printer.Document{printer.Barcode{Text: "POS-000042"}}
	if dump := escpos.Dump(encode(t, doc, "epson-80")); !strings.Contains(dump, `GS k 73 "{BPOS-000042"`) {
		t.Errorf("epson-80:\n%s", dump)
	}
	dump := escpos.Dump(encode(t, doc, "generic-58"))
	if strings.Contains(dump, "GS k") || !strings.Contains(dump, "GS v 0") || !strings.Contains(dump, `POS-000042" LF`) {
		t.Errorf("generic-58:\n%s", dump)
	}
}

// A long invoice number must not keep the receipt from being printed.
func TestBarcodeThatDoesNotFitLeavesItsNumber(t *testing.T) {
	for _, text := range []string{strings.Repeat("INVOICE-", 5), "فاتورة", ""} {
		job, report, err := printer.Encode(printer.Document{printer.Barcode{Text: text}}, profile(t, "generic-58"))
		if err != nil || !slices.Equal(report.Unscannable, []string{text}) {
			t.Errorf("%q: got %+v, %v", text, report, err)
		}
		if dump := escpos.Dump(job); strings.Contains(dump, "GS k") || !strings.Contains(dump, "LF") && !strings.Contains(dump, "x 34 dots") {
			t.Errorf("%q:\n%s", text, dump)
		}
	}
}
