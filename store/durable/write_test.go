package durable_test

import (
	"os"
	"path/filepath"
	"testing"

	"kasir/store/durable"
)

func TestWriteReplacesTheWholeFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop", "till")
	if err := durable.MakeDir(dir); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "file")
	for _, want := range []string{"a longer first content", "short", ""} {
		if err := durable.Write(file, []byte(want)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestAFailedWriteLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken") // a folder cannot be replaced by a file
	if err := os.MkdirAll(filepath.Join(taken, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := durable.Write(taken, []byte("x")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("got %v, %v, want the folder alone", entries, err)
	}
}
