package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// onlyRead makes a folder one of a disk that can only be read.
func onlyRead(t *testing.T, dir string) {
	t.Helper()
	if err := syscall.Mount(dir, dir, "", syscall.MS_BIND, ""); err != nil {
		t.Skipf("this user may not mount: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("this user may not mount: %v", err)
	}
}

// A disk that began to fail was mounted to be read only. Each command and the window
// told of it as "remove what an interrupted start left", and nothing could be saved.
func TestADiskThatCanOnlyBeReadIsReadAndToldOf(t *testing.T) {
	dir := cutFolder(t)
	onlyRead(t, dir.path)
	saved := filepath.Join(t.TempDir(), "saved.db")
	for _, args := range [][]string{{"sales"}, {"report"}, {"verify"}, {"people", "list"}, {"backup", saved}, {"export", saved + ".csv"}} {
		var out, errOut strings.Builder
		if code := run(append([]string{"--data", dir.path}, args...), nil, &out, &errOut); code != 0 {
			t.Errorf("%v: exit %d: %s", args, code, errOut.String())
		}
	}
	if _, err := os.Stat(saved); err != nil {
		t.Error(err)
	}
	if err := dir.check(); err == nil || !strings.Contains(err.Error(), "the disk can only be read") {
		t.Errorf("the doctor says %v", err)
	}
	_, err := dir.openStore(nil, nil)
	o := dir.explain(err)
	if o.what != isWornDisk || strings.Count(o.Error(), dir.path) != 1 {
		t.Errorf("the page is %s: %v", o.what, o)
	}
	var out, errOut strings.Builder
	if code := run([]string{"--data", dir.path, "restore", saved}, nil, &out, &errOut); code != failed || !strings.Contains(errOut.String(), "can only be read") {
		t.Errorf("a restore: exit %d: %s", code, errOut.String())
	}
}
