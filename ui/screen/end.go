package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// end fills the screen with how a payment came out: paid, not paid, or not
// known. It is read from across the shop.
type end struct {
	banner *widget.Banner
	advice *widget.Text
	news   *news
	box    *fyne.Container
}

func newEnd() *end {
	e := &end{banner: widget.NewBanner(widget.Notice{}), advice: widget.NewHeading(""), news: newNews()}
	e.advice.Align = fyne.TextAlignCenter
	e.advice.Lines = 2
	e.box = container.New(rows{0}, e.banner, e.advice, e.news.box)
	return e
}

func (e *end) content() fyne.CanvasObject { return e.box }

func (e *end) render(s presenter.State) {
	p := s.Pay
	figure, detail := dotted(p.Amount, p.Invoice), p.Detail
	if p.Order != "" {
		figure, detail = p.Order, dotted(figure, detail)
	}
	e.banner.SetNotice(widget.Notice{Tone: tone(p.Tone), Word: p.Title, Figure: figure, Detail: detail})
	show(e.advice, p.Advice != "")
	e.advice.SetText(p.Advice)
	news := p.Receipt
	if news.Text == "" {
		news = p.Fresh
	}
	e.news.render(news)
	e.box.Refresh()
}
