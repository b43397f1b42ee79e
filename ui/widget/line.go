package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Writing is what a [Line] shows.
type Writing struct {
	Label  string // above the line; empty for none
	Text   string
	Hint   string // in its place while it is empty
	Wrong  string // below the line, why it cannot stay like that
	Active bool   // it is being written
}

var _ fyne.Widget = (*Line)(nil)

// Line is a text that is being written. It has no focus, so it can swallow no
// key: who writes sends it the text as it is by now.
type Line struct {
	press

	writing Writing
}

// NewLine returns a line.
func NewLine(writing Writing) *Line {
	l := &Line{writing: writing}
	l.ExtendBaseWidget(l)
	return l
}

// Set shows another text.
func (l *Line) Set(writing Writing) {
	if writing == l.writing {
		return
	}
	l.writing = writing
	l.Refresh()
}

// The measures of a line.
const (
	lineBox    float32 = 48
	lineMargin float32 = 12
	lineSmall  float32 = 16 // the letters of label and wrong
	lineGap    float32 = 4  // between them and the box
)

// lineParts are what a line is drawn with.
type lineParts struct {
	box, caret         *canvas.Rectangle
	label, text, wrong *Text
}

// CreateRenderer draws the line.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	p := &lineParts{
		box: canvas.NewRectangle(color.Transparent), caret: canvas.NewRectangle(color.Transparent),
		label: NewText(""), text: NewText(""), wrong: NewText(""),
	}
	p.label.TextSize, p.wrong.TextSize = lineSmall, lineSmall
	p.label.Color = theme.ColorNamePlaceHolder
	p.wrong.ink = func() color.Color {
		return readable(theme.ColorForWidget(theme.ColorNameError, l), theme.ColorForWidget(theme.ColorNameOverlayBackground, l))
	}
	p.paint(l)
	return &renderer{
		objects: []fyne.CanvasObject{p.box, p.label, p.text, p.caret, p.wrong},
		layout:  func(size fyne.Size) { p.layout(l, size) },
		least: func() fyne.Size {
			height := lineBox
			for _, small := range []string{l.writing.Label, l.writing.Wrong} {
				if small != "" {
					height += lineHeight(lineSmall, fyne.TextStyle{}) + lineGap
				}
			}
			return fyne.NewSize(200, height)
		},
		refresh: func() {
			p.paint(l)
			p.layout(l, l.Size())
			for _, o := range []fyne.CanvasObject{p.box, p.caret, p.label, p.text, p.wrong} {
				o.Refresh()
			}
		},
	}
}

func (p *lineParts) paint(l *Line) {
	w := l.writing
	p.box.FillColor = theme.ColorForWidget(theme.ColorNameInputBackground, l)
	p.box.CornerRadius = theme.SizeForWidget(theme.SizeNameInputRadius, l)
	p.box.StrokeWidth, p.box.StrokeColor = 1, theme.ColorForWidget(theme.ColorNameInputBorder, l)
	p.caret.FillColor = theme.ColorForWidget(theme.ColorNamePrimary, l)
	p.caret.Hidden = !w.Active
	switch {
	case w.Wrong != "":
		p.box.StrokeWidth, p.box.StrokeColor = 2, theme.ColorForWidget(theme.ColorNameError, l)
	case w.Active:
		p.box.StrokeWidth, p.box.StrokeColor = 2, theme.ColorForWidget(theme.ColorNamePrimary, l)
	}
	p.label.text, p.text.text, p.wrong.text = w.Label, w.Text, w.Wrong
	p.text.Color = ""
	if w.Text == "" {
		p.text.text, p.text.Color = w.Hint, theme.ColorNamePlaceHolder
	}
}

func (p *lineParts) layout(l *Line, size fyne.Size) {
	const caret = 2
	top, small := float32(0), lineHeight(lineSmall, fyne.TextStyle{})
	place(p.label, 0, 0, size.Width, small)
	if l.writing.Label != "" {
		top = small + lineGap
	}
	place(p.box, 0, top, size.Width, lineBox)
	room := size.Width - 2*lineMargin - 3*caret
	place(p.text, lineMargin, top+2, room, lineBox-4)
	after := float32(0)
	if l.writing.Text != "" {
		after = min(natural(p.text), room) + caret
	}
	place(p.caret, lineMargin+after, top+10, caret, lineBox-20)
	place(p.wrong, 0, top+lineBox+lineGap, size.Width, small)
}
