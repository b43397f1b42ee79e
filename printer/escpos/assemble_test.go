package escpos_test

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// assemble is Dump backwards: it makes the bytes of a dump of epson-80. It knows
// the commands by itself, so that a wrong Dump is not undone by a wrong twin.
func assemble(dump string) ([]byte, error) {
	a := assembler{page: charmap.CodePage437}
	for line := range strings.Lines(dump) {
		if err := a.line(strings.TrimSuffix(line, "\n")); err != nil {
			return nil, fmt.Errorf("line %q: %w", line, err)
		}
	}
	return a.out, nil
}

type assembler struct {
	out  []byte
	page *charmap.Charmap
	rows int // of a picture, still to come
	wide int // bytes in a row of it

	stripe  []byte // rows of ESC *, until there are 24
	columns int
}

var beginnings = map[string]string{
	"LF": "\n", "ESC @": "\x1b\x40", "FS .": "\x1c\x2e", "ESC R": "\x1b\x52", "ESC a": "\x1b\x61",
	"ESC E": "\x1b\x45", "ESC d": "\x1b\x64", "ESC p": "\x1b\x70", "ESC t": "\x1b\x74",
	"GS !": "\x1d\x21", "GS B": "\x1d\x42", "GS V": "\x1d\x56",
	"DLE EOT": "\x10\x04", "ESC 2": "\x1b\x32", "ESC 3": "\x1b\x33", "GS I": "\x1d\x49", "GS a": "\x1d\x61", "GS r": "\x1d\x72",
	"GS H": "\x1d\x48", "GS h": "\x1d\x68", "GS w": "\x1d\x77",
}

var pages = map[int]*charmap.Charmap{
	0: charmap.CodePage437, 19: charmap.CodePage858, 16: charmap.Windows1252,
}

var charmaps = map[string]*charmap.Charmap{
	"PC437": charmap.CodePage437, "PC858": charmap.CodePage858, "WPC1252": charmap.Windows1252,
}

func (a *assembler) line(s string) error {
	switch {
	case strings.HasPrefix(s, "  "):
		return a.picture(strings.TrimPrefix(s, "  "))
	case strings.HasPrefix(s, `"`):
		return a.text(s)
	case strings.HasPrefix(s, "unknown "):
		b, err := hex.DecodeString(strings.TrimPrefix(s, "unknown "))
		a.out = append(a.out, b...)
		return err
	case strings.HasPrefix(s, "GS ( k"):
		return a.symbol(strings.TrimPrefix(strings.TrimPrefix(s, "GS ( k"), " "))
	case strings.HasPrefix(s, "GS k 73 "):
		data, err := strconv.Unquote(strings.TrimPrefix(s, "GS k 73 "))
		a.out = append(append(a.out, 0x1d, 'k', 73, byte(len(data))), data...)
		return err
	case strings.HasPrefix(s, "GS ( H") || strings.HasPrefix(s, "GS ( L"):
		return a.block(s)
	case strings.HasPrefix(s, "ESC * "):
		return a.stripes(s)
	case strings.HasPrefix(s, "GS v 0 "):
		return a.raster(s)
	}
	s, _, _ = strings.Cut(s, " (")
	words := strings.Fields(s)
	name := strings.Join(words[:min(2, len(words))], " ")
	prefix, ok := beginnings[name]
	if !ok {
		return fmt.Errorf("no command %q", name)
	}
	a.out = append(a.out, prefix...)
	numbers, err := a.numbers(words[min(2, len(words)):])
	if name == "ESC @" {
		a.page = pages[0]
	}
	if name == "ESC t" {
		a.page = pages[numbers[0]]
	}
	return err
}

func (a *assembler) numbers(words []string) ([]int, error) {
	var list []int
	for _, w := range words {
		n, err := strconv.ParseUint(w, 10, 8)
		if err != nil {
			return nil, err
		}
		list = append(list, int(n))
		a.out = append(a.out, byte(n))
	}
	return list, nil
}

func (a *assembler) text(s string) error {
	s, lf := strings.CutSuffix(s, " LF")
	s = strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`)
	for s != "" {
		if rest, ok := strings.CutPrefix(s, `\x`); ok {
			b, err := hex.DecodeString(rest[:2])
			if err != nil {
				return err
			}
			a.out = append(a.out, b...)
			s = rest[2:]
			continue
		}
		s = strings.TrimPrefix(s, `\`)
		r := []rune(s)[0]
		s = s[len(string(r)):]
		if r < 0x80 {
			a.out = append(a.out, byte(r))
			continue
		}
		b, ok := a.page.EncodeRune(r)
		if !ok {
			return fmt.Errorf("%q is not on the page", r)
		}
		a.out = append(a.out, b)
	}
	if lf {
		a.out = append(a.out, '\n')
	}
	return nil
}

func (a *assembler) symbol(s string) error {
	var function []byte
	if rest, ok := strings.CutPrefix(s, "QR "); ok {
		name, value, _ := strings.Cut(rest, " ")
		function = []byte{'1', map[string]byte{"model": 'A', "size": 'C', "level": 'E', "store": 'P', "print": 'Q'}[name]}
		if name == "store" {
			payload, err := strconv.Unquote(value)
			if err != nil {
				return err
			}
			function = append(append(function, '0'), payload...)
		} else {
			value, _, _ = strings.Cut(value, " (")
			inner := assembler{}
			if _, err := inner.numbers(strings.Fields(value)); err != nil {
				return err
			}
			function = append(function, inner.out...)
		}
	} else {
		b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
		if err != nil {
			return err
		}
		function = b
	}
	a.out = append(a.out, 0x1d, '(', 'k', byte(len(function)), byte(len(function)>>8))
	a.out = append(a.out, function...)
	return nil
}

func (a *assembler) raster(s string) error {
	var mode, width, rows int
	if _, err := fmt.Sscanf(s, "GS v 0 %d: %d x %d dots", &mode, &width, &rows); err != nil {
		return err
	}
	a.wide, a.rows = width/8, rows
	a.out = append(a.out, 0x1d, 'v', '0', byte(mode), byte(a.wide), byte(a.wide>>8), byte(rows), byte(rows>>8))
	return nil
}

// picture reads one line of Braille patterns: up to four rows of dots.
func (a *assembler) picture(s string) error {
	rows := make([]byte, 4*a.wide)
	for i, r := range []rune(s) {
		for bit, place := range [8][2]int{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}} {
			if (r-0x2800)>>bit&1 == 1 {
				x := 2*i + place[0]
				rows[place[1]*a.wide+x/8] |= 1 << (7 - x%8)
			}
		}
	}
	if a.columns > 0 {
		a.stripe = append(a.stripe, rows...)
		a.endStripe()
		return nil
	}
	n := min(4, a.rows)
	a.rows -= n
	a.out = append(a.out, rows[:n*a.wide]...)
	return nil
}

// block reads GS ( H and GS ( L: hex, or a picture.
func (a *assembler) block(s string) error {
	a.out = append(a.out, 0x1d, '(', s[5])
	var width, rows int
	if s == "GS ( L print" {
		a.out = append(a.out, 2, 0, 48, 50)
		return nil
	}
	if _, err := fmt.Sscanf(s, "GS ( L store: %d x %d dots", &width, &rows); err == nil {
		a.wide, a.rows = (width+7)/8, rows
		n := 10 + a.wide*rows
		a.out = append(a.out, byte(n), byte(n>>8), 48, 112, 48, 1, 1, 49, byte(width), byte(width>>8), byte(rows), byte(rows>>8))
		return nil
	}
	b, err := hex.DecodeString(strings.ReplaceAll(s[6:], " ", ""))
	a.out = append(append(a.out, byte(len(b)), byte(len(b)>>8)), b...)
	return err
}

// stripes reads ESC *: hex, or the size of a picture that follows.
func (a *assembler) stripes(s string) error {
	var mode, columns int
	if _, err := fmt.Sscanf(s, "ESC * %d: %d columns", &mode, &columns); err == nil {
		a.out = append(a.out, 0x1b, '*', byte(mode), byte(columns), byte(columns>>8))
		a.columns, a.wide, a.stripe = columns, (columns+7)/8, nil
		return nil
	}
	head, data, _ := strings.Cut(strings.TrimPrefix(s, "ESC * "), ":")
	mode, err := strconv.Atoi(head)
	if err != nil {
		return err
	}
	b, err := hex.DecodeString(strings.ReplaceAll(data, " ", ""))
	a.out = append(a.out, 0x1b, '*', byte(mode), byte(len(b)), byte(len(b)>>8))
	a.out = append(a.out, b...)
	return err
}

// endStripe writes the columns of a stripe once all of its rows are there.
func (a *assembler) endStripe() {
	if len(a.stripe) < 24*a.wide {
		return
	}
	for x := range a.columns {
		var column [3]byte
		for y := range 24 {
			if a.stripe[y*a.wide+x/8]&(0x80>>(x%8)) != 0 {
				column[y/8] |= 0x80 >> (y % 8)
			}
		}
		a.out = append(a.out, column[:]...)
	}
	a.columns = 0
}
