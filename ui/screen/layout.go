package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// gap is the room between things, in Fyne's units.
const gap = 8

// quiet is the colour of words beside the point.
const quiet = theme.ColorNamePlaceHolder

// columns puts objects side by side and gives each its share of the width.
type columns []float32

// Layout places the objects.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, room := float32(0), size.Width-gap*float32(len(objects)-1)
	for i, o := range objects {
		width := room * c[i]
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width + gap
	}
}

// MinSize is the least at which every object has its own least.
func (c columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for i, o := range objects {
		need := o.MinSize()
		least.Width = max(least.Width, need.Width/c[i])
		least.Height = max(least.Height, need.Height)
	}
	return least.AddWidthHeight(gap*float32(len(objects)-1), 0)
}

// rows puts objects below one another: each has its least height, and the rest
// goes to the one named.
type rows struct{ stretch int }

// Layout places the objects.
func (r rows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := size.Height - r.MinSize(objects).Height
	y := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		height := o.MinSize().Height
		if i == r.stretch {
			height += max(0, rest)
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + gap
	}
}

// MinSize is the sum of the heights and the largest of the widths.
func (r rows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		need := o.MinSize()
		if least.Height > 0 {
			least.Height += gap
		}
		least.Width = max(least.Width, need.Width)
		least.Height += need.Height
	}
	return least
}

// known puts what is known beside what is done, which has the middle of the
// place for itself where nothing is.
type known struct{}

// Layout places the objects.
func (known) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if objects[0].Visible() {
		columns{0.44, 0.56}.Layout(objects, size)
		return
	}
	width := min(size.Width, max(760, objects[1].MinSize().Width))
	objects[1].Move(fyne.NewPos((size.Width-width)/2, 0))
	objects[1].Resize(fyne.NewSize(width, size.Height))
}

// MinSize is that of both.
func (known) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return columns{0.44, 0.56}.MinSize(objects)
}

// showKnown shows what is known where anything is.
func showKnown(box *fyne.Container, panel fyne.CanvasObject, visible bool) {
	if visible != panel.Visible() {
		show(panel, visible)
		box.Refresh()
	}
}
