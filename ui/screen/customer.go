package screen

import (
	"bytes"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// Customer draws what the customer sees. Its letters are read from two metres;
// nothing in it takes a key or a tap.
type Customer struct {
	shop   *widget.Text
	mark   *widget.Status
	head   *fyne.Container
	code   *fyne.Container // with a code
	calm   *widget.Panel   // before there is one
	qr     *widget.QR
	title  *widget.Text
	figure *widget.Amount
	note   *widget.Text
	facts  *widget.Text
	left   *widget.Text
	meter  *widget.Meter
	side   *fyne.Container
	banner *widget.Banner // how it came out

	greeting *widget.Text
	sum      *widget.Amount
	greeted  *fyne.Container
	root     *widget.Ground
	shown    []byte // the picture on screen, so that it is decoded once
}

// NewCustomer makes the content of the customer's window.
func NewCustomer() *Customer {
	c := &Customer{
		shop: widget.NewText(""), mark: widget.NewStatus(widget.Doubt, ""),
		qr: widget.NewQR(), title: widget.NewText(""), figure: widget.NewAmount(""), note: widget.NewText(""),
		greeting: widget.NewText(""), sum: widget.NewAmount(""),
		facts: widget.NewText(""), left: widget.NewText(""), meter: widget.NewMeter(), banner: widget.NewBanner(widget.Notice{}),
	}
	c.shop.TextSize, c.shop.Lines, c.shop.Style.Bold = 32, 1, true
	c.title.TextSize, c.title.Style.Bold = 48, true
	c.figure.Most, c.sum.Most = 120, 200
	c.note.TextSize, c.left.TextSize, c.facts.TextSize = 36, 56, 22
	c.left.Style.Bold, c.greeting.Style.Bold = true, true
	c.greeting.TextSize = 72
	c.greeting.Align, c.sum.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
	c.mark.Hide()
	c.head = container.NewBorder(nil, nil, nil, c.mark, c.shop)
	c.side = container.New(shares{0.2, 0.3, 0.17, 0.22, 0.15, 0.06}, c.title, c.figure, c.note, c.facts, c.left, c.meter)
	c.code = container.New(beside{}, c.qr, widget.NewPanel(c.side, 3*gap))
	c.greeted = container.New(shares{0.4, 0.6}, c.greeting, c.sum)
	c.calm = widget.NewPanel(c.greeted, 3*gap)
	page := container.New(rows{1}, c.head, container.NewStack(c.code, c.calm, c.banner))
	c.root = widget.NewGround(container.New(layout.NewCustomPaddedLayout(2*gap, 2*gap, 2*gap, 2*gap), page))
	return c
}

// Content is the object to put into a window.
func (c *Customer) Content() fyne.CanvasObject { return c.root }

// Render draws a state.
func (c *Customer) Render(s presenter.CustomerState) {
	c.shop.SetText(s.Shop)
	c.mark.Set(widget.Doubt, s.Mark)
	if c.mark.Visible() != (s.Mark != "") {
		show(c.mark, s.Mark != "")
		c.head.Refresh()
	}
	c.shown = showCode(c.qr, s.Code, s.Image, c.shown)
	coded := s.Code != "" || s.Image != nil
	calm := !coded && s.Tone == presenter.Calm && s.Detail == ""
	show(c.code, coded)
	show(c.calm, calm)
	show(c.banner, !coded && !calm)
	switch {
	case coded:
		c.renderCode(s)
	case calm:
		c.greeting.SetText(s.Title)
		c.sum.SetText(s.Amount, false)
		c.visible(c.greeted, s.Amount != "", c.sum)
	default:
		c.banner.SetNotice(widget.Notice{Tone: tone(s.Tone), Word: s.Title, Figure: s.Amount, Detail: s.Detail})
	}
}

func (c *Customer) renderCode(s presenter.CustomerState) {
	c.title.SetText(s.Title)
	c.figure.SetText(s.Amount, false)
	c.note.SetText(s.Caption)
	c.facts.SetText(strings.Join(s.Facts, "\n"))
	c.left.SetText(s.Countdown)
	c.meter.Set(s.Left, tone(s.Tone))
	c.visible(c.side, len(s.Facts) > 0, c.facts)
	c.visible(c.side, s.Countdown != "", c.left, c.meter)
}

// visible shows or hides some of a container's objects; the others move.
func (c *Customer) visible(all *fyne.Container, visible bool, some ...fyne.CanvasObject) {
	if some[0].Visible() == visible {
		return
	}
	for _, o := range some {
		show(o, visible)
	}
	all.Refresh()
}

// showCode shows the payload, or the picture as it came, and returns the
// picture that is on screen now.
func showCode(qr *widget.QR, code string, picture, shown []byte) []byte {
	switch {
	case code != "":
		if qr.SetPayload(code) != nil {
			qr.Clear()
		}
		return nil
	case picture == nil:
		qr.Clear()
	case !bytes.Equal(picture, shown):
		decoded, _, err := image.Decode(bytes.NewReader(picture))
		if err != nil {
			qr.Clear() // better none than the code before
			return picture
		}
		qr.SetPicture(decoded)
	}
	return picture
}

// beside puts two objects side by side, or below one another where the place is
// higher than wide.
type beside struct{}

// Layout places the objects.
func (beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Height > size.Width {
		half := (size.Height - gap) * 0.55
		objects[0].Move(fyne.NewPos(0, 0))
		objects[0].Resize(fyne.NewSize(size.Width, half))
		objects[1].Move(fyne.NewPos(0, half+gap))
		objects[1].Resize(fyne.NewSize(size.Width, size.Height-half-gap))
		return
	}
	columns{0.5, 0.5}.Layout(objects, size)
}

// MinSize is what a code needs; the words beside it shrink.
func (beside) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// shares puts objects below one another and gives each that is visible its share
// of the height, whatever it asks for: what does not fit shrinks.
type shares []float32

// Layout places the objects.
func (h shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var all, top float32
	for i, o := range objects {
		if o.Visible() {
			all += h[i]
		}
	}
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		height := size.Height * h[i] / all
		o.Move(fyne.NewPos(0, top))
		o.Resize(fyne.NewSize(size.Width, height))
		top += height
	}
}

// MinSize is nothing in particular.
func (shares) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, 160) }
