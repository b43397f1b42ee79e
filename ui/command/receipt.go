package command

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"os"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
)

// receipt renders the stored receipt of a sale. It is a copy like any other
// that comes after the original, and says so. One that leaves as a file is counted
// before that; text on a terminal bears the number that the next one will have.
func (d Desk) receipt(call Call, out io.Writer) error {
	s, err := d.find(call.Number)
	if err != nil {
		return err
	}
	if s.Receipt == nil {
		return notThere(call.Number)
	}
	profile, ok := escpos.Lookup(d.Profile)
	if !ok {
		return fmt.Errorf("no printer profile %q", d.Profile)
	}
	mark := s.NextCopy(d.reader(), d.Now())
	switch call.Format {
	case "", "text":
		_, err = io.WriteString(out, printer.Plain(d.paper(s, mark), profile.Columns))
		return err
	case "escpos", "pdf", "png":
		if s, mark, err = checkout.SaveCopy(d.Source, s.ID, mark.By, mark.At); err != nil {
			return err
		}
		return write(out, call.Format, d.paper(s, mark), profile)
	}
	return usagef("no format %q", call.Format)
}

func (d Desk) paper(s checkout.Sale, mark checkout.Print) printer.Document {
	return receipt.Sale(*s.Receipt, mark, d.Logos.Of(s.Receipt.Shop))
}

func write(out io.Writer, format string, doc printer.Document, profile escpos.Profile) (err error) {
	switch format {
	case "escpos":
		var job []byte
		if job, _, err = printer.Encode(doc, profile); err == nil {
			_, err = out.Write(job)
		}
	case "pdf":
		var pdf []byte
		if pdf, err = printer.PDF(doc, profile); err == nil {
			_, err = out.Write(pdf)
		}
	case "png":
		var picture image.Image
		if picture, err = printer.Picture(doc, profile); err == nil {
			err = png.Encode(out, picture)
		}
	}
	return err
}

// reader is whoever gave the command, as far as is known.
func (d Desk) reader() string {
	if user := os.Getenv("USER"); user != "" {
		return user
	}
	return d.Shop.Till
}
