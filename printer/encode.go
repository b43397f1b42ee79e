package printer

import (
	"bytes"
	"errors"
	"fmt"

	"kasir/printer/escpos"
)

// A Report says what of a document could not be printed as it was written.
type Report struct {
	Replaced    []escpos.Replacement // letters that the printer lacks, and what it printed for them
	Missing     []rune               // letters that no font has; boxes stand for them
	Unscannable []string             // barcodes that would not fit; their numbers are printed
}

// ErrDrawerNotAlone means that a document would open the drawer and print.
var ErrDrawerNotAlone = errors.New("printer: a drawer pulse stands alone in its document")

// Encode turns a document into the bytes for a printer model. The same document
// gives the same bytes. A line that the printer has no letters for is sent as a
// picture; what can be shown only in part is reported. No line disappears.
func Encode(doc Document, profile escpos.Profile) ([]byte, Report, error) {
	if profile.Columns < 1 {
		return nil, Report{}, fmt.Errorf("printer: encode: no profile is set, or one without columns: %q", profile.Name)
	}
	var out bytes.Buffer
	enc := escpos.NewEncoder(&out, profile)
	report, err := encode(enc, doc, profile)
	if err == nil {
		err = enc.Flush()
	}
	if err != nil {
		return nil, Report{}, fmt.Errorf("printer: encode: %w", err)
	}
	report.Replaced = enc.Replaced()
	return out.Bytes(), report, nil
}

func encode(enc *escpos.Encoder, doc Document, profile escpos.Profile) (Report, error) {
	if drawer, ok := drawerOf(doc); ok {
		if len(doc) > 1 {
			return Report{}, ErrDrawerNotAlone
		}
		enc.Drawer(drawer.Pin)
		return Report{}, nil
	}
	enc.Initialize()
	lines, report, err := layout(doc, profile, enc.Fit)
	if err != nil {
		return Report{}, err
	}
	for _, line := range lines {
		if err := encodeLine(enc, line, profile); err != nil {
			return Report{}, err
		}
	}
	// The next job may come from a program that resets nothing.
	style(enc, Style{})
	enc.Align(escpos.Left)
	return report, nil
}

func drawerOf(doc Document) (Drawer, bool) {
	for _, b := range doc {
		if d, ok := b.(Drawer); ok {
			return d, true
		}
	}
	return Drawer{}, false
}

func encodeLine(enc *escpos.Encoder, line Line, profile escpos.Profile) error {
	switch b := line.Block.(type) {
	case nil:
		enc.Align(escpos.Left)
		if line.Drawn != nil {
			enc.Raster(line.Drawn)
			return nil
		}
		style(enc, line.Style)
		enc.Text(line.Text)
		enc.LF()
	case QR:
		enc.Align(escpos.Center)
		if profile.DrawsQR(b.Payload) {
			enc.QR(b.Payload)
			return nil
		}
		return encodeDots(enc, b, profile)
	case Barcode:
		enc.Align(escpos.Center)
		if profile.DrawsCode128(b.Text) {
			enc.Code128(b.Text)
			return nil
		}
		return encodeDots(enc, b, profile)
	case Image, Logo:
		enc.Align(escpos.Center)
		return encodeDots(enc, b, profile)
	case Feed:
		enc.Feed(b.Lines)
	case Cut:
		enc.Cut()
	}
	return nil
}

func encodeDots(enc *escpos.Encoder, block Block, profile escpos.Profile) error {
	dots, err := dotsOf(block, profile)
	if err == nil {
		enc.Raster(dots)
	}
	return err
}

func style(enc *escpos.Encoder, s Style) {
	height := 1
	if s.Tall {
		height = 2
	}
	enc.Size(s.columns(), height)
	enc.Bold(s.Bold)
	enc.Inverse(s.Inverse)
}
