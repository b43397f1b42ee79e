package printer_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"kasir/printer"
	"kasir/printer/escpos"
)

func TestPictureHoldsAReadableCode(t *testing.T) {
	const payload = "https://example.com/receipt/POS-000042"
	for _, profile := range escpos.Profiles() {
		picture, err := printer.Picture(printer.Document{
			printer.Text{Text: "Shop"}, printer.Banner{Text: "COPY 1"}, printer.QR{Payload: payload}, printer.Feed{Lines: -3}, printer.Cut{},
		}, profile)
		if err != nil {
			t.Fatal(err)
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
		if err != nil {
			t.Fatal(err)
		}
		read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil || read.GetText() != payload {
			t.Errorf("%s: read %v, %v", profile.Name, read, err)
		}
	}
}

func TestPictureHasTheHeightOfItsLines(t *testing.T) {
	profile, _ := escpos.Lookup("epson-80")
	height := func(doc printer.Document) int {
		picture, err := printer.Picture(doc, profile)
		if err != nil {
			t.Fatal(err)
		}
		return picture.Bounds().Dy()
	}
	one := height(printer.Document{printer.Text{Text: "a"}})
	two := height(printer.Document{printer.Text{Text: "a\nb"}})
	tall := height(printer.Document{printer.Text{Text: "a", Style: printer.Style{Tall: true}}})
	if two-one != 30 || tall != two {
		t.Errorf("one line %d, two %d, a tall one %d", one, two, tall)
	}
}

func TestPictureRefusesWhatPaperRefuses(t *testing.T) {
	profile, _ := escpos.Lookup("generic-58")
	_, err := printer.Picture(printer.Document{printer.QR{Payload: strings.Repeat("x", 2000)}}, profile)
	if !errors.Is(err, escpos.ErrQRTooLarge) {
		t.Errorf("got %v", err)
	}
	if _, err := printer.Picture(printer.Document{printer.Image{}}, profile); err == nil {
		t.Error("a picture of nothing")
	}
}
