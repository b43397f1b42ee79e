package receipt

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"strings"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/escpos"
)

// A tick of the ruler every so many dots; every tenth is longer.
const tick = 8

// What the samples say. They are no words of ours: they show that letters are
// joined and amounts kept whole, whatever the language of the shop.
const (
	arabicLabel  = "المبلغ المدفوع (فاتورة 42)"
	arabicAmount = "12.50 SAR"
	sampleCode   = "POS-000042"
)

// TestPage shows what a printer makes of all that papers consist of: the width in
// columns and dots, every letter that the profile says it has, Arabic, logo, QR
// code, barcode, cut. The drawer is a job of its own: TestDrawer.
func TestPage(p escpos.Profile, shop checkout.Shop, logo image.Image) printer.Document {
	w := words.In(shop.Language)
	doc := printer.Document{
		printer.Banner{Text: w.Say("test.title")},
		center(shop.Name),
		printer.Text{Text: w.Say("test.printer", "name", p.Name)},
		printer.Text{Text: w.Say("test.width", "columns", fmt.Sprint(p.Columns), "dots", fmt.Sprint(p.Dots))},
		printer.Text{Text: columnsRuler(p.Columns)},
		printer.Image{Image: dotsRuler(p.Dots)},
		printer.Text{Text: w.Say("test.ruler")},
	}
	doc = append(doc, letters(p, w)...)
	doc = append(doc, printer.Rule{}, printer.Text{Text: w.Say("test.arabic")},
		printer.Row{Left: arabicLabel, Right: arabicAmount, RightToLeft: true}, printer.Rule{})
	if logo != nil {
		doc = append(doc, printer.Logo{Image: logo})
	}
	return append(doc,
		printer.Text{Text: w.Say("test.code")}, printer.QR{Payload: sampleCode}, printer.Barcode{Text: sampleCode},
		printer.Text{Text: w.Say("test.end")}, printer.Cut{})
}

// TestDrawer is the job that opens the drawer.
func TestDrawer(pin escpos.Pin) printer.Document {
	return printer.Document{printer.Drawer{Pin: pin}}
}

// PrintTestPage prints the test page and, where pin is not nil, opens the drawer
// once the page is out. It says what became of the job that ended last.
func PrintTestPage(ctx context.Context, p *printer.Printer, shop checkout.Shop, logo image.Image, pin *escpos.Pin) printer.Result {
	result := p.Print(ctx, TestPage(p.Profile, shop, logo))
	out := result.Outcome == printer.Printed || result.Outcome == printer.Sent
	if !out || pin == nil {
		return result
	}
	return p.Print(ctx, TestDrawer(*pin))
}

// columnsRuler is a line as wide as the paper: 1234567890123...
func columnsRuler(columns int) string {
	return strings.Repeat("1234567890", columns/10+1)[:columns]
}

// dotsRuler is a line with a tick every 8 dots, and one at each edge.
func dotsRuler(dots int) image.Image {
	const height, short = 3 * tick, tick
	ruler := image.NewGray(image.Rect(0, 0, dots, height))
	for i := range ruler.Pix {
		ruler.Pix[i] = 0xff
	}
	for x := range dots {
		ruler.SetGray(x, height-1, color.Gray{})
		ends := x == 0 || x == dots-1
		if !ends && x%tick != 0 {
			continue
		}
		from := height - short
		if ends || x%(10*tick) == 0 {
			from = 0
		}
		for y := from; y < height; y++ {
			ruler.SetGray(x, y, color.Gray{})
		}
	}
	return ruler
}

// letters list what the profile says it has, each letter under the first code
// page that has it: that is the one it is printed in.
func letters(p escpos.Profile, w words.Words) printer.Document {
	var doc printer.Document
	seen := make(map[rune]bool)
	for _, page := range p.Pages {
		var text strings.Builder
		for _, r := range page.Letters() {
			if !seen[r] {
				seen[r] = true
				text.WriteRune(r)
			}
		}
		if text.Len() > 0 {
			number := fmt.Sprintf("%d (%s)", page.Number, page.Name)
			doc = append(doc, printer.Rule{}, printer.Text{Text: w.Say("test.pages", "number", number)}, printer.Text{Text: text.String()})
		}
	}
	return doc
}
