package printer

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"

	"kasir/printer/escpos"
)

// ErrLogo means that a file cannot be a logo: it is no PNG, or too large.
var ErrLogo = errors.New("printer: no PNG that can be a logo")

// Limits of a logo's file. A picture is unpacked in memory, and a file of 47
// bytes can claim to be one of six gigabytes.
const (
	maxLogoBytes  = 4 << 20
	maxLogoPixels = 4 << 20
)

// DecodeLogo reads a PNG of at most 4 MiB and 4 Mi pixels, and gives it in greys
// on white. The error is an ErrLogo or the reader's.
//
// Read a logo once and use it in many documents: its dots are kept as long as
// they are those of the same picture.
func DecodeLogo(file io.Reader) (*image.Gray, error) {
	data, err := io.ReadAll(io.LimitReader(file, maxLogoBytes+1))
	if err != nil {
		return nil, fmt.Errorf("printer: read logo: %w", err)
	}
	if len(data) > maxLogoBytes {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrLogo, maxLogoBytes)
	}
	head, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLogo, err)
	}
	if head.Width > maxLogoPixels/max(head.Height, 1) {
		return nil, fmt.Errorf("%w: %d x %d pixels", ErrLogo, head.Width, head.Height)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrLogo, err)
	}
	return greys(picture, head.Width, head.Height), nil
}

// keptLogos is for one on each width of paper, and for changing it.
const keptLogos = 4

type logoOn struct {
	picture *image.Gray
	dots    int
}

// logo makes the dots of a logo. Those of one that DecodeLogo has read are kept:
// making them takes longer than printing a receipt may.
func (g *gallery) logo(picture image.Image, dots int) *escpos.Bitmap {
	grey, ok := picture.(*image.Gray)
	if !ok {
		return logo(picture, dots)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	key := logoOn{grey, dots}
	found := g.logos[key]
	if found == nil {
		if g.logos == nil || len(g.logos) >= keptLogos {
			g.logos = map[logoOn]*escpos.Bitmap{}
		}
		found = logo(grey, dots)
		g.logos[key] = found
	}
	return found
}
