package printer

import (
	"slices"
	"strings"
	"sync"

	"kasir/printer/escpos"
	"kasir/printer/typeset"
)

// A drawing is a paragraph, or a row if it has a value, that is drawn because
// the printer has no letters for it.
type drawing struct {
	label, value string
	align        Align
	style        Style
	rightToLeft  bool
	dots         int // how wide the paper is
}

// A gallery keeps what was drawn, because a receipt and its copies, and one
// receipt and the next, say mostly the same.
type gallery struct {
	mu    sync.Mutex
	drawn map[drawing]drawnLines
	logos map[logoOn]*escpos.Bitmap
}

type drawnLines struct {
	lines   []Line
	missing []rune
}

// keptDrawings is for a few hundred lines of 3 KB. When there are more, all are
// forgotten: a till does not say so many different things.
const keptDrawings = 256

var (
	setter typeset.Setter
	kept   gallery
)

// UseSystemFonts lets scripts that Kasir has no font for be drawn in the fonts
// of this machine, for all documents from now on. Without it the same document
// gives the same bytes on every machine.
func UseSystemFonts() {
	setter.UseSystemFonts()
	kept.mu.Lock()
	defer kept.mu.Unlock()
	kept.drawn = nil
}

func (g *gallery) find(d drawing) (drawnLines, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if found, ok := g.drawn[d]; ok {
		return found, nil
	}
	lines, missing, err := d.draw()
	if err != nil {
		return drawnLines{}, err
	}
	if g.drawn == nil || len(g.drawn) >= keptDrawings {
		g.drawn = map[drawing]drawnLines{}
	}
	g.drawn[d] = drawnLines{lines, missing}
	return g.drawn[d], nil
}

// draw adds the lines of a drawing, and the letters that no font has.
func (l *layouter) draw(d drawing) {
	d.dots = l.columns * cellWidth
	found, err := kept.find(d)
	if err != nil {
		l.err = err
		return
	}
	l.lines = append(l.lines, found.lines...)
	for _, r := range found.missing {
		if !slices.Contains(l.report.Missing, r) {
			l.report.Missing = append(l.report.Missing, r)
		}
	}
}

// draw does for dots what layouter.text and row do for columns.
func (d drawing) draw() (lines []Line, missing []rune, err error) {
	if d.value == "" {
		return d.paragraph(d.label, d.align)
	}
	value, missing, err := d.set(d.value, d.dots)
	if err != nil {
		return nil, nil, err
	}
	const gap = cellWidth
	rest := d.dots - value[0].Width - gap
	label, missingToo, err := d.set(d.label, max(rest, cellWidth))
	if err != nil {
		return nil, nil, err
	}
	if len(value) > 1 || rest < d.dots/3 && len(label) > 1 {
		return d.stacked()
	}
	for i, line := range label {
		placed := []typeset.Placed{{Line: line, X: d.left(line.Width, Start)}}
		text := line.Text
		if i == 0 {
			placed = append(placed, typeset.Placed{Line: value[0], X: d.left(value[0].Width, End)})
			text = strings.TrimSpace(text + " " + value[0].Text)
		}
		lines = append(lines, d.line(text, placed...))
	}
	return lines, append(missing, missingToo...), nil
}

// stacked is a row with too little room beside its value.
func (d drawing) stacked() (lines []Line, missing []rune, err error) {
	if d.label != "" {
		lines, missing, err = d.paragraph(d.label, Start)
		if err != nil {
			return nil, nil, err
		}
	}
	value, missingToo, err := d.paragraph(d.value, End)
	return append(lines, value...), append(missing, missingToo...), err
}

func (d drawing) paragraph(text string, align Align) (lines []Line, missing []rune, err error) {
	set, missing, err := d.set(text, d.dots)
	for _, line := range set {
		lines = append(lines, d.line(line.Text, typeset.Placed{Line: line, X: d.left(line.Width, align)}))
	}
	return lines, missing, err
}

func (d drawing) set(text string, dots int) (lines []typeset.Line, missing []rune, err error) {
	for s := range strings.SplitSeq(text, "\n") {
		set, err := setter.Wrap(typeset.Text{
			Text: s, RightToLeft: d.rightToLeft,
			Style: typeset.Style{Bold: d.style.Bold, Wide: d.style.Wide, Tall: d.style.Tall},
		}, dots)
		if err != nil {
			return nil, nil, err
		}
		lines = append(lines, set...)
		missing = append(missing, set[0].Missing...)
	}
	return lines, missing, nil
}

// left is where something begins that is so wide.
func (d drawing) left(width int, align Align) int {
	switch {
	case align == Center:
		return (d.dots - width) / 2
	case (align == End) != d.rightToLeft:
		return d.dots - width
	}
	return 0
}

// line draws what stands on one line. White at the right is not sent.
func (d drawing) line(text string, placed ...typeset.Placed) Line {
	width := 1
	for _, p := range placed {
		width = max(width, p.X+p.Width)
	}
	if d.style.Inverse {
		width = d.dots
	}
	picture := typeset.Draw(min(width, d.dots), placed...)
	if d.style.Inverse {
		picture.Invert()
	}
	return Line{Text: text, Style: d.style, Drawn: picture}
}
