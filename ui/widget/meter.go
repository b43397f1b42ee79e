package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// meterSteps is in how many steps a [Meter] goes; within a step nothing is painted anew.
const meterSteps = 200

var _ fyne.Widget = (*Meter)(nil)

// Meter is a line that shows how much is left of something. It stands still
// between two settings: a moving one would cost a slow till a quarter of a core.
type Meter struct {
	widget.BaseWidget

	step int
	tone Tone
}

// NewMeter returns a full meter.
func NewMeter() *Meter {
	m := &Meter{step: meterSteps, tone: Waiting}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows what is left, from 0 to 1.
func (m *Meter) Set(left float64, tone Tone) {
	step := int(max(0, min(1, left))*meterSteps + 0.5)
	if step == m.step && tone == m.tone {
		return
	}
	m.step, m.tone = step, tone
	m.Refresh()
}

// CreateRenderer draws the line.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	const height = 8
	track, left := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	track.CornerRadius, left.CornerRadius = height/2, height/2
	paint := func() {
		track.FillColor = theme.ColorForWidget(theme.ColorNameHeaderBackground, m)
		left.FillColor, _ = m.tone.fill(m)
		left.Hidden = m.step == 0
	}
	layout := func(size fyne.Size) {
		top := floor((size.Height - height) / 2)
		place(track, 0, top, size.Width, height)
		place(left, 0, top, max(height, size.Width*float32(m.step)/meterSteps), height)
	}
	paint()
	return &renderer{
		objects: []fyne.CanvasObject{track, left},
		layout:  layout,
		least:   func() fyne.Size { return fyne.NewSize(120, height) },
		refresh: func() {
			paint()
			layout(m.Size())
			track.Refresh()
			left.Refresh()
		},
	}
}
