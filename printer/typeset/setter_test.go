package typeset_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"kasir/printer/escpos"
	"kasir/printer/typeset"
)

func wrap(t testing.TB, s *typeset.Setter, text typeset.Text, dots int) []typeset.Line {
	t.Helper()
	lines, err := s.Wrap(text, dots)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func texts(lines []typeset.Line) []string {
	var list []string
	for _, l := range lines {
		list = append(list, l.Text)
	}
	return list
}

func TestWrap(t *testing.T) {
	var s typeset.Setter
	for _, test := range []struct {
		text string
		dots int
		want []string
	}{
		{"", 384, []string{""}},
		{"قهوة", 384, []string{"قهوة"}},
		{"قهوة عربية كبيرة", 120, []string{"قهوة عربية", "كبيرة"}},
		{"المجموع: 36.00 SAR", 130, []string{"المجموع:", "36.00 SAR"}},
		{"abcdefghij", 60, []string{"abcde", "fghij"}},  // wider than a line
		{"one two", 84, []string{"one two"}},            // seven letters of 12 dots
		{"日本語のお茶", 30, []string{"日本", "語の", "お茶"}},      // no spaces; a box of 12 dots for each
		{"مرحبا", 1, []string{"م", "ر", "ح", "ب", "ا"}}, // hopeless, and nothing is lost
	} {
		if got := texts(wrap(t, &s, typeset.Text{Text: test.text, RightToLeft: true}, test.dots)); !slices.Equal(got, test.want) {
			t.Errorf("%q on %d dots: got %q, want %q", test.text, test.dots, got, test.want)
		}
	}
}

// Arabic letters are joined: the five of one word take less room than each alone.
func TestLettersAreJoined(t *testing.T) {
	var s typeset.Setter
	word := wrap(t, &s, typeset.Text{Text: "مستشفى"}, 576)[0].Width
	apart := wrap(t, &s, typeset.Text{Text: "م س ت ش ف ى"}, 576)[0].Width - 5*12
	if word >= apart {
		t.Errorf("joined %d dots, apart %d", word, apart)
	}
}

// Persian keeps two letters of a word apart without a space.
func TestNonJoinerKeepsLettersApart(t *testing.T) {
	var s typeset.Setter
	joined := wrap(t, &s, typeset.Text{Text: "میخواهم"}, 576)[0]
	apart := wrap(t, &s, typeset.Text{Text: "می\u200cخواهم"}, 576)[0]
	if apart.Width <= joined.Width || len(apart.Missing) > 0 || apart.Text != "می\u200cخواهم" {
		t.Errorf("joined %d dots, apart %d, missing %q", joined.Width, apart.Width, apart.Missing)
	}
}

func TestStylesStretch(t *testing.T) {
	var s typeset.Setter
	plain := typeset.Text{Text: "12.50"}
	wide, tall := plain, plain
	wide.Style.Wide, tall.Style.Tall = true, true
	size := func(text typeset.Text) (int, int) {
		line := wrap(t, &s, text, 576)[0]
		return line.Width, typeset.Draw(576, typeset.Placed{Line: line}).Height
	}
	for _, test := range []struct {
		text          typeset.Text
		width, height int
	}{{plain, 60, 34}, {wide, 120, 34}, {tall, 60, 68}} {
		if width, height := size(test.text); width != test.width || height != test.height {
			t.Errorf("%+v: got %d x %d", test.text, width, height)
		}
	}
}

func TestMissingLettersAreBoxesAndSaid(t *testing.T) {
	var s typeset.Setter
	lines := wrap(t, &s, typeset.Text{Text: "茶 5 茶 ☂"}, 576)
	if !slices.Equal(lines[0].Missing, []rune("茶☂")) {
		t.Errorf("missing %q", lines[0].Missing)
	}
	box := typeset.Draw(12, typeset.Placed{Line: wrap(t, &s, typeset.Text{Text: "茶"}, 576)[0]})
	if black(box) < 60 || box.Black(6, 18) {
		t.Errorf("%d dots are no frame", black(box))
	}
	if none := wrap(t, &s, typeset.Text{Text: "قهوة é ß Ж Ω 5"}, 576)[0].Missing; len(none) > 0 {
		t.Errorf("our own fonts lack %q", none)
	}
}

func black(b *escpos.Bitmap) int {
	n := 0
	for y := range b.Height {
		for x := range b.Width {
			if b.Black(x, y) {
				n++
			}
		}
	}
	return n
}

// anyText mixes scripts, digits, brackets and everything else in Unicode.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringOf(rapid.RuneFrom([]rune("قهوة عربية كبيرة abc 0123 .,:;()[]-+%€ ٣٦ ـًّ שלום ไทย 茶"))),
		rapid.String(),
	)
}

// Whatever the text: no letter is lost, no line is wider than the paper, and the
// same text gives the same dots.
func TestAnyTextIsSetWhole(t *testing.T) {
	var s, again typeset.Setter
	rapid.Check(t, func(r *rapid.T) {
		text := typeset.Text{
			Text:        strings.ReplaceAll(escpos.Clean(anyText().Draw(r, "text")), "\n", " "),
			RightToLeft: rapid.Bool().Draw(r, "right to left"),
			Style:       typeset.Style{Bold: rapid.Bool().Draw(r, "bold"), Wide: rapid.Bool().Draw(r, "wide"), Tall: rapid.Bool().Draw(r, "tall")},
		}
		dots := rapid.IntRange(1, 832).Draw(r, "dots")
		lines := wrap(t, &s, text, dots)
		if len(lines) == 0 {
			r.Fatal("no line")
		}
		if got, want := squeeze(strings.Join(texts(lines), " ")), squeeze(text.Text); got != want {
			r.Fatalf("%q became %q", want, got)
		}
		for i, line := range lines {
			if line.Width > dots {
				r.Fatalf("%d dots on %d", line.Width, dots)
			}
			picture := typeset.Draw(dots, typeset.Placed{Line: line})
			other := wrap(t, &again, text, dots)[i]
			if !slices.Equal(picture.Bits, typeset.Draw(dots, typeset.Placed{Line: other}).Bits) {
				r.Fatal("the same text gives other dots")
			}
		}
	})
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestSetterOfManyGoroutines(t *testing.T) {
	var s, alone typeset.Setter
	want := wrap(t, &alone, typeset.Text{Text: "قهوة 12.50"}, 384)[0].Width
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for range 20 {
				if got := wrap(t, &s, typeset.Text{Text: "قهوة 12.50"}, 384)[0].Width; got != want {
					t.Errorf("%d dots, want %d", got, want)
				}
			}
		})
	}
	work.Wait()
}

func FuzzWrap(f *testing.F) {
	f.Add("المجموع: 36.00 SAR (شامل)", true, 384)
	f.Add("日本 \u0301\u0654 ﷽", false, 7)
	f.Fuzz(func(t *testing.T, text string, rightToLeft bool, dots int) {
		if dots < 1 || dots > 832 || len(text) > 1000 {
			return
		}
		var s typeset.Setter
		clean := strings.ReplaceAll(escpos.Clean(text), "\n", " ")
		for _, line := range wrap(t, &s, typeset.Text{Text: clean, RightToLeft: rightToLeft}, dots) {
			if typeset.Draw(dots, typeset.Placed{Line: line}).Width != dots || line.Width > dots {
				t.Fatalf("%d dots on %d", line.Width, dots)
			}
		}
	})
}

func BenchmarkArabicLine(b *testing.B) {
	var s typeset.Setter
	for b.Loop() {
		line := wrap(b, &s, typeset.Text{Text: "تم الدفع: 2026-05-09 14:30 AST عبر QRIS", RightToLeft: true}, 576)[0]
		typeset.Draw(576, typeset.Placed{Line: line})
	}
}

// The fonts of a machine are asked last, so that what Kasir has fonts for looks
// the same on each.
func TestSystemFontsChangeNothingOfOurs(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	var own, system typeset.Setter
	system.UseSystemFonts()
	dots := func(s *typeset.Setter, text string) []byte {
		line := wrap(t, s, typeset.Text{Text: text}, 576)[0]
		return typeset.Draw(576, typeset.Placed{Line: line}).Bits
	}
	dots(&system, "茶") // some machines have it; the others draw a box
	for _, text := range []string{"قهوة 12.50 SAR", "Łódź ЖΩ"} {
		if !slices.Equal(dots(&own, text), dots(&system, text)) {
			t.Errorf("%q looks different", text)
		}
	}
	if strings.Trim(string(dots(&system, "茶")), "\x00") == "" {
		t.Error("a letter left no ink")
	}
}
