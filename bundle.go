package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kasir/checkout"
	"kasir/store/durable"
	"kasir/store/settings"
	"kasir/store/vault"
)

func bundleCommand(dir *folder, out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "bundle FILE", Short: "Write what helps a helper: the doctor's findings, settings and log, without secrets",
		Args: misusedArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := mayReplace(args[0]); err != nil {
				return err
			}
			v, err := dir.openVault(newAsker(cmd).passphrase)
			if err != nil {
				return err
			}
			if err := writeBundle(cmd.Context(), *dir, v, args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(out, "Written to %s. It holds no secrets and no sales; look at it before you send it.\n", args[0])
			return err
		},
	}
}

// bundledLog is how much of the newest log goes into a bundle, in bytes.
const bundledLog = 2 << 20

// writeBundle writes a support bundle, a zip, under a name that may exist.
func writeBundle(ctx context.Context, dir folder, v *vault.Vault, path string) error {
	var findings bytes.Buffer
	_ = doctor(ctx, dir, &findings, now()) // what is wrong is what the bundle is for
	hide := newRedactor(v)
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for _, part := range []struct {
		name string
		text func() ([]byte, error)
	}{
		{"doctor.txt", func() ([]byte, error) { return findings.Bytes(), nil }},
		{"version.txt", func() ([]byte, error) { return fmt.Appendf(nil, "kasir %s %s\n", version, commit), nil }},
		{settings.Name, func() ([]byte, error) { return optional(os.ReadFile(filepath.Join(dir.path, settings.Name))) }},
		{"kasir.log", func() ([]byte, error) { return optional(tail(filepath.Join(dir.place(), "kasir.log"), bundledLog)) }},
	} {
		text, err := part.text()
		if err != nil {
			return fmt.Errorf("bundle %s: %w", part.name, err)
		}
		w, err := archive.Create(part.name)
		if err == nil {
			_, err = w.Write(hide.redact(text))
		}
		if err != nil {
			return fmt.Errorf("bundle %s: %w", part.name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	return unwritten(path, durable.Write(path, file.Bytes()))
}

// optional takes a file that is not there for an empty one.
func optional(text []byte, err error) ([]byte, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// tail reads the end of a file, from the beginning of a line on.
func tail(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	from := max(0, info.Size()-most)
	text := make([]byte, info.Size()-from)
	if _, err := file.ReadAt(text, from); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if from > 0 {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return text, nil
}

// A redactor takes secrets out of texts in which they should not be: one that
// somebody wrote into the settings by mistake, one that a library logged.
type redactor struct{ secrets []string }

// secretKey is a line of the settings that looks as if it held a secret.
var secretKey = regexp.MustCompile(`(?im)^(\s*"?[a-z_-]*(?:secret|password|passphrase|token|api_?key|server_?key|public_?key|pepper|pin)[a-z_-]*"?\s*=).*$`)

// leastSecret is the shortest text that is hidden wherever it stands; shorter
// ones would hide half of every line.
const leastSecret = 6

// newRedactor knows the secrets of the vault and those in the environment.
func newRedactor(v *vault.Vault) redactor {
	var r redactor
	add := func(secret checkout.Secret) {
		for _, text := range []string{secret.Reveal(), strings.Trim(fmt.Sprintf("%q", secret.Reveal()), `"`)} {
			if len(text) >= leastSecret && !slices.Contains(r.secrets, text) {
				r.secrets = append(r.secrets, text)
			}
		}
	}
	if v != nil {
		for _, name := range v.Names() {
			if secret, ok := v.Secret(name); ok {
				add(secret)
			}
		}
	}
	for _, variable := range os.Environ() {
		if name, value, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "KASIR_") {
			add(checkout.Secret(value))
		}
	}
	slices.SortFunc(r.secrets, func(a, b string) int { return len(b) - len(a) }) // one may be part of another
	return r
}

func (r redactor) redact(text []byte) []byte {
	for _, secret := range r.secrets {
		text = bytes.ReplaceAll(text, []byte(secret), []byte("[secret]"))
	}
	return secretKey.ReplaceAll(text, []byte("$1 \"[secret]\""))
}
