package widget

import "fyne.io/fyne/v2"

// highBanner is the height from which the parts stand below each other.
const highBanner float32 = 220

func (p *bannerParts) layout(size fyne.Size) {
	place(p.box, 0, 0, size.Width, size.Height)
	if size.Height < highBanner {
		p.row(size)
	} else {
		p.column(size)
	}
}

// column centres mark, word, figure and detail below each other.
func (p *bannerParts) column(size fyne.Size) {
	const margin, gap = 24, 8
	for _, text := range []*Text{p.word, p.figure, p.detail} {
		text.Align = fyne.TextAlignCenter
	}
	width, height := size.Width-2*margin, size.Height-2*margin
	p.word.TextSize, p.word.LeastSize = share(height, 0.25, 56, 168), 32
	p.figure.TextSize, p.figure.LeastSize = share(height, 0.12, 32, 80), 24
	p.detail.TextSize, p.detail.LeastSize = share(height, 0.055, 22, 36), 20
	side := share(height, 0.24, 40, 168)
	rest := height - side - 3*gap
	detail := p.detail.heightFor(min(width, 960), 0.4*rest)
	figure := p.figure.heightFor(width, 0.24*rest)
	word := p.word.heightFor(width, rest-detail-figure)

	top := (size.Height - side - word - figure - detail - 3*gap) / 2
	place(p.mark, (size.Width-side)/2, floor(top), side, side)
	top += side + gap
	place(p.word, margin, top, width, word)
	top += word + gap
	place(p.figure, margin, top, width, figure)
	top += figure + gap
	place(p.detail, (size.Width-min(width, 960))/2, top, min(width, 960), detail)
}

// share is a share of the height in whole units, within limits.
func share(height, part, least, most float32) float32 {
	return floor(max(least, min(most, height*part)))
}

// row puts the mark at the left, the figure at the right, and between them the
// word above the detail.
func (p *bannerParts) row(size fyne.Size) {
	const margin, gap, most = 20, 16, 56
	p.word.Align, p.detail.Align, p.figure.Align = fyne.TextAlignLeading, fyne.TextAlignLeading, fyne.TextAlignTrailing
	p.word.TextSize, p.word.LeastSize = 32, 20
	p.figure.TextSize, p.figure.LeastSize = 40, 20
	p.detail.TextSize, p.detail.LeastSize = 20, 16

	side := floor(min(most, size.Height-2*gap))
	place(p.mark, margin, floor((size.Height-side)/2), side, side)
	left := margin + side + gap
	right := size.Width - margin
	if p.figure.text != "" {
		width := min(natural(p.figure), 0.4*size.Width)
		place(p.figure, right-width, 0, width, size.Height)
		right -= width + gap
	}
	room := size.Height - 16
	part := float32(0.55)
	if p.word.text == "" {
		part = 1
	}
	detail := p.detail.heightFor(right-left, part*room)
	word := p.word.heightFor(right-left, room-detail)
	top := (size.Height - word - detail) / 2
	place(p.word, left, top, right-left, word)
	place(p.detail, left, top+word, right-left, detail)
}
