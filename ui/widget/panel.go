package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*Panel)(nil)

// Panel is a calm surface with rounded corners, on which things lie that belong together.
type Panel struct {
	widget.BaseWidget

	content fyne.CanvasObject
	margin  float32
}

// NewPanel returns a panel with that much room around its content.
func NewPanel(content fyne.CanvasObject, margin float32) *Panel {
	p := &Panel{content: content, margin: margin}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws the surface beneath the content.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	box := canvas.NewRectangle(color.Transparent)
	paint := func() {
		box.FillColor = theme.ColorForWidget(theme.ColorNameOverlayBackground, p)
		box.CornerRadius = theme.SizeForWidget(theme.SizeNameCardRadius, p)
		box.StrokeWidth, box.StrokeColor = 1, theme.ColorForWidget(theme.ColorNameSeparator, p)
	}
	paint()
	return &renderer{
		objects: []fyne.CanvasObject{box, p.content},
		layout: func(size fyne.Size) {
			place(box, 0, 0, size.Width, size.Height)
			place(p.content, p.margin, p.margin, size.Width-2*p.margin, size.Height-2*p.margin)
		},
		least: func() fyne.Size { return p.content.MinSize().AddWidthHeight(2*p.margin, 2*p.margin) },
		refresh: func() {
			paint()
			box.Refresh()
		},
	}
}
