package printer

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
)

// ErrLogo means that a file cannot be a logo: it is no PNG, or too large.
var ErrLogo = errors.New("printer: no PNG that can be a logo")

// Limits of a logo's file. A picture is unpacked in memory, and a file of 47
// bytes can claim to be one of six gigabytes.
const (
	maxLogoBytes  = 4 << 20
	maxLogoPixels = 4 << 20
)

// DecodeLogo reads a PNG of at most 4 MiB and 4 Mi pixels. The error is an
// ErrLogo or the reader's.
func DecodeLogo(file io.Reader) (image.Image, error) {
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
	return picture, nil
}
