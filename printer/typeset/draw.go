package typeset

import (
	"image"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"

	"kasir/printer/escpos"
)

// A strip of plain height: room for accents and Arabic vowels above the baseline
// and for tails below. It grows where a letter needs more.
const (
	above = 25 // dots
	below = 9

	// ink is how much of a dot, of 255, must be covered to print it. Half would
	// break the thin strokes that join Arabic letters.
	ink = 110
)

type segment = opentype.Segment

// A glyph is an outline and where it stands on its line, in dots. The outline is
// in units of its font, up is more.
type glyph struct {
	outline       []segment
	box           bool // no font has it
	scale         float32
	x, y, advance float32
}

// A Placed is a line and where on the paper it begins, in dots from the left.
type Placed struct {
	Line
	X int
}

// Draw puts lines of one style beside one another on a strip of paper, black on
// white.
func Draw(width int, lines ...Placed) *escpos.Bitmap {
	up, down := extent(lines)
	raster := vector.NewRasterizer(width, up+down)
	for _, line := range lines {
		for _, g := range line.glyphs {
			g.draw(raster, pen{
				x: float32(line.X), y: float32(up),
				across: float32(line.style.across()) * line.squash, down: float32(line.style.down()),
			})
		}
	}
	cover := image.NewAlpha(image.Rect(0, 0, width, up+down))
	raster.Draw(cover, cover.Rect, image.Opaque, image.Point{})
	return dots(cover)
}

// dots makes black what is covered enough.
func dots(cover *image.Alpha) *escpos.Bitmap {
	out := escpos.NewBitmap(cover.Rect.Dx(), cover.Rect.Dy())
	stride := len(out.Bits) / max(out.Height, 1)
	for y := range out.Height {
		row := cover.Pix[y*cover.Stride : y*cover.Stride+out.Width]
		for x, alpha := range row {
			if alpha >= ink {
				out.Bits[y*stride+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return out
}

// extent is how far lines reach above and below their baseline.
func extent(lines []Placed) (up, down int) {
	for _, line := range lines {
		stretch := float32(line.style.down())
		up = max(up, above*line.style.down())
		down = max(down, below*line.style.down())
		for _, g := range line.glyphs {
			for _, s := range g.outline {
				for _, p := range s.ArgsSlice() {
					y := (g.y + p.Y*g.scale) * stretch
					up = max(up, int(math.Ceil(float64(y))))
					down = max(down, int(math.Ceil(float64(-y))))
				}
			}
		}
	}
	return up, down
}

// A pen turns places on a line into places on the strip.
type pen struct{ x, y, across, down float32 }

func (p pen) at(x, y float32) (float32, float32) {
	return p.x + x*p.across, p.y - y*p.down
}

func (g glyph) draw(raster *vector.Rasterizer, p pen) {
	if g.box {
		g.drawBox(raster, p)
		return
	}
	at := func(s segment, i int) (float32, float32) {
		return p.at(g.x+s.Args[i].X*g.scale, g.y+s.Args[i].Y*g.scale)
	}
	for _, s := range g.outline {
		x0, y0 := at(s, 0)
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			raster.ClosePath()
			raster.MoveTo(x0, y0)
		case opentype.SegmentOpLineTo:
			raster.LineTo(x0, y0)
		case opentype.SegmentOpQuadTo:
			x1, y1 := at(s, 1)
			raster.QuadTo(x0, y0, x1, y1)
		case opentype.SegmentOpCubeTo:
			x1, y1 := at(s, 1)
			x2, y2 := at(s, 2)
			raster.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	raster.ClosePath()
}

// drawBox draws the frame that stands for a letter that no font has: one way
// around outside, the other way around inside.
func (g glyph) drawBox(raster *vector.Rasterizer, p pen) {
	const edge, height, stroke = 1, 15, 2
	right := g.advance - edge
	path := func(corners ...[2]float32) {
		for i, c := range corners {
			x, y := p.at(g.x+c[0], c[1])
			if i == 0 {
				raster.MoveTo(x, y)
			} else {
				raster.LineTo(x, y)
			}
		}
		raster.ClosePath()
	}
	path([2]float32{edge, 0}, [2]float32{right, 0}, [2]float32{right, height}, [2]float32{edge, height})
	path([2]float32{edge + stroke, stroke}, [2]float32{edge + stroke, height - stroke},
		[2]float32{right - stroke, height - stroke}, [2]float32{right - stroke, stroke})
}

// outline gives the shape of a glyph in one colour, or nil where there is none.
func outline(face *font.Face, id font.GID) []segment {
	switch data := face.GlyphData(id).(type) {
	case font.GlyphOutline:
		return data.Segments
	case font.GlyphSVG:
		return data.Outline.Segments
	case font.GlyphBitmap:
		if data.Outline != nil {
			return data.Outline.Segments
		}
	}
	return nil
}
