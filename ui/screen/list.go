package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// list is many rows of which one is chosen, with what is looked for above them.
type list struct {
	search *widget.Line
	strip  *widget.Strip
	box    *fyne.Container
	page   string // whose rows were shown last
}

func newList(tap func(int)) *list {
	l := &list{search: widget.NewLine(widget.Writing{}), strip: widget.NewStrip("")}
	l.strip.OnTapped = tap
	l.box = container.New(rows{1}, l.search, widget.NewPanel(l.strip, gap))
	return l
}

// render draws the list of a page. That of another page begins at its top.
func (l *list) render(page string, b presenter.List) fyne.CanvasObject {
	if page != l.page {
		l.page = page
		l.strip.Clear()
	}
	searched := l.search.Visible()
	show(l.search, b.Search != nil)
	if b.Search != nil {
		l.search.Set(writing(*b.Search))
	}
	l.strip.SetEmpty(b.Empty)
	l.strip.SetItems(items(b.Rows), b.Selected)
	if searched != l.search.Visible() {
		l.box.Refresh()
	}
	return l.box
}
