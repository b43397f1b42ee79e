package printertest

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"kasir/printer/escpos"
)

// QRPayloads reads all QR codes of a job, from top to bottom: those that the
// printer draws by itself, and those that were sent as a picture. Neighbouring
// pictures are one, as on paper. A picture that is no QR code fails the test.
func QRPayloads(t testing.TB, job []byte) []string {
	t.Helper()
	var payloads []string
	var picture paper
	for _, c := range escpos.Split(job) {
		if c.Name == "GS v 0" {
			picture.add(c.Args)
			continue
		}
		if len(picture.rows) > 0 {
			payloads = append(payloads, read(t, &picture))
			picture = paper{}
		}
		if c.Name != "GS ( k" {
			continue
		}
		if payload, ok := bytes.CutPrefix(c.Args[2:], []byte{49, 80, 48}); ok {
			payloads = append(payloads, string(payload))
		}
	}
	if len(picture.rows) > 0 {
		payloads = append(payloads, read(t, &picture))
	}
	return payloads
}

func read(t testing.TB, picture image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatalf("printertest: read qr code: %v", err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		t.Fatalf("printertest: read qr code: %v", err)
	}
	return result.GetText()
}

// paper is what the pictures of a job look like, row by row of packed dots.
type paper struct{ rows [][]byte }

// add takes the arguments of GS v 0: m xL xH yL yH and the dots.
func (p *paper) add(args []byte) {
	stride := int(args[1]) + int(args[2])<<8
	for data := args[5:]; len(data) >= stride && stride > 0; data = data[stride:] {
		p.rows = append(p.rows, data[:stride])
	}
}

func (p *paper) ColorModel() color.Model { return color.GrayModel }

func (p *paper) Bounds() image.Rectangle {
	if len(p.rows) == 0 {
		return image.Rectangle{}
	}
	return image.Rect(0, 0, len(p.rows[0])*8, len(p.rows))
}

func (p *paper) At(x, y int) color.Color {
	if x/8 < len(p.rows[y]) && p.rows[y][x/8]&(0x80>>(x%8)) != 0 {
		return color.Black
	}
	return color.White
}
