package widget_test

import (
	"image"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// crop cuts the code out of a dark screen, with most of the white around it.
func crop(t *testing.T, screen image.Image) *image.Gray {
	t.Helper()
	pixels := screen.(*image.NRGBA)
	gray := image.NewGray(pixels.Bounds())
	for i := range gray.Pix {
		if r, g, b := pixels.Pix[4*i], pixels.Pix[4*i+1], pixels.Pix[4*i+2]; r == g && g == b {
			gray.Pix[i] = r // what has a colour is not of the code
		}
	}
	card := within(gray, gray.Bounds(), 0xFF)
	return gray.SubImage(card.Inset(card.Dx() / 30)).(*image.Gray) // without its round corners
}

// within is the smallest rectangle around all pixels that are that bright.
func within(code *image.Gray, where image.Rectangle, bright uint8) image.Rectangle {
	var found image.Rectangle
	for y := where.Min.Y; y < where.Max.Y; y++ {
		for x := where.Min.X; x < where.Max.X; x++ {
			if code.GrayAt(x, y).Y == bright {
				found = found.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return found
}

// module is how many pixels a module has, after it has proved that all have as
// many: a code begins with the seven modules of a finder.
func module(t *testing.T, code *image.Gray) int {
	t.Helper()
	black := within(code, code.Bounds(), 0)
	finder := 0
	for code.GrayAt(black.Min.X+finder, black.Min.Y).Y == 0 && finder < black.Dx() {
		finder++
	}
	module := finder / 7
	if finder == 0 || finder%7 != 0 || black.Dx() != black.Dy() || black.Dx()%module != 0 {
		t.Fatalf("finder of %d pixels in a code of %v", finder, black.Size())
	}
	for y := black.Min.Y; y < black.Max.Y; y++ {
		for x := black.Min.X; x < black.Max.X; x++ {
			first := code.GrayAt(x-(x-black.Min.X)%module, y-(y-black.Min.Y)%module).Y
			if got := code.GrayAt(x, y).Y; got != first || got != 0 && got != 0xFF {
				t.Fatalf("pixel %d,%d is not as its module of %d pixels", x, y, module)
			}
		}
	}
	return module
}

// read reads the code as a phone does.
func read(t *testing.T, code image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(code)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_PURE_BARCODE: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
	})
	if err != nil {
		t.Fatalf("not readable: %v", err)
	}
	return result.GetText()
}
