package escpos

import (
	"slices"

	"golang.org/x/text/encoding/charmap"
)

// A Profile describes one printer model. It is data: the encoder has no other
// knowledge of models.
type Profile struct {
	Name          string // what the settings say, for example "epson-80"
	Model         string // which printers it fits, for people
	Dots          int    // printable width
	Columns       int    // letters of font A in a line
	Pages         []Page // code pages, in the order in which they are tried
	Cutter        Cutter
	FeedBeforeCut int  // lines that bring the last text past the cutter or the tear bar
	NativeQR      bool // the printer draws QR codes by itself
}

// A Page is one code page of a printer and the number by which ESC t selects it.
type Page struct {
	Number  byte
	Name    string
	charmap *charmap.Charmap
}

// A Cutter says how a printer cuts.
type Cutter uint8

// Kinds of cutter.
const (
	NoCutter   Cutter = iota // the cashier tears the paper off
	PartialCut               // a bridge of paper is left
	FullCut
)

// The numbers are those of Epson's ESC t; profiles of other makers bring their own.
var (
	pc437   = Page{0, "PC437", charmap.CodePage437}
	pc858   = Page{19, "PC858", charmap.CodePage858}
	wpc1252 = Page{16, "WPC1252", charmap.Windows1252}
)

var profiles = []Profile{
	{
		Name: "epson-80", Model: "Epson TM-T20II, TM-T20III, TM-T88V and alike, 80 mm",
		Dots: 576, Columns: 48,
		Pages:  []Page{pc437, pc858, wpc1252},
		Cutter: PartialCut, NativeQR: true,
	},
	{
		// WPC1252 at 16 is the one page beside PC437 that every 58 mm model we
		// know of has; PC858 is missing or moved on some of them.
		Name: "generic-58", Model: "58 mm printers without a cutter",
		Dots: 384, Columns: 32,
		Pages:  []Page{pc437, wpc1252},
		Cutter: NoCutter, FeedBeforeCut: 4,
	},
}

// Profiles lists the known printer models, sorted by name.
func Profiles() []Profile {
	list := slices.Clone(profiles)
	for i := range list {
		list[i].Pages = slices.Clone(list[i].Pages)
	}
	return list
}

// Lookup finds the profile of the given name.
func Lookup(name string) (Profile, bool) {
	for _, p := range Profiles() {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// pageOf finds the first page that has the letter, or -1.
func (p *Profile) pageOf(r rune) int {
	for i := range p.Pages {
		if _, ok := p.Pages[i].encode(r); ok {
			return i
		}
	}
	return -1
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
