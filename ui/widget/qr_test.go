package widget_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

var payloads = map[string]string{
	"short": "POS-000042",
	"link":  "https://checkout.example/?sessionId=2d7c1a5e-6a8e-4b42-9c8e-1f2d3c4b5a69",
	"qris": "00020101021226660014ID.LINKAJA.WWW011893600911002119230602152001210421192300303UMI" +
		"51450015ID.OR.GPNQR.WWW02150000000000000000303UMI5204581453033605405500005802ID5920" +
		"UNCLE-Z COFFEE SHOP6007BANDUNG61054011162280124POS-000042-7f3a9c21d4e86304A1B2",
	"ethereum": "ethereum:0xdAC17F958D2ee523a2206206994597C13D831ec7@137/transfer?address=" +
		"0x8ba1f109551bD432803012645Ac136ddd64DBA72&uint256=12500000",
	"long": strings.Repeat("https://pay.example/0123456789abcdef?", 20),
	"utf8": "Warung Café Ünal · قطر",
}

func TestQRIsCrispAndReadable(t *testing.T) {
	for name, payload := range payloads {
		scales := []float32{1, 1.7}
		if name == "qris" {
			scales = []float32{1, 1.25, 1.3, 1.5, 1.7, 2}
		}
		for _, scale := range scales {
			for _, size := range []fyne.Size{{Width: 480, Height: 430}, {Width: 701, Height: 633}, {}} {
				t.Run(fmt.Sprintf("%s at %v in %vx%v", name, scale, size.Width, size.Height), func(t *testing.T) {
					app(t, theme.Dark())
					qr := widget.NewQR()
					w := test.NewTempWindow(t, qr)
					w.Canvas().(software.WindowlessCanvas).SetScale(scale)
					w.Resize(fyne.NewSize(600, 600))
					if err := qr.SetPayload(payload); err != nil {
						t.Fatal(err)
					}
					w.Resize(size.Max(qr.MinSize().AddWidthHeight(16, 16)))

					code := crop(t, w.Canvas().Capture())
					if module := module(t, code); module < 4 {
						t.Errorf("got %d pixels a module, want 4 or more", module)
					}
					if got := read(t, code); got != payload {
						t.Errorf("read %q", got)
					}
				})
			}
		}
	}
}

// TestQRKeepsItsQuietZone measures the white beside the code, which no phone
// can do without.
func TestQRKeepsItsQuietZone(t *testing.T) {
	app(t, theme.Dark())
	qr := widget.NewQR()
	w := show(t, qr, 500, 500)
	if err := qr.SetPayload(payloads["qris"]); err != nil {
		t.Fatal(err)
	}
	code := crop(t, w.Canvas().Capture())
	raster := test.WidgetRenderer(qr).Objects()[1]
	black := within(code, code.Bounds(), 0)
	if zone := black.Min.X - int(raster.Position().X); zone != 4*module(t, code) {
		t.Errorf("got %d pixels of white, want 4 modules of %d", zone, module(t, code))
	}
}

func TestQRIsBigEnough(t *testing.T) {
	app(t, theme.Light())
	for name, payload := range payloads {
		qr := widget.NewQR()
		w := test.NewTempWindow(t, qr)
		w.Resize(fyne.NewSize(1024, 600))
		if err := qr.SetPayload(payload); err != nil {
			t.Fatal(err)
		}
		if got := qr.MinSize(); got.Width < 0.45*600 || got.Width != got.Height {
			t.Errorf("%s: got %v, want 45 %% of 600 or more", name, got)
		}
		w.Resize(fyne.NewSize(150, 150))
		if got := qr.MinSize(); got.Width < 142 {
			t.Errorf("%s in a small window: got %v, want 3 cm or more", name, got)
		}
	}
}

func TestQRShowsNoOldCode(t *testing.T) {
	app(t, theme.Light())
	qr := widget.NewQR()
	w := show(t, qr, 400, 400)
	empty := w.Canvas().Capture()
	if err := qr.SetPayload("first"); err != nil {
		t.Fatal(err)
	}
	if err := qr.SetPayload(strings.Repeat("too long ", 1000)); err == nil {
		t.Error("no code holds so much, and no error")
	}
	if qr.Payload() != "" || !same(empty, w.Canvas().Capture()) {
		t.Error("the code of the payment before is still shown")
	}

	for name, clear := range map[string]func() error{
		"cleared": func() error { qr.Clear(); return nil },
		"empty":   func() error { return qr.SetPayload("") },
	} {
		if err := qr.SetPayload("second"); err != nil {
			t.Fatal(err)
		}
		if same(empty, w.Canvas().Capture()) {
			t.Errorf("%s: no code before", name)
		}
		if err := clear(); err != nil || !same(empty, w.Canvas().Capture()) {
			t.Errorf("%s: the code is still shown, %v", name, err)
		}
	}
}

func TestQRKeepsItsRaster(t *testing.T) {
	app(t, theme.Light())
	qr := widget.NewQR()
	show(t, qr, 400, 400)
	before := test.WidgetRenderer(qr).Objects()[1]
	for _, payload := range payloads {
		if err := qr.SetPayload(payload); err != nil {
			t.Fatal(err)
		}
	}
	after := test.WidgetRenderer(qr).Objects()[1]
	if raster, ok := after.(*canvas.Raster); !ok || after != before || raster.ScaleMode != canvas.ImageScalePixels {
		t.Errorf("a new payload makes a new object, or a blurred one")
	}
}

func TestQRGoldens(t *testing.T) {
	goldens(t, "qr", 400, 360, map[string]func() fyne.CanvasObject{
		"none": func() fyne.CanvasObject { return widget.NewQR() },
		"code": func() fyne.CanvasObject {
			qr := widget.NewQR()
			if err := qr.SetPayload(payloads["qris"]); err != nil {
				t.Fatal(err)
			}
			return qr
		},
	})
}

func same(a, b image.Image) bool {
	var x, y bytes.Buffer
	return png.Encode(&x, a) == nil && png.Encode(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
