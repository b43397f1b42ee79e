package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*ActionBar)(nil)

// ActionBar is a row of buttons of one height. A primary one is half as wide again.
type ActionBar struct {
	widget.BaseWidget

	actions []*Action
}

// NewActionBar returns a row of those buttons.
func NewActionBar(actions ...*Action) *ActionBar {
	b := &ActionBar{actions: actions}
	b.ExtendBaseWidget(b)
	return b
}

// Actions are the buttons in the row.
func (b *ActionBar) Actions() []*Action { return b.actions }

// SetActions puts other buttons into the row.
func (b *ActionBar) SetActions(actions ...*Action) {
	if slices.Equal(actions, b.actions) {
		return
	}
	b.actions = actions
	b.Refresh()
}

// CreateRenderer lays the buttons out.
func (b *ActionBar) CreateRenderer() fyne.WidgetRenderer {
	gap := func() float32 { return theme.SizeForWidget(theme.SizeNamePadding, b) }
	r := &renderer{}
	fill := func() {
		r.objects = r.objects[:0]
		for _, action := range b.actions {
			r.objects = append(r.objects, action)
		}
	}
	fill()
	r.layout = func(size fyne.Size) { b.layout(size, gap()) }
	r.least = func() fyne.Size {
		least := fyne.NewSize(0, leastAction)
		for _, action := range b.actions {
			need := action.MinSize()
			least.Width += need.Width + gap()
			least.Height = max(least.Height, need.Height)
		}
		least.Width = max(0, least.Width-gap())
		return least
	}
	r.refresh = func() {
		fill()
		r.layout(b.Size())
		b.refreshActions()
	}
	return r
}

func (b *ActionBar) refreshActions() {
	for _, action := range b.actions {
		action.Refresh()
	}
}

// layout shares the width out by weight, but leaves none below its least, and
// has the keys in one place on all buttons.
func (b *ActionBar) layout(size fyne.Size, gap float32) {
	room, weights := size.Width-gap*float32(len(b.actions)-1), float32(0)
	for _, action := range b.actions {
		room -= action.MinSize().Width
		weights += action.weight()
	}
	var left float32
	stacked := false
	for _, action := range b.actions {
		right := left + action.MinSize().Width + max(0, room)*action.weight()/weights
		place(action, floor(left+0.5), 0, floor(right+0.5)-floor(left+0.5), size.Height)
		stacked = stacked || action.Size().Width < action.beside()
		left = right + gap
	}
	for _, action := range b.actions {
		action.setStacked(stacked)
	}
}

func (a *Action) weight() float32 {
	if a.kind == Primary {
		return 1.5
	}
	return 1
}
