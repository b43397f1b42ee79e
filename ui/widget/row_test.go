package widget_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"kasir/ui/theme"
	"kasir/ui/widget"
)

func TestRowGoldens(t *testing.T) {
	row := func(item widget.Item, change func(*widget.Row)) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			r := widget.NewRow(item)
			change(r)
			return r
		}
	}
	none := func(*widget.Row) {}
	sale := widget.Item{Amount: "Rp 50.000", Time: "14:05", Method: "QRIS", Number: "POS-000042", State: "State"}
	rows := map[string]func() fyne.CanvasObject{
		"selected": row(sale, func(r *widget.Row) { r.Set(sale, true) }),
		"down":     row(sale, func(r *widget.Row) { r.MouseDown(mouse(desktop.MouseButtonPrimary)) }),
		"bare":     row(widget.Item{Amount: "Rp 50.000", Time: "14:05", State: "Voided"}, none),
		"long": row(widget.Item{
			Amount: "Rp 999.999.999.999", Time: "14:05", Method: "Stable Genius USDC (Polygon)",
			Number: "INV/2026/11/21/000042", State: "Menunggu pelanggan membayar", Tone: widget.Waiting,
		}, none),
	}
	for name, tone := range tones {
		item := sale
		item.Tone = tone
		rows[name] = row(item, none)
	}
	goldens(t, "row", 400, 64, rows)
}

func sales(count int) []widget.Item {
	items := make([]widget.Item, count)
	for i := range items {
		items[i] = widget.Item{Amount: fmt.Sprintf("Rp %d.000", i), Time: "14:05", State: "Paid", Tone: widget.Paid}
	}
	return items
}

func TestStripGoldens(t *testing.T) {
	strip := func(count, selected int) func() fyne.CanvasObject {
		return func() fyne.CanvasObject {
			s := widget.NewStrip("No sales yet today")
			s.SetItems(sales(count), selected)
			return s
		}
	}
	goldens(t, "strip", 400, 220, map[string]func() fyne.CanvasObject{
		"empty":    strip(0, -1),
		"two":      strip(2, 1),
		"first":    strip(10_000, 0),
		"revealed": strip(10_000, 5000),
	})
}

func TestStripShowsWholeRowsOnly(t *testing.T) {
	app(t, theme.Light())
	s := widget.NewStrip("none")
	s.SetItems(sales(10), -1)
	show(t, s, 400, 3*64+40)
	if got := shown(s); len(got) != 3 {
		t.Errorf("got %d rows, want 3", len(got))
	}
}

func TestStripTapsAndScrolls(t *testing.T) {
	app(t, theme.Light())
	var tapped []int
	s := widget.NewStrip("none")
	show(t, s, 400, 3*64)
	s.SetItems(sales(10), 0)
	test.Tap(shown(s)[1]) // nobody listens yet
	s.OnTapped = func(index int) { tapped = append(tapped, index) }
	test.Tap(shown(s)[1])
	s.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -10}})
	test.Tap(shown(s)[1])
	s.Scroll(100)
	test.Tap(shown(s)[2])
	s.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: 10}})
	s.Scroll(-100)
	test.Tap(shown(s)[0])
	if got, want := fmt.Sprint(tapped), "[1 2 9 0]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestStripFollowsTheChosenSale(t *testing.T) {
	app(t, theme.Light())
	s := widget.NewStrip("none")
	show(t, s, 400, 3*64)
	for _, test := range []struct {
		count, selected int
		top             string
	}{
		{10, 0, "Rp 0.000"},
		{10, 2, "Rp 0.000"}, // still in sight
		{10, 3, "Rp 1.000"}, // moved by as little as shows it
		{10, 9, "Rp 7.000"},
		{10, 7, "Rp 7.000"},
		{10, 6, "Rp 6.000"},
		{4, -1, "Rp 1.000"}, // the list became shorter
	} {
		s.SetItems(sales(test.count), test.selected)
		if got := shown(s)[0].Item().Amount; got != test.top || s.Selected() != test.selected {
			t.Errorf("%d of %d: got %s on top, want %s", test.selected, test.count, got, test.top)
		}
	}
}

func shown(s *widget.Strip) []*widget.Row {
	var rows []*widget.Row
	for _, object := range test.WidgetRenderer(s).Objects() {
		if row, ok := object.(*widget.Row); ok {
			rows = append(rows, row)
		}
	}
	return rows
}

// A finger came down on one sale; news put another one beneath it before it was
// lifted, and that one was opened.
func TestATapOpensWhatItBeganOn(t *testing.T) {
	app(t, theme.Light())
	sale := widget.Item{Amount: "Rp 50.000", Time: "14:05", Method: "QRIS", State: "waiting"}
	paid, other := sale, sale
	paid.State, other.Time = "PAID", "14:07"
	for name, c := range map[string]struct {
		now  widget.Item
		want int
	}{"the same": {paid, 1}, "another": {other, 0}} {
		row, taps := widget.NewRow(sale), 0
		row.OnTapped = func() { taps++ }
		row.MouseDown(mouse(desktop.MouseButtonPrimary))
		row.Set(c.now, false)
		row.MouseUp(mouse(desktop.MouseButtonPrimary))
		if test.Tap(row); taps != c.want {
			t.Errorf("%s: opened %d times, want %d", name, taps, c.want)
		}
	}
}
