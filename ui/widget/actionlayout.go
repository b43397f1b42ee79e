package widget

import "fyne.io/fyne/v2"

const (
	actionMargin float32 = 8
	actionGap    float32 = 10 // between the key and the label
)

// beside is how wide the button must be to have the key beside the label.
func (a *Action) beside() float32 {
	if a.key == "" {
		return 0
	}
	key, label := a.texts()
	return natural(key) + actionGap + natural(label) + 2*actionMargin
}

// layout puts the key beside the label, or above it where there is no width.
func (a *Action) layout(size fyne.Size, key, label *Text) {
	room := size.Width - 2*actionMargin
	switch {
	case a.key == "":
		place(key, 0, 0, 0, 0)
		place(label, actionMargin, 4, room, size.Height-8)
	case a.stacked || a.beside() > size.Width:
		const top, below = 2, 20 // closer than lines stand, which leaves room for two of a label
		extra := floor(max(0, size.Height-leastAction) / 4)
		place(key, actionMargin, top+extra, room, lineHeight(key.size(), key.Style))
		place(label, actionMargin, below+extra, room, size.Height-below-2*extra-4)
	default:
		left := floor((size.Width-a.beside())/2) + actionMargin
		place(key, left, dip(label)-dip(key), natural(key), size.Height)
		place(label, left+natural(key)+actionGap, 0, natural(label), size.Height)
	}
}

// dip is how far below the middle of its line a text's letters stand.
func dip(t *Text) float32 {
	box, line := baseline("0", t.size(), t.Style)
	return line - box.Height/2
}
