package presenter_test

import (
	"testing"
	"time"

	"kasir/ui/presenter"
)

// A cashier who looks elsewhere hears that a payment is in doubt, once, and
// does not hear what he has done himself.
func TestTroubleIsHeardOnce(t *testing.T) {
	troubles := 0
	change := func(s *shop) { s.OnTrouble = func() { troubles++ } }
	serveWith(t, change, func(t *testing.T, s *shop) {
		s.press("5 0 000 Enter")
		s.after(2 * time.Second)
		s.press("Esc Enter")
		s.want(s.after(3*time.Second), presenter.Unpaid)
		if troubles != 0 {
			t.Errorf("a cancelled payment was heard %d times", troubles)
		}
		s.press("Enter 7 000 Enter")
		s.after(2 * time.Second)
		s.network.cut.Store(true)
		s.want(s.after(2*time.Minute), presenter.Doubt)
		if troubles != 1 {
			t.Errorf("doubt was heard %d times", troubles)
		}
	})
}
