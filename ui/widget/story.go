package widget

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Happening is a line of a [Story].
type Happening struct {
	Time string
	Text string
	Tone Tone
}

var (
	_ fyne.Widget     = (*Story)(nil)
	_ fyne.Scrollable = (*Story)(nil)
	_ fyne.Draggable  = (*Story)(nil)
)

// Story is what happened, one line after the other, each as high as its words
// need. It shows as many as there is room for, from one on.
type Story struct {
	widget.BaseWidget

	// OnScroll is called with the lines by which a hand wants to go on.
	OnScroll func(lines int)

	lines   []Happening
	first   int
	dragged float32
}

// NewStory returns an empty story.
func NewStory() *Story {
	s := &Story{}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows other lines, from the first on.
func (s *Story) Set(lines []Happening, first int) {
	if slices.Equal(lines, s.lines) && first == s.first {
		return
	}
	s.lines, s.first = slices.Clone(lines), first
	s.Refresh()
}

// Scrolled asks for other lines, by the wheel.
func (s *Story) Scrolled(event *fyne.ScrollEvent) {
	if lines := wheel(event); lines != 0 && s.OnScroll != nil {
		s.OnScroll(lines)
	}
}

// Dragged asks for other lines, by a finger.
func (s *Story) Dragged(event *fyne.DragEvent) {
	if lines := drag(&s.dragged, event, storyTime); lines != 0 && s.OnScroll != nil {
		s.OnScroll(lines)
	}
}

// DragEnd forgets what of the drag was less than a line.
func (s *Story) DragEnd() { s.dragged = 0 }

// The measures of a story.
const (
	storyTime  float32 = 64 // room for the time
	storyMark  float32 = 22
	storyGap   float32 = 10
	storyMost  float32 = 96 // height of a line with many words
	storyLeast float32 = 30
)

// CreateRenderer draws as many lines as there is room for.
func (s *Story) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{least: func() fyne.Size { return fyne.NewSize(320, 3*storyLeast) }}
	thumb := canvas.NewRectangle(color.Transparent)
	thumb.CornerRadius = 3
	r.layout = func(size fyne.Size) {
		thumb.FillColor = theme.ColorForWidget(theme.ColorNameScrollBar, s)
		r.objects = append(r.objects[:0], thumb)
		shown := 0
		for top := float32(0); s.first+shown < len(s.lines); shown++ {
			parts, height := s.line(s.lines[s.first+shown], top, size.Width-stripEdge)
			if shown > 0 && top+height > size.Height {
				break
			}
			r.objects = append(r.objects, parts...)
			top += height
		}
		placeThumb(thumb, size, s.first, shown, len(s.lines))
	}
	r.refresh = func() {
		r.layout(s.Size())
		canvas.Refresh(s)
	}
	return r
}

// line makes the objects of one line and places them.
func (s *Story) line(h Happening, top, width float32) (parts []fyne.CanvasObject, height float32) {
	surface := theme.ColorForWidget(theme.ColorNameOverlayBackground, s)
	time, words, mark := NewText(h.Time), NewText(h.Text), newMark()
	time.TextSize, words.TextSize = 16, 18
	time.Color = theme.ColorNamePlaceHolder
	left := storyTime + storyMark + 2*storyGap
	height = max(storyLeast, words.heightFor(width-left, storyMost)+6)
	line := lineHeight(18, fyne.TextStyle{}) + 6
	place(time, 0, top, storyTime, line)
	place(mark, storyTime+storyGap, top+(line-storyMark)/2, storyMark, storyMark)
	place(words, left, top, width-left, height)
	if h.Tone == Idle {
		return []fyne.CanvasObject{time, words}, height
	}
	paintMark(mark, h.Tone.mark(), h.Tone.ink(s, surface))
	return []fyne.CanvasObject{time, mark, words}, height
}
