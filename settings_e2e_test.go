//go:build e2e

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kasir/store/settings"
)

func (w *window) settings() string {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, settings.Name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

// The owner wants two papers for each sale. What cannot be is tried and not
// saved; what can be leaves the rest of the file as a person wrote it.
func TestE2ESettingIsTriedSavedAndCounts(t *testing.T) {
	w := shop(t)
	commented := strings.Replace(w.settings(), "[printer]", "# under the counter, ask Budi\n[printer] # since May", 1)
	if err := os.WriteFile(filepath.Join(w.dir, settings.Name), []byte(commented), 0o600); err != nil {
		t.Fatal(err)
	}
	w.open()
	w.typeCopies("9")
	w.keys("Return")
	if tried := w.await("settings tried", "printer"); !slices.Equal(tried.Wrong, []string{"copies"}) {
		t.Errorf("wrong were %v", tried.Wrong)
	}
	w.keys("Escape")
	w.screen("settings")
	if got := w.settings(); got != commented {
		t.Errorf("what is wrong was saved:\n%s", got)
	}
	w.keys("F2")
	w.screen("amount")
	w.typeCopies("2")
	w.keys("Return")
	w.screen("settings")
	address := "address = \"" + w.device.Address() + "\"\n"
	if got, want := w.settings(), strings.Replace(commented, address, address+"copies = 2\n", 1); got != want || got == commented {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	w.keys("Escape") // asks whether to start anew
	w.screen("amount")
	w.keys("Return")
	w.await("restart", "")
	w.await("window shown", "")
	w.active()
	w.sell("50000")
	if first, second := w.paper(1), w.paper(2); strings.Contains(first, "COPY") || strings.Count(second, "COPY 1") != 2 {
		t.Errorf("papers:\n%s\n%s", first, second)
	}
	w.quit()
}

// typeCopies opens the printer's section and types how many papers a sale gets.
func (w *window) typeCopies(copies string) {
	w.t.Helper()
	w.keys("s")
	w.screen("settings")
	w.keys("Down", "Return")
	w.screen("section")
	w.keys("Tab", "Tab", "Tab")
	w.types(copies)
}
