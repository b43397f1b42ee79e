package escpos

import (
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// A Page is one code page of a printer and the number by which ESC t selects it.
type Page struct {
	Number byte
	Name   string
	*table
}

// A table is a code page, with the letters that receipts are written in at hand:
// the search in a Charmap takes longer than all the rest of encoding a line.
type table struct {
	charmap *charmap.Charmap
	latin   [0x180]byte // U+0000 to U+017F; 0 is none
	signs   [0x100]byte // U+2000 to U+20FF, where the euro is
}

// signsFrom is the first rune of table.signs.
const signsFrom = 0x2000

// tables are the pages that a profile may list. No page for Arabic is among
// them: its number differs with each maker, and no printer joins the letters.
var tables = map[string]*table{
	"PC437":   newTable(charmap.CodePage437),
	"PC850":   newTable(charmap.CodePage850),
	"PC852":   newTable(charmap.CodePage852),
	"PC858":   newTable(charmap.CodePage858),
	"PC866":   newTable(charmap.CodePage866),
	"WPC1250": newTable(charmap.Windows1250),
	"WPC1251": newTable(charmap.Windows1251),
	"WPC1252": newTable(charmap.Windows1252),
	"WPC1254": newTable(charmap.Windows1254),
}

func newTable(c *charmap.Charmap) *table {
	t := table{charmap: c}
	for i := range t.latin {
		t.latin[i] = byteOf(c, rune(i))
	}
	for i := range t.signs {
		t.signs[i] = byteOf(c, rune(signsFrom+i))
	}
	return &t
}

// byteOf is 0 where the page lacks a letter. No letter that is printed has 0.
func byteOf(c *charmap.Charmap, r rune) byte {
	b, ok := c.EncodeRune(r)
	if !ok {
		return 0
	}
	return b
}

// encode gives the byte of a letter on this page.
func (t *table) encode(r rune) (byte, bool) {
	switch {
	case r < rune(len(t.latin)):
		return t.latin[r], t.latin[r] != 0
	case r >= signsFrom && r < signsFrom+rune(len(t.signs)):
		return t.signs[r-signsFrom], t.signs[r-signsFrom] != 0
	}
	return t.charmap.EncodeRune(r)
}

// decode gives the letter of a byte on this page, or 0 where the page has none.
func (t *table) decode(b byte) rune {
	r := t.charmap.DecodeByte(b)
	if back, ok := t.encode(r); !ok || back != b {
		return 0
	}
	return r
}

// Letters are those of the upper half of the page, where pages differ.
func (t *table) Letters() []rune {
	var all []rune
	for b := 0x80; b <= 0xff; b++ {
		if r := t.decode(byte(b)); unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			all = append(all, r)
		}
	}
	return all
}
