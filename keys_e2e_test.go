//go:build e2e

package main

import (
	"image"
	"os"
	"testing"
)

// looks is what the screen shows now.
func (w *window) looks() image.Image {
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
	return picture
}

// changed is how many of a hundred pixels are others than before.
func changed(before, now image.Image) int {
	size, other := before.Bounds(), 0
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			if before.At(x, y) != now.At(x, y) {
				other++
			}
		}
	}
	return 100 * other / (size.Dx() * size.Dy())
}

// The first F1 after a start opened the table of keys and painted nothing, so
// that the till looked as before and took no digit; F2 did not lead out of it.
func TestE2EKeyTableOnAFreshTill(t *testing.T) {
	w := shop(t)
	w.open()
	var fresh image.Image
	w.until("the amount screen", func() bool { // at rest
		before := fresh
		fresh = w.looks()
		return before != nil && changed(before, fresh) == 0
	})
	const most = 40 // of a hundred pixels: the table and the veil around it
	w.keys("F1")
	w.until("the table of keys", func() bool { return changed(fresh, w.looks()) > most })
	w.keys("F2")
	w.until("the amount screen again", func() bool { return changed(fresh, w.looks()) == 0 })
	w.keys("F1")
	w.until("the table of keys once more", func() bool { return changed(fresh, w.looks()) > most })
	w.keys("F3")
	w.screen("history")
	w.keys("F2")
	w.types("7000")
	w.keys("Return")
	w.screen("waiting")
	w.scan()
	if there := w.gateway.Payments(); len(there) != 1 || there[0].Amount.Minor != 7000 {
		t.Errorf("at the gateway: %+v", there)
	}
	w.quit()
}
