package printer

import (
	"fmt"
	"image/color"

	"github.com/boombuler/barcode/code128"
	"github.com/skip2/go-qrcode"

	"kasir/printer/escpos"
)

// qrModules is the code without its quiet zone.
func qrModules(payload string) ([][]bool, error) {
	code, err := qrcode.New(payload, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("draw qr code: %w", err)
	}
	code.DisableBorder = true
	return code.Bitmap(), nil
}

// bars are the modules of a text as CODE128, or nothing where it has letters
// that CODE128 lacks.
func bars(text string) []bool {
	code, err := code128.Encode(text)
	if err != nil {
		return nil
	}
	modules := make([]bool, code.Bounds().Dx())
	for x := range modules {
		modules[x] = code.At(x, 0) == color.Black
	}
	return modules
}

// fits says whether the paper is wide enough for the bars.
func (b Barcode) fits(profile escpos.Profile) bool {
	return profile.DrawsCode128(b.Text) || profile.FitsBars(len(bars(b.Text)))
}
