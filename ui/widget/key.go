package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

var _ fyne.Widget = (*Key)(nil)

// Key is one key of a key pad: a text or a mark on a big surface.
type Key struct {
	press

	kind Kind
	text string
	mark mark // in place of the text
}

// NewKey returns a key with a text on it.
func NewKey(text string, kind Kind, tapped func()) *Key {
	k := &Key{text: text, kind: kind}
	k.OnTapped = tapped
	k.ExtendBaseWidget(k)
	return k
}

func newMarkKey(m mark, kind Kind, tapped func()) *Key {
	k := NewKey("", kind, tapped)
	k.mark = m
	return k
}

// Text is what stands on the key.
func (k *Key) Text() string { return k.text }

// SetText puts another text on the key.
func (k *Key) SetText(text string) {
	if text == k.text {
		return
	}
	k.text = text
	k.Refresh()
}

// CreateRenderer draws the key.
func (k *Key) CreateRenderer() fyne.WidgetRenderer {
	var ink color.Color
	box, image, text := canvas.NewRectangle(color.Transparent), newMark(), NewText(k.text)
	text.TextSize, text.Align = 32, fyne.TextAlignCenter
	text.Style.Bold = k.kind == Primary
	text.ink = func() color.Color { return ink }
	paint := func() {
		ink = k.kind.paint(box, k, &k.press)
		image.Hidden = k.mark == ""
		if !image.Hidden {
			paintMark(image, k.mark, ink)
		}
	}
	paint()
	return &renderer{
		objects: []fyne.CanvasObject{box, image, text},
		layout: func(size fyne.Size) {
			place(box, 0, 0, size.Width, size.Height)
			place(image, floor(size.Width/2-16), floor(size.Height/2-16), 32, 32)
			place(text, 8, 4, size.Width-16, size.Height-8)
		},
		least: func() fyne.Size {
			if k.kind == Primary {
				return fyne.NewSize(leastPrimary, leastPrimary)
			}
			return fyne.NewSize(leastKey, leastKey)
		},
		refresh: func() {
			paint()
			text.text = k.text
			text.Refresh()
		},
	}
}
