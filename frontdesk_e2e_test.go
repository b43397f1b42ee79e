//go:build e2e

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kasir/store/settings"
)

// A shop that has nothing but the program: the wizard asks for its name and its
// payment service, starts the till anew, and the first customer pays.
func TestE2EFromTheWizardToTheFirstSale(t *testing.T) {
	w := shop(t)
	file := filepath.Join(w.dir, settings.Name)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	w.env = []string{"LANG=en_US.UTF-8", "KASIR_QRIS_PUBLIC_KEY=" + strings.TrimPrefix(w.env[0], "KASIR_PAY_PUBLIC_KEY="), "KASIR_QRIS_SECRET=" + strings.TrimPrefix(w.env[1], "KASIR_PAY_SECRET=")}
	w.open()
	w.keys("Return")
	w.screen("setup-shop")
	w.types("Uncle-Z Coffee Shop")
	w.keys("Return")
	w.screen("setup-method")
	w.keys("Return") // uncle-z
	w.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
	w.types(w.gateway.URL())
	w.keys("Return")
	w.screen("setup-printer")
	w.types(w.device.Address())
	w.keys("F5")
	if page := w.paper(1); !strings.Contains(page, "Uncle-Z") && !strings.Contains(page, "Kasir") {
		t.Errorf("the test page:\n%s", page)
	}
	w.keys("Return")
	w.screen("setup-owner")
	w.keys("Escape")
	w.screen("setup-done")
	w.keys("Return")
	w.await("restart", "")
	w.await("window shown", "")
	w.active()
	w.types("50000")
	w.keys("Return")
	w.screen("waiting")
	code := w.scan()
	if there := w.gateway.Payments(); len(there) != 1 || there[0].Code != code {
		t.Fatalf("scanned %q, the gateway made %+v", code, there)
	}
	if err := w.gateway.Pay(""); err != nil {
		t.Fatal(err)
	}
	w.screen("paid")
	if paper := w.paper(2); !strings.Contains(paper, "Uncle-Z Coffee Shop") || !strings.Contains(paper, "POS-000001") {
		t.Errorf("paper:\n%s", paper)
	}
	text, err := os.ReadFile(file)
	if err != nil || strings.Contains(strings.ToLower(string(text)), "secret") {
		t.Errorf("kasir.toml: %v\n%s", err, text)
	}
	w.quit()
}

// F7 opens the shift with its float, and closes it with a count.
func TestE2EAShiftIsClosed(t *testing.T) {
	w := shop(t)
	w.open()
	w.keys("F7")
	w.screen("shift")
	w.keys("1", "Return") // open
	w.keys("F2")
	w.screen("amount")
	w.types("50000")
	w.keys("Return")
	w.screen("waiting")
	w.scan() // the gateway knows the payment by then
	if err := w.gateway.Pay(""); err != nil {
		t.Fatal(err)
	}
	w.screen("paid")
	w.keys("Return")
	w.screen("amount")
	w.keys("F7")
	w.screen("shift")
	w.keys("2", "Return") // close
	w.screen("close-shift")
	w.keys("Return")
	w.screen("z-report")
	w.quit()
}
