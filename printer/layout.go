package printer

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"kasir/printer/escpos"
)

// A Line is one line of a document that has been laid out for a paper width.
type Line struct {
	// Text is the line as it stands on paper, with spaces between the columns.
	Text  string
	Style Style

	// Block is what stands here in place of text: a QR, Barcode, Image, Logo,
	// Feed, Cut or Drawer. It is nil for a line of text.
	Block Block
}

// Columns is how many columns of paper the text takes.
func (l Line) Columns() int { return width(l.Text) * l.Style.columns() }

// Lines lays a document out for a paper of so many columns, all letters of one
// width. No line is wider than the paper.
func Lines(doc Document, columns int) []Line {
	return layout(doc, columns, func(s string) string { return s })
}

// layout takes beside the document what makes its texts printable: the letters
// that a printer lacks may be replaced by longer ones, so that must come first.
func layout(doc Document, columns int, fit func(string) string) []Line {
	l := layouter{columns: max(columns, 2), fit: fit, lines: make([]Line, 0, 2*len(doc))}
	for _, b := range doc {
		l.add(b)
	}
	return l.lines
}

type layouter struct {
	columns int
	fit     func(string) string
	lines   []Line
}

func (l *layouter) add(b Block) {
	switch b := b.(type) {
	case Text:
		l.text(b)
	case Row:
		l.row(b)
	case Rule:
		l.line(strings.Repeat("-", l.columns), Style{})
	case Banner:
		l.banner(b)
	case Barcode:
		l.lines = append(l.lines, Line{Block: b})
		l.text(Text{Text: b.Text, Align: Center})
	default:
		l.lines = append(l.lines, Line{Block: b})
	}
}

func (l *layouter) text(b Text) {
	room := l.columns / b.Style.columns()
	for _, s := range wrap(l.clean(b.Text), room) {
		l.line(pad(s, b.Align, b.RightToLeft, room), b.Style)
	}
}

func (l *layouter) banner(b Banner) {
	style := Style{Bold: true, Wide: true, Inverse: true}
	room := l.columns / style.columns()
	for _, s := range wrap(l.clean(b.Text), room) {
		l.line(fill(pad(s, Center, false, room), room), style)
	}
}

func (l *layouter) row(b Row) {
	room := l.columns / b.Style.columns()
	label := l.clean(b.Left)
	value := oneLine(l.clean(b.Right))
	if value == "" {
		l.text(Text{Text: label, Style: b.Style, RightToLeft: b.RightToLeft})
		return
	}
	const gap = 1
	rest := room - width(value) - gap
	if rest < room/3 && rest < width(label) {
		// Too little room beside the value: it gets a line of its own.
		if label != "" {
			l.text(Text{Text: label, Style: b.Style, RightToLeft: b.RightToLeft})
		}
		l.text(Text{Text: value, Align: End, Style: b.Style, RightToLeft: b.RightToLeft})
		return
	}
	for i, s := range wrap(label, max(rest, 1)) {
		if i > 0 {
			value = ""
		}
		l.line(columns(s, value, room, b.RightToLeft), b.Style)
	}
}

// columns puts label and value at their edges.
func columns(label, value string, room int, rightToLeft bool) string {
	between := strings.Repeat(" ", room-width(label)-width(value))
	switch {
	case rightToLeft:
		return value + between + label
	case value == "":
		return label
	}
	return label + between + value
}

func oneLine(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\n", " "))
}

func (l *layouter) line(text string, style Style) {
	l.lines = append(l.lines, Line{Text: text, Style: style})
}

// clean makes a text printable. Letters that came as letter and accent apart are
// joined, because code pages have them joined only.
func (l *layouter) clean(s string) string {
	return l.fit(norm.NFC.String(escpos.Clean(s)))
}

func (s Style) columns() int {
	if s.Wide {
		return 2
	}
	return 1
}
