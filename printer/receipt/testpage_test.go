package receipt_test

import (
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/printertest"
	"kasir/printer/receipt"
)

func TestTestPage(t *testing.T) {
	for _, model := range models {
		p := profile(t, model)
		doc := receipt.TestPage(p, coffee().Shop, ring())
		job, report, err := printer.Encode(doc, p)
		if err != nil || len(report.Replaced)+len(report.Missing)+len(report.Unscannable) > 0 {
			t.Fatalf("%s: %v, %+v", model, err, report)
		}
		golden(t, "test-"+model+".txt", printer.Plain(doc, p.Columns))
		golden(t, "test-"+model+".dump", p.Dump(job))
		picture, err := printer.Picture(doc, p)
		if err != nil {
			t.Fatal(err)
		}
		if got := scan(t, qrcode.NewQRCodeReader(), picture); got != "POS-000042" {
			t.Errorf("%s: the QR code says %q", model, got)
		}
		if got := scan(t, oned.NewCode128Reader(), picture); got != "POS-000042" {
			t.Errorf("%s: the barcode says %q", model, got)
		}
	}
}

// Every model's page must come out whole: the ruler as wide as its paper, no
// letter that the profile claims and the encoder cannot write, and no pulse.
func TestTestPageOfEveryModel(t *testing.T) {
	for _, p := range escpos.Profiles() {
		job, report, err := printer.Encode(receipt.TestPage(p, coffee().Shop, nil), p)
		if err != nil || len(report.Replaced) > 0 {
			t.Errorf("%s: %v, replaced %v", p.Name, err, report.Replaced)
		}
		if strings.Contains(p.Dump(job), "ESC p") {
			t.Errorf("%s: the page opens the drawer", p.Name)
		}
	}
}

func TestTheDrawerOpensAfterThePageAsAJobOfItsOwn(t *testing.T) {
	device := printertest.New(t)
	transport, err := printer.ParseAddress(device.Address())
	if err != nil {
		t.Fatal(err)
	}
	p := &printer.Printer{Transport: transport, Profile: profile(t, "generic-58")}
	pin := escpos.Pin5
	for _, c := range []struct {
		pin  *escpos.Pin
		jobs int
	}{{nil, 1}, {&pin, 2}} {
		before := len(device.Jobs())
		if result := receipt.PrintTestPage(t.Context(), p, coffee().Shop, nil, c.pin); result.Outcome != printer.Printed && result.Outcome != printer.Sent {
			t.Fatalf("got %v", result)
		}
		jobs := device.Jobs()[before:]
		if len(jobs) != c.jobs || strings.Contains(jobs[0].Dump(), "ESC p") || c.jobs == 2 && !strings.Contains(jobs[1].Dump(), "ESC p") {
			t.Errorf("%d jobs, want %d", len(jobs), c.jobs)
		}
	}
}
