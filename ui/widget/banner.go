package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Notice is what a [Banner] says.
type Notice struct {
	Tone   Tone
	Word   string // the state, in the biggest letters: PAID
	Figure string // an amount or an invoice number
	Detail string // what it means and what to do next
}

var _ fyne.Widget = (*Banner)(nil)

// Banner fills its place with how a payment stands. With the height it is a
// screen that is read across the shop, without it one line above the others.
type Banner struct {
	press

	notice Notice
}

// NewBanner returns a banner.
func NewBanner(notice Notice) *Banner {
	b := &Banner{notice: notice}
	b.ExtendBaseWidget(b)
	return b
}

// Notice is what it says.
func (b *Banner) Notice() Notice { return b.notice }

// SetNotice says something else.
func (b *Banner) SetNotice(notice Notice) {
	if notice == b.notice {
		return
	}
	b.notice = notice
	b.Refresh()
}

// bannerParts are what a banner is drawn with.
type bannerParts struct {
	box                  *canvas.Rectangle
	mark                 *canvas.Image
	word, figure, detail *Text
}

// CreateRenderer draws the banner.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	p := &bannerParts{
		box: canvas.NewRectangle(color.Transparent), mark: newMark(),
		word: NewText(""), figure: NewText(""), detail: NewText(""),
	}
	ink := func() color.Color {
		_, on := b.notice.Tone.fill(b)
		return on
	}
	p.word.Style.Bold, p.figure.Style.Bold = true, true
	p.word.ink, p.figure.ink, p.detail.ink = ink, ink, ink
	paint := func() {
		fill, on := b.notice.Tone.fill(b)
		p.box.FillColor = fill
		p.box.CornerRadius = theme.SizeForWidget(theme.SizeNameCardRadius, b)
		paintMark(p.mark, b.notice.Tone.mark(), on)
		p.word.text, p.figure.text, p.detail.text = b.notice.Word, b.notice.Figure, b.notice.Detail
	}
	paint()
	return &renderer{
		objects: []fyne.CanvasObject{p.box, p.mark, p.word, p.figure, p.detail},
		layout:  p.layout,
		least:   func() fyne.Size { return fyne.NewSize(280, 80) },
		refresh: func() {
			paint()
			p.layout(b.Size())
			p.box.Refresh()
			p.word.Refresh()
			p.figure.Refresh()
			p.detail.Refresh()
		},
	}
}
