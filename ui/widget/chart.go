package widget

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Bar is one bar of a [Chart].
type Bar struct {
	Label string
	Value string  // written beside it; may be empty
	Share float64 // of the longest, 0 to 1
}

var _ fyne.Widget = (*Chart)(nil)

// Chart is a few bars to be compared at a glance: upright ones side by side, or
// lying ones below each other with their value.
type Chart struct {
	widget.BaseWidget

	Upright bool

	bars []Bar
}

// NewChart returns a chart without bars.
func NewChart(upright bool) *Chart {
	c := &Chart{Upright: upright}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows other bars.
func (c *Chart) Set(bars []Bar) {
	if slices.Equal(bars, c.bars) {
		return
	}
	c.bars = slices.Clone(bars)
	c.Refresh()
}

// The measures of a lying bar.
const (
	barHeight float32 = 28
	barLabel  float32 = 0.3 // of the width
	barValue  float32 = 0.34
)

// CreateRenderer draws a label, a bar and a value for each bar.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{least: func() fyne.Size {
		if c.Upright {
			return fyne.NewSize(200, 96)
		}
		return fyne.NewSize(200, barHeight*float32(len(c.bars)))
	}}
	fill := func() {
		r.objects = r.objects[:0]
		for _, bar := range c.bars {
			label, value, box := NewText(bar.Label), NewText(bar.Value), canvas.NewRectangle(color.Transparent)
			label.TextSize, label.Color = 16, theme.ColorNamePlaceHolder
			value.TextSize, value.Style.Bold, value.Align = 16, true, fyne.TextAlignTrailing
			if c.Upright {
				label.Align = fyne.TextAlignCenter
			}
			box.FillColor, box.CornerRadius = theme.ColorForWidget(theme.ColorNamePrimary, c), 4
			r.objects = append(r.objects, label, box, value)
		}
	}
	r.layout = func(size fyne.Size) {
		for i, bar := range c.bars {
			parts := r.objects[3*i : 3*i+3]
			if c.Upright {
				c.stand(parts, bar, i, size)
			} else {
				c.lie(parts, bar, i, size)
			}
		}
	}
	r.refresh = func() {
		fill()
		r.layout(c.Size())
		canvas.Refresh(c)
	}
	fill()
	return r
}

// lie places a bar below those before it.
func (c *Chart) lie(parts []fyne.CanvasObject, bar Bar, i int, size fyne.Size) {
	top := float32(i) * barHeight
	room := size.Width * (1 - barLabel - barValue)
	place(parts[0], 0, top, size.Width*barLabel-8, barHeight)
	place(parts[1], size.Width*barLabel, top+6, max(2, room*float32(bar.Share)), barHeight-12)
	place(parts[2], size.Width*(1-barValue), top, size.Width*barValue, barHeight)
}

// stand places a bar beside those before it.
func (c *Chart) stand(parts []fyne.CanvasObject, bar Bar, i int, size fyne.Size) {
	const foot, most, gap = 22, 48, 4
	width := min(most, size.Width/float32(len(c.bars)))
	height := max(2, (size.Height-foot)*float32(bar.Share))
	left := float32(i) * width
	place(parts[0], left, size.Height-foot, width, foot)
	place(parts[1], left+gap/2, size.Height-foot-height, width-gap, height)
	place(parts[2], 0, 0, 0, 0)
}
