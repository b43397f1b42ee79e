package printer

import (
	"image"

	"kasir/printer/escpos"
)

// A Document is what is printed, from top to bottom.
type Document []Block

// A Block is one part of a document: Text, Row, Rule, Banner, QR, Barcode,
// Image, Logo, Feed, Cut or Drawer. There are no others.
type Block interface{ block() }

// RightToLeft is the document as a reader of Arabic wants it: paragraphs begin
// at the right edge, and a row has its label there and its amount at the left.
func (d Document) RightToLeft() Document {
	out := make(Document, len(d))
	for i, b := range d {
		switch b := b.(type) {
		case Text:
			b.RightToLeft = true
			out[i] = b
		case Row:
			b.RightToLeft = true
			out[i] = b
		default:
			out[i] = b
		}
	}
	return out
}

// Text is a paragraph. It is wrapped between words; LF starts a new line.
type Text struct {
	Text        string
	Align       Align
	Style       Style
	RightToLeft bool // it begins at the right edge
}

// A Row has a label at one edge and a value at the other, such as a product and
// its price. The label is wrapped if need be. The value is kept in one piece,
// because half an amount is another amount.
type Row struct {
	Left, Right string // label and value, named for where they stand in Latin script
	Style       Style
	RightToLeft bool // the label stands at the right edge, the value at the left
}

// A Rule is a line across the paper.
type Rule struct{}

// A Banner is a white text of double width on a black bar. What must not be
// overlooked stands in one: COPY, TRAINING.
type Banner struct{ Text string }

// A QR is a QR code in the middle of the paper, as large as scans well.
type QR struct{ Payload string }

// A Barcode is a number as CODE128, with the number itself below it. Where it
// is too wide for the paper the number stands alone, and the Report says so.
type Barcode struct{ Text string }

// An Image is a line drawing in the middle of the paper, a dot for a pixel:
// what is darker than middle grey is black. It is an error if the paper is
// narrower.
type Image struct{ Image image.Image }

// A Logo is a picture of any size and any greys in the middle of the paper. It
// is made smaller where the paper is narrower, and its greys become patterns of
// dots. DecodeLogo reads one.
type Logo struct{ Image image.Image }

// Feed leaves lines blank.
type Feed struct{ Lines int }

// Cut ends a piece of paper. A printer without a cutter brings the paper out far
// enough to tear it off.
type Cut struct{}

// Drawer opens the cash drawer. It stands alone in its document, so that no
// receipt and no reprint can open the drawer.
type Drawer struct{ Pin escpos.Pin }

// A Style is how letters look. The zero Style is plain.
type Style struct {
	Bold    bool
	Wide    bool // double width; a letter takes two columns
	Tall    bool // double height
	Inverse bool // white on black
}

// An Align is where a text stands between the edges of the paper.
type Align uint8

// Alignments. A text starts at the left edge, or at the right edge if it runs
// from right to left.
const (
	Start Align = iota
	Center
	End
)

func (Text) block()    {}
func (Row) block()     {}
func (Rule) block()    {}
func (Banner) block()  {}
func (QR) block()      {}
func (Barcode) block() {}
func (Image) block()   {}
func (Logo) block()    {}
func (Feed) block()    {}
func (Cut) block()     {}
func (Drawer) block()  {}
