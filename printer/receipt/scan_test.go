package receipt_test

import (
	"image"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"kasir/checkout"
	"kasir/printer"
)

// scan reads a code from a whole receipt, as a scanner at the counter does.
func scan(t *testing.T, reader gozxing.Reader, picture image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := reader.Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText()
}

func TestCodesOnPaperAreRead(t *testing.T) {
	for kind, paper := range papers() {
		for _, model := range models {
			t.Run(kind+"-"+model, func(t *testing.T) {
				doc := paper("en", checkout.Print{})
				picture, err := printer.Picture(doc, profile(t, model))
				if err != nil {
					t.Fatal(err)
				}
				if want := qrOf(doc); want != "" {
					if got := scan(t, qrcode.NewQRCodeReader(), picture); got != want {
						t.Errorf("the QR code says %q, not %q", got, want)
					}
				}
				_, report, err := printer.Encode(doc, profile(t, model))
				if want := barcodeOf(doc); want != "" && err == nil && len(report.Unscannable) == 0 {
					if got := scan(t, oned.NewCode128Reader(), picture); got != want {
						t.Errorf("the barcode says %q, not %q", got, want)
					}
				}
			})
		}
	}
}

func barcodeOf(doc printer.Document) string {
	for _, b := range doc {
		if barcode, ok := b.(printer.Barcode); ok {
			return barcode.Text
		}
	}
	return ""
}

// The number that a provider makes must fit the narrow paper as a barcode; our
// own, longer one may stand alone there, and says so.
func TestWhichBarcodesFit(t *testing.T) {
	for _, c := range []struct {
		kind, model string
		fits        bool
	}{{"sale", "epson-80", true}, {"sale", "generic-58", true}, {"uae", "epson-80", true}} {
		doc := papers()[c.kind]("en", checkout.Print{})
		_, report, err := printer.Encode(doc, profile(t, c.model))
		if err != nil || (len(report.Unscannable) == 0) != c.fits {
			t.Errorf("%s on %s: unscannable %v, %v", c.kind, c.model, report.Unscannable, err)
		}
		if !strings.Contains(printer.Plain(doc, 32), barcodeOf(doc)) {
			t.Errorf("%s: the number itself is missing", c.kind)
		}
	}
}
