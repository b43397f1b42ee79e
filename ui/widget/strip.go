package widget

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget     = (*Strip)(nil)
	_ fyne.Scrollable = (*Strip)(nil)
	_ fyne.Draggable  = (*Strip)(nil)
)

// Strip is a list of sales, as many as fit in whole, so that ten thousand cost
// no more than ten. It has no focus: the screen chooses, and the strip shows
// the part of the list in which the chosen one is.
type Strip struct {
	widget.BaseWidget

	// OnTapped is called with the place of the row that was tapped.
	OnTapped func(index int)

	items    []Item
	selected int
	empty    string
	first    int  // of those that are shown
	home     bool // nobody has moved it yet: it begins at the top, as far as shows the chosen one
	dragged  float32
	laid     float32 // the height for which the chosen one was last brought into view
}

// NewStrip returns a list that says so when it is empty.
func NewStrip(empty string) *Strip {
	s := &Strip{empty: empty, selected: -1, home: true}
	s.ExtendBaseWidget(s)
	return s
}

// SetItems shows other sales, and chooses one; -1 chooses none.
func (s *Strip) SetItems(items []Item, selected int) {
	if slices.Equal(items, s.items) && selected == s.selected {
		return
	}
	moved := selected != s.selected
	s.home = s.home && (len(s.items) == 0 || !moved)
	s.items, s.selected = slices.Clone(items), selected
	switch {
	case s.Size().Height == 0: // its first layout does it
	case moved, s.home:
		s.reveal()
	default: // a finger may have scrolled the chosen one away
		s.first = s.within(s.first)
	}
	s.Refresh()
}

// Clear makes it as it was in the beginning, for a list of other things.
func (s *Strip) Clear() {
	s.items, s.selected, s.home, s.dragged = nil, -1, true, 0
}

// SetEmpty says something else of an empty list.
func (s *Strip) SetEmpty(empty string) {
	if empty == s.empty {
		return
	}
	s.empty = empty
	s.Refresh()
}

// Selected is the place of the chosen sale, -1 if there is none.
func (s *Strip) Selected() int { return s.selected }

// Page is how many sales it shows at a time.
func (s *Strip) Page() int { return max(1, int(s.Size().Height/rowHeight)) }

// Scroll moves the list by some rows, up where it is negative.
func (s *Strip) Scroll(rows int) {
	first := s.within(s.first + rows)
	if first == s.first {
		return
	}
	s.first, s.home = first, false
	s.Refresh()
}

// Scrolled moves the list by the wheel.
func (s *Strip) Scrolled(event *fyne.ScrollEvent) {
	s.Scroll(wheel(event))
}

// Dragged moves the list by a finger.
func (s *Strip) Dragged(event *fyne.DragEvent) {
	if rows := drag(&s.dragged, event, rowHeight); rows != 0 {
		s.Scroll(rows)
	}
}

// DragEnd forgets what of the drag was less than a row.
func (s *Strip) DragEnd() { s.dragged = 0 }

func (s *Strip) within(first int) int {
	return max(0, min(first, len(s.items)-s.Page()))
}

// reveal moves the list as little as shows the chosen sale.
func (s *Strip) reveal() {
	if s.home {
		s.first = 0
	}
	if s.selected >= 0 {
		s.first = max(min(s.first, s.selected), s.selected-s.Page()+1)
	}
	s.first = s.within(s.first)
}

// CreateRenderer draws as many rows as there is room for, and where in the list they are.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	empty, thumb := NewText(""), canvas.NewRectangle(color.Transparent)
	empty.Align, empty.Color = fyne.TextAlignCenter, theme.ColorNamePlaceHolder
	thumb.CornerRadius = 3
	var rows []*Row
	r := &renderer{least: func() fyne.Size { return fyne.NewSize(280+stripEdge, 2*rowHeight) }}
	fill := func(size fyne.Size) {
		rows = s.rows(rows)
		r.objects = append(r.objects[:0], empty, thumb)
		for _, row := range rows {
			r.objects = append(r.objects, row)
		}
		s.layout(size, rows, thumb)
		empty.Hidden = len(s.items) > 0
		empty.text = s.empty
		place(empty, 16, 0, size.Width-32, size.Height)
		thumb.FillColor = theme.ColorForWidget(theme.ColorNameScrollBar, s)
	}
	r.layout = func(size fyne.Size) {
		if size.Height != s.laid { // else a finger may have scrolled the chosen one away
			s.laid = size.Height
			s.reveal()
		}
		fill(size)
	}
	r.refresh = func() {
		fill(s.Size())
		empty.Refresh()
		thumb.Refresh()
		canvas.Refresh(s)
	}
	return r
}
