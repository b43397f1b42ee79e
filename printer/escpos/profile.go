package escpos

// A Profile describes one printer model. It is data: the encoder has no other
// knowledge of models. What the fields mean in full is said in profiles.toml.
type Profile struct {
	Name          string // what the settings say, for example "epson-80"
	Model         string // which printers it fits, for people
	Dots          int    // printable width
	Columns       int    // letters of font A in a line
	ColumnsB      int    // letters of font B; 0 is unknown
	Pages         []Page // code pages, in the order in which they are tried
	Cutter        Cutter
	FeedBeforeCut int        // lines that bring the last text past the cutter or the tear bar
	Graphics      []Graphics // ways to print a picture, the best first
	BandRows      int        // rows of a picture that are sent at once
	NoRowsOf48    bool       // garbage when GS v 0 has a multiple of 48 rows
	EatsLF        bool       // one LF right behind GS v 0 is swallowed
	NativeQR      bool       // the printer draws QR codes by itself
	NativeCode128 bool       // and CODE128
	Drawer        Ability    // a socket for a cash drawer
	Status        Ability    // answers DLE EOT, at any time
	Fence         Ability    // answers GS r when it comes to it
	ProcessID     Ability    // answers GS ( H 48 when what stands before it is printed
	Speed         int        // mm of paper in a second; 0 is unknown
}

// An Ability says whether a model can do something. What nobody has documented
// or tried is not known, which is neither yes nor no.
type Ability uint8

// What is known of an ability.
const (
	NotKnown Ability = iota
	Yes
	No
)

// String is the word that profiles.toml has for it.
func (a Ability) String() string {
	switch a {
	case Yes:
		return "yes"
	case No:
		return "no"
	case NotKnown:
	}
	return "unknown"
}

// A Graphics is a way to print a picture.
type Graphics uint8

// Ways to print a picture.
const (
	GSv0    Graphics = iota + 1 // GS v 0: rows of dots
	ESCStar                     // ESC * 33: stripes of 24 rows, column by column
	GSL                         // GS ( L: stored, then printed
)

// A Cutter says how a printer cuts.
type Cutter uint8

// Kinds of cutter.
const (
	NoCutter   Cutter = iota // the cashier tears the paper off
	PartialCut               // a bridge of paper is left
	FullCut
)

// pageOf finds the first page that has the letter, or -1.
func (p *Profile) pageOf(r rune) int {
	for i := range p.Pages {
		if _, ok := p.Pages[i].encode(r); ok {
			return i
		}
	}
	return -1
}
