package printer

import (
	"image"

	"kasir/printer/escpos"
)

// A Document is what is printed, from top to bottom.
type Document []Block

// A Block is one part of a document: Text, Row, Rule, Banner, QR, Image, Feed,
// Cut or Drawer. There are no others.
type Block interface{ block() }

// Text is a paragraph. It is wrapped between words; LF starts a new line.
type Text struct {
	Text  string
	Align Align
	Style Style
}

// A Row has something at the left edge and something at the right edge, such as
// a product and its price. The left is wrapped if need be. The right is kept in
// one piece, because half an amount is another amount.
type Row struct {
	Left, Right string
	Style       Style
}

// A Rule is a line across the paper.
type Rule struct{}

// A Banner is a white text of double width on a black bar. What must not be
// overlooked stands in one: COPY, TRAINING.
type Banner struct{ Text string }

// A QR is a QR code in the middle of the paper, as large as scans well.
type QR struct{ Payload string }

// An Image is a picture in the middle of the paper, a dot for a pixel. It is
// an error if the paper is narrower.
type Image struct{ Image image.Image }

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

// Alignments.
const (
	Left Align = iota
	Center
	Right
)

func (Text) block()   {}
func (Row) block()    {}
func (Rule) block()   {}
func (Banner) block() {}
func (QR) block()     {}
func (Image) block()  {}
func (Feed) block()   {}
func (Cut) block()    {}
func (Drawer) block() {}
