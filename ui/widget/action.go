package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

var _ fyne.Widget = (*Action)(nil)

// Action is a button that shows its key: "F5" and "Check now". Its tap should
// press that key, so that both are one thing.
type Action struct {
	press

	key     string
	label   string
	kind    Kind
	stacked bool // the key above the label, as for the others of its bar
}

// NewAction returns a button for what a key does.
func NewAction(key, label string, kind Kind, tapped func()) *Action {
	a := &Action{key: key, label: label, kind: kind}
	a.OnTapped = tapped
	a.ExtendBaseWidget(a)
	return a
}

// Key is what its key is called.
func (a *Action) Key() string { return a.key }

// Label is what it does.
func (a *Action) Label() string { return a.label }

// SetLabel names what it does otherwise.
func (a *Action) SetLabel(label string) {
	if label == a.label {
		return
	}
	a.label = label
	a.Refresh()
}

func (a *Action) setStacked(stacked bool) {
	if stacked == a.stacked {
		return
	}
	a.stacked = stacked
	a.Refresh()
}

// texts are the key and the label, before they have a colour.
func (a *Action) texts() (key, label *Text) {
	key, label = NewText(a.key), NewText(a.label)
	key.TextSize, key.Align = 16, fyne.TextAlignCenter
	label.TextSize, label.Align, label.Lines = 20, fyne.TextAlignCenter, 1
	label.Style.Bold = true
	if a.kind == Primary {
		label.TextSize = 28
	}
	return key, label
}

// CreateRenderer draws the button.
func (a *Action) CreateRenderer() fyne.WidgetRenderer {
	var ink color.Color
	box := canvas.NewRectangle(color.Transparent)
	key, label := a.texts()
	label.ink = func() color.Color { return ink }
	key.ink = func() color.Color {
		face, _ := a.kind.face(a, &a.press)
		return readable(mix(ink, face, 0.25), face)
	}
	paint := func() {
		ink = a.kind.paint(box, a, &a.press)
		label.text = a.label
	}
	layout := func(size fyne.Size) {
		place(box, 0, 0, size.Width, size.Height)
		a.layout(size, key, label)
	}
	paint()
	return &renderer{
		objects: []fyne.CanvasObject{box, key, label},
		layout:  layout,
		least: func() fyne.Size {
			height := leastAction
			if a.kind == Primary {
				height = leastPrimary
			}
			width := max(natural(key), label.MinSize().Width) + 2*actionMargin
			return fyne.NewSize(max(width, height), height)
		},
		refresh: func() {
			paint()
			layout(a.Size())
			label.Refresh()
			key.Refresh()
		},
	}
}
