package printer

import (
	"strings"
	"unicode"
)

// wrap breaks a text into lines of at most so many columns: at LF, between
// words, and inside a word only if it is wider than a line. A line that fits is
// kept as it is. An empty text is one empty line.
func wrap(s string, columns int) []string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRight(line, " ")
		if width(line) <= columns {
			lines = append(lines, line)
			continue
		}
		lines = append(lines, wrapWords(line, columns)...)
	}
	return lines
}

func wrapWords(s string, columns int) []string {
	var lines []string
	var line string
	for _, word := range strings.Fields(s) {
		if line != "" && width(line)+1+width(word) <= columns {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for width(word) > columns {
			head := prefix(word, columns)
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	return append(lines, line)
}

// width counts the columns of a text in plain letters: one for each rune, none
// for an accent behind its letter.
func width(s string) int {
	n := 0
	for _, r := range s {
		if !hasNoWidth(r) {
			n++
		}
	}
	return n
}

// hasNoWidth is for accents, and for the signs that escpos.Clean leaves.
func hasNoWidth(r rune) bool { return r >= '\u0300' && unicode.In(r, unicode.M, unicode.Cf) }

// prefix is as much of a text as fits.
func prefix(s string, columns int) string {
	n := 0
	for i, r := range s {
		if hasNoWidth(r) {
			continue
		}
		if n == columns {
			return s[:i]
		}
		n++
	}
	return s
}

// pad puts spaces in front of a text. The right side of paper needs none.
func pad(s string, align Align, rightToLeft bool, columns int) string {
	free := columns - width(s)
	switch {
	case align == Center:
		return strings.Repeat(" ", free/2) + s
	case (align == End) != rightToLeft:
		return strings.Repeat(" ", free) + s
	}
	return s
}

// fill puts spaces behind a text.
func fill(s string, columns int) string {
	return s + strings.Repeat(" ", columns-width(s))
}
