package printer

import (
	"bytes"
	"fmt"
	"image/png"
	"time"

	"github.com/go-pdf/fpdf"

	"kasir/printer/escpos"
)

// dotsPerInch is what most printers have. A picture in a PDF is as wide as paper.
const dotsPerInch = 203

// PDF shows a document as Picture does, on one page that is as long as the
// paper. The same document gives the same bytes.
func PDF(doc Document, profile escpos.Profile) ([]byte, error) {
	picture, err := Picture(doc, profile)
	if err != nil {
		return nil, err
	}
	var dots bytes.Buffer
	if err := png.Encode(&dots, picture); err != nil {
		return nil, fmt.Errorf("printer: write a pdf: %w", err)
	}
	const mmPerInch = 25.4
	size := fpdf.SizeType{
		Wd: float64(picture.Bounds().Dx()) * mmPerInch / dotsPerInch,
		Ht: float64(picture.Bounds().Dy()) * mmPerInch / dotsPerInch,
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: size})
	// Without a date of its own a PDF says when it was made, and no two are alike.
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.SetCatalogSort(true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddPageFormat("P", size)
	format := fpdf.ImageOptions{ImageType: "PNG"}
	pdf.RegisterImageOptionsReader("paper", format, &dots)
	pdf.ImageOptions("paper", 0, 0, size.Wd, size.Ht, false, format, 0, "")
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("printer: write a pdf: %w", err)
	}
	return out.Bytes(), nil
}
