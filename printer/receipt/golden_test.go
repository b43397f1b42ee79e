package receipt_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
)

var update = flag.Bool("update", false, "rewrite the goldens of this package")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is otherwise:\n%s", name, got)
	}
}

// models are one printer of each width.
var models = []string{"epson-80", "generic-58"}

func profile(t testing.TB, model string) escpos.Profile {
	t.Helper()
	p, ok := escpos.Lookup(model)
	if !ok {
		t.Fatalf("no profile %s", model)
	}
	return p
}

// Every kind of paper, in every language, on both widths, as original and as
// copy, with every letter printed as it was written.
func TestPapers(t *testing.T) {
	for kind, paper := range papers() {
		for _, language := range words.Languages() {
			for _, model := range models {
				name := kind + "-" + language + "-" + model
				t.Run(name, func(t *testing.T) {
					p := profile(t, model)
					text := ""
					for _, print := range []checkout.Print{{}, copied} {
						doc := paper(language, print)
						if _, report, err := printer.Encode(doc, p); err != nil || len(report.Replaced)+len(report.Missing) > 0 {
							t.Errorf("%v, replaced %v, missing %q", err, report.Replaced, report.Missing)
						}
						text += printer.Plain(doc, p.Columns) + "\n~ ~ ~\n\n"
					}
					golden(t, name+".txt", text)
				})
			}
		}
	}
}

// The bytes themselves, as commands, of a receipt in Latin letters and of one in
// Arabic, whose lines are drawn.
func TestBytes(t *testing.T) {
	for _, c := range []struct{ kind, language, model string }{
		{"sale", "en", "epson-80"},
		{"full", "id", "epson-80"},
		{"full", "id", "generic-58"},
		{"slip", "en", "generic-58"},
		{"sale", "ar", "generic-58"},
	} {
		name := c.kind + "-" + c.language + "-" + c.model
		t.Run(name, func(t *testing.T) {
			p := profile(t, c.model)
			job, _, err := printer.Encode(papers()[c.kind](c.language, copied), p)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".dump", p.Dump(job))
		})
	}
}
