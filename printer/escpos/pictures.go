package escpos

import "bytes"

// Pictures reads the pictures of a job, from top to bottom, whichever way they
// were sent. Bands of one width that follow one another are one picture, as on
// paper.
func Pictures(job []byte) []*Bitmap {
	var list []*Bitmap
	joins := false // whether the picture before ends right here
	for _, c := range Split(job) {
		band := pictureOf(c)
		switch {
		case band == nil:
			joins = joins && isFrame(c)
			continue
		case joins && list[len(list)-1].Width == band.Width:
			last := list[len(list)-1]
			last.Bits = append(last.Bits, band.Bits...)
			last.Height += band.Height
		default:
			list = append(list, band)
		}
		joins = true
	}
	return list
}

// isFrame is for what belongs to a picture and has no dots.
func isFrame(c Command) bool {
	return c.Name == "ESC 2" || c.Name == "ESC 3" || c.Name == "LF" ||
		c.Name == "GS ( L" && bytes.Equal(c.Args[2:], []byte{48, 50})
}

// pictureOf is the picture in a command, or nil where there is none.
func pictureOf(c Command) *Bitmap {
	switch c.Name {
	case "GS v 0":
		return &Bitmap{Width: 8 * rasterStride(c.Args), Height: rasterRows(c.Args), Bits: bytes.Clone(c.Args[5:])}
	case "GS ( L":
		return storedPicture(c.Args[2:])
	case "ESC *":
		if c.Args[0] == 32 || c.Args[0] == 33 {
			return columnsPicture(c.Args)
		}
	}
	return nil
}

// storedPicture reads function 112 of GS ( L: 48 112 48 1 1 49 xL xH yL yH and
// rows of dots.
func storedPicture(function []byte) *Bitmap {
	dots, ok := bytes.CutPrefix(function, []byte{48, 112, 48, 1, 1, 49})
	if !ok || len(dots) < 4 {
		return nil
	}
	b := &Bitmap{Width: int(dots[0]) + int(dots[1])<<8, Height: int(dots[2]) + int(dots[3])<<8, Bits: bytes.Clone(dots[4:])}
	if rowBytes(b.Width)*b.Height != len(b.Bits) {
		return nil
	}
	return b
}

// columnsPicture reads ESC * 32 or 33: m nL nH and three bytes for each column.
func columnsPicture(args []byte) *Bitmap {
	b := NewBitmap(int(args[1])+int(args[2])<<8, stripe)
	for i, dots := range args[3:] {
		for bit := range 8 {
			if dots&(0x80>>bit) != 0 {
				b.Fill(i/3, i%3*8+bit, 1, 1)
			}
		}
	}
	return b
}
