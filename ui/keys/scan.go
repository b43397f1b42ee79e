package keys

import "time"

// A scanner types eight characters or more (EAN-8 is the shortest code on
// goods), each within scanGap of the one before. Nobody types like that.
const (
	scanLeast = 8
	scanGap   = 30 * time.Millisecond
)

// scan collects characters that come too fast for fingers.
type scan struct {
	text []rune
	last time.Time
}

func (s *scan) add(char rune, now time.Time) {
	if now.Sub(s.last) > scanGap {
		s.text = s.text[:0]
	}
	s.text = append(s.text, char)
	s.last = now
}

// end returns the scan that an Enter at the given time completes.
func (s *scan) end(now time.Time) (string, bool) {
	text, fast := string(s.text), now.Sub(s.last) <= scanGap
	long := len(s.text) >= scanLeast
	s.text = s.text[:0]
	return text, fast && long
}
