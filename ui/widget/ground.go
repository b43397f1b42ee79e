package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget   = (*Ground)(nil)
	_ fyne.Tappable = (*Ground)(nil)
)

// Ground is an opaque page: nothing shines through, and each tap is the page's.
type Ground struct {
	widget.BaseWidget

	OnTapped func() // nil: a tap does nothing

	content fyne.CanvasObject
}

// NewGround returns a page with that content.
func NewGround(content fyne.CanvasObject) *Ground {
	g := &Ground{content: content}
	g.ExtendBaseWidget(g)
	return g
}

// Tapped is called by Fyne.
func (g *Ground) Tapped(*fyne.PointEvent) {
	if g.OnTapped != nil {
		g.OnTapped()
	}
}

// CreateRenderer draws the page.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(theme.ColorForWidget(theme.ColorNameBackground, g))
	return &renderer{
		objects: []fyne.CanvasObject{box, g.content},
		layout: func(size fyne.Size) {
			place(box, 0, 0, size.Width, size.Height)
			place(g.content, 0, 0, size.Width, size.Height)
		},
		least: g.content.MinSize,
		refresh: func() {
			box.FillColor = theme.ColorForWidget(theme.ColorNameBackground, g)
			box.Refresh()
		},
	}
}
