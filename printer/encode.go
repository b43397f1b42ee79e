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
	Unscannable []string             // barcodes that would not fit; their numbers are printed
}

// ErrDrawerNotAlone means that a document would open the drawer and print.
var ErrDrawerNotAlone = errors.New("printer: a drawer pulse stands alone in its document")

// Encode turns a document into the bytes for a printer model. The same document
// gives the same bytes. Letters that the printer lacks are replaced and
// reported; they never make a line disappear.
func Encode(doc Document, profile escpos.Profile) ([]byte, Report, error) {
	if profile.Columns < 1 {
		return nil, Report{}, fmt.Errorf("printer: encode: no profile is set, or one without columns: %q", profile.Name)
	}
	var out bytes.Buffer
	var report Report
	enc := escpos.NewEncoder(&out, profile)
	if drawer, ok := drawerOf(doc); ok {
		if len(doc) > 1 {
			return nil, Report{}, ErrDrawerNotAlone
		}
		enc.Drawer(drawer.Pin)
	} else if err := encodePaper(enc, doc, profile, &report); err != nil {
		return nil, Report{}, err
	}
	if err := enc.Flush(); err != nil {
		return nil, Report{}, fmt.Errorf("printer: encode: %w", err)
	}
	report.Replaced = enc.Replaced()
	return out.Bytes(), report, nil
}

func drawerOf(doc Document) (Drawer, bool) {
	for _, b := range doc {
		if d, ok := b.(Drawer); ok {
			return d, true
		}
	}
	return Drawer{}, false
}

func encodePaper(enc *escpos.Encoder, doc Document, profile escpos.Profile, report *Report) error {
	enc.Initialize()
	for _, line := range layout(doc, profile.Columns, enc.Fit) {
		if barcode, ok := line.Block.(Barcode); ok && !barcode.fits(profile) {
			report.Unscannable = append(report.Unscannable, barcode.Text)
			continue
		}
		if err := encodeLine(enc, line, profile); err != nil {
			return err
		}
	}
	// The next job may come from a program that resets nothing.
	style(enc, Style{})
	enc.Align(escpos.Left)
	return nil
}

func encodeLine(enc *escpos.Encoder, line Line, profile escpos.Profile) error {
	switch b := line.Block.(type) {
	case nil:
		enc.Align(escpos.Left)
		style(enc, line.Style)
		enc.Text(line.Text)
		enc.LF()
	case QR:
		enc.Align(escpos.Center)
		if err := encodeQR(enc, b.Payload, profile); err != nil {
			return fmt.Errorf("printer: encode: %w", err)
		}
	case Barcode:
		enc.Align(escpos.Center)
		encodeBarcode(enc, b.Text, profile)
	case Image:
		if b.Image == nil {
			return errors.New("printer: encode: an image block holds no picture")
		}
		enc.Align(escpos.Center)
		enc.Raster(drawing(b.Image))
	case Logo:
		if b.Image == nil {
			return errors.New("printer: encode: a logo block holds no picture")
		}
		enc.Align(escpos.Center)
		enc.Raster(logo(b.Image, profile.Dots))
	case Feed:
		enc.Feed(b.Lines)
	case Cut:
		enc.Cut()
	}
	return nil
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
