package widget

import "fyne.io/fyne/v2"

// layout gives each side what it needs, and if both cannot have it, the right
// side no more than it needs or its half.
func (p *rowParts) layout(size fyne.Size) {
	const margin, disc, mark, gap = 14, 40, 24, 12
	place(p.box, 0, 0, size.Width, size.Height)
	place(p.bar, 0, 10, 4, size.Height-20)
	place(p.disc, margin, floor((size.Height-disc)/2), disc, disc)
	place(p.mark, margin+(disc-mark)/2, floor((size.Height-mark)/2), mark, mark)

	left := float32(margin + disc + gap)
	room := size.Width - left - margin
	need := max(natural(p.state), natural(p.number))
	other := max(natural(p.amount), natural(p.about))
	right := need
	if need+gap+other > room {
		right = min(need, (room-gap)/2)
	}
	main := room - right - gap

	upper := lineHeight(22, p.amount.Style)
	lower := lineHeight(16, p.about.Style)
	top := (size.Height - upper - lower) / 2
	place(p.amount, left, top, main, upper)
	place(p.about, left, top+upper, main, lower)
	if p.number.text == "" {
		place(p.state, size.Width-margin-right, 0, right, size.Height)
		place(p.number, size.Width-margin-right, top+upper, right, 0)
		return
	}
	place(p.state, size.Width-margin-right, top, right, upper)
	place(p.number, size.Width-margin-right, top+upper, right, lower)
}
