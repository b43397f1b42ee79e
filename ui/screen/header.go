package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// header says whose till this is, and whether it is for practice. News takes
// the shop's place for as long as there is any, so that nothing below moves.
type header struct {
	shop     *widget.Text
	page     *widget.Text
	training *widget.Status
	tasks    *widget.Status // amber until everything has been seen to
	names    *fyne.Container
	news     *news
	box      *fyne.Container
}

func newHeader(press func(string)) *header {
	h := &header{
		shop: widget.NewText(""), training: widget.NewStatus(widget.Doubt, ""), tasks: widget.NewStatus(widget.Doubt, ""),
		page: widget.NewText(""), news: newNews(),
	}
	h.tasks.OnTapped = func() { press("*") }
	h.shop.Lines, h.page.Lines = 1, 1
	h.shop.Style.Bold = true
	h.page.TextSize = 16
	h.page.Align = fyne.TextAlignTrailing
	h.names = container.New(columns{0.5, 0.5}, h.shop, h.page)
	place := container.New(height(newsHeight), container.NewStack(h.names, h.news.box))
	h.training.Hide()
	h.tasks.Hide()
	h.box = container.NewBorder(nil, nil, nil, container.NewHBox(h.tasks, h.training), place)
	return h
}

func (h *header) content() fyne.CanvasObject { return h.box }

func (h *header) render(s presenter.State) {
	h.shop.SetText(s.Shop)
	h.page.SetText(s.Practice)
	h.news.render(s.Notice)
	show(h.names, s.Notice.Text == "")
	h.training.Set(widget.Doubt, s.TrainingMark)
	h.tasks.Set(widget.Doubt, s.Tasks)
	told := s.Tasks != "" && (s.Screen != presenter.Amount || s.Page != nil) // there it is larger, above the strip
	if h.training.Visible() != s.Training || h.tasks.Visible() != told {
		show(h.training, s.Training)
		show(h.tasks, told)
		h.box.Refresh() // its neighbours get or give the room
	}
}
