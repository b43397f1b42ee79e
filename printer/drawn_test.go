package printer_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"kasir/printer"
	"kasir/printer/escpos"
)

// arabic is a receipt as a shop in Riyadh prints it.
func arabic() printer.Document {
	return printer.Document{
		printer.Text{Text: "مقهى العم زي", Align: printer.Center, Style: printer.Style{Bold: true, Tall: true}},
		printer.Text{Text: "فاتورة ضريبية مبسطة POS-000042"},
		printer.Row{Left: "قهوة عربية (كبيرة) مع الهيل والزعفران وحليب الشوفان", Right: "36.00 SAR"},
		printer.Row{Left: "Espresso", Right: "14.00 SAR"},
		printer.Rule{},
		printer.Row{Left: "المجموع", Right: "50.00 ر.س", Style: printer.Style{Bold: true}},
		printer.Text{Text: "تم الدفع: 2026-05-09 14:30 AST عبر QRIS"},
		printer.Cut{},
	}.RightToLeft()
}

// mixed is a receipt of a Latin shop with a product from elsewhere.
func mixed() printer.Document {
	return printer.Document{
		printer.Banner{Text: "نسخة 2"},
		printer.Text{Text: "Uncle-Z Café", Align: printer.Center},
		printer.Row{Left: "Latte لاتيه 350 ml", Right: "€ 4.50"},
		printer.Row{Left: "Tea 茶", Right: "€ 3.00"},
		printer.Row{Left: "TOTAL", Right: "€ 7.50", Style: printer.Style{Bold: true}},
		printer.Cut{},
	}
}

func TestEncodeOtherScripts(t *testing.T) {
	for name, doc := range map[string]printer.Document{"arabic": arabic(), "mixed": mixed()} {
		for _, model := range []string{"epson-80", "generic-58"} {
			t.Run(name+"_"+model, func(t *testing.T) {
				golden(t, "encode_"+name+"_"+model, profile(t, model).Dump(encode(t, doc, model)))
			})
		}
	}
}

// On screen it looks as on paper, dot by dot. KASIR_PICTURES=folder keeps the
// pictures, to be looked at.
func TestPictureShowsTheDotsOfThePaper(t *testing.T) {
	for name, doc := range map[string]printer.Document{"arabic": arabic(), "mixed": mixed()} {
		for _, model := range []string{"epson-80", "generic-58"} {
			picture, err := printer.Picture(doc, profile(t, model))
			if err != nil {
				t.Fatal(err)
			}
			keep(t, name+"_"+model, picture)
			rows := map[string]bool{}
			bounds := picture.Bounds().Inset(16)
			for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
				rows[strings.TrimRight(rowOf(picture, bounds, y), "-")] = true
			}
			for _, c := range escpos.Split(encode(t, doc, model)) {
				if c.Name != "GS v 0" {
					continue
				}
				stride := int(c.Args[1])
				for data := c.Args[5:]; len(data) > 0; data = data[stride:] {
					if row := strings.TrimRight(dotsOf(data[:stride]), "-"); !rows[row] {
						t.Fatalf("%s on %s: a row of the paper is not in the picture:\n%s", name, model, row)
					}
				}
			}
		}
	}
}

func rowOf(picture image.Image, bounds image.Rectangle, y int) string {
	var row strings.Builder
	for x := bounds.Min.X; x < bounds.Max.X; x++ {
		row.WriteByte("-#"[1-color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y/255])
	}
	return row.String()
}

func dotsOf(packed []byte) string {
	var row strings.Builder
	for i := range 8 * len(packed) {
		row.WriteByte("-#"[packed[i/8]>>(7-i%8)&1])
	}
	return row.String()
}

func keep(t *testing.T, name string, picture image.Image) {
	t.Helper()
	folder := os.Getenv("KASIR_PICTURES")
	if folder == "" {
		return
	}
	file, err := os.Create(folder + "/" + name + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
}

// The label of a row stands where its language begins to read, its value
// opposite.
func TestColumnsFromRightToLeft(t *testing.T) {
	row := printer.Row{Left: "شاي", Right: "3.00 SAR"}
	left, right := inkOf(t, printer.Document{row}), inkOf(t, printer.Document{row}.RightToLeft())
	// A value of 96 dots stands at an edge, a short word opposite.
	if left.Min.X > 12 || left.Max.X < 570 || right.Min.X > 12 || right.Max.X < 560 {
		t.Errorf("ink from %v, mirrored from %v, want both edges", left, right)
	}
	alone := inkOf(t, printer.Document{printer.Text{Text: "شاي"}}.RightToLeft())
	if alone.Min.X < 500 {
		t.Errorf("a paragraph from right to left begins at %d of 576 dots", alone.Min.X)
	}
}

// inkOf is where a document has black dots.
func inkOf(t *testing.T, doc printer.Document) image.Rectangle {
	t.Helper()
	picture, err := printer.Picture(doc, profile(t, "epson-80"))
	if err != nil {
		t.Fatal(err)
	}
	var ink image.Rectangle
	bounds := picture.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y == 0 {
				ink = ink.Union(image.Rect(x-16, y-16, x-15, y-15))
			}
		}
	}
	return ink
}

// A printer prints what we send and says nothing of what we left out: every
// paragraph must come out, as letters or as dots, and what can be seen in it as
// ink.
func TestNoParagraphIsDropped(t *testing.T) {
	paragraph := rapid.OneOf(
		rapid.String(),
		rapid.StringOf(rapid.RuneFrom([]rune("قهوة عربية abc 123 .€é茶ไ☂Ł–"))),
	)
	for _, name := range []string{"epson-80", "generic-58", "wincor-th230"} {
		p := profile(t, name)
		rapid.Check(t, func(r *rapid.T) {
			text := paragraph.Draw(r, "text")
			job := encode(t, printer.Document{printer.Text{Text: text}}, name)
			ends, ink, letters := 0, false, ""
			for _, c := range escpos.Split(job) {
				switch c.Name {
				case "LF", "GS v 0":
					ends++
				}
				ink = ink || isPicture(c.Name) && strings.Trim(string(c.Args[5:]), "\x00") != ""
				if c.Name == escpos.Letters {
					letters += string(c.Raw)
				}
			}
			clean := escpos.Clean(text)
			if ends < strings.Count(clean, "\n")+1 {
				r.Fatalf("%q became\n%s", text, p.Dump(job))
			}
			visible := strings.ContainsFunc(clean, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) })
			if visible && !ink && strings.TrimSpace(letters) == "" {
				r.Fatalf("%q left no ink:\n%s", text, p.Dump(job))
			}
		})
	}
}

func isPicture(name string) bool { return name == "GS v 0" || name == "ESC *" || name == "GS ( L" }

// Letters come out twice alike, also when they are no longer kept.
func TestKeptLinesAreTheSameAsNewOnes(t *testing.T) {
	before := encode(t, arabic(), "epson-80")
	for i := range 300 {
		encode(t, printer.Document{printer.Text{Text: strings.Repeat("ش", i%30+1) + strings.Repeat("ا", i/30)}}, "epson-80")
	}
	if after := encode(t, arabic(), "epson-80"); string(before) != string(after) {
		t.Error("other bytes")
	}
}
