package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"kasir/checkout"
	"kasir/checkout/money"
	"kasir/printer/printertest"
	"kasir/store"
	"kasir/store/settings"
	"kasir/store/vault"
)

// sold takes cash for one sale in a folder, as its till does, and closes it.
func sold(t *testing.T, dir folder) checkout.Sale {
	t.Helper()
	s, err := dir.settings()
	if err != nil {
		t.Fatal(err)
	}
	v, err := dir.openVault(nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := stampKey(v)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(dir.place(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	cash := checkout.Method{ID: "cash", Label: "Cash", Service: checkout.CashService, Currency: s.Shop.Currency, Cash: &checkout.Cash{}}
	till := &checkout.Till{Shop: s.Shop, Methods: []checkout.Method{cash}, Journal: db, Stamp: key}
	total := money.Of(50000, s.Shop.Currency)
	sale, err := till.TakeCash(checkout.Order{Sale: checkout.NewSaleID(), Lines: []checkout.Line{{Amount: total}}, Method: "cash"}, total)
	if err != nil {
		t.Fatal(err)
	}
	return sale
}

// The key of the codes is in the vault, so a paper is proven at another start
// and by another process than the one that printed it.
func TestVerifyReceiptOnTheCommandLine(t *testing.T) {
	keyring.MockInit()
	dir := shopFolder(t)
	s := sold(t, folder{path: dir})
	wantCode(t, 0, "OK: the code "+string(s.Receipt.Code))(kasir(t, dir, "", "verify-receipt", string(s.Receipt.Code)))
	wantCode(t, 1, "NOT OURS")(kasir(t, dir, "", "verify-receipt", "0000-0000-0000"))
	wantCode(t, 1, "no code of a receipt")(kasir(t, dir, "", "verify-receipt", "12345"))
	wantCode(t, 2, "")(kasir(t, dir, "", "verify-receipt"))
}

// Without a vault no key is made up: papers bear no code, and doctor says so.
func TestWithoutAVaultPapersHaveNoCode(t *testing.T) {
	headless(t)
	dir := shopFolder(t)
	if s := sold(t, folder{path: dir}); s.Receipt.Code != "" {
		t.Errorf("a code without a key: %s", s.Receipt.Code)
	}
	wantCode(t, 1, "no key to check codes with")(kasir(t, dir, "", "verify-receipt", "0000-0000-0000"))
	if _, out, _ := kasir(t, dir, "", "doctor"); !strings.Contains(out, "papers bear no code") {
		t.Errorf("doctor says\n%s", out)
	}
	if _, err := os.Stat(filepath.Join(dir, vault.File)); !os.IsNotExist(err) {
		t.Errorf("a vault was made: %v", err)
	}
}

func TestTestPageOnTheCommandLine(t *testing.T) {
	device := printertest.New(t)
	dir := t.TempDir()
	for _, c := range []struct {
		printer string
		code    int
		want    string
		jobs    int
	}{
		{"address = \"" + device.Address() + "\"\nprofile = \"generic-58\"\ndrawer = \"pin2\"\n", 0, "The test page is printed", 2},
		{"address = \"none:\"\n", 1, "no printer is set", 0},
	} {
		before := len(device.Jobs())
		text := twoMethods + "\n[printer]\n" + c.printer
		if err := os.WriteFile(filepath.Join(dir, settings.Name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		wantCode(t, c.code, c.want)(kasir(t, dir, "", "doctor", "--test-page"))
		if jobs := len(device.Jobs()) - before; jobs != c.jobs {
			t.Errorf("%s: %d jobs", c.printer, jobs)
		}
	}
}

func TestLogo(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"a PNG":      {picture.Bytes(), "OK    logo logo.png"},
		"a half one": {picture.Bytes()[:20], "is no PNG of at most"},
		"none":       {nil, "cannot be read; papers are printed without it"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			text := twoMethods + "\n[printer]\nlogo = \"logo.png\"\n"
			if err := os.WriteFile(filepath.Join(dir, settings.Name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if c.file != nil {
				if err := os.WriteFile(filepath.Join(dir, "logo.png"), c.file, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if _, out, _ := kasir(t, dir, "", "doctor"); !strings.Contains(out, c.want) {
				t.Errorf("no %q in\n%s", c.want, out)
			}
			data, _ := folder{path: dir}.logo(&settings.Settings{Printer: settings.Printer{Logo: "logo.png"}})
			if ok := strings.HasPrefix(c.want, "OK"); ok != bytes.Equal(data, picture.Bytes()) {
				t.Errorf("got %d bytes", len(data))
			}
		})
	}
}
