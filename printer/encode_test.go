package printer_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/printertest"
)

func encode(t testing.TB, doc printer.Document, profileName string) []byte {
	t.Helper()
	job, _, err := printer.Encode(doc, profile(t, profileName))
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return job
}

func TestEncode(t *testing.T) {
	for _, name := range []string{"epson-80", "generic-58"} {
		p := profile(t, name)
		t.Run(p.Name, func(t *testing.T) {
			golden(t, "encode_"+p.Name, p.Dump(encode(t, receipt(), p.Name)))
		})
	}
}

// Letters that are written otherwise, and letters that nobody can write, are
// told apart: the first are read as they are meant.
func TestEncodeReportsWhatItCouldNotWrite(t *testing.T) {
	doc := printer.Document{printer.Text{Text: "Łódź"}, printer.Text{Text: "Łódź 日"}, printer.Row{Left: "Ł", Right: "1 ₺"}, printer.Banner{Text: "☂"}}
	_, report, err := printer.Encode(doc, profile(t, "epson-80"))
	if err != nil {
		t.Fatal(err)
	}
	want := []escpos.Replacement{{Rune: 'Ł', With: "L"}, {Rune: 'ź', With: "z"}, {Rune: '₺', With: "TRY"}}
	if !slices.Equal(report.Replaced, want) || !slices.Equal(report.Missing, []rune("日☂")) {
		t.Errorf("got %q, missing %q", report.Replaced, report.Missing)
	}
}

func TestDrawerIsAJobOfItsOwn(t *testing.T) {
	alone := encode(t, printer.Document{printer.Drawer{Pin: escpos.Pin5}}, "epson-80")
	if want := []byte{0x1B, 'p', 1, 25, 250}; !bytes.Equal(alone, want) {
		t.Errorf("got % X, want % X", alone, want)
	}
	for _, doc := range []printer.Document{
		append(receipt(), printer.Drawer{}),
		append(printer.Document{printer.Drawer{}}, receipt()...),
		{printer.Drawer{}, printer.Drawer{}},
	} {
		if job, _, err := printer.Encode(doc, profile(t, "epson-80")); !errors.Is(err, printer.ErrDrawerNotAlone) || job != nil {
			t.Errorf("a document of %d blocks with a drawer: got %d bytes, %v", len(doc), len(job), err)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	tests := map[string]struct {
		doc     printer.Document
		profile escpos.Profile
		want    error
	}{
		"wide picture":    {printer.Document{printer.Image{Image: image.NewGray(image.Rect(0, 0, 385, 1))}}, profile(t, "generic-58"), nil},
		"no picture":      {printer.Document{printer.Image{}}, profile(t, "epson-80"), nil},
		"no profile":      {printer.Document{printer.Rule{}}, escpos.Profile{}, nil},
		"dense qr":        {printer.Document{printer.QR{Payload: strings.Repeat("x", 1000)}}, profile(t, "generic-58"), escpos.ErrQRTooLarge},
		"impossible qr":   {printer.Document{printer.QR{Payload: strings.Repeat("x", 5000)}}, profile(t, "generic-58"), nil},
		"empty qr":        {printer.Document{printer.QR{}}, profile(t, "epson-80"), nil},
		"empty raster qr": {printer.Document{printer.QR{}}, profile(t, "generic-58"), nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			job, _, err := printer.Encode(test.doc, test.profile)
			if err == nil || job != nil {
				t.Fatalf("got %d bytes, %v; want an error alone", len(job), err)
			}
			if test.want != nil && !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

func TestImage(t *testing.T) {
	picture := image.NewNRGBA(image.Rect(10, 20, 14, 22))
	for x, c := range []color.NRGBA{{0, 0, 0, 255}, {120, 120, 120, 255}, {200, 255, 200, 255}, {0, 0, 0, 0}} {
		picture.SetNRGBA(10+x, 20, c)
	}
	picture.SetNRGBA(13, 21, color.NRGBA{R: 255, A: 255})
	job := encode(t, printer.Document{printer.Image{Image: picture}}, "epson-80")
	want := []byte{0x1D, 'v', '0', 0, 1, 0, 2, 0, 0b11000000, 0b00010000}
	if !bytes.Contains(job, want) {
		t.Errorf("got\n%s", escpos.Dump(job))
	}
}

// A phone reads what the cashier's provider gave us, byte for byte.
func TestQRPayloadsSurvive(t *testing.T) {
	payload := rapid.OneOf(
		rapid.StringMatching(`[A-Za-z0-9:/?&=._-]{1,300}`),
		rapid.StringMatching(`[0-9]{1,80}[A-Z $%*+./:-]{0,200}[a-z0-9]{0,60}`),
	)
	rapid.Check(t, func(r *rapid.T) {
		want := payload.Draw(r, "payload")
		for _, name := range []string{"epson-80", "generic-58", "wincor-th230"} {
			doc := printer.Document{printer.Text{Text: "تم الدفع"}, printer.QR{Payload: want}, printer.Text{Text: "شكرا"}}
			job := encode(t, doc, name)
			if got := printertest.QRPayloads(t, job); !slices.Equal(got, []string{want}) {
				t.Fatalf("%s: got %q, want %q", name, got, want)
			}
		}
	})
}

// A printer with QR codes of its own gets a picture where the bytes of the
// payload would be a command to it.
func TestDangerousPayloadIsDrawnByUs(t *testing.T) {
	payload := strings.Repeat("x", 0x0410-3)
	job := encode(t, printer.Document{printer.QR{Payload: payload}}, "epson-80")
	if bytes.Contains(job, []byte{0x10, 0x04}) {
		t.Error("the job holds DLE EOT")
	}
	if got := printertest.QRPayloads(t, job); !slices.Equal(got, []string{payload}) {
		t.Errorf("got %q", got)
	}
}

// On paper, whatever the document says: the same bytes each time, no line wider
// than the paper, no control character, no drawer pulse, nothing unknown.
func TestAnyDocumentIsSafe(t *testing.T) {
	for _, name := range []string{"epson-80", "generic-58", "netum-nt-5890k", "star-80", "wincor-th230"} {
		p := profile(t, name)
		t.Run(p.Name, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				doc := anyDocument().Draw(r, "doc")
				job := encode(t, doc, p.Name)
				if again := encode(t, doc, p.Name); !bytes.Equal(job, again) {
					r.Fatalf("twice the same document gave\n%s\n%s", p.Dump(job), p.Dump(again))
				}
				checkPaper(r, p, job)
			})
		})
	}
}

func checkPaper(t interface{ Fatalf(string, ...any) }, p escpos.Profile, job []byte) {
	used, wide := 0, 1
	for _, c := range escpos.Split(job) {
		switch c.Name {
		case escpos.Unknown, "ESC p":
			t.Fatalf("%s % X in\n%s", c.Name, c.Raw, p.Dump(job))
		case "GS !":
			wide = int(c.Args[0])>>4 + 1
		case "LF":
			used = 0
		case escpos.Letters:
			used += wide * len(c.Raw)
		case "GS v 0":
			if width := 8 * (int(c.Args[1]) + int(c.Args[2])<<8); width > p.Dots {
				t.Fatalf("%d of %d dots in\n%s", width, p.Dots, p.Dump(job))
			}
		case "ESC *":
			if width := int(c.Args[1]) + int(c.Args[2])<<8; width > p.Dots {
				t.Fatalf("%d of %d dots in\n%s", width, p.Dots, p.Dump(job))
			}
		}
		if used > p.Columns {
			t.Fatalf("%d of %d columns in\n%s", used, p.Columns, p.Dump(job))
		}
	}
}

// FuzzEncode: no text, wherever it stands, makes a printer do more than print.
func FuzzEncode(f *testing.F) {
	f.Add("Tea\x1bp\x00\x19\xfa", "€ 3.00", false)
	f.Add("قهوة (كبيرة)", "36.00 SAR", true)
	f.Fuzz(func(t *testing.T, label, value string, rightToLeft bool) {
		if len(label)+len(value) > 500 {
			return
		}
		for _, name := range []string{"epson-80", "wincor-th230"} {
			doc := printer.Document{printer.Text{Text: label}, printer.Banner{Text: value}, printer.Row{Left: label, Right: value, RightToLeft: rightToLeft}}
			checkPaper(t, profile(t, name), encode(t, doc, name))
		}
	})
}

// What a job leaves behind must not change the job of another program.
func TestJobEndsInPlainStyle(t *testing.T) {
	doc := printer.Document{printer.QR{Payload: "x"}, printer.Text{Text: "x", Style: printer.Style{Bold: true, Wide: true, Tall: true, Inverse: true}}}
	modes := map[string]byte{}
	for _, c := range escpos.Split(encode(t, doc, "epson-80")) {
		if len(c.Args) == 1 {
			modes[c.Name] = c.Args[0]
		}
	}
	for _, name := range []string{"GS !", "ESC E", "GS B", "ESC a"} {
		if value, ok := modes[name]; !ok || value != 0 {
			t.Errorf("%s is left at %d (set: %v)", name, value, ok)
		}
	}
}
