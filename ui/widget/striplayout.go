package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// stripEdge is kept free at the right for the mark of where in the list we are.
const stripEdge float32 = 10

// rows makes as many rows as are shown out of those there were, and fills them.
func (s *Strip) rows(rows []*Row) []*Row {
	shown := min(s.Page(), len(s.items)-s.first)
	for len(rows) < shown {
		rows = append(rows, NewRow(Item{}))
	}
	rows = rows[:max(0, shown)]
	for i, row := range rows {
		index := s.first + i
		row.OnTapped = func() {
			if s.OnTapped != nil {
				s.OnTapped(index)
			}
		}
		row.Set(s.items[index], index == s.selected)
	}
	return rows
}

func (s *Strip) layout(size fyne.Size, rows []*Row, thumb *canvas.Rectangle) {
	for i, row := range rows {
		place(row, 0, float32(i)*rowHeight, size.Width-stripEdge, rowHeight)
	}
	placeThumb(thumb, size, s.first, len(rows), len(s.items))
}
