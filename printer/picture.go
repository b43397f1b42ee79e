package printer

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"kasir/printer/escpos"
)

// Letters of the picture have the size of the printer's own, in dots.
const (
	cellWidth  = 12
	cellHeight = 30
	baseline   = 22
	letterSize = 20 // a letter of Go Mono is 0.6 times as wide as it is high
	edge       = 16 // white around the paper
)

// Picture draws a document as it comes out on paper, a pixel for a dot. It
// shows the layout faithfully; the letters are another typeface than the
// printer's.
func Picture(doc Document, profile escpos.Profile) (image.Image, error) {
	plain, bold, err := faces()
	if err != nil {
		return nil, fmt.Errorf("printer: draw a document: %w", err)
	}
	lines, _, err := layout(doc, profile, escpos.NewEncoder(io.Discard, profile).Fit)
	if err != nil {
		return nil, fmt.Errorf("printer: draw a document: %w", err)
	}
	var strips []strip
	for _, line := range lines {
		s, err := drawLine(line, profile, plain, bold)
		if err != nil {
			return nil, fmt.Errorf("printer: draw a document: %w", err)
		}
		strips = append(strips, s)
	}
	return stack(strips, profile.Dots), nil
}

// A strip is a piece of paper: a line that begins at the left edge, or something
// in the middle.
type strip struct {
	picture image.Image // nil where there is no ink
	height  int         // dots
	middle  bool
}

func faces() (plain, bold font.Face, err error) {
	for _, f := range []struct {
		ttf  []byte
		face *font.Face
	}{{gomono.TTF, &plain}, {gomonobold.TTF, &bold}} {
		parsed, err := opentype.Parse(f.ttf)
		if err != nil {
			return nil, nil, err
		}
		*f.face, err = opentype.NewFace(parsed, &opentype.FaceOptions{Size: letterSize, DPI: 72, Hinting: font.HintingFull})
		if err != nil {
			return nil, nil, err
		}
	}
	return plain, bold, nil
}

func drawLine(line Line, profile escpos.Profile, plain, bold font.Face) (strip, error) {
	switch b := line.Block.(type) {
	case nil:
		picture := image.Image(line.Drawn)
		if line.Drawn == nil {
			face := plain
			if line.Style.Bold {
				face = bold
			}
			picture = drawText(line, profile, face)
		}
		return strip{picture: picture, height: picture.Bounds().Dy()}, nil
	case Feed:
		return strip{height: max(b.Lines, 0) * cellHeight}, nil
	case Cut, Drawer:
		return strip{}, nil
	}
	dots, err := dotsOf(line.Block, profile)
	if err != nil {
		return strip{}, err
	}
	return strip{picture: dots, height: dots.Height, middle: true}, nil
}

// dotsOf draws what stands in the middle of the paper, as it is printed where the
// printer does not draw it by itself.
func dotsOf(block Block, profile escpos.Profile) (*escpos.Bitmap, error) {
	switch b := block.(type) {
	case QR:
		modules, err := qrModules(b.Payload)
		if err != nil {
			return nil, err
		}
		return profile.DrawQR(modules)
	case Barcode:
		return profile.DrawBars(bars(b.Text))
	case Image:
		if b.Image == nil {
			return nil, errors.New("an image block holds no picture")
		}
		return lineArt(b.Image), nil
	case Logo:
		if b.Image == nil {
			return nil, errors.New("a logo block holds no picture")
		}
		return kept.logo(b.Image, profile.Dots), nil
	}
	return nil, fmt.Errorf("a %T is no picture", block)
}

// drawText draws one line cell by cell, as the printer does.
func drawText(line Line, profile escpos.Profile, face font.Face) image.Image {
	small := image.NewGray(image.Rect(0, 0, profile.Columns*cellWidth, cellHeight))
	paper, ink := color.Gray{Y: 255}, color.Gray{}
	draw.Draw(small, small.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	if line.Style.Inverse {
		ink, paper = paper, ink
		used := image.Rect(0, 0, width(line.Text)*cellWidth, cellHeight)
		draw.Draw(small, used, image.NewUniform(paper), image.Point{}, draw.Src)
	}
	pen := font.Drawer{Dst: small, Src: image.NewUniform(ink), Face: face}
	for i, r := range []rune(line.Text) {
		pen.Dot = fixed.P(i*cellWidth, baseline)
		pen.DrawString(string(r))
	}
	return magnify(small, line.Style)
}

// magnify doubles width and height where the style does, and keeps the paper's
// width.
func magnify(small *image.Gray, style Style) image.Image {
	across, down := style.columns(), 1
	if style.Tall {
		down = 2
	}
	size := small.Bounds()
	big := image.NewGray(image.Rect(0, 0, size.Dx(), size.Dy()*down))
	for y := range big.Bounds().Dy() {
		for x := range big.Bounds().Dx() {
			big.SetGray(x, y, small.GrayAt(x/across, y/down))
		}
	}
	return big
}

// stack puts the strips below one another.
func stack(strips []strip, dots int) image.Image {
	height := 2 * edge
	for _, s := range strips {
		height += s.height
	}
	sheet := image.NewGray(image.Rect(0, 0, dots+2*edge, height))
	draw.Draw(sheet, sheet.Bounds(), image.White, image.Point{}, draw.Src)
	y := edge
	for _, s := range strips {
		if s.picture != nil {
			size := s.picture.Bounds().Size()
			at := image.Pt(edge, y)
			if s.middle {
				at.X += (dots - size.X) / 2
			}
			draw.Draw(sheet, image.Rectangle{Min: at, Max: at.Add(size)}, s.picture, s.picture.Bounds().Min, draw.Src)
		}
		y += s.height
	}
	return sheet
}
