package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// wheel is by how many rows a turn of the wheel moves a list.
func wheel(event *fyne.ScrollEvent) int {
	switch {
	case event.Scrolled.DY > 0:
		return -1
	case event.Scrolled.DY < 0:
		return 1
	}
	return 0
}

// drag is by how many rows a finger has moved a list by now. It keeps in
// dragged what is less than a row. Fyne has no scrolling by finger of its own.
func drag(dragged *float32, event *fyne.DragEvent, row float32) int {
	*dragged += event.Dragged.DY
	rows := int(*dragged / row)
	*dragged -= float32(rows) * row
	return -rows
}

// placeThumb shows at the right edge where in a list those are that are shown.
func placeThumb(thumb *canvas.Rectangle, size fyne.Size, first, shown, all int) {
	thumb.Hidden = shown >= all
	if thumb.Hidden {
		return
	}
	share, before := float32(shown)/float32(all), float32(first)/float32(all)
	height := max(24, size.Height*share)
	place(thumb, size.Width-6, min(size.Height*before, size.Height-height), 6, height)
}
