package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget     = (*Sheet)(nil)
	_ fyne.Scrollable = (*Sheet)(nil)
	_ fyne.Draggable  = (*Sheet)(nil)
)

// Sheet shows a printed paper, black on white in every theme and dot for dot: its
// codes can be scanned from the screen. What is higher than its place is scrolled.
type Sheet struct {
	widget.BaseWidget

	// OnScroll is called with the steps by which a hand wants to go on.
	OnScroll func(steps int)

	picture image.Image
	from    int
	dragged float32
}

// sheetStep is how far a finger drags the paper for one step.
const sheetStep float32 = 60

// NewSheet returns a widget without a paper.
func NewSheet() *Sheet {
	s := &Sheet{}
	s.ExtendBaseWidget(s)
	return s
}

// SetPicture shows another paper; nil shows none.
func (s *Sheet) SetPicture(picture image.Image) {
	if picture == s.picture {
		return
	}
	s.picture = picture
	s.Refresh()
}

// SetFrom scrolls so many of the picture's rows away.
func (s *Sheet) SetFrom(from int) {
	if from == s.from {
		return
	}
	s.from = from
	s.Refresh()
}

// Scrolled asks for another part, by the wheel.
func (s *Sheet) Scrolled(event *fyne.ScrollEvent) {
	if steps := wheel(event); steps != 0 && s.OnScroll != nil {
		s.OnScroll(steps)
	}
}

// Dragged asks for another part, by a finger.
func (s *Sheet) Dragged(event *fyne.DragEvent) {
	if steps := drag(&s.dragged, event, sheetStep); steps != 0 && s.OnScroll != nil {
		s.OnScroll(steps)
	}
}

// DragEnd forgets what of the drag was less than a step.
func (s *Sheet) DragEnd() { s.dragged = 0 }

// CreateRenderer draws the paper in one raster that stays, and changes with it.
func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	raster := canvas.NewRaster(s.draw)
	raster.ScaleMode = canvas.ImageScalePixels
	return &renderer{
		objects: []fyne.CanvasObject{raster},
		layout:  func(size fyne.Size) { place(raster, 0, 0, size.Width, size.Height) },
		least:   func() fyne.Size { return fyne.NewSize(320, 120) },
		refresh: raster.Refresh,
	}
}

// draw copies the part of the paper that is in sight, in the middle. It is enlarged
// only where the screen's pixels are small; one that is wider than its place loses
// dots, evenly.
func (s *Sheet) draw(width, height int) image.Image {
	sight := image.NewRGBA(image.Rect(0, 0, width, height))
	if s.picture == nil || s.picture.Bounds().Empty() || width == 0 {
		return sight
	}
	paper := s.picture.Bounds()
	times := max(1, min(width/paper.Dx(), int(float32(width)/max(1, s.Size().Width))))
	wide := min(times*paper.Dx(), width)
	left, high := (width-wide)/2, min(height, (paper.Dy()-s.from)*wide/paper.Dx())
	for y := range high {
		for x := range wide {
			sight.Set(left+x, y, s.picture.At(paper.Min.X+x*paper.Dx()/wide, paper.Min.Y+s.from+y*paper.Dx()/wide))
		}
	}
	return sight
}
