//go:build e2e

package main

import (
	"image"
	"os"
	"testing"
)

// dimmed tells whether something lies over the screen: above and below it the
// screen has become grey.
func (w *window) dimmed() bool {
	w.t.Helper()
	file, err := os.Open(w.picture())
	if err != nil {
		w.t.Fatal(err)
	}
	defer file.Close()
	picture, _, err := image.Decode(file)
	if err != nil {
		w.t.Fatal(err)
	}
	size, dark := picture.Bounds(), 0
	for y := range size.Dy() {
		if r, _, b, _ := picture.At(size.Dx()/2, y).RGBA(); r > 0x4000 && r < 0x9000 && b < r+0x1000 {
			dark++
		}
	}
	return dark > 20
}

// F1 painted nothing on a till that had just been opened: what had never been shown
// had no canvas to be painted on. The keys went to it all the same.
func TestE2EKeyTableIsShownAtOnce(t *testing.T) {
	w := shop(t)
	w.open()
	if w.dimmed() {
		t.Fatal("something lies over the amount")
	}
	w.keys("F1")
	w.until("the table of keys", w.dimmed)
	w.keys("Escape")
	w.types("7000")
	w.keys("Return")
	w.screen("waiting")
	w.scan()
	if there := w.gateway.Payments(); len(there) != 1 || there[0].Amount.Minor != 7000 {
		t.Errorf("at the gateway: %+v", there)
	}
	w.quit()
}

// PAID came in place of "Set aside, not paid", and an Enter that was on its way took
// it away.
func TestE2EPaidIsNotDismissedUnseen(t *testing.T) {
	w := shop(t)
	w.open()
	w.types("43000")
	w.keys("Return")
	w.screen("waiting")
	w.scan()
	w.keys("Escape", "Return")
	w.screen("unpaid")
	if err := w.gateway.Pay(""); err != nil {
		t.Fatal(err)
	}
	w.screen("paid")
	w.keys("Return")
	w.until("PAID on the screen", w.green)
	w.keys("Return")
	w.screen("amount")
	w.quit()
}
