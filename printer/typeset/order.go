package typeset

import (
	"slices"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/shaping"
)

// levels gives each letter of a paragraph its depth: even from left to right,
// odd from right to left.
func levels(text []rune, rightToLeft bool) []bidi.Level {
	base := bidi.LeftToRight
	if rightToLeft {
		base = bidi.RightToLeft
	}
	var paragraph bidi.Paragraph
	runs := paragraph.Segment(text, base)
	list := make([]bidi.Level, len(text))
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		for j := run.Start; j < run.End; j++ {
			list[j] = run.Level
		}
	}
	return list
}

// onPaper brings the runs of a line into the order in which they stand on paper,
// from left to right (UAX 9, rule L2): from the deepest level up, every stretch
// that is at least that deep is turned around.
func onPaper(line shaping.Line, depth []bidi.Level) []shaping.Output {
	runs := slices.Clone(line)
	slices.SortFunc(runs, func(a, b shaping.Output) int { return a.Runes.Offset - b.Runes.Offset })
	level := func(o shaping.Output) bidi.Level { return depth[o.Runes.Offset] }
	deepest := bidi.Level(0)
	for _, run := range runs {
		deepest = max(deepest, level(run))
	}
	for ; deepest > 0; deepest-- {
		for i := 0; i < len(runs); i++ {
			end := i
			for end < len(runs) && level(runs[end]) >= deepest {
				end++
			}
			slices.Reverse(runs[i:end])
			i = max(i, end-1)
		}
	}
	return runs
}
