package presenter_test

import (
	"fmt"
	"testing"
	"time"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/ui/presenter"
)

// A folder that was renamed under an open till was told as a full disk, with 183 MB
// free, and of a database that was replaced nothing was told at all: what the till
// went on selling was in no file that anybody would open again. A till that was opened
// on a full disk said so only when a customer wanted to pay.
func TestNoMoneyIsTakenWhereItCannotBeStored(t *testing.T) {
	for word, cause := range map[string]error{"notice.gone": checkout.ErrGone, "notice.replaced": checkout.ErrReplaced, "notice.no-room": checkout.ErrNoRoom} {
		var missing error
		serveWith(t, func(s *shop) { s.Till.Room = func() error { return missing } }, func(t *testing.T, s *shop) {
			told := presenter.Message{Tone: presenter.Bad, Text: words.In("en").Say(word)}
			missing = fmt.Errorf("store: %w", cause)
			s.press("5 0 0 0 0 Enter")
			if state := s.after(2 * time.Second); state.Notice != told || state.Screen == presenter.Waiting {
				t.Errorf("asked for money: %s, %+v", state.Screen, state.Notice)
			}
			s.press("F9")
			s.press("Esc")
			s.ui <- func() { s.MoneyIs(presenter.Hindrance(missing)) }
			if state := s.after(time.Hour); state.Screen != presenter.Amount || state.Notice != told {
				t.Errorf("between sales: %s, %+v", state.Screen, state.Notice)
			}
			missing = nil
			s.ui <- func() { s.MoneyIs("") }
			if state := s.after(0); state.Notice.Text != "" {
				t.Errorf("back in its place: %+v", state.Notice)
			}
			s.press("5 0 0 0 0 Enter")
			if state := s.after(2 * time.Second); state.Screen != presenter.Waiting {
				t.Errorf("back in its place: %s", state.Screen)
			}
		})
	}
}
