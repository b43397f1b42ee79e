package typeset

import (
	"slices"
	"strings"
	"unicode"
)

// Isolates of the Unicode Bidirectional Algorithm (UAX 9): what stands between
// them runs from left to right and does not disturb what stands around.
const (
	leftToRightIsolate = '\u2066'
	popIsolate         = '\u2069'
)

// runsLeft says whether a text has letters that run from right to left.
func runsLeft(s string) bool {
	return strings.IndexFunc(s, isRightToLeft) >= 0
}

// isRightToLeft is for letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and
// their like. Digits and signs among them have no direction of their own.
func isRightToLeft(r rune) bool {
	if r < 0x590 {
		return false
	}
	in := r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE ||
		r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
	return in && unicode.IsLetter(r)
}

// baseRunsLeft is the direction of a whole text: that of the document if the
// text has letters of it, else that of its first letter.
func baseRunsLeft(s string, document bool) bool {
	if document {
		return runsLeft(s)
	}
	i := strings.IndexFunc(s, unicode.IsLetter)
	return i >= 0 && isRightToLeft([]rune(s[i:])[0])
}

// isolate keeps every amount and code in one piece: in a text from right to
// left "36.00 SAR" would come out as "SAR 36.00", and a date as its parts in
// another order. A piece is everything between letters from right to left that
// has a letter or a digit, without the spaces and signs around it.
func isolate(s string) []rune {
	text := []rune(s)
	if !runsLeft(s) {
		return text
	}
	out := make([]rune, 0, len(text)+8)
	for len(text) > 0 {
		end := slices.IndexFunc(text, isRightToLeft)
		if end < 0 {
			end = len(text)
		}
		start, stop := core(text[:end])
		out = append(out, text[:start]...)
		if start < stop {
			out = append(out, leftToRightIsolate)
			out = append(out, text[start:stop]...)
			out = append(out, popIsolate)
		}
		out = append(out, text[stop:end]...)
		text = text[end:]
		for len(text) > 0 && (isRightToLeft(text[0]) || unicode.Is(unicode.M, text[0])) {
			out, text = append(out, text[0]), text[1:]
		}
	}
	return out
}

// core finds the piece inside the text between two words: from its first letter
// or digit, with the signs of an amount or a number before it, to the last, with
// the signs and the bracket that belong to it behind.
func core(text []rune) (start, stop int) {
	start = slices.IndexFunc(text, isAlphanumeric)
	if start < 0 {
		return 0, 0
	}
	stop = start
	for i, r := range text {
		if isAlphanumeric(r) {
			stop = i + 1
		}
	}
	for start > 0 && opens(text[start-1]) {
		start--
	}
	if start > 1 && text[start-1] == ' ' && isMoney(text[start-2]) {
		start -= 2
	}
	for stop < len(text) && closes(text[start:stop], text[stop]) {
		stop++
	}
	if stop+1 < len(text) && text[stop] == ' ' && isMoney(text[stop+1]) {
		stop += 2
	}
	return start, stop
}

// opens says whether a sign belongs to the number behind it.
func opens(r rune) bool { return strings.ContainsRune("+-−#@", r) || isMoney(r) }

func isMoney(r rune) bool { return unicode.Is(unicode.Sc, r) }

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// closes says whether a sign belongs to the piece before it.
func closes(piece []rune, r rune) bool {
	if r == ')' {
		return strings.Count(string(piece), "(") > strings.Count(string(piece), ")")
	}
	return r == '%' || isMoney(r)
}
