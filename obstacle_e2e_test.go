//go:build e2e

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kasir/store"
	"kasir/store/settings"
)

// start starts the till from its icon, whatever comes of it.
func (w *window) start() {
	w.t.Helper()
	w.seen = len(w.log())
	said, err := os.CreateTemp(w.t.TempDir(), "said") // nobody reads a file meanwhile
	if err != nil {
		w.t.Fatal(err)
	}
	w.cmd, w.stderr, w.exited = w.command(), &bytes.Buffer{}, make(chan error, 1)
	w.cmd.Stderr = said
	if err := w.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	cmd, exited := w.cmd, w.exited
	go func() {
		err := cmd.Wait()
		_, unread := said.Seek(0, io.SeekStart)
		_, copying := w.stderr.ReadFrom(said)
		exited <- errors.Join(err, unread, copying, said.Close())
	}()
	w.t.Cleanup(func() { _ = cmd.Process.Kill() })
}

// refused waits for a till that did not open to end, and gives what it said.
func (w *window) refused() string {
	w.t.Helper()
	var exit *exec.ExitError
	if err := <-w.exited; !errors.As(err, &exit) || exit.ExitCode() != failed {
		w.t.Errorf("ended with %v: %s", err, w.stderr)
	}
	return w.stderr.String()
}

// Started from its icon, a till whose database was damaged after a clean close
// said so to nobody: no window came. Now a key restores the newest good copy, and
// the till sells on it.
func TestE2EDamagedDataIsRestoredFromTheWindow(t *testing.T) {
	w := shop(t)
	w.open()
	w.sell("50000")
	if err := os.MkdirAll(filepath.Join(w.dir, store.BackupsDir), 0o700); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(w.dir, store.BackupsDir, "kasir-000001-20260509T050000Z.db")
	if out, err := w.command("backup", backup).CombinedOutput(); err != nil {
		t.Fatalf("backup: %v: %s", err, out)
	}
	w.quit()
	file := filepath.Join(w.dir, store.File)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.ReplaceAll(data, []byte(`"minor":50000`), []byte(`"minor":50001`))
	if bytes.Equal(changed, data) {
		t.Fatal("nothing was damaged")
	}
	if err := os.WriteFile(file, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"sales"}, {"report"}, {"export", filepath.Join(w.dir, "x.csv")}, {"receipt", "POS-000001"}} {
		if out, err := w.command(args...).CombinedOutput(); err == nil || !strings.Contains(string(out), "damaged, so nothing is sold") || strings.Contains(string(out), "key ") {
			t.Errorf("%v: %v: %s", args, err, out)
		}
	}
	w.start()
	w.screen("obstacle")
	w.await("copy found", "")
	w.active()
	w.keys("Escape")
	if said := w.refused(); !strings.Contains(said, "restore") || strings.Contains(said, "key ") {
		t.Errorf("it said: %s", said)
	}
	w.start()
	w.await("copy found", "")
	w.active()
	w.keys("F5", "Return")
	w.screen("restored")
	w.active()
	w.keys("Return")
	w.screen("amount")
	w.sell("20000")
	w.quit()
	if sales := w.sales(); len(sales) != 2 {
		t.Errorf("%d sales", len(sales))
	}
	if out, err := w.command("verify").CombinedOutput(); err != nil {
		t.Errorf("verify: %v: %s", err, out)
	}
}

// A key in kasir.toml that nobody knows was said on stderr alone.
func TestE2EAWrongSettingIsSaidInAWindow(t *testing.T) {
	w := shop(t)
	wrong := strings.Replace(w.settings(), "language", "tongue", 1)
	if err := os.WriteFile(filepath.Join(w.dir, settings.Name), []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.active()
	w.keys("Return")
	if said := w.refused(); !strings.Contains(said, "tongue") {
		t.Errorf("it said: %s", said)
	}
}

// A script that started the till waited for a window that nobody sat before.
func TestE2EAScriptHearsOfAWrongSettingAtOnce(t *testing.T) {
	w := shop(t)
	wrong := strings.Replace(w.settings(), "language", "tongue", 1)
	if err := os.WriteFile(filepath.Join(w.dir, settings.Name), []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if out, err := w.command().CombinedOutput(); !errors.As(err, &exit) || exit.ExitCode() != failed || !strings.Contains(string(out), "tongue") {
		t.Errorf("%v: %s", err, out)
	}
}
