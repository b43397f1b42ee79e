package screen

import (
	_ "image/png" // hosted codes are PNGs
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// waiting has the code in front of the customer. While there is no code to
// show it says why, as large as a result.
type waiting struct {
	end     *end
	qr      *widget.QR
	caption *widget.Text
	title   *widget.Text
	figure  *widget.Amount
	method  *widget.Text
	facts   *widget.Text
	left    *widget.Text
	meter   *widget.Meter
	fresh   *news
	side    *fyne.Container
	page    *fyne.Container
	box     *fyne.Container
	shown   []byte // the picture on screen, so that it is decoded once
}

func newWaiting() *waiting {
	w := &waiting{
		qr: widget.NewQR(), caption: widget.NewText(""), title: widget.NewHeading(""),
		figure: widget.NewAmount(""), method: widget.NewText(""), facts: widget.NewText(""),
		end: newEnd(), left: widget.NewText(""), meter: widget.NewMeter(), fresh: newNews(),
	}
	w.left.TextSize = 32
	w.figure.Most = 72
	w.facts.Lines, w.facts.TextSize = 4, 16
	w.left.Style.Bold = true
	for _, text := range []*widget.Text{w.title, w.caption, w.left} {
		text.Lines = 1 // shrinks rather than pushing its neighbours away
	}
	w.method.Lines = 2
	w.caption.Align = fyne.TextAlignCenter
	w.caption.Style.Bold = true
	code := container.New(rows{0}, w.qr, w.caption)
	w.side = container.New(rows{4}, w.title, w.figure, w.method, w.facts, w.left, w.meter, w.fresh.box)
	w.page = container.New(columns{0.52, 0.48}, code, widget.NewPanel(w.side, 2*gap))
	w.box = container.NewStack(w.page, w.end.content())
	return w
}

func (w *waiting) content() fyne.CanvasObject { return w.box }

func (w *waiting) render(s presenter.State) {
	p := s.Pay
	w.shown = showCode(w.qr, p.Code, p.Image, w.shown)
	coded := p.Code != "" || p.Image != nil
	show(w.page, coded)
	show(w.end.box, !coded)
	if !coded {
		w.end.render(s)
		return
	}
	w.caption.SetText(p.Caption)
	w.title.SetText(p.Title)
	w.figure.SetText(p.Amount, false)
	w.method.SetText(dotted(p.Method, p.Invoice))
	w.left.SetText(p.Countdown)
	w.meter.Set(p.Left, tone(p.Tone))
	w.facts.SetText(strings.Join(p.Facts, "\n"))
	still := w.facts.Visible() == (len(p.Facts) > 0) && w.meter.Visible() == (p.Countdown != "") && w.fresh.box.Visible() == (p.Fresh.Text != "")
	show(w.facts, len(p.Facts) > 0)
	show(w.method, len(p.Facts) == 0) // they need its room
	show(w.meter, p.Countdown != "")
	w.fresh.render(p.Fresh)
	if !still {
		w.side.Refresh() // something came or went: the others move
	}
}

// dotted puts what there is of two texts on one line.
func dotted(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "  ·  " + b
}
