package settings_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kasir/checkout"
	"kasir/store/settings"
)

const smallest = `
[shop]
name = "Uncle-Z Coffee Shop"

[[method]]
id       = "qris"
label    = "QRIS"
provider = "uncle-z"
`

// Notepad put a byte order mark in front of a sound file, and the till refused
// its first line.
func TestAByteOrderMarkIsNoMistake(t *testing.T) {
	marked := []byte("\ufeff" + strings.TrimSpace(smallest) + "\n")
	s, err := settings.Parse(marked)
	if err != nil || s.Shop.Name != "Uncle-Z Coffee Shop" {
		t.Errorf("read: %v, %v", s, err)
	}
	if _, err := settings.NewSheet(marked); err != nil {
		t.Errorf("as a form: %v", err)
	}
	text, err := settings.Rewrite(marked, settings.Edit{Key: "shop.till", Value: "till-02"})
	if err != nil || !strings.HasPrefix(string(text), "[shop]") {
		t.Errorf("rewritten: %q, %v", text, err)
	}
}

func TestDefaults(t *testing.T) {
	t.Setenv("LC_ALL", "id_ID.UTF-8")
	s, err := settings.Parse([]byte(smallest))
	if err != nil {
		t.Fatal(err)
	}
	shop := s.Shop
	if shop.Zone != "Asia/Jakarta" || shop.Currency.Code != "IDR" || shop.Language != "id" ||
		shop.Till != "till-01" || shop.Prefix != "POS" || shop.DayStarts != 4*time.Hour {
		t.Errorf("shop: %+v", shop)
	}
	if s.Printer != (settings.Printer{Address: "none:", Profile: "epson-80", Drawer: "none", Copies: 1}) {
		t.Errorf("printer: %+v", s.Printer)
	}
	if m := s.Methods[0]; m.ID != "qris" || m.Currency != "IDR" || m.Poll != 0 {
		t.Errorf("method: %+v", m)
	}
}

// The whole of what interface.md shows must be readable as it stands there.
func TestDocumentedFile(t *testing.T) {
	data, err := os.ReadFile("testdata/documented.toml")
	if err != nil {
		t.Fatal(err)
	}
	s, err := settings.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	var own struct {
		Email     string `toml:"email"`
		ReturnURL string `toml:"return_url"`
		UserID    string `toml:"user_id"`
	}
	if err := s.Methods[0].Own(&own); err != nil || own.Email != "pos@uncle-z.com" {
		t.Fatalf("got %+v, %v", own, err)
	}
	if m := s.Methods[0]; m.Poll != time.Second || m.Timeout != 20*time.Minute ||
		m.BaseURL != "https://payment.uncle-z.com" {
		t.Errorf("method: %+v", m)
	}
}

func TestProblemsNameKeyAndLine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "[shop]\nname = \"A\"\ncolour = \"red\"\n", "kasir.toml, line 3: shop.colour: no such setting"},
		{"unknown table", smallest + "[scanner]\nport = 1\n", "kasir.toml, line 9: scanner: no such setting"},
		{"wrong kind", "[shop]\nname = 7\n", "kasir.toml, line 2: shop.name: a value of another kind is needed: a text in quotes, such as \"text\""},
		{"number wanted", smallest + "[printer]\ncopies = \"two\"\n", "line 10: printer.copies: a value of another kind is needed: a whole number"},
		{"list wanted", "[shop]\nname = \"A\"\naddress = 7\n", "line 3: shop.address: a value of another kind is needed: a list"},
		{"no TOML", "[shop\nname = 1\n", "kasir.toml, line 1: "},
		{"no name", "[shop]\ntill = \"a\"\n", "shop.name: missing"},
		{"no method", "[shop]\nname = \"A\"\n", "method: missing"},
		{"zone", "[shop]\nname = \"A\"\n\ntimezone = \"WIB\"\n", "line 4: shop.timezone: \"WIB\" is no time zone"},
		{"currency", "[shop]\nname = \"A\"\ncurrency = \"Rp\"\n", "line 3: shop.currency: \"Rp\" is not one of"},
		{"language", "[shop]\nname = \"A\"\nlanguage = \"fr\"\n", "line 3: shop.language"},
		{"prefix", "[shop]\nname = \"A\"\nprefix = \"pos\"\n", "line 3: shop.prefix"},
		{"day", "[shop]\nname = \"A\"\nday_starts = \"25:00\"\n", "line 3: shop.day_starts"},
		{"drawer", smallest + "[printer]\ndrawer = \"pin3\"\n", "line 10: printer.drawer"},
		{"copies", smallest + "[printer]\ncopies = 0\n", "line 10: printer.copies"},
		{"method key kind", smallest + "poll = 5\n", "line 9: method qris: poll: a value of another kind is needed: a text in quotes"},
		{"poll", smallest + "poll = \"soon\"\n", "line 9: method qris: poll: \"soon\" is no duration"},
		{"plain http", smallest + "base_url = \"http://example.com\"\n", "line 9: method qris: base_url: must begin with https://"},
		{"user in URL", smallest + "base_url = \"https://me:pw@example.com\"\n", "line 9: method qris: base_url: an address without user"},
		{"rate", "[shop]\nname = \"A\"\ntax_rate = \"5\"\n", "line 3: shop.tax_rate: \"5\" is no percentage"},
		{"name for the QR code", "[shop]\nname = \"" + strings.Repeat("م", 128) + "\"\ntax_id = \"3\"\ncurrency = \"SAR\"\n", "line 2: shop.name: 256 bytes"},
		{"same id twice", smallest + strings.TrimPrefix(smallest, "\n[shop]\nname = \"Uncle-Z Coffee Shop\"\n"), "is used twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := settings.Parse([]byte(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// What just fits the QR code's length byte is taken, and what has no QR code is
// as long as its paper allows.
func TestTax(t *testing.T) {
	for _, shop := range []string{
		"name = \"" + strings.Repeat("م", 127) + "\"\ntax_id = \"300000000000003\"\ncurrency = \"SAR\"\ntax_rate = \"15%\"\n",
		"name = \"" + strings.Repeat("م", 200) + "\"\ntax_rate = \"15 %\"\n",
	} {
		s, err := settings.Parse([]byte("[shop]\n" + shop + smallest[strings.Index(smallest, "[[method]]"):]))
		if err != nil || s.Shop.TaxRate.String() != "15%" {
			t.Errorf("%s: got %+v, %v", shop, s, err)
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	_, err := settings.Parse([]byte("[shop]\ncurrency = \"X\"\nprefix = \"x\"\n"))
	if err == nil || strings.Count(err.Error(), "\n") < 3 {
		t.Errorf("got %v", err)
	}
}

func TestOwnKeysAreStrict(t *testing.T) {
	s, err := settings.Parse([]byte(smallest + "emial = \"a@b.c\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	var own struct {
		Email string `toml:"email"`
	}
	err = s.Methods[0].Own(&own)
	want := "kasir.toml, line 9: method qris: emial: no such setting of uncle-z"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Somebody will put a secret into the file. The complaint must not repeat it.
func TestMisplacedSecretIsNotRepeated(t *testing.T) {
	for _, text := range []string{
		"[shop]\nname = \"A\"\nsecret = \"hunter2\"\n",
		smallest + "secret = \"hunter2\"\n",
		smallest + "secret = hunter2\n",
		smallest + "secret \"hunter2\"\n",
	} {
		s, err := settings.Parse([]byte(text))
		if err == nil {
			var own struct{}
			err = s.Methods[0].Own(&own)
		}
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestTheEnvironmentWinsOverTheVault(t *testing.T) {
	t.Setenv("KASIR_PAY_LATER_SECRET_KEY", "from the environment")
	t.Setenv("KASIR_PAY_LATER_SECOND", " \n")
	kept := func(name string) (checkout.Secret, bool) {
		return "from the vault", name != "KASIR_PAY_LATER_OTHER"
	}
	for _, c := range []struct {
		kept    settings.Lookup
		found   map[string]checkout.Secret
		missing []string
	}{
		{nil, map[string]checkout.Secret{"SECRET_KEY": "from the environment"}, []string{"SECOND", "OTHER"}},
		{kept, map[string]checkout.Secret{"SECRET_KEY": "from the environment", "SECOND": "from the vault"}, []string{"OTHER"}},
	} {
		found, missing := settings.Secrets(c.kept, "pay-later", "SECRET_KEY", "SECOND", "OTHER")
		if !maps.Equal(found, c.found) || !slices.Equal(missing, c.missing) {
			t.Errorf("got %d found and %v missing, want %d and %v", len(found), missing, len(c.found), c.missing)
		}
	}
}

func TestMissingFile(t *testing.T) {
	_, err := settings.Load(filepath.Join(t.TempDir(), settings.Name))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(smallest)
	f.Add("[[method]]\npoll = 1\n[shop.a]\nb.c = 2")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := settings.Parse([]byte(text))
		if (s == nil) == (err == nil) {
			t.Fatalf("settings %v with error %v", s, err)
		}
	})
}
