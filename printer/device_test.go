package printer_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"kasir/printer"
)

func fileAddress(path string) string {
	path = filepath.ToSlash(path)
	if path[0] != '/' {
		path = "/" + path
	}
	return "file://" + path
}

func TestEveryJobLandsInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "jobs.bin")
	p := &printer.Printer{Transport: parse(t, fileAddress(path)), Profile: profile(t, "epson-80")}
	for range 3 {
		want(t, p.Print(t.Context(), receipt()), printer.Sent, printer.Well)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := bytes.Repeat(encode(t, receipt(), "epson-80"), 3); !bytes.Equal(got, want) {
		t.Errorf("got %d bytes, want %d", len(got), len(want))
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("got mode %v, %v: receipts are for the owner of the file", info.Mode(), err)
	}
}

func TestDeviceCauses(t *testing.T) {
	dir := t.TempDir()
	tests := map[string]printer.Cause{
		filepath.Join(dir, "no", "folder"): printer.NoDevice,
	}
	if runtime.GOOS == "linux" {
		tests[dir] = printer.NoDevice
		tests["/dev/kasir-has-no-such-device"] = printer.NoDevice
		tests["/dev/full"] = printer.Failed
	}
	if locked := filepath.Join(dir, "locked"); runtime.GOOS != "windows" && os.Getuid() != 0 {
		if err := os.WriteFile(locked, nil, 0o400); err != nil {
			t.Fatal(err)
		}
		tests[locked] = printer.Denied
	}
	for path, cause := range tests {
		p := &printer.Printer{Transport: parse(t, fileAddress(path)), Profile: profile(t, "epson-80")}
		got := p.Print(t.Context(), receipt())
		if got.Outcome != printer.Blocked || got.Cause != cause {
			t.Errorf("%s: got %v, want %v", path, got, cause)
		}
	}
	if os.Remove("/dev/kasir-has-no-such-device") == nil {
		t.Error("a plain file was made among the devices")
	}
}
