package picture_test

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	qrcode "github.com/skip2/go-qrcode"
	xdraw "golang.org/x/image/draw"

	"kasir/checkout/internal/picture"
)

func TestReadGivesBackWhatWasDrawn(t *testing.T) {
	for _, text := range []string{
		qrisSample,
		"1",
		"https://checkout.tabby.ai/?apiKey=pk_0b7d0e4c-0000-4000-8000-8c2a4d8b1c11&lang=eng&merchantCode=ae&product=installments&sessionId=5f1c2ad2-0000-4000-8000-c10d2c3e4f55",
		"ethereum:0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913@8453/transfer?address=0x00&uint256=5000000",
		"Toko Café 茶",
		strings.Repeat("0123456789", 60),
	} {
		for _, level := range []qrcode.RecoveryLevel{qrcode.Low, qrcode.Highest} {
			for _, pixels := range []int{1, 2, 5} {
				for _, border := range []bool{true, false} {
					img := code(t, text, level, pixels, border)
					if img.Bounds().Dx() > 1024 {
						continue
					}
					if got, err := picture.Read(packed(t, img)); err != nil || got != text {
						t.Errorf("level %v, %d pixels, border %v: got %q, %v, want %q", level, pixels, border, got, err, text)
					}
				}
			}
		}
	}
}

func TestReadCopesWithHowServicesDraw(t *testing.T) {
	plain := code(t, qrisSample, qrcode.Medium, 5, true)
	size := plain.Bounds().Dx()

	clear := image.NewNRGBA(plain.Bounds()) // black on nothing
	for y := range size {
		for x := range size {
			if r, _, _, _ := plain.At(x, y).RGBA(); r == 0 {
				clear.Set(x, y, color.NRGBA{A: 255})
			}
		}
	}
	framed := image.NewRGBA(image.Rect(0, 0, 600, 900)) // red border, white card, bars of text
	draw.Draw(framed, framed.Bounds(), image.NewUniform(color.RGBA{R: 200, A: 255}), image.Point{}, draw.Src)
	draw.Draw(framed, image.Rect(20, 20, 580, 880), image.White, image.Point{}, draw.Src)
	draw.Draw(framed, image.Rect(60, 40, 300, 90), image.Black, image.Point{}, draw.Src)
	draw.Draw(framed, image.Rect(100, 200, 100+size, 200+size), plain, image.Point{}, draw.Src)

	large := code(t, qrisSample, qrcode.Medium, 8, true)
	specks := image.NewGray(large.Bounds())
	draw.Draw(specks, specks.Bounds(), large, image.Point{}, draw.Src)
	for i, n := range noise(large.Bounds().Dx()).Pix {
		specks.Pix[i] = byte(min(max(int(specks.Pix[i])+int(n)*180/255-90, 0), 255))
	}

	// A long link in 200 pixels, as Tabby's: modules of a size and a bit.
	link := "https://checkout.tabby.ai/?apiKey=pk_0b7d0e4c-0000-4000-8000-8c2a4d8b1c11&lang=eng&merchantCode=ae&" +
		"product=installments&sessionId=5f1c2ad2-0000-4000-8000-c10d2c3e4f55"
	large = code(t, link, qrcode.Highest, 8, true)
	blurred := image.NewGray(image.Rect(0, 0, 200, 200))
	xdraw.BiLinear.Scale(blurred, blurred.Bounds(), large, large.Bounds(), draw.Src, nil)

	for _, tt := range []struct {
		name string
		img  image.Image
		want string
	}{
		{"clear", clear, qrisSample},
		{"framed", framed, qrisSample},
		{"specks", specks, qrisSample},
		{"blurred", blurred, link},
	} {
		if got, err := picture.Read(packed(t, tt.img)); err != nil || got != tt.want {
			t.Errorf("%s: got %q, %v", tt.name, got, err)
		}
	}
}

func TestUnreadablePictures(t *testing.T) {
	torn := code(t, qrisSample, qrcode.Low, 4, true).(*image.Paletted)
	draw.Draw(torn, image.Rect(60, 60, 160, 160), image.White, image.Point{}, draw.Src)
	for name, img := range map[string]image.Image{
		"one pixel":           image.NewGray(image.Rect(0, 0, 1, 1)),
		"one line":            image.NewGray(image.Rect(0, 0, 1000, 1)),
		"all black":           image.NewGray(image.Rect(0, 0, 1024, 1024)),
		"all clear":           image.NewNRGBA(image.Rect(0, 0, 300, 300)),
		"noise":               noise(512),
		"torn":                torn,
		"a control character": code(t, "pay\x1b@", qrcode.Low, 4, true),
	} {
		if got, err := picture.Read(packed(t, img)); !errors.Is(err, picture.ErrUnreadable) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

// The reader compares every three corners that it finds; 16,000 of them would
// take it hours.
func TestACrowdOfCornersIsGivenUp(t *testing.T) {
	if _, err := picture.Read(packed(t, corners(1024))); !errors.Is(err, picture.ErrUnreadable) {
		t.Errorf("got %v", err)
	}
}

func TestBombsAndOtherFormatsAreRefusedCheaply(t *testing.T) {
	good := packed(t, code(t, "1", qrcode.Low, 4, true))
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"a bomb", bomb(40000, 40000), picture.ErrSize},
		{"a wide bomb", bomb(1<<31-1, 1), picture.ErrSize},
		{"a high bomb", bomb(1, 1025), picture.ErrSize},
		{"no pixels", bomb(0, 0), picture.ErrFormat},
		{"a small picture without data", bomb(100, 100), picture.ErrFormat},
		{"too many bytes", append(good[:len(good):len(good)], make([]byte, 256<<10)...), picture.ErrSize},
		{"cut", good[:len(good)/2], picture.ErrFormat},
		{"the first bytes only", good[:8], picture.ErrFormat},
		{"JPEG", asJPEG(t, noise(64)), picture.ErrFormat},
		{"GIF", asGIF(t, noise(64)), picture.ErrFormat},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), picture.ErrFormat},
		{"nothing", nil, picture.ErrFormat},
	} {
		for call, f := range map[string]func([]byte) error{
			"read":   func(b []byte) error { _, err := picture.Read(b); return err },
			"decode": func(b []byte) error { _, err := picture.Decode(b); return err },
		} {
			var err error
			if used := allocated(func() { err = f(tt.data) }); used > 256<<10 {
				t.Errorf("%s %s: %d bytes allocated", call, tt.name, used)
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("%s %s: got %v, want %v", call, tt.name, err, tt.want)
			}
		}
	}
	if n := len(bomb(40000, 40000)); n != 47 {
		t.Errorf("the bomb has %d bytes", n)
	}
}

func TestDecodeShowsPaperWhereNothingIs(t *testing.T) {
	img, err := picture.Decode(packed(t, image.NewNRGBA(image.Rect(0, 0, 3, 2))))
	if err != nil || img.Bounds() != image.Rect(0, 0, 3, 2) || img.At(1, 1) != color.Color(color.Gray{Y: 255}) {
		t.Errorf("got %v, %v", img, err)
	}
}

// Bytes are taken as a file and as the pixels of a picture.
func FuzzRead(f *testing.F) {
	f.Add(bomb(100, 100))
	f.Add(corners(64).Pix)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = picture.Read(data)
		side := int(math.Sqrt(float64(len(data))))
		if side == 0 || side > 256 {
			return
		}
		img := &image.Gray{Pix: data, Stride: side, Rect: image.Rect(0, 0, side, side)}
		if _, err := picture.Read(packed(t, img)); err != nil && !errors.Is(err, picture.ErrUnreadable) {
			t.Errorf("got %v", err)
		}
	})
}

func ExampleRead() {
	png, _ := qrcode.Encode("https://pay.example/p-1", qrcode.Medium, 200)
	fmt.Println(picture.Read(png))
	// Output: https://pay.example/p-1 <nil>
}

// One sound code of two hundred could not be read, so the till showed the service's
// picture in place of its own, and tests failed by chance.
func TestEveryCodeThatAMachineDrawsIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 350 {
		want := fmt.Sprintf("https://pay.example/gopay/partner/app/payment-pin/of/a/shop?id=%x-%x-%x", random.Uint64(), random.Uint64(), random.Uint64())
		for _, pixels := range []int{200, 400} {
			drawn, err := qrcode.Encode(want, qrcode.Medium, pixels)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := picture.Read(drawn); err != nil || got != want {
				t.Errorf("%d pixels: read %q, %v; want %q", pixels, got, err, want)
			}
		}
	}
}
