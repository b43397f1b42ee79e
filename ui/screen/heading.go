package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// heading is what a page is about, what to do there, and what is to be said.
type heading struct {
	title *widget.Text
	lead  *widget.Text
	note  *news
	box   *fyne.Container
}

// newHeading puts title and lead as the layout says; the note, so high, is
// placed by whoever asks.
func newHeading(how fyne.Layout, note float32) *heading {
	h := &heading{title: widget.NewHeading(""), lead: widget.NewText(""), note: newNewsOf(note)}
	h.title.TextSize, h.title.Lines = 28, 1
	h.lead.TextSize, h.lead.Lines, h.lead.Color = 18, 2, quiet
	h.box = container.New(how, h.title, h.lead)
	return h
}

func (h *heading) render(p presenter.PageState) {
	h.title.SetText(p.Title)
	h.lead.SetText(p.Lead)
	h.note.render(p.Note)
}
