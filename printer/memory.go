package printer

import (
	"crypto/rand"
	"math/big"
)

// memory is what a Printer has learned of its device, from job to job.
type memory struct {
	heard   bool // it has answered a question
	silent  int  // jobs that began with no answer, while it had never answered
	marks   bool // it has answered a mark
	fences  bool // it has answered a fence
	noFence int  // connections in which it answered questions and no fence
	late    int  // fences beyond one that it may still answer, on a later connection
	mark    int  // the last mark; 0 before the first
	unended int  // bytes that an unfinished command may still want
}

const (
	silences = 2 // unanswered jobs after which a printer is mute
	mostOwed = 7 // no printer is known to hold back so many answers

	// A band of a picture, the longest command we send, has less.
	longestCommand = 20 << 10
)

// mute tells whether the printer need not be asked any more.
func (m *memory) mute() bool { return !m.heard && m.silent >= silences }

// owed is how many answers could come that belong to an earlier connection. It
// is one at least: an earlier run of the till may have ended behind a fence.
func (m *memory) owed() int { return 1 + m.late }

// settle notes that a connection has ended with so many fences sent and heard.
// Whatever is not answered may come later.
func (m *memory) settle(sent, heard int) {
	m.late = min(max(m.owed()+sent-heard, 1), mostOwed) - 1
}

func (m *memory) brokeOff(bytes int) { m.unended = min(max(m.unended, bytes), longestCommand) }

// nextMark counts 1 to 9999. It begins anywhere, so that the echo of a mark from
// before a restart is not taken for one of ours.
func (m *memory) nextMark() int {
	if m.mark == 0 {
		start, err := rand.Int(rand.Reader, big.NewInt(9999))
		if err != nil {
			panic(err) // crypto/rand does not fail
		}
		m.mark = int(start.Int64())
	}
	m.mark = m.mark%9999 + 1
	return m.mark
}
