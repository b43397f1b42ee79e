//go:build e2e

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kasir/store/settings"
	"kasir/store/vault"
)

const vaultsWords = "mangosteen at noon"

// A computer without a keyring. The wizard has the service's secrets typed and a
// passphrase chosen for the vault that keeps them; the owner is set up; the next
// start asks for the passphrase before anything else, and the first customer pays.
func TestE2EAVaultWithoutAKeyring(t *testing.T) {
	w := shop(t)
	secrets := w.env
	w.env = []string{"LANG=en_US.UTF-8", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere"}
	if err := os.Remove(filepath.Join(w.dir, settings.Name)); err != nil {
		t.Fatal(err)
	}
	w.open()
	w.keys("Return")
	w.screen("setup-shop")
	w.types("Uncle-Z Coffee Shop")
	w.keys("Return")
	w.screen("setup-method")
	w.keys("Return") // uncle-z
	w.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
	w.types(w.gateway.URL())
	w.keys("Tab", "Tab", "Tab", "Tab")
	w.types(strings.TrimPrefix(secrets[0], "KASIR_PAY_PUBLIC_KEY="))
	w.keys("Tab")
	w.types(strings.TrimPrefix(secrets[1], "KASIR_PAY_SECRET="))
	w.keys("Return")
	w.screen("vault-form")
	w.types(vaultsWords)
	w.keys("Return")
	w.types(vaultsWords)
	w.keys("Return")
	w.screen("setup-printer")
	w.types(w.device.Address())
	w.keys("Return")
	w.screen("setup-owner")
	w.types("Budi")
	w.keys("Return")
	w.types(ownersWords)
	w.keys("Return")
	w.types(ownersWords)
	w.keys("Return")
	w.screen("setup-done")
	w.keys("Return")
	w.await("restart", "")
	w.await("window shown", "")
	w.active()
	if first := w.shown(); first != "vault" {
		t.Fatalf("it opens on %q", first)
	}
	w.types("mangosteen at night")
	w.keys("Return")
	w.await("vault refused", "")
	w.types(vaultsWords)
	w.keys("Return")
	w.screen("sign-in")
	w.keys("Return")
	w.types(ownersWords)
	w.keys("Return")
	w.screen("amount")
	w.sell("50000")
	if paper := w.paper(1); !strings.Contains(paper, "POS-000001") {
		t.Errorf("paper:\n%s", paper)
	}
	w.quit()
	w.nowhere(vaultsWords, ownersWords, strings.TrimPrefix(secrets[1], "KASIR_PAY_SECRET="))
}

// nowhere makes sure that no file of the shop holds a secret in clear.
func (w *window) nowhere(secrets ...string) {
	w.t.Helper()
	sealed := false
	err := filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		sealed = sealed || d.Name() == vault.File
		data, err := os.ReadFile(path)
		for _, secret := range secrets {
			if strings.Contains(string(data), secret) {
				w.t.Errorf("%s holds a secret", path)
			}
		}
		return err
	})
	if err != nil || !sealed {
		w.t.Errorf("vault there: %t, %v", sealed, err)
	}
}
