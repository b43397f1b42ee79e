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
