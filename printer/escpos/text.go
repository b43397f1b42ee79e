package escpos

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Replacement is a letter that a printer cannot print, and what it printed
// in its place: the nearest ASCII, "?" where there is none, or nothing for an
// accent that stood alone behind its letter.
type Replacement struct {
	Rune rune
	With string
}

// Text prints text. It may be any text: it is cleaned, and what the printer
// lacks is replaced, as Fit does. A LF in it ends the line.
func (e *Encoder) Text(s string) {
	s = Clean(s)
	if e.err != nil || s == "" {
		return
	}
	if s[0] == '\n' && e.lfEaten {
		e.append('\n')
	}
	e.lfEaten = false
	e.lineOpen = s[len(s)-1] != '\n'
	if isPlain(s) {
		e.buf = append(e.buf, s...)
		return
	}
	for _, r := range s {
		if r < utf8.RuneSelf {
			e.buf = append(e.buf, byte(r))
		} else if !e.letter(r) {
			e.buf = append(e.buf, e.replace(r)...)
		}
	}
}

// Carries says whether the printer's own letters can write a text: each letter is
// on one of the pages, or has one that reads like it. Other texts are better
// drawn. The text has been cleaned.
func (p *Profile) Carries(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		if r < utf8.RuneSelf || p.pageOf(r) >= 0 || unicode.Is(unicode.M, r) {
			return false
		}
		_, ok := nearestTo(r)
		return !ok
	}) < 0
}

// Fit returns the text as this printer can print it: cleaned, and each letter
// that is on none of its pages replaced. What was replaced is remembered for
// Replaced. Fitting a fitted text changes nothing.
func (e *Encoder) Fit(s string) string {
	s = Clean(s)
	start := strings.IndexFunc(s, e.lacks)
	if start < 0 {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:start])
	for _, r := range s[start:] {
		if e.lacks(r) {
			b.WriteString(e.replace(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (e *Encoder) lacks(r rune) bool {
	return r >= utf8.RuneSelf && e.profile.pageOf(r) < 0
}

// Replaced lists the letters that were replaced so far, each once, in the order
// in which they came.
func (e *Encoder) Replaced() []Replacement { return slices.Clone(e.replaced) }

func (e *Encoder) replace(r rune) string {
	with, ok := nearestTo(r)
	if !ok {
		with, ok = arabic[r]
	}
	switch {
	case ok:
	case unicode.Is(unicode.M, r):
		with = ""
	default:
		with = "?"
	}
	found := Replacement{r, with}
	if !slices.Contains(e.replaced, found) {
		e.replaced = append(e.replaced, found)
	}
	return with
}

// letter prints one letter: on the current page if it is there, else on the
// first page that has it. To try further pages than the profile lists would find
// letters on pages that the printer may not have.
func (e *Encoder) letter(r rune) bool {
	if e.page != unset {
		if b, ok := e.profile.Pages[e.page].encode(r); ok {
			e.buf = append(e.buf, b)
			return true
		}
	}
	page := e.profile.pageOf(r)
	if page < 0 {
		return false
	}
	e.selectPage(page)
	b, _ := e.profile.Pages[page].encode(r)
	e.buf = append(e.buf, b)
	return true
}

// selectPage is ESC t n.
func (e *Encoder) selectPage(page int) {
	e.page = page
	e.append(0x1B, 't', e.profile.Pages[page].Number)
}
