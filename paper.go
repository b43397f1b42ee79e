package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"

	"kasir/assets/words"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/printer/receipt"
	"kasir/store/settings"
)

// logo reads the shop's logo; nil where it has none. A path that is not whole
// begins in the data folder.
func (f folder) logo(s *settings.Settings) ([]byte, error) {
	path := s.Printer.Logo
	if path == "" {
		return nil, nil
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(f.path, path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, s.Problem("printer.logo", fmt.Sprintf("%s cannot be read; papers are printed without it", path))
	}
	defer func() { _ = file.Close() }() // only read
	var data bytes.Buffer
	_, err = printer.DecodeLogo(io.TeeReader(file, &data))
	switch {
	case errors.Is(err, printer.ErrLogo):
		return nil, s.Problem("printer.logo", path+" is no PNG of at most 4 MiB and 4 million pixels; papers are printed without it")
	case err != nil:
		return nil, fmt.Errorf("read the logo %s: %w", path, err)
	}
	return data.Bytes(), nil
}

// keepLogo keeps the logo with the sales, so that every copy of a receipt shows
// the one that its original had. A shop sells on without a logo: doctor says
// what is wrong with it.
func (t *till) keepLogo() error {
	data, err := t.dir.logo(t.settings)
	if err != nil {
		t.log.Warn("logo", "err", err)
	}
	if len(data) == 0 {
		return nil
	}
	t.settings.Shop.Logo, err = t.db.KeepPicture(data)
	return err
}

// printTestPage prints the test page, opens the drawer where one is set, and
// says what to look for.
func printTestPage(ctx context.Context, dir folder, out io.Writer) error {
	s, err := dir.settings()
	if err != nil {
		return err
	}
	device, err := newPrinter(s)
	if err != nil {
		return err
	}
	if !device.IsSet() {
		return errors.New("no printer is set: write its address under [printer] in " + settings.Name)
	}
	var logo image.Image
	if data, err := dir.logo(s); err != nil {
		return err
	} else if len(data) > 0 {
		if logo, err = printer.DecodeLogo(bytes.NewReader(data)); err != nil {
			return fmt.Errorf("read the logo: %w", err)
		}
	}
	result := receipt.PrintTestPage(ctx, device, s.Shop, logo, drawerPin(s))
	if result.Outcome != printer.Printed && result.Outcome != printer.Sent {
		return errors.New(words.OnScreen(s.Shop.Language).Say("cause." + result.Cause.String()))
	}
	_, err = fmt.Fprintln(out, "The test page is printed. Look whether both edges of the ruler are there, the letters are right, the two codes scan, and the paper is cut.")
	return err
}

// drawerPin is the pin of the shop's drawer; nil where it has none.
func drawerPin(s *settings.Settings) *escpos.Pin {
	pins := map[string]escpos.Pin{"pin2": escpos.Pin2, "pin5": escpos.Pin5}
	if pin, ok := pins[s.Printer.Drawer]; ok {
		return &pin
	}
	return nil
}

// examinePaper says what receipts will show and what the law may miss on them.
func (p *patient) examinePaper(dir folder, s *settings.Settings) {
	if s.Printer.Logo != "" {
		_, err := dir.logo(s)
		p.say("logo "+s.Printer.Logo, err)
	}
	switch shop := s.Shop; {
	case shop.TaxID != "" && shop.TaxRate.IsZero():
		p.add("      tax: tax_id is set and tax_rate is not, so receipts name no tax and are no tax invoices")
	case shop.TaxID == "" && !shop.TaxRate.IsZero():
		p.add("      tax: tax_rate is set and tax_id is not, so receipts are no tax invoices")
	case shop.TaxID != "":
		p.say("tax: "+shop.TaxRate.String()+", "+shop.TaxID, nil)
	}
}
