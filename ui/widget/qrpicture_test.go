package widget_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/skip2/go-qrcode"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

// picture is a hosted code: so many pixels a module, with its own quiet zone.
func picture(t *testing.T, pixels int) image.Image {
	t.Helper()
	code, err := qrcode.New(payloads["link"], qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	return code.Image(-pixels)
}

func TestQRPictureStaysCrisp(t *testing.T) {
	for _, pixels := range []int{1, 3, 5, 16, 19, 40} {
		app(t, theme.Dark())
		qr := widget.NewQR()
		w := test.NewTempWindow(t, qr)
		qr.SetPicture(picture(t, pixels))
		w.Resize(qr.MinSize().AddWidthHeight(200, 200))
		code := crop(t, w.Canvas().Capture())
		module(t, code)
		if got := read(t, code); got != payloads["link"] {
			t.Errorf("%d pixels a module: read %q", pixels, got)
		}
	}
}

// TestQRPictureWithoutModules draws what is no code, small, big and flat.
func TestQRPictureWithoutModules(t *testing.T) {
	for _, size := range []image.Point{{X: 30, Y: 30}, {X: 2000, Y: 1900}, {X: 3000, Y: 1}} {
		app(t, theme.Dark())
		slope := image.NewGray(image.Rectangle{Max: size})
		for i := range slope.Pix {
			slope.Pix[i] = uint8(i % 251)
		}
		qr := widget.NewQR()
		w := show(t, qr, 400, 400)
		before := w.Canvas().Capture()
		qr.SetPicture(slope)
		if same(before, w.Canvas().Capture()) {
			t.Errorf("%v: nothing is shown", size)
		}
	}
}

func TestQRPictureReplacesACode(t *testing.T) {
	app(t, theme.Light())
	qr, code := widget.NewQR(), picture(t, 4)
	if err := qr.SetPayload("payload"); err != nil {
		t.Fatal(err)
	}
	qr.SetPicture(code)
	if qr.Payload() != "" {
		t.Errorf("a picture with the payload %q", qr.Payload())
	}
	if paints(t, qr, func() { qr.SetPicture(code) }) {
		t.Error("the same picture is painted anew")
	}
	if err := qr.SetPayload("payload"); err != nil || qr.Payload() != "payload" {
		t.Errorf("a code after a picture: %q, %v", qr.Payload(), err)
	}
	qr.SetPicture(image.NewRGBA(image.Rectangle{}))
	show(t, qr, 300, 300).Canvas().Capture()
}
