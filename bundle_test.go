package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/store/settings"
)

// canaries are secrets wherever one could be by right or by mistake.
var canaries = map[string]string{
	"environment": "canary-in-the-environment",
	"vault":       `canary "in" the vault`,
	"settings":    "canary-in-the-settings",
	"log":         "canary-in-the-environment", // a library quoted it
}

func TestABundleHoldsNoSecret(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("KASIR_QRIS_SECRET", canaries["environment"])
	t.Setenv(passphraseVariable, "the passphrase of a test vault")
	text := "[shop]\nname = \"Canary Shop\"\napi_key = \"" + canaries["settings"] + "\"\n\n[[method]]\nid = \"qris\"\nlabel = \"QRIS\"\nprovider = \"uncle-z\"\nSECRET='" + canaries["settings"] + "'\n"
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(settings.Name, text)
	write("kasir.log", strings.Repeat("{\"msg\":\"an old line\"}\n", bundledLog/20)+
		"{\"msg\":\"library\",\"text\":\"GET /?key="+canaries["log"]+"\"}\n{\"msg\":\"canary \\\"in\\\" the vault\"}\n{\"msg\":\"newest\"}\n")
	f := folder{path: dir}
	v, err := f.openVault(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Set("KASIR_QRIS_PUBLIC_KEY", checkout.Secret(canaries["vault"])); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "kasir-bundle.zip")
	var out, errOut bytes.Buffer
	if code := run([]string{"bundle", path, "--data", dir}, strings.NewReader(""), &out, &errOut); code != done {
		t.Fatalf("exit %d: %s", code, &errOut)
	}
	parts := unzip(t, path)
	for name, text := range parts {
		for where, canary := range canaries {
			if strings.Contains(text, canary) || strings.Contains(text, strings.ReplaceAll(canary, `"`, `\"`)) {
				t.Errorf("%s holds the secret from the %s", name, where)
			}
		}
		if strings.Contains(text, "the passphrase of a test vault") {
			t.Errorf("%s holds the passphrase", name)
		}
	}
	switch {
	case !strings.Contains(parts[settings.Name], `name = "Canary Shop"`):
		t.Errorf("the settings are gone: %q", parts[settings.Name])
	case !strings.Contains(parts["kasir.log"], "newest") || len(parts["kasir.log"]) > bundledLog || !strings.HasPrefix(parts["kasir.log"], "{"):
		t.Errorf("the log has %d bytes and begins %.20q", len(parts["kasir.log"]), parts["kasir.log"])
	case !strings.Contains(parts["doctor.txt"], "TO DO settings"), parts["version.txt"] == "":
		t.Errorf("findings %q, version %q", parts["doctor.txt"], parts["version.txt"])
	}
}

// A shop that has not even settings yet needs help most.
func TestABundleOfNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kasir-bundle.zip")
	var out, errOut bytes.Buffer
	if code := run([]string{"bundle", path, "--data", t.TempDir()}, strings.NewReader(""), &out, &errOut); code != done {
		t.Fatalf("exit %d: %s", code, &errOut)
	}
	if parts := unzip(t, path); len(parts) != 4 {
		t.Errorf("it holds %v", parts)
	}
}

func unzip(t *testing.T, path string) map[string]string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	parts := make(map[string]string)
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[file.Name] = string(text)
	}
	return parts
}
