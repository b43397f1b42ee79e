package escpos

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// symbolNames are the functions of GS ( k for QR codes (cn is 49) by fn.
var symbolNames = map[byte]string{65: "model", 67: "size", 69: "level", 81: "print"}

var symbolLevels = map[byte]string{48: " (L)", 49: " (M)", 50: " (Q)", 51: " (H)"}

// describeSymbol shows GS ( k. Functions that we do not know are shown in hex.
func describeSymbol(c Command) string {
	function := c.Args[2:]
	if payload, ok := bytes.CutPrefix(function, []byte{49, 80, 48}); ok {
		return "GS ( k QR store " + strconv.Quote(string(payload))
	}
	if len(function) < 3 || function[0] != 49 || symbolNames[function[1]] == "" {
		return fmt.Sprintf("GS ( k % X", function)
	}
	var out strings.Builder
	out.WriteString("GS ( k QR " + symbolNames[function[1]])
	for _, n := range function[2:] {
		out.WriteString(" " + strconv.Itoa(int(n)))
	}
	if function[1] == 69 {
		out.WriteString(symbolLevels[function[2]])
	}
	return out.String()
}

// describeRaster shows GS v 0: the size in dots, and the picture below it.
func describeRaster(c Command) string {
	b := pictureOf(c)
	return fmt.Sprintf("GS v 0 %d: %d x %d dots", c.Args[0], b.Width, b.Height) + inBraille(b)
}

// describeStored shows GS ( L: the picture that is stored, or the function in hex.
func describeStored(c Command) string {
	if b := pictureOf(c); b != nil {
		return fmt.Sprintf("GS ( L store: %d x %d dots", b.Width, b.Height) + inBraille(b)
	}
	if isFrame(c) {
		return "GS ( L print"
	}
	return fmt.Sprintf("GS ( L % X", c.Args[2:])
}

// describeColumns shows ESC * 32 and 33: a stripe of 24 rows.
func describeColumns(c Command) string {
	if b := pictureOf(c); b != nil {
		return fmt.Sprintf("ESC * %d: %d columns", c.Args[0], b.Width) + inBraille(b)
	}
	return fmt.Sprintf("ESC * %d: % X", c.Args[0], c.Args[3:])
}

// inBraille draws a picture, each four rows on a line of its own.
func inBraille(b *Bitmap) string {
	var out strings.Builder
	if len(b.Bits) == 0 {
		return ""
	}
	stride := rowBytes(b.Width)
	for top := 0; top < b.Height; top += 4 {
		out.WriteString("\n  ")
		for column := range stride * 4 {
			out.WriteRune(braille(b.Bits, stride, column*2, top))
		}
	}
	return out.String()
}

// The bits of a Braille pattern, by row and column (Unicode, U+2800 to U+28FF).
var brailleBits = [4][2]rune{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// braille packs 2 by 4 dots into one letter.
func braille(data []byte, stride, left, top int) rune {
	r := rune(0x2800)
	for dy, bits := range brailleBits {
		if (top+dy)*stride >= len(data) {
			break
		}
		for dx, bit := range bits {
			x := left + dx
			if data[(top+dy)*stride+x/8]&(0x80>>(x%8)) != 0 {
				r |= bit
			}
		}
	}
	return r
}
