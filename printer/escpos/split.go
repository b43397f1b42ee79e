package escpos

import "bytes"

// A Command is one command of a byte stream, one run of text, or one byte that
// is neither.
type Command struct {
	Name string // "ESC @", "GS ( k", ...; Letters or Unknown
	Raw  []byte // all of its bytes
	Args []byte // those behind the name
}

// Names of what is not a command.
const (
	Letters = "text"
	Unknown = "unknown"
)

// A shape says how a command begins and how many bytes follow. The count is -1
// where the stream ends too early to tell.
type shape struct {
	name   string
	prefix string
	count  func(rest []byte) int
}

var shapes = []shape{
	{"LF", "\n", fixed(0)},
	{"DLE EOT", "\x10\x04", fixed(1)},
	{"ESC *", "\x1B*", columnCount},
	{"ESC 2", "\x1B2", fixed(0)},
	{"ESC 3", "\x1B3", fixed(1)},
	{"ESC @", "\x1B@", fixed(0)},
	{"ESC E", "\x1BE", fixed(1)},
	{"ESC R", "\x1BR", fixed(1)},
	{"ESC a", "\x1Ba", fixed(1)},
	{"ESC d", "\x1Bd", fixed(1)},
	{"ESC p", "\x1Bp", fixed(3)},
	{"ESC t", "\x1Bt", fixed(1)},
	{"FS .", "\x1C.", fixed(0)},
	{"GS !", "\x1D!", fixed(1)},
	{"GS B", "\x1DB", fixed(1)},
	{"GS H", "\x1DH", fixed(1)},
	{"GS I", "\x1DI", fixed(1)},
	{"GS V", "\x1DV", cutCount},
	{"GS a", "\x1Da", fixed(1)},
	{"GS h", "\x1Dh", fixed(1)},
	{"GS k 73", "\x1Dk\x49", barcodeCount},
	{"GS r", "\x1Dr", fixed(1)},
	{"GS w", "\x1Dw", fixed(1)},
	{"GS ( H", "\x1D(H", blockCount},
	{"GS ( L", "\x1D(L", blockCount},
	{"GS ( k", "\x1D(k", blockCount},
	{"GS v 0", "\x1Dv0", rasterCount},
}

// Split takes a byte stream apart. The Raw bytes of the commands, put together,
// are the stream.
func Split(b []byte) []Command {
	var list []Command
	for len(b) > 0 {
		c := first(b)
		list = append(list, c)
		b = b[len(c.Raw):]
	}
	return list
}

func first(b []byte) Command {
	if n := letters(b); n > 0 {
		return Command{Letters, b[:n], b[:n]}
	}
	for _, s := range shapes {
		rest, ok := bytes.CutPrefix(b, []byte(s.prefix))
		if !ok {
			continue
		}
		if n := s.count(rest); n >= 0 && n <= len(rest) {
			return Command{s.name, b[:len(s.prefix)+n], rest[:n]}
		}
	}
	return Command{Unknown, b[:1], b[:1]}
}

// letters counts the bytes of text at the start.
func letters(b []byte) int {
	for i, c := range b {
		if c < ' ' || c == 0x7F {
			return i
		}
	}
	return len(b)
}

func fixed(n int) func([]byte) int { return func([]byte) int { return n } }

// cutCount is for GS V m, and GS V m n where m is 65 or 66.
func cutCount(rest []byte) int {
	if len(rest) > 0 && (rest[0] == 65 || rest[0] == 66) {
		return 2
	}
	return 1
}

// barcodeCount is for GS k 73 n and as many bytes.
func barcodeCount(rest []byte) int {
	if len(rest) < 1 {
		return -1
	}
	return 1 + int(rest[0])
}

// blockCount is for GS ( x pL pH and as many bytes.
func blockCount(rest []byte) int {
	if len(rest) < 2 {
		return -1
	}
	return 2 + int(rest[0]) + int(rest[1])<<8
}

// columnCount is for ESC * m nL nH and three bytes for each of n columns, or one
// where m says so.
func columnCount(rest []byte) int {
	if len(rest) < 3 {
		return -1
	}
	columns := int(rest[1]) + int(rest[2])<<8
	if rest[0] == 32 || rest[0] == 33 {
		return 3 + 3*columns
	}
	return 3 + columns
}

// rasterCount is for GS v 0 m xL xH yL yH and x * y bytes.
func rasterCount(rest []byte) int {
	if len(rest) < 5 {
		return -1
	}
	return 5 + rasterStride(rest)*rasterRows(rest)
}

func rasterStride(args []byte) int { return int(args[1]) + int(args[2])<<8 }
func rasterRows(args []byte) int   { return int(args[3]) + int(args[4])<<8 }
