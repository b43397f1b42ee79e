//go:build e2e

package main

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const withCash = `
[[method]]
id       = "cash"
label    = "Cash"
provider = "cash"
`

// charge types an amount and takes the method of that number.
func (w *window) charge(amount, method string) {
	w.t.Helper()
	w.types(amount)
	w.keys("Return")
	w.screen("method")
	w.keys(method)
}

// byQR rings up a sale that its customer pays by QR code.
func (w *window) byQR(amount string) {
	w.t.Helper()
	w.charge(amount, "1")
	w.screen("waiting")
	w.scan()
	there := w.gateway.Payments()
	if err := w.gateway.Pay(there[len(there)-1].Invoice); err != nil {
		w.t.Fatal(err)
	}
	w.screen("paid")
	w.keys("Return")
	w.screen("amount")
}

// inCash rings up a sale that is paid with exact banknotes.
func (w *window) inCash(amount string) {
	w.t.Helper()
	w.charge(amount, "2")
	w.screen("cash")
	w.keys("Return")
	w.screen("paid")
	w.keys("Return")
	w.screen("amount")
}

// dayIs checks what the day comes to, by the command line.
func (w *window) dayIs(sales, tasks int, net int64) {
	w.t.Helper()
	out, err := w.command("report", "--json").Output()
	var r struct {
		Sales, Tasks int
		Totals       []struct{ Net struct{ Minor int64 } }
	}
	if err != nil || json.Unmarshal(out, &r) != nil || len(r.Totals) != 1 {
		w.t.Fatalf("report: %s, %v", out, err)
	}
	if r.Sales != sales || r.Tasks != tasks || r.Totals[0].Net.Minor != net {
		w.t.Errorf("the day has %d sales, %d tasks, net %d; want %d, %d, %d", r.Sales, r.Tasks, r.Totals[0].Net.Minor, sales, tasks, net)
	}
}

// openShift opens the shift with so much change in the drawer.
func (w *window) openShift(float string) {
	w.t.Helper()
	w.keys("F7")
	w.screen("shift")
	w.keys("1", "Return")
	w.screen("shift-float")
	w.types(float)
	w.keys("Return")
	w.screen("shift")
	w.keys("F2")
	w.screen("amount")
}

// closeShift closes the shift with what was counted in the drawer.
func (w *window) closeShift(counted string) {
	w.t.Helper()
	w.keys("F7")
	w.screen("shift")
	w.keys("4", "Return")
	w.screen("count")
	w.types(counted)
	w.keys("Return")
	w.screen("close-shift")
	w.keys("Return")
	w.screen("z-report")
	w.keys("F2")
	w.screen("amount")
}

var (
	firstZ   = regexp.MustCompile(`Z REPORT 1\b`)
	anySpace = regexp.MustCompile(`\s+`)
)

// A day with a float, a sale by QR code and one in cash, a refund, and a thousand
// that is missing in the drawer. In the evening the disk fails, and the copy from
// before the last sale is restored.
func TestE2EADayAndTheWayBack(t *testing.T) {
	w := shopWith(t, "IDR", "uncle-z", withCash)
	w.open()
	w.openShift("100000")
	w.byQR("50000")
	w.inCash("20000")
	w.keys("F4")
	w.screen("refunds")
	w.keys("Down", "Return") // the one by QR code
	w.screen("refund-amount")
	w.types("15000")
	w.keys("Return")
	w.screen("refund-reason")
	w.keys("Return")
	w.screen("refund-done")
	w.keys("F2")
	w.screen("amount")
	w.closeShift("119000")
	z := anySpace.ReplaceAllString(w.paper(4), " ")
	for _, want := range []string{"Sales 2", "Given back Rp 15,000", "Net Rp 55,000", "Float Rp 100,000", "Expected Rp 120,000", "Counted Rp 119,000", "Difference -Rp 1,000"} {
		if !strings.Contains(z, want) || !firstZ.MatchString(z) {
			t.Errorf("%q is not on the first Z:\n%s", want, z)
		}
	}
	w.dayIs(2, 0, 55_000)
	copied := filepath.Join(t.TempDir(), "evening.db")
	if out, err := w.command("backup", copied).CombinedOutput(); err != nil {
		t.Fatalf("backup: %s, %v", out, err)
	}
	w.byQR("7000") // the copy does not know of it
	w.dayIs(3, 0, 62_000)
	w.quit()
	w.restored(copied)
}

// shown is the screen that the log named last.
func (w *window) shown() string {
	entries := w.log()
	for i := len(entries) - 1; i >= 0; i-- {
		if entries[i].Msg == "screen" {
			return entries[i].Name
		}
	}
	return ""
}

// restored restores a copy of two sales on the command line and starts again.
func (w *window) restored(file string) {
	w.t.Helper()
	if out, err := w.command("restore", file).CombinedOutput(); err != nil || !strings.HasPrefix(string(out), "OK: 2 sales are back") {
		w.t.Fatalf("restore: %s, %v", out, err)
	}
	w.open()
	if first := w.shown(); first != "restored" { // what to do now is told, whoever restored
		w.t.Errorf("it opens on %q", first)
	}
	w.dayIs(2, 1, 55_000)
	w.keys("Return")
	w.screen("amount")
	w.inCash("3000")
	if paper := w.paper(6); !regexp.MustCompile(`POS-till-01-[0-9A-Z]{4}-000003`).MatchString(paper) {
		w.t.Errorf("its number is of no new series:\n%s", paper)
	}
	w.dayIs(3, 1, 58_000)
	w.quit()
	if out, err := w.command("verify").CombinedOutput(); err != nil || !strings.HasPrefix(string(out), "OK: 3 sales") {
		w.t.Errorf("verify: %s, %v", out, err)
	}
}
