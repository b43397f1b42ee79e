package escpos

// An Answer is one thing that a printer said.
type Answer struct {
	Kind AnswerKind
	Byte byte    // of RealTime and Fenced
	Auto [4]byte // of AutoState
	Text string  // of Block: what stands between its first byte and NUL
}

// An AnswerKind says what an Answer is.
type AnswerKind uint8

// Kinds of answer.
const (
	_         AnswerKind = iota
	RealTime             // to DLE EOT
	AutoState            // sent by itself
	Fenced               // one byte to GS r
	Block                // to GS I and GS ( H
	Pause                // XOFF: send nothing more
	Resume               // XON
)

// MarkOf gives the number of a Mark that has been reached.
func (a Answer) MarkOf() (number int, ok bool) {
	if a.Kind != Block || len(a.Text) != 6 || a.Text[0] != markHead || a.Text[1] != 0x22 {
		return 0, false
	}
	for _, digit := range []byte(a.Text[2:]) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		number = number*10 + int(digit-'0')
	}
	return number, true
}

// Model gives the name that a printer gives itself.
func (a Answer) Model() (name string, ok bool) {
	if a.Kind != Block || len(a.Text) < 2 || a.Text[0] != modelHead {
		return "", false
	}
	return a.Text[1:], true
}

const (
	xon, xoff = 0x11, 0x13
	markHead  = 0x37
	modelHead = 0x5F
	longBlock = 128 // a block that never ends must not swallow what follows
)

// A Listener takes the bytes of a printer one by one and puts answers together.
// Its zero value is ready. Bytes that fit nothing are dropped: a printer may say
// things that nobody asked for.
type Listener struct {
	block []byte
	auto  []byte
}

// Hear takes the next byte, which may complete an answer.
func (l *Listener) Hear(b byte) (Answer, bool) {
	switch {
	case b == xoff:
		return Answer{Kind: Pause}, true
	case b == xon:
		return Answer{Kind: Resume}, true
	case len(l.block) > 0:
		return l.inBlock(b)
	case len(l.auto) > 0:
		return l.inAuto(b)
	}
	return l.first(b)
}

// first takes a byte that stands at the beginning of an answer.
func (l *Listener) first(b byte) (Answer, bool) {
	switch {
	case isBlockHead(b):
		l.block = append(l.block[:0], b)
	case b&0x93 == 0x12:
		return Answer{Kind: RealTime, Byte: b}, true
	case b&0x93 == 0x10:
		l.auto = append(l.auto[:0], b)
	case b&0x90 == 0:
		return Answer{Kind: Fenced, Byte: b}, true
	}
	return Answer{}, false
}

func isBlockHead(b byte) bool {
	switch b {
	case markHead, 0x35, 0x3B, 0x3D, modelHead:
		return true
	}
	return false
}

// inBlock takes a byte of a block, which ends with NUL. What no block holds
// shows that the block broke off.
func (l *Listener) inBlock(b byte) (Answer, bool) {
	switch {
	case b == 0:
		text := string(l.block)
		l.block = l.block[:0]
		return Answer{Kind: Block, Text: text}, true
	case b < ' ', len(l.block) >= longBlock:
		l.block = l.block[:0]
		return l.first(b)
	}
	l.block = append(l.block, b)
	return Answer{}, false
}

// inAuto takes a byte of the four of an automatic status.
func (l *Listener) inAuto(b byte) (Answer, bool) {
	if b&0x90 != 0 {
		l.auto = l.auto[:0]
		return l.first(b)
	}
	l.auto = append(l.auto, b)
	if len(l.auto) < 4 {
		return Answer{}, false
	}
	state := [4]byte(l.auto)
	l.auto = l.auto[:0]
	return Answer{Kind: AutoState, Auto: state}, true
}
