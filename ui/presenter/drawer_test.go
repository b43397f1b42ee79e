package presenter_test

import (
	"testing"

	"kasir/checkout"
)

func withDrawer(s *shop) { s.HasDrawer, s.Till.Tray = true, s.db }

func TestF10OpensTheDrawer(t *testing.T) {
	serveWith(t, withDrawer, func(t *testing.T, s *shop) {
		s.press("F10")
		due, err := s.db.DuePapers()
		if err != nil || len(due) != 1 || due[0].Kind != checkout.DrawerPulse {
			t.Fatalf("waiting: %+v, %v", due, err)
		}
		done := due[0]
		done.State = checkout.Printed
		s.ui <- func() { s.PaperPrinted(done) }
		if got := s.after(0).Notice.Text; got != s.Words.Say("notice.drawer-open") {
			t.Errorf("said %q", got)
		}
		done.State, done.Cause = checkout.NotPrinted, "unreachable"
		s.ui <- func() { s.PaperPrinted(done) }
		if got := s.after(0).Notice.Text; got != "The drawer did not open. "+s.Words.Say("cause.unreachable") {
			t.Errorf("said %q", got)
		}
	})
}

func TestADrawerThatIsNotThereIsSaid(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		if got := s.press("F10").Notice.Text; got != s.Words.Say("notice.no-drawer") {
			t.Errorf("said %q", got)
		}
		due, err := s.db.DuePapers()
		if err != nil || len(due) != 0 {
			t.Errorf("waiting: %+v, %v", due, err)
		}
	})
}

// Kasir had stopped in the middle of a paper that had come out, and said that it was
// not printed.
func TestPaperThatMayHaveComeOutIsNotCalledMissing(t *testing.T) {
	serve(t, func(t *testing.T, s *shop) {
		s.sell("5 0 000")
		sale := s.stored()
		sale.Prints[0].State, sale.Prints[0].Cause = checkout.Doubtful, "interrupted"
		s.ui <- func() { s.Printed(sale) }
		want := "Receipt POS-000001 may have come out. Kasir stopped while it was being printed. If it is missing, F6 in the history prints a copy."
		if got := s.after(0).Notice.Text; got != want {
			t.Errorf("told: %q", got)
		}
	})
}
