package printertest

import (
	"bytes"
	"image"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"kasir/printer/escpos"
)

// QRPayloads reads all QR codes of a job: first those that the printer draws by
// itself, then those that were sent as a picture, each from top to bottom. A
// square picture that is no QR code fails the test.
func QRPayloads(t testing.TB, job []byte) []string {
	t.Helper()
	var payloads []string
	for _, c := range escpos.Split(job) {
		if c.Name != "GS ( k" {
			continue
		}
		if payload, ok := bytes.CutPrefix(c.Args[2:], []byte{49, 80, 48}); ok {
			payloads = append(payloads, string(payload))
		}
	}
	for _, picture := range escpos.Pictures(job) {
		if isSquare(picture.Width, picture.Height) {
			payloads = append(payloads, read(t, picture))
		}
	}
	return payloads
}

// isSquare tells codes from drawn lines. Width and height of a picture may be a
// byte or a stripe more than its own.
func isSquare(width, height int) bool {
	const smallestCode, stripe = (21 + 8) * 3, 24
	return width >= smallestCode && width > height-stripe && height > width-8
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
