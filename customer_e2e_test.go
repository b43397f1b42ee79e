//go:build e2e

package main

import (
	"os/exec"
	"strings"
	"testing"
)

// windowID waits for a window of that name and gives its id.
func (w *window) windowID(name string) string {
	w.t.Helper()
	id := ""
	w.until("a window called "+name, func() bool {
		out, err := exec.CommandContext(w.t.Context(), "xdotool", "search", "--onlyvisible", "--name", "^"+name+"$").Output()
		ids := strings.Fields(string(out))
		if err == nil && len(ids) == 1 {
			id = ids[0]
		}
		return id != ""
	})
	return id
}

// F12 opens the customer's window over the till's. The customer scans the code
// there and reads PAID, while the cashier's keys go on working, whichever
// window has the keyboard.
func TestE2ECustomersWindow(t *testing.T) {
	w := shop(t)
	w.open()
	till := w.shows()
	w.keys("F12")
	w.shows = func() string { return w.windowID("Kasir: customer") }
	w.shows()
	w.types("50000")
	w.keys("Return")
	w.screen("waiting")
	code := w.scan()
	if there := w.gateway.Payments(); len(there) != 1 || code != there[0].Code {
		t.Fatalf("scanned %q off the customer's window, the gateway made %+v", code, there)
	}
	if err := w.gateway.Pay(""); err != nil {
		t.Fatal(err)
	}
	w.screen("paid")
	w.until("PAID in the customer's window", w.green)
	w.xdo("windowactivate", "--sync", w.shows())
	w.keys("alt+F4") // the till stays
	w.await("customer window", "")
	w.shows = func() string { return till }
	w.xdo("windowactivate", "--sync", w.windowID("Kasir"))
	w.keys("Return")
	w.screen("amount")
	w.keys("F12")
	w.await("customer window", "")
	w.quit()
	w.open() // it is where it was
	w.windowID("Kasir: customer")
	w.quit()
}
