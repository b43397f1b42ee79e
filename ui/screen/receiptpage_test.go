package screen_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"testing"

	"fyne.io/fyne/v2"

	"kasir/ui/presenter"
	"kasir/ui/theme"
	"kasir/ui/widget"
)

// printed is a paper with black bars for its lines, one in each step.
var printed = func() []byte {
	paper := image.NewGray(image.Rect(0, 0, 608, 900))
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	for y := 30; y < 900; y += 60 {
		draw.Draw(paper, image.Rect(16, y, 592-y/3, y+12), image.NewUniform(color.Gray{}), image.Point{}, draw.Src)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, paper); err != nil {
		panic(err)
	}
	return out.Bytes()
}()

var receiptPages = map[string]presenter.State{
	"receipt": receiptPage(presenter.Message{}, presenter.Sheet{Picture: printed}),
	"receipt-saved": receiptPage(
		presenter.Message{Tone: presenter.Good, Text: "Saved: /home/sari/.config/kasir/receipts/POS-000042.pdf"},
		presenter.Sheet{Picture: printed, From: 600}),
	"receipt-drawing": receiptPage(presenter.Message{Tone: presenter.Busy, Text: "The receipt is being drawn."}, presenter.Sheet{}),
}

func receiptPage(note presenter.Message, paper presenter.Sheet) presenter.State {
	return over(presenter.PageState{
		Name: "receipt", Title: "POS-000042  ·  Rp 50,000", Note: note, Body: paper,
		Lead: "As the printer prints it. Arrows scroll. Without a printer: let the customer take a photo, or save the PDF.",
	}, copySale, presenter.Action{Key: "d", Label: "Save as PDF"})
}

// A finger moves the paper as the arrows do.
func TestPaperTakesFingers(t *testing.T) {
	w, till := window(t, theme.Light(), smallest)
	var pressed []string
	till.OnPress = func(key string) { pressed = append(pressed, key) }
	till.Render(receiptPages["receipt"])
	paper := find[*widget.Sheet](t, w)
	paper.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -130)})
	paper.DragEnd()
	paper.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 10)})
	if len(pressed) != 3 || pressed[0] != "Down" || pressed[1] != "Down" || pressed[2] != "Up" {
		t.Errorf("pressed %q", pressed)
	}
}

// The receipt on the screen is dot for dot the one that is printed, so that its
// codes are read by a phone.
func TestPaperIsShownDotForDot(t *testing.T) {
	for _, size := range []fyne.Size{smallest, fyne.NewSize(1366, 728)} {
		w, till := window(t, theme.Dark(), size)
		state := receiptPages["receipt"]
		till.Render(state)
		paper := find[*widget.Sheet](t, w)
		place := fyne.CurrentApp().Driver().AbsolutePositionForObject(paper)
		shown := w.Canvas().Capture()
		left, top := int(place.X)+(int(paper.Size().Width)-608)/2, int(math.Ceil(float64(place.Y)))
		want, err := png.Decode(bytes.NewReader(printed))
		if err != nil {
			t.Fatal(err)
		}
		for y := range int(paper.Size().Height) - 1 {
			for x := 0; x < 608; x += 7 {
				got, _, _, _ := shown.At(left+x, top+y).RGBA()
				if is, _, _, _ := want.At(x, y).RGBA(); got != is {
					t.Fatalf("%v: dot %d,%d is %d, want %d", size, x, y, got, is)
				}
			}
		}
	}
}
