package escpos_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"kasir/printer/escpos"
)

func TestClean(t *testing.T) {
	tests := map[string]string{
		"DEL\x7f":                             "DEL",
		"Kopi susu":                           "Kopi susu",
		"a\x1bp\x00b":                         "apb",
		"a\x10\x14\x01b\x7f\u0085\u009b":      "ab",
		"one\r\ntwo\rthree\u2028four":         "one\ntwo\nthree\nfour",
		"tab\tnbsp\u00a0wide\u3000":           "tab nbsp wide ",
		"\u202Eevil\u2066\u2069\u200e":        "evil",
		"zero\u200b\u200d\ufeff\u00ad":        "zero",
		"می\u200cخواهم":                       "می\u200cخواهم", // Persian spelling
		"\u200cمی\u200c \u200ca\u200cb\u200c": "می ab",
		"heart\u2764\ufe0f":                   "heart\u2764",
	}
	for in, want := range tests {
		if got := escpos.Clean(in); got != want {
			t.Errorf("Clean(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestReplacedIsReported(t *testing.T) {
	e := escpos.NewEncoder(&bytes.Buffer{}, profile(t, "epson-80"))
	got := e.Fit("a – b ’ c… Łódź ț ÿ ؟ 日日 € e\u0301 ٥")
	if want := "a – b ’ c… Lódz t ÿ ? ?? € e 5"; want != got {
		t.Errorf("got %q, want %q", got, want)
	}
	want := []escpos.Replacement{
		{'Ł', "L"},
		{'ź', "z"},
		{'ț', "t"},
		{'؟', "?"},
		{'日', "?"},
		{'\u0301', ""},
		{'٥', "5"},
	}
	if got := e.Replaced(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A shop in Hanoi sold "Ph?": accents that no page and no list has are left out.
func TestLettersWithoutTheirAccents(t *testing.T) {
	e := escpos.NewEncoder(&bytes.Buffer{}, profile(t, "epson-80"))
	if got, want := e.Fit("Phở bò tái, Ǎ, ẞ, Ḧ"), "Pho bò tái, A, SS, H"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := len(e.Replaced()); got != 4 {
		t.Errorf("%d letters are reported, want 4", got)
	}
}

func TestWhatPagesCarry(t *testing.T) {
	p := profile(t, "epson-80")
	for text, want := range map[string]bool{
		"": true, "Tea": true, "Café € – ’": true, "Łódź Phở": true, "e\u0301": true,
		"قهوة": false, "36 ٣٦": false, "a، b": false, "茶": false, "☂": false, "Жук": false,
	} {
		if got := p.Carries(text); got != want {
			t.Errorf("Carries(%q) is %v", text, got)
		}
	}
}

// A printer that has PC437 alone still prints words that can be read.
func TestReplacedOnOnePage(t *testing.T) {
	p := profile(t, "epson-80")
	p.Pages = p.Pages[:1]
	e := escpos.NewEncoder(&bytes.Buffer{}, p)
	got := e.Fit("It’s “5 €” – Øre, Þór, ۴٢ ™…\xff")
	if want := `It's "5 EUR" - Ore, Thór, 42 (TM)...?`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := len(e.Replaced()); got != 12 {
		t.Errorf("got %d letters, want 12: %q", got, e.Replaced())
	}
}

// anyText draws texts that mix all of Unicode with what printers obey.
func anyText() *rapid.Generator[string] {
	evil := rapid.SampledFrom([]string{
		"\x1bp\x00\x19\xfa", "\x10\x14\x01\x00\x01", "\x10\x04\x01", "\x1d(k", "\x1c&", "\x00", "\r", "\t", "\n",
		"\u202e", "\u2066", "\u200b", "\x9b", "\xff\xfe", "é", "€", "–", "Ł", "Café", "  ", "中",
	})
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.String(), evil), 0, 8).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

// checkText holds what must be true of any text on any printer.
func checkText(t testing.TB, p escpos.Profile, s string) {
	t.Helper()
	var out bytes.Buffer
	e := escpos.NewEncoder(&out, p)
	fit := e.Fit(s)
	if again := e.Fit(fit); again != fit {
		t.Fatalf("fitting %q twice gives %q, then %q", s, fit, again)
	}
	if fit != escpos.Clean(s) && len(e.Replaced()) == 0 {
		t.Fatalf("%q became %q, and nothing is reported", s, fit)
	}
	if strings.Count(fit, "\n") != strings.Count(escpos.Clean(s), "\n") {
		t.Fatalf("%q lost a line: %q", s, fit)
	}
	e.Text(s)
	if err := e.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := lettersOf(t, p, out.Bytes()); got != fit {
		t.Fatalf("%q prints %q, want %q", s, got, fit)
	}
}

// lettersOf reads the paper: it takes text, LF and ESC t, and nothing else.
func lettersOf(t testing.TB, p escpos.Profile, b []byte) string {
	t.Helper()
	var out strings.Builder
	page := -1
	for _, c := range escpos.Split(b) {
		switch c.Name {
		case "LF":
			out.WriteByte('\n')
		case "ESC t":
			page = slices.IndexFunc(p.Pages, func(page escpos.Page) bool { return page.Number == c.Args[0] })
			if page < 0 {
				t.Fatalf("page %d is not in the profile", c.Args[0])
			}
		case escpos.Letters:
			for _, b := range c.Raw {
				out.WriteRune(letter(t, p, page, b))
			}
		default:
			t.Fatalf("text gave the command %s, % X", c.Name, c.Raw)
		}
	}
	return out.String()
}

func letter(t testing.TB, p escpos.Profile, page int, b byte) rune {
	t.Helper()
	if b < 0x80 {
		return rune(b)
	}
	if page < 0 {
		t.Fatalf("byte %02X without a page", b)
	}
	r := charmaps[p.Pages[page].Name].DecodeByte(b)
	if !unicode.IsPrint(r) {
		t.Fatalf("byte %02X is %U on page %s", b, r, p.Pages[page].Name)
	}
	return r
}

func TestAnyTextIsOnlyText(t *testing.T) {
	for _, p := range escpos.Profiles() {
		t.Run(p.Name, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) { checkText(t, p, anyText().Draw(r, "text")) })
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add("Café € – ’ \x1bp\x00\x19\xfa \x10\x14\x01")
	f.Add("e\u0301 \u202e日本\r\n\xff")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range escpos.Profiles() {
			checkText(t, p, s)
		}
	})
}
