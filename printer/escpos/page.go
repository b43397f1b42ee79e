package escpos

import "golang.org/x/text/encoding/charmap"

// A Page is one code page of a printer and the number by which ESC t selects it.
type Page struct {
	Number  byte
	Name    string
	charmap *charmap.Charmap
}

// charmaps are the pages that a profile may list. No page for Arabic is among
// them: its number differs with each maker, and no printer joins the letters.
var charmaps = map[string]*charmap.Charmap{
	"PC437":   charmap.CodePage437,
	"PC850":   charmap.CodePage850,
	"PC852":   charmap.CodePage852,
	"PC858":   charmap.CodePage858,
	"PC866":   charmap.CodePage866,
	"WPC1250": charmap.Windows1250,
	"WPC1251": charmap.Windows1251,
	"WPC1252": charmap.Windows1252,
	"WPC1254": charmap.Windows1254,
}

// encode gives the byte of a letter on this page.
func (p *Page) encode(r rune) (byte, bool) { return p.charmap.EncodeRune(r) }

// decode gives the letter of a byte on this page, or 0 where the page has none.
func (p *Page) decode(b byte) rune {
	r := p.charmap.DecodeByte(b)
	if back, ok := p.encode(r); !ok || back != b {
		return 0
	}
	return r
}
