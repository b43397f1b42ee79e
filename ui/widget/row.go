package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// rowHeight is the height of a [Row].
const rowHeight float32 = 64

// Item is what a [Row] says of one sale.
type Item struct {
	Amount string
	Time   string
	Method string
	Number string // invoice number
	State  string
	Tone   Tone
}

var _ fyne.Widget = (*Row)(nil)

// Row is one sale of a list: a mark, the amount above time and method, and at
// the other side the state above the number.
type Row struct {
	press

	item     Item
	selected bool
	gone     bool // what was pressed is not here any more
}

// NewRow returns a row.
func NewRow(item Item) *Row {
	r := &Row{item: item}
	r.ExtendBaseWidget(r)
	return r
}

// Item is what the row says.
func (r *Row) Item() Item { return r.item }

// Set says something else.
func (r *Row) Set(item Item, selected bool) {
	if item == r.item && selected == r.selected {
		return
	}
	if r.down && !item.is(r.item) {
		r.down, r.gone = false, true
	}
	r.item, r.selected = item, selected
	r.Refresh()
}

// is tells whether two items are about one sale, as far as eyes can see.
func (i Item) is(other Item) bool {
	return i.Amount == other.Amount && i.Time == other.Time && i.Method == other.Method
}

// MouseDown shows that it is pressed.
func (r *Row) MouseDown(event *desktop.MouseEvent) {
	r.gone = false
	r.press.MouseDown(event)
}

// Tapped opens the sale that the finger went down on, or none: the list may have
// moved beneath it.
func (r *Row) Tapped(event *fyne.PointEvent) {
	if r.gone {
		r.gone = false
		return
	}
	r.press.Tapped(event)
}

// rowParts are what a row is drawn with.
type rowParts struct {
	box, bar, disc               *canvas.Rectangle
	mark                         *canvas.Image
	amount, about, state, number *Text
	surface, ink                 color.Color
}

// CreateRenderer draws the row.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	p := &rowParts{
		box: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent), disc: canvas.NewRectangle(color.Transparent), mark: newMark(),
		amount: NewText(""), about: NewText(""), state: NewText(""), number: NewText(""),
	}
	quiet := func() color.Color {
		return readable(theme.ColorForWidget(theme.ColorNamePlaceHolder, r), p.surface)
	}
	p.amount.TextSize, p.amount.Style.Bold = 22, true
	p.about.TextSize, p.about.ink = 16, quiet
	p.state.TextSize, p.state.LeastSize, p.state.Style.Bold = 18, 16, true
	p.state.Align, p.state.ink = fyne.TextAlignTrailing, func() color.Color { return p.ink }
	p.number.TextSize, p.number.Align, p.number.ink = 16, fyne.TextAlignTrailing, quiet
	p.paint(r)
	return &renderer{
		objects: []fyne.CanvasObject{p.box, p.bar, p.disc, p.mark, p.amount, p.about, p.state, p.number},
		layout:  p.layout,
		least:   func() fyne.Size { return fyne.NewSize(280, rowHeight) },
		refresh: func() {
			p.paint(r)
			p.layout(r.Size())
			for _, text := range []*Text{p.amount, p.about, p.state, p.number} {
				text.Refresh()
			}
			p.box.Refresh()
			p.bar.Refresh()
			p.disc.Refresh()
		},
	}
}

func (p *rowParts) paint(r *Row) {
	named := func(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, r) }
	p.surface = named(theme.ColorNameOverlayBackground)
	p.box.FillColor = color.Transparent
	if r.selected {
		p.surface = over(named(theme.ColorNameSelection), p.surface)
		p.box.FillColor = p.surface
	}
	if r.down {
		p.surface = over(named(theme.ColorNamePressed), p.surface)
		p.box.FillColor = p.surface
	}
	p.box.CornerRadius = theme.SizeForWidget(theme.SizeNameSelectionRadius, r)
	p.bar.FillColor, p.bar.Hidden = named(theme.ColorNamePrimary), !r.selected
	p.bar.CornerRadius = 2
	soft, mark := r.item.Tone.soft(r, named(theme.ColorNameOverlayBackground))
	p.disc.FillColor, p.disc.CornerRadius = soft, 20
	p.ink = r.item.Tone.ink(r, p.surface)
	paintMark(p.mark, r.item.Tone.mark(), mark)

	p.amount.text, p.state.text, p.number.text = r.item.Amount, r.item.State, r.item.Number
	p.about.text = r.item.Time
	if r.item.Time != "" && r.item.Method != "" {
		p.about.text += " · "
	}
	p.about.text += r.item.Method
}
