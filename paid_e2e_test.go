//go:build e2e

package main

import "testing"

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
	w.until("the next sale, once PAID can have been read", func() bool {
		w.keys("Return")
		return !w.green()
	})
	w.screen("amount")
	w.quit()
}
