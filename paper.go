package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kasir/printer"
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
