package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Kind is how much a key or a button stands out.
type Kind int

// The kinds of keys and buttons.
const (
	Plain   Kind = iota // a digit, an ordinary act
	Quiet               // a key that corrects
	Primary             // the one thing to do next; bigger
	Danger              // gives something up
	Chosen              // of several the one that is chosen; as Primary, but no bigger
)

// Heights below which fingers miss.
const (
	leastKey     float32 = 72
	leastAction  float32 = 68
	leastPrimary float32 = 88
)

// face is the surface of what can be pressed, and the colour of what is on it.
func (k Kind) face(w fyne.Widget, p *press) (face, ink color.Color) {
	named := func(name fyne.ThemeColorName) color.Color { return theme.ColorForWidget(name, w) }
	if p.disabled {
		return named(theme.ColorNameDisabledButton), named(theme.ColorNameDisabled)
	}
	face, ink = named(theme.ColorNameButton), named(theme.ColorNameForeground)
	switch k {
	case Quiet:
		face = named(theme.ColorNameHeaderBackground)
	case Primary, Chosen:
		face, ink = named(theme.ColorNamePrimary), named(theme.ColorNameForegroundOnPrimary)
	case Danger:
		ink = readable(named(theme.ColorNameError), face)
	case Plain:
	}
	if p.down {
		face = over(named(theme.ColorNamePressed), face)
		ink = readable(ink, face)
	}
	return face, ink
}

// paint gives a rectangle the look of a key and returns the colour of what is on it.
func (k Kind) paint(box *canvas.Rectangle, w fyne.Widget, p *press) color.Color {
	face, ink := k.face(w, p)
	box.FillColor = face
	box.CornerRadius = theme.SizeForWidget(theme.SizeNameButtonRadius, w)
	box.StrokeWidth, box.StrokeColor = 0, nil
	if (k == Plain || k == Danger) && !p.disabled {
		box.StrokeWidth, box.StrokeColor = 1, theme.ColorForWidget(theme.ColorNameSeparator, w)
	}
	box.Refresh()
	return ink
}
