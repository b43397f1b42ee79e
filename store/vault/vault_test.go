package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/zalando/go-keyring"

	"kasir/checkout"
	"kasir/store/vault"
)

const (
	passphrase = checkout.Secret("kopi susu gula aren")
	secret     = checkout.Secret("sk_live_4f1c9a77e0")
	name       = "KASIR_QRIS_SECRET"
)

func headless() { keyring.MockInitWithError(errors.New("no session bus")) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func quick(t testing.TB, folder string, passphrase checkout.Secret) *vault.Vault {
	t.Helper()
	v, err := vault.OpenQuick(folder, passphrase)
	must(t, err)
	return v
}

func wantSecret(t testing.TB, v *vault.Vault) {
	t.Helper()
	if got, ok := v.Secret(name); !ok || got != secret {
		t.Errorf("got %q, %v, want %q", got.Reveal(), ok, secret.Reveal())
	}
}

// wantNothingInClear reads every file of a folder for what must not be in one.
func wantNothingInClear(t testing.TB, folder string, secrets ...checkout.Secret) {
	t.Helper()
	must(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(data, []byte(s.Reveal())) {
				t.Errorf("%s holds a secret in clear", d.Name())
			}
		}
		return err
	}))
}

func TestTheKeyringKeepsTheKeyAndTheFileTheSecrets(t *testing.T) {
	keyring.MockInit()
	dir := filepath.Join(t.TempDir(), "shop") // made with the first secret
	v := quick(t, dir, "")
	must(t, v.Set(name, secret))
	must(t, v.Set("KASIR_GOPAY_SERVER_KEY", "another"))
	if v.Kept() != vault.Keyring {
		t.Errorf("kept by %s", v.Kept())
	}
	info, err := os.Stat(filepath.Join(dir, vault.File))
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	wantNothingInClear(t, dir, secret, "AGE-SECRET-KEY", name)

	moved := filepath.Join(t.TempDir(), "elsewhere") // the file itself says which key it needs
	must(t, os.Rename(dir, moved))
	again := quick(t, moved, "")
	wantSecret(t, again)
	if got, want := again.Names(), []string{"KASIR_GOPAY_SERVER_KEY", name}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	must(t, again.Remove(name))
	if _, ok := quick(t, moved, "").Secret(name); ok {
		t.Error("a removed secret is still there")
	}
	if err := again.Remove(name); !errors.Is(err, checkout.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestAKeyringThatHasLostTheKey(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	must(t, quick(t, dir, "").Set(name, secret))
	for what, lose := range map[string]func(){"gone": keyring.MockInit, "headless": headless} {
		lose()
		for _, given := range []checkout.Secret{"", passphrase} { // a passphrase is no way around
			if _, err := vault.OpenQuick(dir, given); !errors.Is(err, vault.ErrNoKeyring) {
				t.Errorf("%s: got %v, want ErrNoKeyring", what, err)
			}
		}
	}
}

func TestWithoutAKeyringAPassphraseSeals(t *testing.T) {
	headless()
	dir := t.TempDir()
	if _, err := vault.OpenQuick(dir, ""); !errors.Is(err, vault.ErrNone) {
		t.Errorf("got %v, want ErrNone", err)
	}
	if _, err := vault.OpenQuick(dir, "1234567"); !errors.Is(err, vault.ErrShortPassphrase) {
		t.Errorf("got %v, want ErrShortPassphrase", err)
	}
	wantNothingInClear(t, dir, secret)
	must(t, quick(t, dir, passphrase).Set(name, secret))
	wantNothingInClear(t, dir, secret, passphrase, name)
	for given, want := range map[checkout.Secret]error{"": vault.ErrLocked, "kopi susu gula": vault.ErrWrongPassphrase} {
		if _, err := vault.OpenQuick(dir, given); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", given.Reveal(), err, want)
		}
	}
	v := quick(t, dir, passphrase)
	wantSecret(t, v)
	if v.Kept() != vault.Passphrase {
		t.Errorf("kept by %s", v.Kept())
	}
}

// The real cost of scrypt, once.
func TestOpenIsTheSameForAll(t *testing.T) {
	headless()
	dir := t.TempDir()
	v, err := vault.Open(dir, passphrase)
	must(t, err)
	must(t, v.Set(name, secret))
	data, err := os.ReadFile(filepath.Join(dir, vault.File))
	must(t, err)
	if !bytes.Contains(data, []byte(" 17\n")) {
		t.Errorf("another cost of scrypt: %.80q", data)
	}
	identity, err := age.NewScryptIdentity(passphrase.Reveal())
	must(t, err)
	plain, err := age.Decrypt(bytes.NewReader(data), identity) // as any age program does
	must(t, err)
	text, err := io.ReadAll(plain)
	must(t, err)
	if want := `{"KASIR_QRIS_SECRET":"sk_live_4f1c9a77e0"}`; string(text) != want {
		t.Errorf("got %s, want %s", text, want)
	}
}

func TestTheKeyMovesBetweenKeyringAndPassphrase(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	v := quick(t, dir, "")
	must(t, v.Set(name, secret))
	if err := v.KeepQuick(vault.Passphrase, "short"); !errors.Is(err, vault.ErrShortPassphrase) {
		t.Errorf("got %v, want ErrShortPassphrase", err)
	}
	must(t, v.KeepQuick(vault.Passphrase, passphrase))
	if _, err := vault.OpenQuick(dir, ""); !errors.Is(err, vault.ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
	headless()
	moved := quick(t, dir, passphrase)
	wantSecret(t, moved)
	if err := moved.KeepQuick(vault.Keyring, ""); !errors.Is(err, vault.ErrNoKeyring) {
		t.Errorf("got %v, want ErrNoKeyring", err)
	}
	wantSecret(t, quick(t, dir, passphrase))
	keyring.MockInit()
	must(t, moved.KeepQuick(vault.Keyring, ""))
	wantSecret(t, quick(t, dir, ""))
}

// A command sets a secret while the till is open; the till then makes a key.
func TestTwoProcessesDoNotForgetEachOthersSecrets(t *testing.T) {
	for kept, given := range map[vault.Kept]checkout.Secret{vault.Keyring: "", vault.Passphrase: passphrase} {
		t.Run(string(kept), func(t *testing.T) {
			keyring.MockInit()
			dir := t.TempDir()
			till, command := quick(t, dir, given), quick(t, dir, given)
			must(t, command.Set(name, secret))
			mine, err := till.Key(vault.Pepper)
			must(t, err)
			theirs, err := command.Key(vault.Pepper)
			must(t, err)
			if !bytes.Equal(mine, theirs) || len(mine) != 32 {
				t.Errorf("two keys of one name: %d and %d bytes", len(mine), len(theirs))
			}
			wantSecret(t, till)
			again, err := quick(t, dir, given).Key(vault.Pepper)
			must(t, err)
			other, err := till.Key(vault.AuditKey)
			must(t, err)
			if !bytes.Equal(again, mine) || bytes.Equal(other, mine) {
				t.Error("keys are not kept apart, or not kept")
			}
		})
	}
}

func TestEveryChangedByteIsFound(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	must(t, quick(t, dir, "").Set(name, secret))
	file := filepath.Join(dir, vault.File)
	whole, err := os.ReadFile(file)
	must(t, err)
	for i := range whole {
		changed := bytes.Clone(whole)
		changed[i] ^= 1
		must(t, os.WriteFile(file, changed, 0o600))
		if v, err := vault.OpenQuick(dir, ""); err == nil {
			t.Errorf("byte %d of %d: %v", i, len(whole), v.Names())
		}
	}
	for length := range whole {
		must(t, os.WriteFile(file, whole[:length], 0o600))
		if _, err := vault.OpenQuick(dir, ""); err == nil {
			t.Errorf("cut to %d bytes of %d", length, len(whole))
		}
	}
}

func TestAVaultPrintsNoSecret(t *testing.T) {
	headless()
	v := quick(t, t.TempDir(), passphrase)
	must(t, v.Set(name, secret))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, v); strings.Contains(text, secret.Reveal()) || strings.Contains(text, passphrase.Reveal()) {
			t.Errorf("%s prints %s", verb, text)
		}
	}
}

func TestNoVaultHoldsNothing(t *testing.T) {
	var none *vault.Vault
	if _, ok := none.Secret(name); ok || none.Names() != nil || none.Kept() != "" {
		t.Error("a nil vault holds something")
	}
	if err := none.Set(name, secret); !errors.Is(err, vault.ErrNone) {
		t.Errorf("got %v, want ErrNone", err)
	}
	if _, err := none.Key(vault.Pepper); !errors.Is(err, vault.ErrNone) {
		t.Errorf("got %v, want ErrNone", err)
	}
}
