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

	// Drawn is the line as dots, where the printer's own letters cannot write it.
	Drawn *escpos.Bitmap

	// Block is what stands here in place of text: a QR, Barcode, Image, Logo,
	// Feed, Cut or Drawer. It is nil for a line of text.
	Block Block
}

// Columns is how many columns of paper the text takes.
func (l Line) Columns() int {
	if l.Drawn != nil {
		return (l.Drawn.Width + cellWidth - 1) / cellWidth
	}
	return width(l.Text) * l.Style.columns()
}

// Lines lays a document out for a paper of so many columns, all letters of one
// width. No line is wider than the paper.
func Lines(doc Document, columns int) []Line {
	l := layouter{columns: max(columns, 2), fit: func(s string) string { return s }}
	for _, b := range doc {
		l.add(b)
	}
	return l.lines
}

// layout lays a document out for a printer. Letters that it lacks may be
// replaced by longer ones, by fit, so that must come first; what no letters of
// its can write is drawn.
func layout(doc Document, profile escpos.Profile, fit func(string) string) ([]Line, Report, error) {
	l := layouter{columns: max(profile.Columns, 2), profile: &profile, fit: fit, lines: make([]Line, 0, 2*len(doc))}
	for _, b := range doc {
		l.add(b)
	}
	return l.lines, l.report, l.err
}

type layouter struct {
	columns int
	profile *escpos.Profile // nil where nothing is drawn
	fit     func(string) string
	lines   []Line
	report  Report
	err     error
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
		l.barcode(b)
	default:
		l.lines = append(l.lines, Line{Block: b})
	}
}

func (l *layouter) text(b Text) {
	for paragraph := range strings.SplitSeq(clean(b.Text), "\n") {
		if l.mustDraw(paragraph) {
			l.draw(drawing{label: paragraph, align: b.Align, style: b.Style, rightToLeft: b.RightToLeft})
			continue
		}
		room := l.columns / b.Style.columns()
		for _, s := range wrap(l.fit(paragraph), room) {
			l.line(pad(s, b.Align, b.RightToLeft, room), b.Style)
		}
	}
}

func (l *layouter) banner(b Banner) {
	style := Style{Bold: true, Wide: true, Inverse: true}
	room := l.columns / style.columns()
	for paragraph := range strings.SplitSeq(clean(b.Text), "\n") {
		if l.mustDraw(paragraph) {
			l.draw(drawing{label: paragraph, align: Center, style: style})
			continue
		}
		for _, s := range wrap(l.fit(paragraph), room) {
			l.line(fill(pad(s, Center, false, room), room), style)
		}
	}
}

func (l *layouter) row(b Row) {
	label, value := clean(b.Left), oneLine(clean(b.Right))
	if value == "" {
		l.text(Text{Text: label, Style: b.Style, RightToLeft: b.RightToLeft})
		return
	}
	if l.mustDraw(label) || l.mustDraw(value) {
		l.draw(drawing{label: label, value: value, style: b.Style, rightToLeft: b.RightToLeft})
		return
	}
	label, value = l.fit(label), l.fit(value)
	room := l.columns / b.Style.columns()
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

// barcode stands above its number. One that the paper is too narrow for is left
// out and reported.
func (l *layouter) barcode(b Barcode) {
	if l.profile == nil || b.fits(*l.profile) {
		l.lines = append(l.lines, Line{Block: b})
	} else {
		l.report.Unscannable = append(l.report.Unscannable, b.Text)
	}
	l.text(Text{Text: b.Text, Align: Center})
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

// mustDraw says whether the printer's own letters cannot write a text.
func (l *layouter) mustDraw(s string) bool {
	return l.profile != nil && !l.profile.Carries(s)
}

// clean makes a text harmless. Letters that came as letter and accent apart are
// joined, because code pages have them joined only.
func clean(s string) string {
	s = escpos.Clean(s)
	const firstAccent = '\u0300'
	if strings.IndexFunc(s, func(r rune) bool { return r >= firstAccent && r != '€' }) < 0 {
		return s // nothing stands apart
	}
	return norm.NFC.String(s)
}

func (s Style) columns() int {
	if s.Wide {
		return 2
	}
	return 1
}
