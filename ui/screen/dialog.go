package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// dialog is a question on top of everything. It lies in the window itself, not
// in Fyne's overlays, so that keys have one way only.
type dialog struct {
	title  *widget.Text
	text   *widget.Text
	legend *widget.Legend
	bar    *widget.ActionBar
	inner  *fyne.Container
	box    *fyne.Container
}

func newDialog() *dialog {
	d := &dialog{title: widget.NewHeading(""), text: widget.NewText(""), legend: widget.NewLegend(), bar: widget.NewActionBar()}
	d.title.Lines, d.text.Lines = 1, 3
	d.inner = container.New(rows{1}, d.title, d.text, d.legend, d.bar)
	page := widget.NewPanel(d.inner, 3*gap)
	d.box = container.NewStack(widget.NewVeil(), container.New(middle{}, page))
	d.box.Hide()
	return d
}

func (d *dialog) content() fyne.CanvasObject { return d.box }

func (d *dialog) render(s presenter.State) {
	if s.Dialog == nil {
		d.box.Hide()
		return
	}
	d.title.SetText(s.Dialog.Title)
	d.text.SetText(s.Dialog.Text)
	show(d.text, s.Dialog.Text != "")
	hints := make([]widget.Hint, len(s.Dialog.Table))
	for i, b := range s.Dialog.Table {
		hints[i] = widget.Hint(b)
	}
	d.legend.SetHints(hints...)
	show(d.legend, len(hints) > 0)
	d.box.Show()
	d.box.Refresh()
	d.inner.Refresh()
}

// middle puts one object into the middle, 860 units wide unless it needs more.
type middle struct{}

// Layout places the object.
func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		width := min(size.Width-4*gap, max(860, o.MinSize().Width))
		height := min(size.Height-4*gap, o.MinSize().Height)
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos((size.Width-width)/2, (size.Height-height)/2))
	}
}

// MinSize is the object's own.
func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize()
}
