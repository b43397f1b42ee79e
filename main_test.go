package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// A row says what one package may import beside the standard library.
type row struct {
	ours   string // packages of this module
	others string // modules of other people
	tests  string // what its tests may import on top of these
}

const (
	toolkit  = "fyne.io/fyne/v2"
	qrWriter = "github.com/skip2/go-qrcode"
	qrReader = "github.com/makiuchi-d/gozxing"
	keychain = "github.com/zalando/go-keyring"
	web      = ". checkout/internal/picture checkout/internal/rest checkout/providertest checkout/simulator checkout/campaign " +
		"checkout/midtrans checkout/stablegenius checkout/tabby checkout/unclez checkout/wct printer/cups ui/command"
)

// packages is the architecture: who may know whom. docs/architecture.md draws
// it. A package without a row fails, and so does a row without a package.
var packages = map[string]row{
	".": {
		ours: "assets/words checkout checkout/midtrans checkout/money checkout/simulator checkout/stablegenius checkout/stamp checkout/tabby checkout/unclez checkout/wct printer printer/escpos " +
			"printer/receipt store store/durable store/pin store/settings store/vault ui ui/command ui/presenter ui/sound ui/theme",
		others: toolkit + " github.com/spf13/cobra golang.org/x/sys golang.org/x/term gopkg.in/natefinch/lumberjack.v2",
		tests:  "checkout/providertest printer/printertest " + keychain + " " + qrReader,
	},

	// What a till knows about selling. It knows no service, no file, no screen.
	"checkout": {
		ours:   "checkout/money checkout/stamp",
		others: "github.com/google/uuid",
		tests:  "checkout/simulator checkout/unclez store store/pin",
	},
	"checkout/money": {others: "github.com/bojanz/currency"},
	"checkout/stamp": {ours: "checkout/money"},

	// One folder for each payment service; none knows another.
	"checkout/midtrans":     provider,
	"checkout/stablegenius": crypto,
	"checkout/tabby":        provider,
	"checkout/unclez":       provider,
	"checkout/wct":          crypto,
	"checkout/providertest": {
		ours:   "checkout checkout/money checkout/simulator",
		others: "github.com/google/uuid",
		tests:  "checkout/unclez",
	},
	"checkout/campaign": {
		ours: "checkout checkout/midtrans checkout/money checkout/providertest checkout/simulator checkout/stablegenius checkout/tabby checkout/unclez checkout/wct " +
			"printer printer/escpos printer/receipt store store/pin",
		tests: "go.etcd.io/bbolt", // a copy that tells what it writes
	},
	"checkout/simulator": {
		ours:   "checkout/money checkout/internal/payuri checkout/internal/qris",
		others: qrWriter + " github.com/google/uuid",
		tests:  "checkout checkout/internal/picture checkout/unclez",
	},

	"checkout/internal/payuri": {},
	"checkout/internal/picture": {
		ours:   "checkout/internal/rest",
		others: qrReader + " golang.org/x/image",
		tests:  "checkout " + qrWriter,
	},
	"checkout/internal/qris": {ours: "checkout/money"},
	"checkout/internal/rest": {ours: "checkout", others: "github.com/hashicorp/go-retryablehttp"},

	// What must not be forgotten.
	"store": {
		ours:   "checkout checkout/money store/durable",
		others: "go.etcd.io/bbolt github.com/gofrs/flock golang.org/x/sys",
	},
	"store/durable":  {},
	"store/pin":      {ours: "checkout", others: "golang.org/x/crypto"},
	"store/settings": {ours: "checkout checkout/money", others: "github.com/pelletier/go-toml/v2"},
	"store/vault": {
		ours:   "checkout store/durable",
		others: "filippo.io/age github.com/gofrs/flock github.com/google/uuid " + keychain,
	},

	// Paper: only printer/receipt knows sales, only printer/escpos the bytes.
	"printer": {
		ours:   "printer/cups printer/escpos printer/typeset printer/winspool",
		others: qrWriter + " github.com/boombuler/barcode github.com/go-pdf/fpdf go.bug.st/serial golang.org/x/image golang.org/x/sys golang.org/x/text",
		tests:  "printer/printertest " + qrReader,
	},
	"printer/escpos": {others: "github.com/pelletier/go-toml/v2 golang.org/x/text", tests: qrWriter},
	"printer/typeset": {
		ours:   "assets/fonts printer/escpos",
		others: "github.com/go-text/typesetting golang.org/x/image",
	},
	"printer/cups":        {others: "github.com/OpenPrinting/goipp"}, // IPP is HTTP
	"printer/winspool":    {others: "golang.org/x/sys"},              // Windows' calls want pointers
	"printer/printertest": {ours: "printer/escpos", others: qrReader + " golang.org/x/sys"},
	"printer/receipt": {
		ours:  "assets/words checkout checkout/money checkout/stamp printer printer/escpos",
		tests: "printer/printertest store " + qrReader,
	},

	// What the cashier sees. Presenters decide without a toolkit, screens draw
	// without deciding, widgets know nothing of the trade.
	"ui": {
		ours:   "ui/keys ui/presenter ui/screen",
		others: toolkit,
		tests:  "assets/words checkout checkout/money checkout/simulator checkout/unclez store ui/theme ui/widget",
	},
	"ui/command":   {ours: "checkout checkout/money checkout/stamp printer printer/escpos printer/receipt", tests: "checkout/simulator checkout/unclez store"},
	"ui/keys":      {others: toolkit},
	"ui/presenter": {ours: "assets/words checkout checkout/money checkout/stamp", tests: "store/pin checkout/simulator checkout/stablegenius checkout/tabby checkout/unclez store"},
	"ui/screen": {
		ours:   "ui/presenter ui/widget",
		others: toolkit,
		tests:  "assets/words checkout checkout/money ui/theme",
	},
	"ui/sound":  {others: "github.com/ebitengine/oto/v3"},
	"ui/theme":  {others: toolkit, tests: "ui/widget"},
	"ui/widget": {others: toolkit + " " + qrWriter, tests: "ui/theme " + qrReader},

	"assets/fonts": {},
	"assets/words": {tests: "checkout printer"},
}

var provider = row{
	ours:  "checkout checkout/money checkout/internal/picture checkout/internal/qris checkout/internal/rest",
	tests: "checkout/providertest checkout/simulator " + qrWriter,
}

// crypto providers build and check payment texts too.
var crypto = row{ours: provider.ours + " checkout/internal/payuri", tests: provider.tests}

// anyTest is what the tests of every package may import.
const anyTest = "pgregory.net/rapid"

// reserved imports belong to the packages named here, tests aside, whatever
// the rows say.
var reserved = []struct{ what, only, because string }{
	{toolkit + "/app", ".", "all other packages build and test without a C compiler"},
	{toolkit + "/test", "", "it is for tests"},
	{"net/http", web, "providers speak to services, through checkout/internal/rest"},
	{"C", "", "what needs C is Fyne's business"},
	{"unsafe", "printer/winspool", "no byte saved here is worth it"},
	{"math/rand", "", "keys and ids come from crypto/rand"},
	{"math/rand/v2", "checkout/campaign", "keys and ids come from crypto/rand"},
}

// The architecture is read from the files themselves: the answer of a go
// command would come out of the test cache.
func TestImports(t *testing.T) {
	for _, misfit := range misfits(t, os.DirFS("."), packages) {
		t.Error(misfit)
	}
}

// A check that cannot fail checks nothing, so each rule is broken once.
func TestImportsSeesMisfits(t *testing.T) {
	rows := map[string]row{
		".":              {ours: "checkout ui", others: toolkit},
		"checkout":       {ours: "checkout/money", others: "github.com/google/uuid", tests: "store"},
		"checkout/money": {},
		"store":          {ours: "checkout"},
		"ui":             {others: toolkit},
	}
	fits := fstest.MapFS{
		"main.go":               file("main", "fyne.io/fyne/v2/app", "kasir/checkout", "kasir/ui"),
		"checkout/till.go":      file("checkout", "fmt", "github.com/google/uuid", "kasir/checkout/money"),
		"checkout/till_test.go": file("checkout_test", "kasir/checkout", "kasir/store", anyTest),
		"checkout/money/a.go":   file("money", "math/big"),
		"store/store.go":        file("store", "kasir/checkout"),
		"ui/app.go":             file("ui", "fyne.io/fyne/v2/widget"),
		"ui/app_test.go":        file("ui", "fyne.io/fyne/v2/test"),
		"ui/testdata/x/a.go":    file("x", "example.org/anything"),
		".ci/tools/tools.go":    file("tools", "example.org/anything"),
	}
	if got := misfits(t, fits, rows); len(got) > 0 {
		t.Fatalf("a tree that fits: %q", got)
	}

	for name, broken := range map[string]struct {
		path, imports, want string
	}{
		"a package of ours":         {"checkout/x.go", "kasir/store", "checkout imports kasir/store"},
		"under another system":      {"checkout/x_windows.go", "kasir/store", "checkout imports kasir/store"},
		"the program":               {"checkout/x.go", "kasir", "checkout imports kasir"},
		"a module of others":        {"checkout/x.go", "go.etcd.io/bbolt", "checkout imports go.etcd.io/bbolt"},
		"a module with a like name": {"checkout/x.go", "github.com/google/uuids", "checkout imports github.com/google/uuids"},
		"the tests' own":            {"checkout/x.go", anyTest, "checkout imports " + anyTest},
		"a test":                    {"store/x_test.go", "kasir/ui", "store imports kasir/ui, which its row in main_test.go does not allow even in a test"},
		"reserved":                  {"ui/x.go", "fyne.io/fyne/v2/app", "ui imports fyne.io/fyne/v2/app: "},
		"for tests":                 {"ui/x.go", "fyne.io/fyne/v2/test", "ui imports fyne.io/fyne/v2/test: "},
		"no row":                    {"util/x.go", "fmt", "util has no row"},
	} {
		t.Run(name, func(t *testing.T) {
			tree := maps.Clone(fits)
			tree[broken.path] = file("x", broken.imports)
			got := misfits(t, tree, rows)
			if len(got) != 1 || !strings.HasPrefix(got[0], broken.want) {
				t.Errorf("got %q, want one that begins with %q", got, broken.want)
			}
		})
	}

	t.Run("no package", func(t *testing.T) {
		tree := maps.Clone(fits)
		delete(tree, "store/store.go")
		want := []string{"store has a row and no package"}
		if got := misfits(t, tree, rows); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	t.Run("a row about nobody", func(t *testing.T) {
		rows := maps.Clone(rows)
		rows["ui"] = row{ours: "screen", others: toolkit}
		want := []string{"the row of ui names screen, which has none"}
		if got := misfits(t, fits, rows); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func file(name string, imports ...string) *fstest.MapFile {
	source := "package " + name + "\n"
	for _, i := range imports {
		source += "import _ " + strconv.Quote(i) + "\n"
	}
	return &fstest.MapFile{Data: []byte(source)}
}

// misfits compares a source tree with the rows and says what does not fit.
func misfits(t *testing.T, tree fs.FS, rows map[string]row) []string {
	t.Helper()
	var found []string
	seen := map[string]bool{}
	for _, name := range sources(t, tree) {
		pkg := path.Dir(name)
		seen[pkg] = true
		r, known := rows[pkg]
		if !known {
			found = append(found, pkg+" has no row in main_test.go")
			continue
		}
		for _, i := range importsOf(t, tree, name) {
			if why := r.refuses(pkg, i, strings.HasSuffix(name, "_test.go")); why != "" {
				found = append(found, fmt.Sprintf("%s imports %s%s (%s)", pkg, i, why, name))
			}
		}
	}
	for pkg, r := range rows {
		if !seen[pkg] {
			found = append(found, pkg+" has a row and no package")
		}
		for _, of := range strings.Fields(r.ours) {
			if _, ok := rows[of]; !ok {
				found = append(found, fmt.Sprintf("the row of %s names %s, which has none", pkg, of))
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// sources lists the Go files that go commands would take, on any system and
// with any build tag.
func sources(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (base == "testdata" || base == "build" || base[0] == '.' || base[0] == '_'):
			return fs.SkipDir
		case !d.IsDir() && path.Ext(name) == ".go":
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func importsOf(t *testing.T, tree fs.FS, name string) []string {
	t.Helper()
	source, err := fs.ReadFile(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, spec := range parsed.Imports {
		i, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		imports = append(imports, i)
	}
	return imports
}

// refuses says why a package may not have an import; empty if it may.
func (r row) refuses(pkg, imported string, test bool) string {
	const no = ", which its row in main_test.go does not allow"
	allowed := r.ours + " " + r.others
	if test {
		allowed += " " + r.tests + " " + anyTest + " " + pkg
	}
	for _, rule := range reserved {
		if imported == rule.what && !test && !slices.Contains(strings.Fields(rule.only), pkg) {
			return ": " + rule.because
		}
	}
	ours, isOurs := strings.CutPrefix(imported, "kasir/")
	switch {
	case isOurs:
		if !slices.Contains(strings.Fields(allowed), ours) {
			return no + inTest(test)
		}
	case imported == "kasir" || strings.Contains(strings.Split(imported, "/")[0], "."):
		for _, module := range strings.Fields(allowed) {
			if imported == module || strings.HasPrefix(imported, module+"/") {
				return ""
			}
		}
		return no + inTest(test)
	}
	return ""
}

func inTest(test bool) string {
	if test {
		return " even in a test"
	}
	return ""
}
