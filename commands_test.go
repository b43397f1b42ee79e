package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/store"
	"kasir/store/settings"
)

// A method with a key that nobody knows kept the till shut and was read past by the
// commands, which said nothing.
func TestFiguresAreReadBesideAMethodThatIsWrong(t *testing.T) {
	dir := t.TempDir()
	const text = "[shop]\nname = \"S\"\naddress = [\"A\"]\nsupport = \"s\"\n\n[[method]]\nid = \"qris\"\nlabel = \"QRIS\"\nprovider = \"uncle-z\"\ncolour = \"red\"\n"
	if err := os.WriteFile(filepath.Join(dir, settings.Name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sales", "report"} {
		var out, errOut strings.Builder
		code := run([]string{"--data", dir, name}, strings.NewReader(""), &out, &errOut)
		if said := errOut.String(); code != done || !strings.Contains(said, "line 10") || !strings.Contains(said, "colour") {
			t.Errorf("kasir %s: exit %d, %q", name, code, said)
		}
		if strings.Contains(out.String(), "colour") {
			t.Errorf("kasir %s: among the figures: %q", name, &out)
		}
	}
}

// A command that cannot be meant exits with 2 and says what would be right; one
// that fails exits with 1. Neither speaks of packages and system calls.
func TestWrongCallsAreToldInPlainWords(t *testing.T) {
	dir := cutFolder(t)
	missing, itself := filepath.Join(dir.path, "none.db"), filepath.Join(dir.path, store.File)
	for line, want := range map[string]struct {
		code int
		says string
	}{
		"sell":                             {misuse, `there is no command "sell"; see 'kasir --help'`},
		"sales --days 3":                   {misuse, "unknown flag: --days"},
		"receipt":                          {misuse, "it is called like this: kasir receipt INVOICE"},
		"receipt 1 --text --png x.png":     {misuse, "give only one of --text and --png"},
		"receipt 1 --pdf x --escpos y":     {misuse, "give only one of --pdf and --escpos"},
		"sales --day Saturday":             {misuse, `"Saturday" is no day; write it like 2026-05-09`},
		"export --from 2026-05-09 out.csv": {misuse, "--from and --to go together"},
		"help":                             {done, ""},
		"backup /none/x.db":                {failed, "/none/x.db was not written: there is no folder /none; make it, or name a file in another one"},
		"export /none/x.csv":               {failed, "/none/x.csv was not written: there is no folder /none; make it, or name a file in another one"},
		"bundle /none/x.zip":               {failed, "/none/x.zip was not written: there is no folder /none; make it, or name a file in another one"},
		"receipt 1 --pdf /none/x.pdf":      {failed, "/none/x.pdf was not written: there is no folder /none"},
		"backup " + dir.path:               {failed, dir.path + " was not written: it is no file; name a file"},
		"export " + dir.path:               {failed, dir.path + " was not written: it is no file; name a file"},
		"export /dev/null":                 {failed, "/dev/null was not written: it is no file; name a file"},
		"bundle " + dir.path:               {failed, dir.path + " was not written: it is no file; name a file"},
		"backup " + itself:                 {failed, itself + " was not written: this is the database itself; name another file"},
		"verify " + dir.path:               {failed, dir.path + " cannot be checked: it is no file; name a file"},
		"restore " + dir.path:              {failed, dir.path + " was not restored, and the database is as it was: it is no file; name a file"},
		"restore " + itself:                {failed, itself + " was not restored, and the database is as it was: this is the database itself"},
		"simulate --listen 192.0.2.1:80":   {misuse, `the simulator cannot listen on "192.0.2.1:80"; give --listen an address of this machine`},
		"verify " + missing:                {failed, missing + " cannot be checked: there is no such file; look at its name and folder"},
		"restore " + missing:               {failed, missing + " was not restored, and the database is as it was: there is no such file; look at its name and folder"},
	} {
		var out, errOut strings.Builder
		code := run(append([]string{"--data", dir.path}, strings.Fields(line)...), strings.NewReader(""), &out, &errOut)
		said := strings.TrimSuffix(strings.TrimPrefix(errOut.String(), "kasir: "), "\n")
		if code != want.code || !strings.HasPrefix(said, want.says) || strings.HasSuffix(said, "usage") {
			t.Errorf("kasir %s: exit %d, %q", line, code, said)
		}
	}
}

// 'kasir verify FILE' spoke of schemas where 'kasir verify' said what to do.
func TestANewerFileIsToldInPlainWords(t *testing.T) {
	newer := fmt.Errorf("store: open a.db: schema 99, where 6 is known: %w", store.ErrNewer)
	if said := unreadable(newer); said != "it was written by a newer kasir; install that version" {
		t.Errorf("verify: %s", said)
	}
	want := "a.db was not restored, and the database is as it was: it was written by a newer kasir; install that version"
	if said := sayRestore("/shop", "a.db", newer); said.Error() != want {
		t.Errorf("restore: %v", said)
	}
}

// What keeps a file from being written is told by its cause alone, and damage of the
// database is not taken for a trouble of the file.
func TestUnwrittenFilesAreToldInPlainWords(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "/x/.kasir-1", Err: errors.New("no space left on device")}
	for want, err := range map[string]error{
		"/x/y.csv was not written: no space left on device; name another file":                   errors.Join(full, errors.New("close")),
		"/x/y.csv was not written: this user may not write in /x; name a file in another folder": fs.ErrPermission,
		"/x/y.csv was not written: its disk has too little room":                                 fmt.Errorf("store: %w", checkout.ErrNoRoom),
	} {
		if said := unwritten("/x/y.csv", err); !strings.HasPrefix(said.Error(), want) {
			t.Errorf("got %v", said)
		}
	}
	// No file can be made in /proc, which is there all the same.
	if said := unwritten(filepath.Join(t.TempDir(), "y.db"), fs.ErrNotExist); strings.Contains(said.Error(), "there is no folder") {
		t.Errorf("got %v", said)
	}
	if damage := error(&store.DamageError{Err: full}); !errors.Is(unwritten("/x/y.db", damage), damage) || unwritten("/x/y.db", nil) != nil {
		t.Error("damage is lost")
	}
}
