package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"kasir/ui/presenter"
	"kasir/ui/widget"
)

// figures is what a shift comes to: sums, the drawer and two charts.
type figures struct {
	sums, drawer  *widget.Facts
	byMethod      *widget.Text
	byHour        *widget.Text
	methods       *widget.Chart
	hours         *widget.Chart
	charts, known *fyne.Container
	box           *fyne.Container
}

func newFigures() *figures {
	f := &figures{
		sums: widget.NewFacts(), drawer: widget.NewFacts(), byMethod: widget.NewText(""), byHour: widget.NewText(""),
		methods: widget.NewChart(false), hours: widget.NewChart(true),
	}
	for _, title := range []*widget.Text{f.byMethod, f.byHour} {
		title.Lines, title.TextSize, title.Style.Bold = 1, 18, true
	}
	f.charts = container.New(rows{3}, f.byMethod, f.methods, f.byHour, f.hours)
	sums := widget.NewPanel(container.New(rows{0}, f.sums), 2*gap)
	drawer := widget.NewPanel(container.New(rows{0}, f.drawer), 2*gap)
	f.known = container.New(columns{0.5, 0.5}, sums, drawer)
	f.box = container.New(columns{0.6, 0.4}, f.known, widget.NewPanel(f.charts, 2*gap))
	return f
}

func (f *figures) render(b presenter.Figures) fyne.CanvasObject {
	f.sums.Set(facts(b.Sums))
	f.drawer.Set(facts(b.Drawer))
	f.byMethod.SetText(b.Methods.Title)
	f.byHour.SetText(b.Hours.Title)
	f.methods.Set(bars(b.Methods))
	f.hours.Set(bars(b.Hours))
	f.charts.Refresh() // as many methods as there are
	return f.box
}

func bars(c presenter.Chart) []widget.Bar {
	all := make([]widget.Bar, len(c.Bars))
	for i, b := range c.Bars {
		all[i] = widget.Bar{Label: b.Label, Value: b.Value, Share: b.Share}
	}
	return all
}
