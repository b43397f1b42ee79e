package picture

import (
	"fmt"
	"image"
	"unicode"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
)

// Read gives the text of the QR code in a PNG.
func Read(data []byte) (payload string, err error) {
	img, err := unpack(data)
	if err != nil {
		return "", fmt.Errorf("picture: read: %w", err)
	}
	if payload, ok := look(img); ok {
		return payload, nil
	}
	// The reader misses modules of two or three pixels, which is how services
	// draw long links.
	if size := img.Bounds().Size(); max(size.X, size.Y) <= small {
		for _, times := range []int{3, 4} {
			if payload, ok := look(enlarge(img, times)); ok {
				return payload, nil
			}
		}
	}
	return "", fmt.Errorf("picture: read: %w", ErrUnreadable)
}

// small is up to how many pixels a side enlarging helps.
const small = 400

func enlarge(img *image.Gray, times int) *image.Gray {
	large := image.NewGray(image.Rect(0, 0, img.Rect.Dx()*times, img.Rect.Dy()*times))
	draw.BiLinear.Scale(large, large.Bounds(), img, img.Bounds(), draw.Src, nil)
	return large
}

// look reads first with a threshold for each part of the picture, which copes
// with frames and colours, then with one for all of it, which copes with specks.
// Last it takes the picture for nothing but the code, drawn by a machine: looking
// for corners, the reader loses its way in one sound code of two hundred.
func look(img *image.Gray) (string, bool) {
	light := gozxing.NewLuminanceSourceFromImage(img)
	if payload, ok := decode(gozxing.NewHybridBinarizer(light), false); ok {
		return payload, true
	}
	if payload, ok := decode(gozxing.NewGlobalHistgramBinarizer(light), false); ok {
		return payload, true
	}
	return decode(gozxing.NewGlobalHistgramBinarizer(light), true)
}

// crowd is how many corners of a code may be seen before the picture is given
// up. A code has three or four; the reader compares all threes of them, and a picture
// full of corners would keep it busy for hours.
const crowd = 250

func decode(b gozxing.Binarizer, pure bool) (payload string, ok bool) {
	// The reader is not ours and the picture comes from outside: an index out of
	// range in there must not end the till. It is also the way out of a crowd.
	defer func() {
		if recover() != nil {
			payload, ok = "", false
		}
	}()
	bitmap, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return "", false
	}
	seen := 0
	hints := map[gozxing.DecodeHintType]any{
		gozxing.DecodeHintType_CHARACTER_SET: "UTF-8",
		gozxing.DecodeHintType_NEED_RESULT_POINT_CALLBACK: gozxing.ResultPointCallback(func(gozxing.ResultPoint) {
			if seen++; seen > crowd {
				panic("too many corners")
			}
		}),
	}
	if pure {
		hints[gozxing.DecodeHintType_PURE_BARCODE] = true
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil || !whole(result) {
		return "", false
	}
	return result.GetText(), true
}

// whole tells whether the text is all that the code says, so that a code drawn
// from it says the same.
func whole(r *gozxing.Result) bool {
	if _, part := r.GetResultMetadata()[gozxing.ResultMetadataType_STRUCTURED_APPEND_SEQUENCE]; part {
		return false
	}
	text := r.GetText()
	if text == "" || !utf8.ValidString(text) {
		return false
	}
	for _, letter := range text {
		if letter == utf8.RuneError || unicode.IsControl(letter) {
			return false
		}
	}
	return true
}
