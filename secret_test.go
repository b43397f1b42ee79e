package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"kasir/store/settings"
	"kasir/store/vault"
)

const twoMethods = anyShop + "currency = \"IDR\"\n" + `
[[method]]
id       = "qris"
label    = "QRIS"
provider = "uncle-z"

[[method]]
id       = "cash"
label    = "Cash"
provider = "cash"
`

// shopFolder is a data folder with settings for two methods and nothing else.
func shopFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, settings.Name), []byte(twoMethods), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// kasir runs a command line as main does, with input from a pipe.
func kasir(t *testing.T, dir, in string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var said, complained bytes.Buffer
	code = run(append([]string{"--data", dir}, args...), strings.NewReader(in), &said, &complained)
	return code, said.String(), complained.String()
}

func wantCode(t *testing.T, want int, wantSaid string) func(code int, out, errOut string) {
	t.Helper()
	return func(code int, out, errOut string) {
		t.Helper()
		if code != want || !strings.Contains(out+errOut, wantSaid) {
			t.Errorf("got %d, %q, %q, want %d and %q", code, out, errOut, want, wantSaid)
		}
	}
}

func headless(t *testing.T) {
	t.Helper()
	keyring.MockInitWithError(errors.New("no session bus"))
	t.Cleanup(keyring.MockInit)
}

func TestSecretGoesIntoTheKeyringsVaultAndIsNeverSaid(t *testing.T) {
	keyring.MockInit()
	dir := shopFolder(t)
	code, out, errOut := kasir(t, dir, "s3cr3t-of-the-shop\n", "secret", "set", "qris", "secret")
	wantCode(t, 0, "Kept in the vault (keyring). The till reads it at its next start.")(code, out, errOut)
	wantCode(t, 0, "Kept")(kasir(t, dir, "pk", "secret", "set", "qris", "PUBLIC_KEY")) // without a line's end
	code, list, errOut := kasir(t, dir, "", "secret", "list")
	wantCode(t, 0, "qris PUBLIC_KEY: in the vault\nqris SECRET: in the vault\n")(code, list, errOut)
	if strings.Contains(out+errOut+list, "s3cr3t") {
		t.Error("a secret was said")
	}
	f := folder{path: dir}
	s, err := f.settings()
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.openVault(nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := methods(s, v, "")
	if err != nil || all[0].Missing.Word != "" {
		t.Errorf("the method does not find its secrets: %+v, %v", all[0].Missing, err)
	}
	t.Setenv("KASIR_QRIS_SECRET", "another")
	wantCode(t, 0, "qris SECRET: in the environment, as KASIR_QRIS_SECRET")(kasir(t, dir, "", "secret", "list"))
	wantCode(t, 0, "But KASIR_QRIS_SECRET is set in the environment, which wins.")(kasir(t, dir, "", "secret", "remove", "qris", "SECRET"))
	wantCode(t, 1, "the vault holds no SECRET of qris")(kasir(t, dir, "", "secret", "remove", "qris", "SECRET"))
}

func TestSecretSaysWhatIsWrong(t *testing.T) {
	keyring.MockInit()
	dir := shopFolder(t)
	for _, c := range []struct {
		in   string
		args string
		code int
		said string
	}{
		{"x", "secret", misuse, "set, remove, list, keep or start-over"},
		{"x", "secret set qris", misuse, "kasir secret set METHOD FIELD"},
		{"x", "secret set gopay SERVER_KEY", misuse, `kasir.toml has no method "gopay"; it has qris, cash`},
		{"x", "secret set qris SERVER_KEY", misuse, `no secret field "SERVER_KEY"; it has PUBLIC_KEY, SECRET`},
		{"x", "secret set cash SECRET", misuse, "method cash (cash) needs no secret"},
		{"x", "secret keep pocket", misuse, "it is called like this: kasir secret keep"},
		{"", "secret set qris SECRET", failed, "SECRET of qris is empty"},
		{" \n", "secret set qris SECRET", failed, "SECRET of qris is empty"},
		{"a\nb\n", "secret set qris SECRET", failed, "more than one line"},
		{"a\x1b[2Jb\n", "secret set qris SECRET", failed, "no single line of text"},
		{strings.Repeat("x", 5000), "secret set qris SECRET", failed, "at most 4096 bytes"},
		{"x", "secret keep passphrase", failed, "there is no vault"},
		{"x", "--training secret set qris SECRET", failed, "training keeps no secrets"},
	} {
		wantCode(t, c.code, c.said)(kasir(t, dir, c.in, strings.Fields(c.args)...))
	}
	if _, err := os.Stat(filepath.Join(dir, vault.File)); !errors.Is(err, os.ErrNotExist) {
		t.Error("a refused command left a vault behind")
	}
	wantCode(t, failed, "no kasir.toml in")(kasir(t, t.TempDir(), "x", "secret", "set", "qris", "SECRET"))
}

func TestWithoutAKeyringNothingIsKeptInClear(t *testing.T) {
	headless(t)
	dir := shopFolder(t)
	wantCode(t, failed, "there is no keyring here to keep secrets in: set KASIR_PASSPHRASE")(kasir(t, dir, "s3cr3t\n", "secret", "set", "qris", "SECRET"))
	t.Setenv("KASIR_PASSPHRASE", "short")
	wantCode(t, failed, "a passphrase has 8 characters or more")(kasir(t, dir, "s3cr3t\n", "secret", "set", "qris", "SECRET"))
	t.Setenv("KASIR_PASSPHRASE", "kopi susu gula aren")
	wantCode(t, done, "Kept in the vault (passphrase).")(kasir(t, dir, "s3cr3t\n", "secret", "set", "qris", "SECRET"))
	t.Setenv("KASIR_PASSPHRASE", "kopi susu gula jawa")
	wantCode(t, failed, "the passphrase does not open the vault")(kasir(t, dir, "s3cr3t\n", "secret", "list"))
	t.Setenv("KASIR_PASSPHRASE", "")
	wantCode(t, failed, "the vault is sealed with a passphrase: set KASIR_PASSPHRASE")(kasir(t, dir, "", "secret", "list"))
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if data, err := os.ReadFile(file); err != nil || bytes.Contains(data, []byte("s3cr3t")) {
			t.Errorf("%s: %v, or the secret in clear", file, err)
		}
	}
}

func TestDoctorSaysWhatIsWeakAboutTheVault(t *testing.T) {
	keyring.MockInit()
	dir := shopFolder(t)
	t.Setenv("KASIR_QRIS_SECRET", "in clear")
	_, out, _ := kasir(t, dir, "", "doctor")
	for _, want := range []string{"with its key in this user's keyring", "but in the environment, where every program of this user can read them: KASIR_QRIS_SECRET\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	headless(t)
	if _, out, _ := kasir(t, dir, "", "doctor"); !strings.Contains(out, "vault: none, for there is no keyring here") {
		t.Errorf("got\n%s", out)
	}
	t.Setenv("KASIR_PASSPHRASE", "kopi susu gula aren")
	if _, out, _ := kasir(t, dir, "", "doctor"); !strings.Contains(out, "its passphrase is in the environment") {
		t.Errorf("got\n%s", out)
	}
}

// In training nobody's secrets are needed; the doctor once asked for them.
func TestDoctorAsksForNoSecretInTraining(t *testing.T) {
	dir := folder{path: t.TempDir(), training: true}
	if err := os.WriteFile(filepath.Join(dir.path, settings.Name), []byte(anyShop+"[[method]]\nid = \"qris\"\nlabel = \"QRIS\"\nprovider = \"uncle-z\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := doctor(t.Context(), dir, &out, built); strings.Contains(out.String(), "KASIR_QRIS") || !strings.Contains(out.String(), "simulator") {
		t.Errorf("%v\n%s", err, &out)
	}
}
