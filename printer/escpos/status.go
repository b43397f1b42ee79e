package escpos

// What a printer is asked between two commands, and what it answers. The bytes
// are those of the POS-80 Programmer Manual, the Aures ESC/POS Command Manual
// and the Epson Application Programming Guide v10.

// A Question is the n of DLE EOT n. The answer comes at once, even from a
// printer that is offline or whose memory is full.
type Question byte

// Questions.
const (
	AskPrinter Question = 1 + iota
	AskOffline          // why it is offline
	AskError
	AskPaper
)

// Questions lists all of them, in the order in which they are asked.
func Questions() []Question { return []Question{AskPrinter, AskOffline, AskError, AskPaper} }

// Ask is DLE EOT n. It may only stand between two commands: within one it is data.
func Ask(q Question) []byte { return []byte{dle, 0x04, byte(q)} }

// Fence is GS r 1. A printer answers it when everything before it is done, and
// not at all while it is out of paper.
func Fence() []byte { return []byte{0x1D, 'r', 1} }

// AutoStatus is GS a n: the printer tells each change of its state by itself.
func AutoStatus(on bool) []byte {
	if on {
		return []byte{0x1D, 'a', 0x0F}
	}
	return []byte{0x1D, 'a', 0}
}

// Mark is GS ( H fn 48: the printer answers with the four digits when what
// stands before them is on paper. The number is taken modulo 10000.
func Mark(number int) []byte {
	return append([]byte{0x1D, '(', 'H', 6, 0, 0x30, 0x30}, markDigits(number)...)
}

func markDigits(number int) []byte {
	digits := []byte("0000")
	for i := len(digits) - 1; i >= 0; i-- {
		digits[i] += byte(number % 10)
		number /= 10
	}
	return digits
}

// AskModel is GS I 67: what the printer calls itself. Clones copy the names of others.
func AskModel() []byte { return []byte{0x1D, 'I', 67} }

// Flush ends a command that an earlier job left unfinished, which takes at most
// so many bytes more, and brings the printer back into a known state.
func Flush(missing int) []byte { return append(make([]byte, missing), 0x1B, '@') }

// A Status is what a printer says of itself.
type Status struct {
	Offline       bool
	CoverOpen     bool
	PaperOut      bool
	NearEnd       bool // of the paper
	CutterError   bool
	Unrecoverable bool // it wants to be switched off and on, or repaired
	Recoverable   bool // it goes on by itself, as when the head has cooled down
	Feeding       bool // somebody holds the feed button
}

// Explained tells whether the printer names a reason for being offline.
func (s Status) Explained() bool {
	return s.CoverOpen || s.PaperOut || s.CutterError || s.Unrecoverable || s.Recoverable || s.Feeding
}

// Real takes in the answer to a question.
func (s *Status) Real(q Question, b byte) {
	bit := func(mask byte) bool { return b&mask != 0 }
	switch q {
	case AskPrinter:
		s.Offline = bit(0x08)
	case AskOffline:
		s.CoverOpen, s.Feeding = bit(0x04), bit(0x08)
	case AskError:
		s.CutterError, s.Unrecoverable, s.Recoverable = bit(0x08), bit(0x20), bit(0x40)
	case AskPaper:
		s.NearEnd, s.PaperOut = bit(0x0C), bit(0x60)
	}
}

// Auto takes in the four bytes that a printer sends by itself.
func (s *Status) Auto(b [4]byte) {
	s.Offline, s.CoverOpen, s.Feeding = b[0]&0x08 != 0, b[0]&0x20 != 0, b[0]&0x40 != 0
	s.CutterError, s.Unrecoverable, s.Recoverable = b[1]&0x08 != 0, b[1]&0x20 != 0, b[1]&0x44 != 0
	s.NearEnd, s.PaperOut = b[2]&0x03 != 0, b[2]&0x0C != 0
}
