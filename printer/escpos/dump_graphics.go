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
	stride, rows := rasterStride(c.Args), rasterRows(c.Args)
	return fmt.Sprintf("GS v 0 %d: %d x %d dots", c.Args[0], stride*8, rows) + picture(c.Args[5:], stride, rows)
}

// describeStored shows GS ( L: the picture that is stored, or the function in hex.
func describeStored(c Command) string {
	function := c.Args[2:]
	dots, ok := bytes.CutPrefix(function, []byte{48, 112, 48, 1, 1, 49})
	switch {
	case bytes.Equal(function, []byte{48, 50}):
		return "GS ( L print"
	case ok && len(dots) >= 4:
		width, rows := int(dots[0])+int(dots[1])<<8, int(dots[2])+int(dots[3])<<8
		if stride := rowBytes(width); stride*rows == len(dots)-4 {
			return fmt.Sprintf("GS ( L store: %d x %d dots", width, rows) + picture(dots[4:], stride, rows)
		}
	}
	return fmt.Sprintf("GS ( L % X", function)
}

// describeColumns shows ESC * 32 and 33: a stripe of 24 rows.
func describeColumns(c Command) string {
	columns := int(c.Args[1]) + int(c.Args[2])<<8
	if c.Args[0] != 32 && c.Args[0] != 33 {
		return fmt.Sprintf("ESC * %d: % X", c.Args[0], c.Args[3:])
	}
	b := NewBitmap(columns, stripe)
	for x := range columns {
		for y := range stripe {
			if c.Args[3+3*x+y/8]&(0x80>>(y%8)) != 0 {
				b.Fill(x, y, 1, 1)
			}
		}
	}
	return fmt.Sprintf("ESC * %d: %d columns", c.Args[0], columns) + picture(b.Bits, rowBytes(columns), stripe)
}

// picture draws rows of packed dots in Braille patterns, each line on one of its
// own.
func picture(data []byte, stride, rows int) string {
	var out strings.Builder
	if len(data) == 0 {
		return ""
	}
	for top := 0; top < rows; top += 4 {
		out.WriteString("\n  ")
		for column := range stride * 4 {
			out.WriteRune(braille(data, stride, column*2, top))
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
