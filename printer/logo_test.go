package printer_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"kasir/printer"
	"kasir/printer/escpos"
)

// bomb is a PNG of 33 bytes and an end that claims to be 40000 x 40000 pixels.
// Decoding it takes gigabytes.
func bomb() []byte {
	head := []byte("IHDR\x00\x00\x9c\x40\x00\x00\x9c\x40\x08\x06\x00\x00\x00")
	file := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(head))
}

func TestLogoFilesThatAreRefused(t *testing.T) {
	for name, file := range map[string]string{
		"a bomb":    string(bomb()),
		"no PNG":    "GIF89a",
		"nothing":   "",
		"too large": strings.Repeat("x", 5<<20),
		"cut off":   string(pngOf(t, image.NewGray(image.Rect(0, 0, 9, 9)))[:50]),
	} {
		if picture, err := printer.DecodeLogo(strings.NewReader(file)); !errors.Is(err, printer.ErrLogo) || picture != nil {
			t.Errorf("%s: got %v, %v", name, picture, err)
		}
	}
}

func pngOf(t *testing.T, picture image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func grey(width, height int, level uint8) *image.Gray {
	picture := image.NewGray(image.Rect(0, 0, width, height))
	for i := range picture.Pix {
		picture.Pix[i] = level
	}
	return picture
}

// A logo that is wider than the paper was once cut off at the right.
func TestLogoFitsThePaper(t *testing.T) {
	for _, test := range []struct{ width, height, wantWidth, wantHeight int }{
		{100, 50, 104, 50},    // whole bytes
		{800, 200, 384, 96},   // made smaller
		{200, 1000, 80, 384},  // no higher than the paper is wide
		{5000, 1, 384, 1},     // never nothing
		{384, 384, 384, 384},  // as it is
		{1, 1, 8, 1},          // a dot
		{400, 4000, 40, 384},  // tall
		{1000, 999, 384, 383}, // nearly square
	} {
		file := pngOf(t, grey(test.width, test.height, 0))
		picture, err := printer.DecodeLogo(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		width, height := 0, 0
		for _, c := range escpos.Split(encode(t, printer.Document{printer.Logo{Image: picture}}, "generic-58")) {
			if c.Name == "GS v 0" {
				width, height = int(c.Args[1])*8, height+int(c.Args[3])+int(c.Args[4])<<8
			}
		}
		if width != test.wantWidth || height != test.wantHeight {
			t.Errorf("%d x %d became %d x %d, want %d x %d", test.width, test.height, width, height, test.wantWidth, test.wantHeight)
		}
	}
}

// Greys become as many dots as they are dark.
func TestLogoKeepsItsGreys(t *testing.T) {
	for _, level := range []uint8{0, 64, 128, 192, 255} {
		picture, err := printer.Picture(printer.Document{printer.Logo{Image: grey(100, 100, level)}}, profile(t, "epson-80"))
		if err != nil {
			t.Fatal(err)
		}
		black := 0
		bounds := picture.Bounds()
		for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
			for x := bounds.Min.X; x < bounds.Max.X; x++ {
				if color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y == 0 {
					black++
				}
			}
		}
		want := 10000 * (255 - int(level)) / 255
		if black < want-150 || black > want+150 {
			t.Errorf("grey %d: %d of 10000 dots are black, want about %d", level, black, want)
		}
	}
}

func TestLogoOfNothingIsAnError(t *testing.T) {
	doc := printer.Document{printer.Logo{}}
	if _, _, err := printer.Encode(doc, profile(t, "epson-80")); err == nil {
		t.Error("encoded")
	}
	if _, err := printer.Picture(doc, profile(t, "epson-80")); err == nil {
		t.Error("drawn")
	}
}

// What is transparent shows the paper, not the black that such pixels often hold.
func TestLogoIsOnWhitePaper(t *testing.T) {
	hole := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	hole.SetNRGBA(0, 0, color.NRGBA{A: 255})
	picture, err := printer.DecodeLogo(bytes.NewReader(pngOf(t, hole)))
	if err != nil {
		t.Fatal(err)
	}
	if picture.GrayAt(0, 0).Y != 0 || picture.GrayAt(7, 7).Y != 255 {
		t.Errorf("black is %d, transparent %d", picture.GrayAt(0, 0).Y, picture.GrayAt(7, 7).Y)
	}
}

// A receipt with a logo must leave as fast as one without.
func BenchmarkEncodeLogo(b *testing.B) {
	p := profile(b, "epson-80")
	for name, doc := range map[string]func() printer.Document{
		"kept": func() func() printer.Document {
			doc := printer.Document{printer.Logo{Image: grey(1200, 800, 100)}}
			return func() printer.Document { return doc }
		}(),
		"new": func() printer.Document { return printer.Document{printer.Logo{Image: grey(1200, 800, 100)}} },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := printer.Encode(doc(), p); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
