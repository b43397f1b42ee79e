package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	missing := filepath.Join(dir.path, "none.db")
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
