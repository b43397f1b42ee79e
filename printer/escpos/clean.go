package escpos

import (
	"strings"
	"unicode"
)

// Clean takes everything out of a text that could command a printer or hide
// from the reader: control characters, bidi controls, zero-width characters. A
// product named "\x1bp" must not open the drawer. Line ends become LF, and
// every kind of space becomes a plain one. The one sign without a width that is
// kept is the non-joiner between two Arabic letters, which spells Persian words.
func Clean(s string) string {
	if strings.IndexFunc(s, isSuspect) < 0 {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if !strings.ContainsRune(s, nonJoiner) {
		return strings.Map(cleanRune, s)
	}
	letters := []rune(s)
	i := -1
	return strings.Map(func(r rune) rune {
		i++
		if r == nonJoiner && i > 0 && i+1 < len(letters) && isArabic(letters[i-1]) && isArabic(letters[i+1]) {
			return r
		}
		return cleanRune(r)
	}, s)
}

const nonJoiner = '\u200c'

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

// isSuspect is false for letters that every receipt has, and surely are letters.
func isSuspect(r rune) bool {
	switch {
	case r >= ' ' && r <= '~', r == '\n':
		return false
	case r > 0xA0 && r < 0x180:
		return r == softHyphen
	}
	return r != '€'
}

const softHyphen = 0xAD

// isPlain says that a text is ASCII that can be seen, or LF.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c > '~') && c != '\n' {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch {
	case r <= unicode.MaxLatin1 && unicode.IsPrint(r):
		return r // most letters, without a search
	case r == '\n', r == '\r', r == '\u2028', r == '\u2029':
		return '\n'
	case r == '\t', unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
		return -1
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	}
	return r
}
