package printer_test

import (
	"bytes"
	"regexp"
	"strconv"
	"testing"

	"kasir/printer"
)

// A receipt by mail is one page, as long as its paper, and the same each time.
func TestPDF(t *testing.T) {
	for _, doc := range []printer.Document{arabic(), mixed(), receipt()} {
		first, err := printer.PDF(doc, profile(t, "generic-58"))
		if err != nil {
			t.Fatal(err)
		}
		again, err := printer.PDF(doc, profile(t, "generic-58"))
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("twice the same document gave other bytes, %v", err)
		}
		picture, err := printer.Picture(doc, profile(t, "generic-58"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(first, []byte("%PDF-")) || !regexp.MustCompile(`/Count 1\b`).Match(first) {
			t.Errorf("no PDF of one page: %.80q", first)
		}
		size := regexp.MustCompile(`/Width (\d+)\s*/Height (\d+)`).FindSubmatch(first)
		if size == nil || string(size[1]) != "416" || string(size[2]) != strconv.Itoa(picture.Bounds().Dy()) {
			t.Errorf("the picture inside has the size %q, want %v", size, picture.Bounds())
		}
		// 416 dots at 203 dpi are 52 mm, or 147.55 points.
		if !regexp.MustCompile(`/MediaBox \[0 0 147\.55 `).Match(first) {
			t.Errorf("the page is not as wide as paper: %s", regexp.MustCompile(`/MediaBox.*`).Find(first))
		}
	}
	if _, err := printer.PDF(printer.Document{printer.Image{}}, profile(t, "generic-58")); err == nil {
		t.Error("a PDF of nothing")
	}
}
