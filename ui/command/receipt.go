package command

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"time"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
)

// receipt renders the stored receipt of a sale. It is a copy like any other
// that comes after the original, and says so.
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
	doc := receipt.Sale(*s.Receipt, NextCopy(s, d.reader(), d.Now()), d.Logos.Of(s.Receipt.Shop))
	switch call.Format {
	case "", "text":
		_, err = io.WriteString(out, printer.Plain(doc, profile.Columns))
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
	default:
		err = usagef("no format %q", call.Format)
	}
	return err
}

// NextCopy is the mark of a copy that somebody makes now, numbered after those on
// paper.
func NextCopy(s checkout.Sale, by string, at time.Time) checkout.Print {
	n := 0
	for _, p := range s.Prints {
		n = max(n, p.Copy)
	}
	return checkout.Print{Kind: checkout.PrintReceipt, Copy: n + 1, By: by, At: at}
}

// reader is whoever gave the command, as far as is known.
func (d Desk) reader() string {
	if user := os.Getenv("USER"); user != "" {
		return user
	}
	return d.Shop.Till
}
