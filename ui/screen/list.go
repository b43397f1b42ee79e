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
}

func newList(tap func(int)) *list {
	l := &list{search: widget.NewLine(widget.Writing{}), strip: widget.NewStrip("")}
	l.strip.OnTapped = tap
	l.box = container.New(rows{1}, l.search, widget.NewPanel(l.strip, gap))
	return l
}

func (l *list) render(b presenter.List) fyne.CanvasObject {
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
