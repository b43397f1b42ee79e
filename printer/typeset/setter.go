package typeset

import (
	"math"
	"strings"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// A Setter sets text in the fonts that Kasir brings along: Go Mono for Latin,
// Greek and Cyrillic, Noto Sans Arabic. It may be used from several goroutines.
type Setter struct {
	mu      sync.Mutex
	fonts   [2]*faces // plain and bold
	system  bool      // the fonts of this machine may be used
	segment shaping.Segmenter
	shape   shaping.HarfbuzzShaper
	wrapper shaping.LineWrapper

	outlines map[shapeOf][]segment
}

// A shapeOf names a glyph: reading its outline from the font takes longer than
// drawing it.
type shapeOf struct {
	face *font.Face
	id   font.GID
}

// keptOutlines is more than a shop's receipts use. When there are more, all are
// forgotten.
const keptOutlines = 4096

func (s *Setter) outline(face *font.Face, id font.GID) []segment {
	key := shapeOf{face, id}
	found, ok := s.outlines[key]
	if !ok {
		if s.outlines == nil || len(s.outlines) >= keptOutlines {
			s.outlines = map[shapeOf][]segment{}
		}
		found = outline(face, id)
		s.outlines[key] = found
	}
	return found
}

// A Style is how letters look. Double width and height stretch the letters, as
// printers do.
type Style struct{ Bold, Wide, Tall bool }

// A Text is a paragraph without line ends.
type Text struct {
	Text        string
	Style       Style
	RightToLeft bool // it stands in a document that runs from right to left
}

// A Line is one line of a text, ready to be drawn.
type Line struct {
	Text    string // as it is read, without the spaces at its end
	Width   int    // dots
	Missing []rune // on the first line: letters of the text that no font has; boxes stand for them

	style  Style
	squash float32 // below 1 where a single letter is wider than the paper
	glyphs []glyph
}

// UseSystemFonts lets scripts that Kasir has no font for be set in the fonts of
// this machine, which are looked for when they are first needed.
func (s *Setter) UseSystemFonts() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.system = true
}

// Wrap makes lines of a text that are at most so many dots wide: between words,
// by the rules of each script, and inside a word only if it is wider than a
// line. There is at least one line. The error says that a font of ours is
// broken.
func (s *Setter) Wrap(t Text, dots int) ([]Line, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.faces(t.Style.Bold)
	if err != nil {
		return nil, err
	}
	text := isolate(t.Text)
	if len(text) == 0 {
		return []Line{{style: t.Style, squash: 1}}, nil
	}
	base := baseRunsLeft(t.Text, t.RightToLeft)
	runs, missing := s.shaped(text, base, f)
	depth := levels(text, base)
	config := shaping.WrapConfig{Direction: direction(base)}
	wrapped, _ := s.wrapper.WrapParagraph(config, dots/t.Style.across(), text, shaping.NewSliceIterator(runs))

	lines := make([]Line, len(wrapped))
	for i, w := range wrapped {
		lines[i] = s.place(onPaper(w, depth), t.Style, dots)
		lines[i].Text = words(text, w)
	}
	if len(lines) > 0 {
		lines[0].Missing = missing
	}
	return lines, nil
}

// shaped makes glyphs of a text, in the order of reading.
func (s *Setter) shaped(text []rune, rightToLeft bool, f *faces) (runs []shaping.Output, missing []rune) {
	f.missing = nil
	inputs := s.segment.Split(shaping.Input{Text: text, RunEnd: len(text), Direction: direction(rightToLeft)}, f)
	for _, input := range inputs {
		if input.Face == nil {
			input.Face = f.latin
		}
		input.Size = fixed.I(f.size(input.Face))
		runs = append(runs, s.shape.Shape(input))
	}
	return runs, f.missing
}

func (s *Setter) faces(bold bool) (*faces, error) {
	if s.fonts[0] == nil {
		own, err := ownFonts()
		if err != nil {
			return nil, err
		}
		s.fonts = [2]*faces{newFaces(own[0], false), newFaces(own[1], true)}
	}
	f := s.fonts[0]
	if bold {
		f = s.fonts[1]
	}
	f.mayUseSystem = s.system
	return f, nil
}

func direction(rightToLeft bool) di.Direction {
	if rightToLeft {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// words is the text of a line as it was given.
func words(text []rune, line shaping.Line) string {
	first, last := len(text), 0
	for _, run := range line {
		first = min(first, run.Runes.Offset)
		last = max(last, run.Runes.Offset+run.Runes.Count)
	}
	if first > last {
		return ""
	}
	plain := strings.Map(func(r rune) rune {
		if r == leftToRightIsolate || r == popIsolate {
			return -1
		}
		return r
	}, string(text[first:last]))
	return strings.TrimRight(plain, " ")
}

func (s Style) across() int {
	if s.Wide {
		return 2
	}
	return 1
}

func (s Style) down() int {
	if s.Tall {
		return 2
	}
	return 1
}

// place puts the glyphs of a line beside one another, from the left.
func (s *Setter) place(runs []shaping.Output, style Style, dots int) Line {
	line := Line{style: style, squash: 1}
	pen := float32(0)
	for _, run := range runs {
		scale := float32(run.Size) / 64 / float32(run.Face.Upem())
		for _, g := range run.Glyphs {
			line.glyphs = append(line.glyphs, glyph{
				outline: s.outline(run.Face, g.GlyphID),
				box:     g.GlyphID == 0 && g.Advance > 0,
				scale:   scale,
				x:       pen + float(g.XOffset),
				y:       float(g.YOffset),
				advance: float(g.Advance),
			})
			pen += float(g.Advance)
		}
	}
	width := pen * float32(style.across())
	if width > float32(dots) {
		line.squash = float32(dots) / width
		width = float32(dots)
	}
	line.Width = int(math.Ceil(float64(width)))
	return line
}

func float(v fixed.Int26_6) float32 { return float32(v) / 64 }
