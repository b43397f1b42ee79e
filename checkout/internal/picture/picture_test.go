package picture_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"runtime"
	"testing"

	qrcode "github.com/skip2/go-qrcode"
)

const qrisSample = "00020101021226620014COM.GO-JEK.WWW011993600914349052630340210G4905263030303UKE" +
	"51440014ID.CO.QRIS.WWW0215AID0607336128660303UKE5204341453033605802ID5904Test6007BANDUNG" +
	"6105402845409789000.0062475036c032f87c-f773-4619-aefa-675e1f06f9210703A016304A623"

// code draws a text with so many pixels a module.
func code(t *testing.T, text string, level qrcode.RecoveryLevel, pixels int, border bool) image.Image {
	t.Helper()
	q, err := qrcode.New(text, level)
	if err != nil {
		t.Fatal(err)
	}
	q.DisableBorder = !border
	return q.Image(-pixels)
}

func packed(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asGIF(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a PNG of 47 bytes that says it has so many pixels.
func bomb(width, height uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	b = binary.BigEndian.AppendUint32(b, width)
	b = binary.BigEndian.AppendUint32(b, height)
	b = append(b, 8, 6, 0, 0, 0)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
	b = append(b, "\x00\x00\x00\x02IDAT\x78\x9c"...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[37:]))
}

// noise is a picture of no meaning.
func noise(side int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, side, side))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = byte(r.IntN(2) * 255)
	}
	return img
}

// corners is a picture full of what the corners of a code look like.
func corners(side int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, side, side))
	fill := func(x, y, size int, shade color.Gray) {
		draw.Draw(img, image.Rect(x, y, x+size, y+size), image.NewUniform(shade), image.Point{}, draw.Src)
	}
	fill(0, 0, side, color.Gray{Y: 255})
	for y := 0; y+8 <= side; y += 8 {
		for x := 0; x+8 <= side; x += 8 {
			fill(x, y, 7, color.Gray{})
			fill(x+1, y+1, 5, color.Gray{Y: 255})
			fill(x+2, y+2, 3, color.Gray{})
		}
	}
	return img
}

// allocated is how many bytes f takes, freed or not.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
