package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
)

// Decode unpacks a PNG of at most 1024 pixels a side. Where it is transparent
// it becomes white, as paper.
func Decode(data []byte) (image.Image, error) {
	img, err := unpack(data)
	if err != nil {
		return nil, fmt.Errorf("picture: decode: %w", err)
	}
	return img, nil
}

func unpack(data []byte) (*image.Gray, error) {
	if err := measure(data); err != nil {
		return nil, err
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, ErrFormat
	}
	size := img.Bounds().Size()
	paper := image.NewGray(image.Rectangle{Max: size})
	draw.Draw(paper, paper.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(paper, paper.Bounds(), img, img.Bounds().Min, draw.Over)
	return paper, nil
}

// measure looks at the kind and the size that a picture states. It comes before
// any decoding: 47 bytes can state a picture of six gigabytes.
func measure(data []byte) error {
	if len(data) > maxBytes {
		return ErrSize
	}
	if kind := http.DetectContentType(data); kind != "image/png" {
		return fmt.Errorf("%w but %s", ErrFormat, kind)
	}
	stated, err := png.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return ErrFormat
	case stated.Width > maxSide || stated.Height > maxSide:
		return ErrSize
	}
	return nil
}
