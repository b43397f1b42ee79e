package screen

import (
	"bytes"
	"image/png"

	"fyne.io/fyne/v2"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// sheet is what the printer prints, as a picture.
type sheet struct {
	paper *widget.Sheet
	shown []byte // the picture on screen, so that it is decoded once
}

func newSheet(press func(string)) *sheet {
	p := &sheet{paper: widget.NewSheet()}
	p.paper.OnScroll = func(steps int) {
		key := "Down"
		if steps < 0 {
			key, steps = "Up", -steps
		}
		for range steps {
			press(key)
		}
	}
	return p
}

func (p *sheet) render(b presenter.Sheet) fyne.CanvasObject {
	if !bytes.Equal(b.Picture, p.shown) {
		p.shown = b.Picture
		picture, err := png.Decode(bytes.NewReader(b.Picture))
		if err != nil {
			picture = nil // better none than the one before
		}
		p.paper.SetPicture(picture)
	}
	p.paper.SetFrom(b.From)
	return p.paper
}
